using System.ComponentModel.DataAnnotations;

namespace Trading.Web.Shared.Forms;

/// <summary>
/// The field must be filled in, and the service says so together with everything else that is wrong: MVC's own check would come first and
/// hide the rest.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CheckedByServiceAttribute : RequiredAttribute
{
    public override bool IsValid(object? value) => true;
}
