using Trading.TestKit;

namespace Trading.Infrastructure.Tests.Rulebooks;

/// <summary>The table of rules in docs/rules, row by row.</summary>
internal static class RuleTable
{
    private const int Columns = 8;

    public static IReadOnlyList<Row> Read(string book)
    {
        var file = Checkout.Of("docs", "rules", $"{book}.md");
        return [.. File.ReadLines(file).Where(l => l.StartsWith("| ", StringComparison.Ordinal)).Skip(1).Select(ParseRow)];
    }

    private static Row ParseRow(string line) =>
        line.Split('|')[1..^1].Select(cell => cell.Trim()).ToArray() is { Length: Columns } c
            ? new Row(c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7])
            : throw new FormatException($"Not {Columns} cells: {line}");

    internal sealed record Row(string Key, string Value, string Unit, string Kind, string Citation, string Tag, string From, string Note);
}
