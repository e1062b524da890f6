using System.Globalization;
using System.IO.Compression;
using MiniExcelLibs;
using Trading.Domain.Shared;

namespace Trading.Infrastructure.Banking;

/// <summary>
/// Cuts the first sheet of a spreadsheet (xlsx) into rows of text, as a CSV file of the same bank would have them. Its line is the sheet's row. Of cells that
/// are merged the first is filled and the others are empty.
/// </summary>
internal static class SheetRows
{
    private const long MaxUnpacked = 256L * 1024 * 1024;

    /// <summary>A spreadsheet keeps 15 digits of a number: a longer one, such as an account entered as a number, has lost its end.</summary>
    private const double FirstInexact = 1e15;

    private static readonly byte[] Package = "PK\x03\x04"u8.ToArray();

    public static bool Knows(ReadOnlySpan<byte> file) => file.StartsWith(Package);

    /// <exception cref="RuleBrokenException">
    /// <see cref="BankingRules.BadSheet"/>, <see cref="BankingRules.FileTooLarge"/>, <see cref="BankingRules.MalformedCsv"/>
    /// </exception>
    public static IEnumerable<TableRow> Read(byte[] file, StatementLayout layout)
    {
        RequireFits(file);
        using var stream = new MemoryStream(file, writable: false);
        using var rows = Rows(stream).GetEnumerator();
        for (var line = 1; Next(rows); line++)
        {
            yield return new TableRow(line, [.. rows.Current.Values.Index().Select(cell => Text(cell.Item, line, cell.Index, layout))]);
        }
    }

    // What a package unpacks to is looked at before any of it is read.
    private static void RequireFits(byte[] file)
    {
        try
        {
            using var package = new ZipArchive(new MemoryStream(file, writable: false), ZipArchiveMode.Read);
            if (package.Entries.Sum(e => e.Length) > MaxUnpacked)
            {
                throw new RuleBrokenException(BankingRules.FileTooLarge, MaxUnpacked / (1024 * 1024));
            }
        }
        catch (InvalidDataException)
        {
            throw new RuleBrokenException(BankingRules.BadSheet);
        }
    }

    private static IEnumerable<IDictionary<string, object?>> Rows(Stream stream) => stream.Query(useHeaderRow: false).Cast<IDictionary<string, object?>>();

    private static bool Next(IEnumerator<IDictionary<string, object?>> rows)
    {
        try
        {
            return rows.MoveNext();
        }
        catch (Exception broken) when (broken is not (OutOfMemoryException or RuleBrokenException))
        {
            throw new RuleBrokenException(BankingRules.BadSheet);
        }
    }

    private static string Text(object? cell, int line, int place, StatementLayout layout) => cell switch
    {
        null => "",
        double number when Math.Abs(number) < FirstInexact => ((decimal)number).ToString(CultureInfo.InvariantCulture),
        double number => throw CsvTable.Malformed(line, TableRow.NumberOf(place), number.ToString("R", CultureInfo.InvariantCulture)),
        DateTime time when time.Year < 1900 => time.ToString(layout.TimeFormats.Count > 0 ? layout.TimeFormats[0] : "HH:mm:ss", CultureInfo.InvariantCulture),
        DateTime day => day.ToString(layout.DateFormats[0], CultureInfo.InvariantCulture),
        TimeSpan time => TimeOnly.FromTimeSpan(time).ToString(layout.TimeFormats.Count > 0 ? layout.TimeFormats[0] : "HH:mm:ss", CultureInfo.InvariantCulture),
        _ => Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "",
    };
}
