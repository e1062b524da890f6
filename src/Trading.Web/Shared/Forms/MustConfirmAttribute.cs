namespace Trading.Web.Shared.Forms;

/// <summary>The box before an act that cannot be taken back: it must be ticked.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MustConfirmAttribute() : WordsValidationAttribute("form.must-confirm")
{
    public override bool IsValid(object? value) => value is true;
}
