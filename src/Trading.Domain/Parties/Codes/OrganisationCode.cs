namespace Trading.Domain.Parties.Codes;

/// <summary>
/// The organisation code (组织机构代码) of GB 11714: eight digits or letters and a check character, as it lives on in positions 9 to 17 of the
/// unified social credit code.
/// </summary>
public static class OrganisationCode
{
    public const int Length = 9;

    private static readonly int[] Weights = [3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>Checks length, alphabet (0–9, A–Z in either case; the common hyphen before the check character is not accepted) and check character.</summary>
    /// <example><c>M000100Y4</c> is valid: the weighted sum is 139, 139 mod 11 = 7, 11 − 7 = 4.</example>
    public static CodeCheck Check(string code)
    {
        var text = CodeText.Canonical(code);
        if (text.Length != Length)
        {
            return CodeCheck.Failed("code.org.length");
        }

        if (!text[..8].All(char.IsAsciiLetterOrDigit) || !(char.IsAsciiDigit(text[8]) || text[8] == 'X'))
        {
            return CodeCheck.Failed("code.org.characters");
        }

        return text[8] == CheckCharacter(text[..8]) ? CodeCheck.Passed : CodeCheck.Failed("code.org.check-digit");
    }

    /// <summary>The check character of eight digits or capital letters: 11 less the weighted sum mod 11, where 10 is written X and 11 is 0.</summary>
    public static char CheckCharacter(string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var sum = body.Select((c, i) => Weights[i] * Value(c)).Sum();
        return (11 - (sum % 11)) switch
        {
            10 => 'X',
            11 => '0',
            var digit => (char)('0' + digit),
        };
    }

    private static int Value(char c) => char.IsAsciiDigit(c) ? c - '0' : c - 'A' + 10;
}
