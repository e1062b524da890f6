namespace Trading.Web.Shared.Forms;

/// <summary>
/// Names the action of the same controller whose page is shown again when this one refuses. Needed only where no GET action has the same route.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RefusalPageAttribute(string action) : Attribute
{
    public string Action { get; } = action;
}
