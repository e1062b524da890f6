using System.Text;
using CsvHelper;
using Trading.Domain.Shared;

namespace Trading.Infrastructure.Banking;

/// <summary>
/// A table of a bank, CSV or where it is a statement the first sheet of a spreadsheet, cut into rows: those above the header, and those under it with cells found by column name. Blank rows are dropped.
/// A row shorter or longer than its header is refused, because then no cell can be trusted to stand in its column; so is a quote out of place.
/// </summary>
internal sealed class CsvTable
{
    /// <summary>What one file may hold of lines.</summary>
    internal const int MaxRows = 100_000;
    private const int MaxShown = 60;

    private readonly BankProfile _profile;
    private readonly TableHeader _header;

    private CsvTable(BankProfile profile, IReadOnlyList<TableRow> preamble, TableHeader header, IReadOnlyList<TableRow> rows)
    {
        _profile = profile;
        _header = header;
        Preamble = preamble;
        Rows = rows;
    }

    public IReadOnlyList<TableRow> Preamble { get; }
    public IReadOnlyList<TableRow> Rows { get; }

    public static CsvTable Read(Stream file, BankProfile profile, int preambleRows, IEnumerable<string?> columns) =>
        Of(Cut(BankEncoding.Decode(file, profile.Encoding), preambleRows), profile, preambleRows, columns);

    /// <summary>The table of a statement, whichever of the two it is.</summary>
    public static CsvTable ReadStatement(Stream file, BankProfile profile, IEnumerable<string?> columns)
    {
        var bytes = BankEncoding.ReadAll(file);
        var preambleRows = profile.Statement.PreambleRows;
        return Of(
            SheetRows.Knows(bytes) ? Sheet(bytes, profile.Statement) : Cut(BankEncoding.Decode(bytes, profile.Encoding), preambleRows), profile, preambleRows, columns);
    }

    private static CsvTable Of(List<TableRow> rows, BankProfile profile, int preambleRows, IEnumerable<string?> columns)
    {
        if (rows.Count == 0)
        {
            throw new RuleBrokenException(BankingRules.EmptyFile);
        }

        var header = TableHeader.Of(rows.ElementAtOrDefault(preambleRows) ?? new TableRow(rows.Count + 1, []), columns);
        return new CsvTable(profile, [.. rows.Take(preambleRows)], header, [.. rows.Skip(preambleRows + 1)]);
    }

    /// <summary>The cells of a row that has as many of them as the header.</summary>
    public CellReader CellsOf(TableRow row)
    {
        _header.RefuseOtherLength(row);
        return new CellReader(_profile, _header, row);
    }

    /// <summary>The cells of a totals row, which banks end where there is nothing more to total.</summary>
    public CellReader CellsOfTotals(TableRow row) => CellsOf(_header.Pad(row));

    public static RuleBrokenException Malformed(int line, string column, string value) =>
        new(BankingRules.MalformedCsv, line, column, Shown(value));

    private static List<TableRow> Sheet(byte[] file, StatementLayout layout)
    {
        var rows = new List<TableRow>();
        foreach (var row in SheetRows.Read(file, layout))
        {
            Add(rows, row, rows.ElementAtOrDefault(layout.PreambleRows)?.Cells ?? []);
        }

        return rows;
    }

    private static List<TableRow> Cut(string text, int preambleRows)
    {
        CsvMalformedRecord? malformed = null;
        var bytes = Encoding.UTF8.GetBytes(text);
        using var csv = CsvReader.Create(bytes, new CsvReaderOptions
        {
            Separator = ',',
            HasHeader = false,
            TrackLineNumbers = true,
            // A cell ends with its line: an unclosed quote must not swallow the rest of the statement.
            AllowLineBreaksInQuotes = false,
            OnMalformedRecord = record => malformed = record,
        });
        var rows = new List<TableRow>();
        while (csv.Read())
        {
            var line = checked((int)csv.LineNumber);
            var names = rows.ElementAtOrDefault(preambleRows)?.Cells ?? [];
            RefuseBadQuote(malformed, bytes, names);
            Add(rows, new TableRow(line, [.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)]), names);
        }

        return rows;
    }

    private static void Add(List<TableRow> rows, TableRow row, IReadOnlyList<string> names)
    {
        if (row.IsBlank)
        {
            return;
        }

        RefuseControlCharacters(row, names);
        rows.Add(row);
        if (rows.Count > MaxRows)
        {
            throw new RuleBrokenException(BankingRules.TooManyRows, MaxRows);
        }
    }

    private static void RefuseBadQuote(CsvMalformedRecord? malformed, byte[] file, IReadOnlyList<string> names)
    {
        if (malformed is { } bad)
        {
            throw Malformed(checked((int)bad.LineNumber), NameOf(names, PlaceOf(file.AsSpan(0, checked((int)bad.ByteOffset)))), bad.RawRecord);
        }
    }

    // The cell in which a file stops: one further for each comma of its last line outside quotes.
    private static int PlaceOf(ReadOnlySpan<byte> fileSoFar)
    {
        var (place, quoted) = (0, false);
        foreach (var c in fileSoFar[(fileSoFar.LastIndexOfAny((byte)'\n', (byte)'\r') + 1)..])
        {
            quoted ^= c == '"';
            place += c == ',' && !quoted ? 1 : 0;
        }

        return place;
    }

    // No bank writes them, PostgreSQL cannot store NUL, and a screen may obey the others.
    private static void RefuseControlCharacters(TableRow row, IReadOnlyList<string> names)
    {
        foreach (var (place, cell) in row.Cells.Index())
        {
            if (cell.Any(c => char.IsControl(c) && c != '\t'))
            {
                throw Malformed(row.Line, NameOf(names, place), cell);
            }
        }
    }

    private static string NameOf(IReadOnlyList<string> names, int place) =>
        names.ElementAtOrDefault(place)?.Trim() is { Length: > 0 } name ? Shown(name) : TableRow.NumberOf(place);

    private static string Shown(string value)
    {
        var visible = string.Concat(value.Select(c => char.IsControl(c) ? '\uFFFD' : c));
        return visible.Length <= MaxShown ? visible : visible[..MaxShown] + "…";
    }
}
