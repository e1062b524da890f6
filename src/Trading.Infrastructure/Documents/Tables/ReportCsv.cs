using CsvHelper;
using Trading.Infrastructure.Shared;

namespace Trading.Infrastructure.Documents.Tables;

/// <summary>A report as CSV: UTF-8 with byte order mark, which Excel needs to read Chinese; headings, rows, and the totals if there are any.</summary>
public static class ReportCsv
{
    private const int PartBytes = 64 * 1024;

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

    /// <summary>The same form for rows that come one after another; nothing is kept of them.</summary>
    /// <exception cref="ArgumentException">A value does not fit its column.</exception>
    public static async Task WriteAsync(Stream output, IReadOnlyList<ReportColumn> columns, IAsyncEnumerable<object?[]> rows, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        using var part = new MemoryStream();
        using (var csv = CsvWriter.Create(part, Options, leaveOpen: true))
        {
            Row(csv, columns.Select(c => (object?)c.Heading));
            await foreach (var row in rows.WithCancellation(ct))
            {
                ReportTable.RefuseMisfit(columns, 0, row);
                Row(csv, row);
                if (part.Length >= PartBytes)
                {
                    await PassOnAsync(part, output, ct);
                }
            }
        }

        await PassOnAsync(part, output, ct);
    }

    private static async Task PassOnAsync(MemoryStream part, Stream output, CancellationToken ct)
    {
        await output.WriteAsync(part.GetBuffer().AsMemory(0, (int)part.Length), ct);
        part.SetLength(0);
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
