namespace Trading.Web.Shared.Forms;

/// <summary>An amount in yuan to the fen: at most two decimals that count.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WholeFenAttribute() : WordsValidationAttribute("form.whole-fen")
{
    public override bool IsValid(object? value) => value is not decimal yuan || decimal.Round(yuan, 2) == yuan;
}
