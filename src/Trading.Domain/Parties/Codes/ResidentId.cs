using System.Globalization;

namespace Trading.Domain.Parties.Codes;

/// <summary>
/// The citizen identity number (公民身份号码) of GB 11643: region (6), birth date (8), sequence (3, odd for men), check character. Residence permits
/// of Hong Kong, Macao and Taiwan residents have the same form with 81, 82 and 83.
/// </summary>
public static class ResidentId
{
    public const int Length = 18;

    private const string CheckCharacters = "10X98765432";

    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    // Nobody alive was born earlier; a smaller year is a slip of the hand.
    private static readonly DateOnly Earliest = new(1900, 1, 1);

    /// <summary>
    /// Checks length (the old form of 15 digits is refused), characters, region, that the birth date exists and is not after <paramref name="today"/>,
    /// and the check character, in this order. A last x counts as X; store <see cref="CodeText.Canonical"/>.
    /// </summary>
    /// <param name="id">The number as typed.</param>
    /// <param name="allowDemo">Demo mode only: accepts the region 000000 of demonstration people.</param>
    /// <param name="today">The Beijing day; without it a birth date in the future passes.</param>
    /// <example><c>11010519491231002X</c> is valid: the weighted sum is 167, 167 mod 11 = 2, which is written X.</example>
    public static CodeCheck Check(string id, bool allowDemo = false, DateOnly? today = null)
    {
        var text = CodeText.Canonical(id);
        if (text.Length != Length)
        {
            return CodeCheck.Failed("code.id.length");
        }

        if (!text[..17].All(char.IsAsciiDigit) || !(char.IsAsciiDigit(text[17]) || text[17] == 'X'))
        {
            return CodeCheck.Failed("code.id.characters");
        }

        if (!IsRegion(text[..6], allowDemo))
        {
            return CodeCheck.Failed("code.id.region");
        }

        if (BirthDate(text) is not { } born || born < Earliest || born > today)
        {
            return CodeCheck.Failed("code.id.birth-date");
        }

        return text[17] == CheckCharacter(text[..17]) ? CodeCheck.Passed : CodeCheck.Failed("code.id.check-digit");
    }

    /// <summary>A well-formed number from its parts, the check character computed; for demonstration people and tests.</summary>
    public static string Compose(string region, DateOnly born, int sequence)
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"{region}{born:yyyyMMdd}{sequence:000}");
        return head.Length == Length - 1
            ? head + CheckCharacter(head)
            : throw new ArgumentException($"A number is made of 6, 8 and 3 digits, not {head}.");
    }

    private static DateOnly? BirthDate(string text) =>
        DateOnly.TryParseExact(text[6..14], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var born) ? born : null;

    private static char CheckCharacter(string head) => CheckCharacters[head.Select((c, i) => Weights[i] * (c - '0')).Sum() % 11];

    private static bool IsRegion(string region, bool allowDemo) =>
        RegionPrefix.IsProvince(region) || region == "830000" || (allowDemo && region == RegionPrefix.Demo);
}
