using System.Globalization;

namespace Trading.Infrastructure.Banking.Formats;

/// <summary>
/// Amounts of any currency as whole minor units (ISO 4217). A statement is proved in its own currency; only the ledger knows no other than CNY.
/// </summary>
public static class CurrencyUnits
{
    /// <summary>10^13 minor units, as in CSV statements: 100,000 such amounts still add up within 64 bits.</summary>
    private const long Highest = 10_000_000_000_000;

    // How Chinese banks write currencies in their tables: names, and for renminbi its older letters and its number.
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["人民币"] = BankAccount.Renminbi,
        ["人民币元"] = BankAccount.Renminbi,
        ["RMB"] = BankAccount.Renminbi,
        ["156"] = BankAccount.Renminbi,
        ["美元"] = "USD",
        ["欧元"] = "EUR",
        ["港币"] = "HKD",
        ["港元"] = "HKD",
        ["英镑"] = "GBP",
        ["日元"] = "JPY",
    };

    /// <summary>The currencies in which accounts are kept, renminbi first.</summary>
    public static IReadOnlyList<string> Known { get; } = [.. Names.Values.Distinct()];

    // ISO 4217, the currencies whose minor unit is not a hundredth.
    private static readonly Dictionary<string, int> Digits =
        Of(0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF").Concat(Of(3, "BHD IQD JOD KWD LYD OMR TND")).Concat(Of(4, "CLF UYW"))
            .ToDictionary(StringComparer.Ordinal);

    /// <summary>How many decimals the currency has: two, unless ISO 4217 says otherwise.</summary>
    public static int DecimalsOf(string currency) => Digits.GetValueOrDefault(currency, 2);

    /// <summary>The currency of a name as banks write it, or of its three letters; null where it is neither.</summary>
    public static string? Named(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Names.GetValueOrDefault(name) ?? (name.Length == 3 && name.All(char.IsAsciiLetterUpper) ? name : null);
    }

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

    private static IEnumerable<KeyValuePair<string, int>> Of(int decimals, string currencies) => currencies.Split(' ').Select(c => KeyValuePair.Create(c, decimals));
}
