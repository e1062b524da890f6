using Trading.Domain.Shared;

namespace Trading.Infrastructure.Banking;

/// <summary>Which of a profile's columns stands where.</summary>
internal sealed class TableHeader
{
    private readonly Dictionary<string, int> _places;
    private readonly TableRow _row;

    private TableHeader(TableRow row, Dictionary<string, int> places)
    {
        _row = row;
        _places = places;
    }

    public static TableHeader Of(TableRow row, IEnumerable<string?> columns)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var column in columns.OfType<string>())
        {
            var found = row.Cells.Index().Where(cell => cell.Item.Trim() == column).ToList();
            places[column] = found switch
            {
                [] => throw new RuleBrokenException(BankingRules.MissingColumn, row.Line, column),
                [var one] => one.Index,
                // Twice the same name: nobody knows which is meant.
                _ => throw CsvTable.Malformed(row.Line, column, column),
            };
        }

        return new TableHeader(row, places);
    }

    public int PlaceOf(string column) => _places[column];

    public TableRow Pad(TableRow row) =>
        row with { Cells = [.. row.Cells, .. Enumerable.Repeat(string.Empty, Math.Max(0, _row.Cells.Count - row.Cells.Count))] };

    public void RefuseOtherLength(TableRow row)
    {
        var (expected, found) = (_row.Cells.Count, row.Cells.Count);
        if (found < expected)
        {
            throw CsvTable.Malformed(row.Line, _row.Cells[found].Trim(), string.Empty);
        }

        if (row.Cells.Skip(expected).FirstOrDefault(cell => !string.IsNullOrWhiteSpace(cell)) is { } surplus)
        {
            throw CsvTable.Malformed(row.Line, TableRow.NumberOf(expected), surplus);
        }
    }
}
