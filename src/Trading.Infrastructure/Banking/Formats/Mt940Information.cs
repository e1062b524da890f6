using System.Text.RegularExpressions;

namespace Trading.Infrastructure.Banking.Formats;

/// <summary>
/// What banks write to an entry in field 86. Where it has numbered parts (<c>?20…</c>, <c>&gt;20…</c>) they are told apart; otherwise all of it is
/// what the payer wrote.
/// </summary>
internal static partial class Mt940Information
{
    // A text goes on in the next part, or the next line, where this one is full.
    private const int PartLength = 27;

    public static string Part(string information, params ReadOnlySpan<string> numbers)
    {
        var parts = Parts(information);
        var found = new List<string>();
        foreach (var number in numbers)
        {
            found.AddRange(parts.Where(p => p.Number == number).Select(p => p.Text.Trim()));
        }

        return string.Join(' ', found.Where(t => t.Length > 0));
    }

    public static string Remark(string information)
    {
        var parts = Parts(information);
        return parts.Count == 0
            ? Blanks().Replace(FullLine().Replace(information, "").Replace('\n', ' '), " ").Trim()
            : string.Concat(parts.Where(p => p.Number.StartsWith('2') || p.Number is "60" or "61" or "62" or "63").Select(p => p.Text.Length < PartLength ? p.Text + ' ' : p.Text)).Trim();
    }

    public static string? EndToEndId(string information) => Reference().Match(Remark(information)) is { Success: true } match ? match.Groups["id"].Value.Trim() : null;

    // A line may be wrapped in the middle of a part, so line ends are no separators.
    private static List<(string Number, string Text)> Parts(string information) =>
        [.. NumberedPart().Matches(information.Replace("\n", "", StringComparison.Ordinal)).Select(m => (m.Groups["number"].Value, m.Groups["text"].Value))];

    [GeneratedRegex(@"[?>](?<number>\d{2})(?<text>[^?>]*)")]
    private static partial Regex NumberedPart();

    [GeneratedRegex(@"EREF\+(?<id>.+?)(?=(?:KREF|MREF|CRED|DEBT|SVWZ|ABWA|ABWE)\+|$)")]
    private static partial Regex Reference();

    [GeneratedRegex(@"(?<=^[^\n]{65})\n", RegexOptions.Multiline)]
    private static partial Regex FullLine();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
