using CsvHelper;
using Trading.Infrastructure.Shared;

namespace Trading.Infrastructure.Documents.Tables;

/// <summary>A report as CSV: UTF-8 with byte order mark, which Excel needs to read Chinese; headings, rows, and the totals if there are any.</summary>
public static class ReportCsv
{
    private static readonly CsvWriterOptions Options = new() { WriteByteOrderMark = true };

    public static byte[] Write(ReportTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        using var file = new MemoryStream();
        using (var csv = CsvWriter.Create(file, Options, leaveOpen: true))
        {
            Row(csv, table.Columns.Select(c => (object?)c.Heading));
            foreach (var row in table.Rows)
            {
                Row(csv, row);
            }

            if (table.Totals.Count > 0)
            {
                Row(csv, table.Totals);
            }
        }

        return file.ToArray();
    }

    // Only text is guarded: a negative amount begins with a minus and must stay a number.
    private static void Row(CsvWriter csv, IEnumerable<object?> values)
    {
        foreach (var value in values)
        {
            csv.WriteField(value is string text ? SpreadsheetText.Neutralise(text) : ReportCell.InFile(value));
        }

        csv.EndRecord();
    }
}
