using System.ComponentModel.DataAnnotations;
using Trading.Infrastructure.Parties;

namespace Trading.Web.Shared.Forms;

/// <summary>A region code (GB/T 2260) of a province that there is; in a demonstration also 000000.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class KnownRegionAttribute() : WordsValidationAttribute("project.region-unknown")
{
    private const string OfDemonstrations = "000000";

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        ArgumentNullException.ThrowIfNull(validationContext);
        var isKnown = value is not string { Length: 6 } code
            || (code == OfDemonstrations ? validationContext.GetRequiredService<SiteOptions>().Demo : validationContext.GetRequiredService<Regions>().IsOfAProvince(code));
        return isKnown ? ValidationResult.Success : new ValidationResult(FormatErrorMessage(validationContext.DisplayName), [validationContext.MemberName!]);
    }
}
