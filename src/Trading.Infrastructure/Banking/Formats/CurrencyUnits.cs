using System.Globalization;

namespace Trading.Infrastructure.Banking.Formats;

/// <summary>
/// Amounts of any currency as whole minor units (ISO 4217). A statement is proved in its own currency; only the ledger knows no other than CNY.
/// </summary>
public static class CurrencyUnits
{
    /// <summary>10^13 minor units, as in CSV statements: 100,000 such amounts still add up within 64 bits.</summary>
    private const long Highest = 10_000_000_000_000;

    // ISO 4217, the currencies whose minor unit is not a hundredth.
    private static readonly Dictionary<string, int> Digits = new(StringComparer.Ordinal)
    {
        ["BIF"] = 0, ["CLP"] = 0, ["DJF"] = 0, ["GNF"] = 0, ["ISK"] = 0, ["JPY"] = 0, ["KMF"] = 0, ["KRW"] = 0, ["PYG"] = 0, ["RWF"] = 0,
        ["UGX"] = 0, ["UYI"] = 0, ["VND"] = 0, ["VUV"] = 0, ["XAF"] = 0, ["XOF"] = 0, ["XPF"] = 0,
        ["BHD"] = 3, ["IQD"] = 3, ["JOD"] = 3, ["KWD"] = 3, ["LYD"] = 3, ["OMR"] = 3, ["TND"] = 3,
        ["CLF"] = 4, ["UYW"] = 4,
    };

    /// <summary>How many decimals the currency has: two, unless ISO 4217 says otherwise.</summary>
    public static int DecimalsOf(string currency) => Digits.GetValueOrDefault(currency, 2);

    /// <summary>
    /// Reads an amount without a sign. Trailing zeros are no decimals: <c>18.150</c> euro is 1,815 cents. Null where it is no such number, is
    /// beyond range, or has more decimals than the currency.
    /// </summary>
    public static long? Parse(string text, char point, string currency)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(point);
        if (parts.Length > 2 || parts[0].Length == 0 || !parts.All(p => p.All(char.IsAsciiDigit)))
        {
            return null;
        }

        var decimals = DecimalsOf(currency);
        var fraction = (parts.Length == 2 ? parts[1] : "").TrimEnd('0');
        if (fraction.Length > decimals)
        {
            return null;
        }

        var digits = parts[0].TrimStart('0') + fraction.PadRight(decimals, '0');
        return digits.Length > 16 || !long.TryParse(digits.Length == 0 ? "0" : digits, NumberStyles.None, CultureInfo.InvariantCulture, out var units) || units > Highest
            ? null
            : units;
    }

    /// <summary>The amount in figures: <c>-54.00</c>.</summary>
    public static string Text(long units, string currency)
    {
        var decimals = DecimalsOf(currency);
        var unit = Enumerable.Repeat(10m, decimals).Aggregate(1m, (product, ten) => product * ten);
        return (units / unit).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
