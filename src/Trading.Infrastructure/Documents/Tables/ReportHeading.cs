namespace Trading.Infrastructure.Documents.Tables;

/// <summary>
/// Who reports what. Notes stand under the title (period, basis, unit), remarks under the table (how the totals prove each other).
/// </summary>
public sealed record ReportHeading
{
    public required string CentreName { get; init; }
    public required string Title { get; init; }
    public required string Number { get; init; }
    public required IReadOnlyList<string> Notes { get; init; }
    public required IReadOnlyList<string> Remarks { get; init; }
    public required DateTime GeneratedAtUtc { get; init; }
    public required WordsLanguage Language { get; init; }
}
