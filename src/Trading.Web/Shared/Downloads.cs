using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Reports;
using Trading.Infrastructure;
using Trading.Infrastructure.Documents;
using Trading.Infrastructure.Documents.Tables;

namespace Trading.Web.Shared;

/// <summary>Tables as files.</summary>
public static class Downloads
{
    /// <summary>A file that is saved and not shown; never kept on the way, because it is for its reader only.</summary>
    public static FileContentResult Attachment(this Controller controller, byte[] content, string mediaType, string name)
    {
        ArgumentNullException.ThrowIfNull(controller);
        controller.Response.Headers.CacheControl = "no-store";
        return controller.File(content, mediaType, name);
    }

    /// <summary>The table in one of the three forms, under a name without its ending.</summary>
    public static FileContentResult Table(this Controller controller, ReportTable table, ReportFormat format, string name) => format switch
    {
        ReportFormat.Xlsx => controller.Attachment(ReportXlsx.Write(table), format, name),
        ReportFormat.Csv => controller.Attachment(ReportCsv.Write(table), format, name),
        ReportFormat.Pdf => controller.Attachment(controller.HttpContext.RequestServices.GetRequiredService<PdfGenerator>().Generate(new ReportTableDocument(table)), format, name),
    };

    /// <summary>
    /// A report of the finance area that is small enough to be written while its reader waits; of a longer one the form that has it made in the background,
    /// filled in. A basis that this form does not have is the value day's.
    /// </summary>
    public static IActionResult TableOrOrder(
        this Controller controller, ReportTable table, ReportFormat format, string name, ReportKind kind, DateOnly from, DateOnly to, ReportBasis basis = ReportBasis.ValueDay)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (table.Rows.Count <= ReportOrder.MostRowsAtOnce)
        {
            return controller.Table(table, format, name);
        }

        controller.Say("reports.too-long", table.Rows.Count, ReportOrder.MostRowsAtOnce);
        return controller.Redirect(FormattableString.Invariant($"/finance/reports?kind={kind}&format={format}&basis={basis}&from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}"));
    }

    /// <summary>A table that was written before, under a name without its ending.</summary>
    public static FileContentResult Attachment(this Controller controller, byte[] content, ReportFormat format, string name) => format switch
    {
        ReportFormat.Xlsx => controller.Attachment(content, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", name + ".xlsx"),
        ReportFormat.Csv => controller.Attachment(content, "text/csv; charset=utf-8", name + ".csv"),
        ReportFormat.Pdf => controller.Attachment(content, "application/pdf", name + ".pdf"),
    };

    /// <summary>A numbered paper as it was printed; 404 where there is none.</summary>
    public static IActionResult Paper(this Controller controller, byte[]? file, string number)
    {
        ArgumentNullException.ThrowIfNull(controller);
        return file is null ? controller.NotFound() : controller.Attachment(file, "application/pdf", number + ".pdf");
    }

    /// <summary>A list of any length as CSV, written while it is read.</summary>
    public static async Task StreamAsync(
        this Controller controller, string name, IReadOnlyList<(string Key, ReportColumnKind Kind)> columns, IAsyncEnumerable<object?[]> rows, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(controller);
        var response = controller.Response;
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentDisposition = $"attachment; filename={name}.csv";
        await ReportCsv.WriteAsync(response.Body, [.. columns.Select(c => new ReportColumn(PageWords.W(c.Key), c.Kind))], rows, ct);
    }

    /// <summary>A list as CSV: headings by words keys, and rows of the kinds that a report knows.</summary>
    public static FileContentResult List(
        this Controller controller, string name, IReadOnlyList<(string Key, ReportColumnKind Kind)> columns, IEnumerable<object?[]> rows)
    {
        ArgumentNullException.ThrowIfNull(controller);
        var heading = new ReportHeading
        {
            CentreName = "",
            Title = name,
            Number = "",
            Notes = [],
            Remarks = [],
            GeneratedAtUtc = controller.HttpContext.RequestServices.GetRequiredService<PageClock>().NowUtc,
            Language = WordsLanguages.Current,
        };
        return controller.Table(
            ReportTable.Of(heading, [.. columns.Select(c => new ReportColumn(PageWords.W(c.Key), c.Kind))], [.. rows]), ReportFormat.Csv, name);
    }
}
