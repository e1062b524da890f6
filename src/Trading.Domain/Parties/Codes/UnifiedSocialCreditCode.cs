namespace Trading.Domain.Parties.Codes;

/// <summary>
/// The unified social credit code (统一社会信用代码) of GB 32100-2015: registering department, class, region (6), organisation code (9), check
/// character; 18 in all, over 31 characters that leave out I, O, S, V and Z.
/// </summary>
public static class UnifiedSocialCreditCode
{
    public const int Length = 18;

    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    // Staffing office, foreign affairs, justice, culture, civil affairs, tourism, religion, unions, market regulator, military, agriculture, other.
    private const string Departments = "123456789ANY";

    // 3^(i−1) mod 31
    private static readonly int[] Weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

    /// <summary>
    /// Checks length, alphabet, registering department, region, the organisation code's own check character and the last check character, in this
    /// order. Letters count in either case; store <see cref="CodeText.Canonical"/>. Whether the organisation exists is not checked.
    /// </summary>
    /// <param name="code">The code as typed.</param>
    /// <param name="allowDemo">Demo mode only: accepts the region 000000 of demonstration organisations.</param>
    /// <example><c>91350100M000100Y43</c> is valid: the weighted sum is 1640, 1640 mod 31 = 28, 31 − 28 = 3.</example>
    public static CodeCheck Check(string code, bool allowDemo = false)
    {
        var text = CodeText.Canonical(code);
        if (text.Length != Length)
        {
            return CodeCheck.Failed("code.uscc.length");
        }

        if (!text.All(Alphabet.Contains))
        {
            return CodeCheck.Failed("code.uscc.characters");
        }

        if (!Departments.Contains(text[0]) || text[1] is < '1' or > '9')
        {
            return CodeCheck.Failed("code.uscc.registry");
        }

        if (!IsRegion(text[2..8], allowDemo))
        {
            return CodeCheck.Failed("code.uscc.region");
        }

        return !OrganisationCode.Check(text[8..17]).Valid ? CodeCheck.Failed("code.uscc.body-check-digit")
            : text[17] != CheckCharacter(text[..17]) ? CodeCheck.Failed("code.uscc.check-digit")
            : CodeCheck.Passed;
    }

    /// <summary>A well-formed code from its parts, both check characters computed; for demonstration organisations and tests.</summary>
    /// <param name="registry">Department and class, such as <c>91</c> for an enterprise.</param>
    /// <param name="region">Six digits; <see cref="RegionPrefix.Demo"/> for a demonstration organisation.</param>
    /// <param name="body">The first eight characters of the organisation code, from the code's own alphabet.</param>
    public static string Compose(string registry, string region, string body)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(region);
        ArgumentNullException.ThrowIfNull(body);
        if (registry.Length != 2 || region.Length != 6 || body.Length != 8)
        {
            throw new ArgumentException($"A code is made of 2, 6 and 8 characters, not {registry}, {region}, {body}.");
        }

        var head = registry + region + body + OrganisationCode.CheckCharacter(body);
        return head + CheckCharacter(head);
    }

    private static char CheckCharacter(string head)
    {
        var sum = head.Select((c, i) => Weights[i] * Alphabet.IndexOf(c, StringComparison.Ordinal)).Sum();
        return Alphabet[(31 - (sum % 31)) % 31];
    }

    // 100000 is the national registry.
    private static bool IsRegion(string region, bool allowDemo) =>
        RegionPrefix.IsProvince(region) || region == "100000" || (allowDemo && region == RegionPrefix.Demo);
}
