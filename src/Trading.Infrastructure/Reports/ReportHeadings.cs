using Trading.Domain.Reports;
using Trading.Infrastructure.Documents.Tables;
using Trading.Infrastructure.Parties;

namespace Trading.Infrastructure.Reports;

/// <summary>What a report is of: the days that it covers, of which the last alone counts where it is of a day, and by which day money counts in it.</summary>
/// <param name="Kind">The report.</param>
/// <param name="From">The first Beijing day.</param>
/// <param name="To">The last.</param>
/// <param name="Basis">The name of the day that counts; null where the report is as of now.</param>
public sealed record ReportScope(ReportKind Kind, DateOnly From, DateOnly To, string? Basis);

/// <summary>The heading of each report: the same above a page, in the file fetched from it, and in the one made in the background.</summary>
public sealed class ReportHeadings(CentreQueries centres)
{
    public async Task<ReportHeading> OfAsync(long centreId, ReportScope scope, WordsLanguage language, DateTime nowUtc, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var centre = (await centres.FindAsync(centreId, ct))!;
        var isOfDay = scope.Kind is ReportKind.BankReconciliation or ReportKind.AgedDeposits or ReportKind.AgedSuspense or ReportKind.Unrefunded;
        return new ReportHeading
        {
            CentreName = language == WordsLanguage.Chinese ? centre.NameZh : centre.NameEn,
            Title = Words.Of(scope.Kind, language),
            Number = FormattableString.Invariant($"{scope.Kind}-{scope.From:yyyyMMdd}-{scope.To:yyyyMMdd}"),
            Notes =
            [
                isOfDay ? Words.Get("finance.books.day", language, scope.To) : Words.Get("document.settlement.period", language, scope.From, scope.To),
                .. scope.Basis is { } basis ? (string[])[basis] : [],
                Words.Get("document.settlement.unit", language),
            ],
            Remarks = [Words.Get(scope.Kind == ReportKind.TreasuryStatement ? "treasury.statement-note" : "finance.sealed-left-out", language)],
            GeneratedAtUtc = nowUtc,
            Language = language,
        };
    }
}
