using System.Globalization;

namespace Trading.Domain.Rulebooks;

/// <summary>The written forms of values, the same in the data files, in the database and in hashes.</summary>
public static class RuleValue
{
    /// <summary>The longest text value, and the longest citation.</summary>
    public const int TextLength = 200;

    // Longer periods than ten years are slips of the hand, and would make day-by-day counting slow.
    private const long LongestPeriodDays = 3660;

    /// <summary>True when the text is a value of the unit in its one written form (no sign, blanks, leading zeros or separators).</summary>
    public static bool IsWellFormed(RuleUnit unit, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return unit switch
        {
            RuleUnit.CalendarDay or RuleUnit.Workday => TryNumber(text, out var days) && days is >= 1 and <= LongestPeriodDays,
            RuleUnit.Hour or RuleUnit.Minute or RuleUnit.Second or RuleUnit.BasisPoint or RuleUnit.Fen or RuleUnit.Count or RuleUnit.Byte => TryNumber(text, out _),
            RuleUnit.Fraction => TryFraction(text, out _),
            RuleUnit.Switch => text is "true" or "false",
            RuleUnit.Text => IsText(text),
        };
    }

    internal static bool IsText(string text) => text.Trim().Length is > 0 and <= TextLength;

    internal static bool TryNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)
        && text == number.ToString(CultureInfo.InvariantCulture);

    internal static bool TryFraction(string text, out (long Numerator, long Denominator) fraction)
    {
        fraction = default;
        return text.Split('/') is [var top, var bottom]
            && TryNumber(top, out fraction.Numerator)
            && TryNumber(bottom, out fraction.Denominator)
            && fraction.Denominator > 0;
    }
}
