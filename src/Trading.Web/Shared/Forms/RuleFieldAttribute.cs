namespace Trading.Web.Shared.Forms;

/// <summary>Puts the sentence of a broken rule beside this field of a form instead of above the form.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RuleFieldAttribute(params string[] rules) : Attribute
{
    public IReadOnlyList<string> Rules { get; } = rules;
}
