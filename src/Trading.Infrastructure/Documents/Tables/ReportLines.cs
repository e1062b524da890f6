namespace Trading.Infrastructure.Documents.Tables;

/// <summary>What a report says about itself beside its rows.</summary>
internal static class ReportLines
{
    /// <summary>Everything, for the second sheet of a spreadsheet.</summary>
    public static IEnumerable<string> About(ReportTable table) => [table.Heading.Title, .. table.Heading.Notes, .. Closing(table)];

    /// <summary>Under the table: remarks, the proof against the ledger, number and time.</summary>
    public static IEnumerable<string> Closing(ReportTable table)
    {
        var heading = table.Heading;
        var control = table.Control is { } c ? new[] { Words.Get("document.report.ties", heading.Language, c.Heading, c.Total, c.Account) } : [];
        return
        [
            .. heading.Remarks,
            .. control,
            Words.Get("document.report.number", heading.Language, heading.Number, table.Rows.Count),
            Words.Get("document.report.generated", heading.Language, heading.GeneratedAtUtc),
        ];
    }
}
