using MiniExcelLibs;
using MiniExcelLibs.Attributes;
using MiniExcelLibs.OpenXml;
using Trading.Domain.Shared;
using Trading.Infrastructure.Shared;

namespace Trading.Infrastructure.Documents.Tables;

/// <summary>
/// A report as a spreadsheet: a sheet with nothing but headings, rows and totals, so that it can be sorted and summed, and a sheet that says what
/// it is. Amounts, numbers, days and times are typed; amounts are exact to the fen up to the 15 digits that a spreadsheet keeps.
/// </summary>
public static class ReportXlsx
{
    private const int LongestSheetName = 31;

    public static byte[] Write(ReportTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var rows = table.Totals.Count > 0 ? table.Rows.Append(table.Totals) : table.Rows;
        var sheets = new Dictionary<string, object>
        {
            [SheetName(table.Heading.Title)] = rows.Select(row => Row(table.Columns, row)).DefaultIfEmpty(Row(table.Columns, new object?[table.Columns.Count])),
            [Words.Get("document.report.about", table.Heading.Language)] = About(table),
        };
        using var file = new MemoryStream();
        file.SaveAs(sheets, configuration: new OpenXmlConfiguration
        {
            TableStyles = TableStyles.None,
            AutoFilter = false,
            DynamicColumns = [.. table.Columns.Select(Column)],
        });
        return file.ToArray();
    }

    private static Dictionary<string, object?> Row(IReadOnlyList<ReportColumn> columns, IReadOnlyList<object?> values) =>
        columns.Index().ToDictionary(c => SpreadsheetText.Neutralise(c.Item.Heading), c => Typed(values[c.Index]));

    private static object? Typed(object? value) => value switch
    {
        string text => SpreadsheetText.Neutralise(text),
        Money money => money.Fen / 100m,
        DateTime utc => Instants.ToBeijing(utc),
        _ => value,
    };

    private static DynamicExcelColumn Column(ReportColumn column) => column.Kind switch
    {
        ReportColumnKind.Text => new(SpreadsheetText.Neutralise(column.Heading)) { Width = 30 },
        ReportColumnKind.Money => new(SpreadsheetText.Neutralise(column.Heading)) { Width = 20, Format = "#,##0.00" },
        ReportColumnKind.Integer => new(SpreadsheetText.Neutralise(column.Heading)) { Width = 12, Format = "#,##0" },
        ReportColumnKind.Date => new(SpreadsheetText.Neutralise(column.Heading)) { Width = 12, Format = "yyyy-mm-dd" },
        ReportColumnKind.Instant => new(SpreadsheetText.Neutralise(column.Heading)) { Width = 20, Format = "yyyy-mm-dd hh:mm:ss" },
    };

    private static List<Dictionary<string, object?>> About(ReportTable table)
    {
        var heading = SpreadsheetText.Neutralise(table.Heading.CentreName);
        return [.. ReportLines.About(table).Select(line => new Dictionary<string, object?> { [heading] = SpreadsheetText.Neutralise(line) })];
    }

    /// <summary>Spreadsheets allow 31 characters and none of <c>[]:*?/\</c>.</summary>
    private static string SheetName(string title)
    {
        var allowed = new string([.. title.Where(c => !"[]:*?/\\".Contains(c, StringComparison.Ordinal))]);
        return allowed.Length > LongestSheetName ? allowed[..LongestSheetName] : allowed;
    }
}
