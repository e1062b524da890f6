using Microsoft.EntityFrameworkCore;
using Trading.Domain.Closing;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Closing;

/// <summary>
/// Proves from the rows alone that closed months are what they were: nothing came into one after its close, every accounting day is the one that the
/// closes by then demand, and the control totals are the journal's. Reads only; each entry a bounded
/// number of times, however many months there are.
/// </summary>
public sealed class ClosingVerifier(TradingDbContext db, MonthBooks books) : IVerifier
{
    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken ct)
    {
        var closed = await db.Set<AccountingPeriod>().AsNoTracking().Where(p => p.State == PeriodState.Closed).OrderBy(p => p.CentreId).ThenBy(p => p.Month).ToListAsync(ct);
        var (late, changed) = await LookThroughAsync(closed, ct);
        return
        [
            Of("no-posting-into-closed-period", late ?? await OtherDayAsync(ct)),
            Of("closed-periods-unchanged", changed),
            Of("months-closed-by-two", await ByOneAsync(ct)),
        ];
    }

    private async Task<(string? Late, string? Changed)> LookThroughAsync(IReadOnlyList<AccountingPeriod> closed, CancellationToken ct)
    {
        string? late = null, changed = null;
        AccountingPeriod? before = null;
        foreach (var period in closed)
        {
            var since = before?.CentreId == period.CentreId ? before.NextMonth : (DateOnly?)null;
            if (await books.LastEntryAsync(period.CentreId, since, period.NextMonth, ct) is { } last && last > period.LastEntryId)
            {
                late ??= $"journal_entry {last}";
            }

            var totals = await books.TotalsAsync(period.CentreId, since, period.NextMonth, ct);
            if ((since is not null && since != period.Month) || totals.Entries != period.Entries || totals.DebitsText != period.Debits)
            {
                changed ??= FormattableString.Invariant($"accounting_period {period.CentreId} {period.Month:yyyy-MM}");
            }

            before = period;
        }

        return (late, changed);
    }

    // An accounting day that is not the value day is the first day after a month that was closed by then.
    private Task<string?> OtherDayAsync(CancellationToken ct) => FirstAsync(
        """
        SELECT 'journal_entry ' || CAST(e.id AS TEXT) AS "Value" FROM journal_entry e
        LEFT JOIN accounting_period p ON p.centre_id = e.centre_id AND p.state = 'Closed' AND p.next_month = e.posted_on
        WHERE e.posted_on <> e.value_on AND (p.id IS NULL OR p.next_month <= e.value_on OR p.last_entry_id >= e.id)
        ORDER BY e.id LIMIT 1
        """,
        ct);

    private Task<string?> ByOneAsync(CancellationToken ct) => FirstAsync(
        """
        SELECT 'accounting_period ' || REPLACE(LOWER(CAST(p.id AS TEXT)), '-', '') AS "Value" FROM accounting_period p
        WHERE p.decided_by = p.proposed_by OR (p.state = 'Proposed') <> (p.decided_by IS NULL) ORDER BY 1 LIMIT 1
        """,
        ct);

    private async Task<string?> FirstAsync(string sql, CancellationToken ct) => (await db.Database.SqlQueryRaw<string>(sql).ToListAsync(ct)).FirstOrDefault();

    private static Finding Of(string check, string? offender) => new(check, offender is null, null, offender);
}
