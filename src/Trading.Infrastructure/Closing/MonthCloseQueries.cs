using Microsoft.EntityFrameworkCore;
using Trading.Domain.Closing;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Closing;

/// <summary>A month that was proposed, closed or declined, with the people who did; its control totals are shown to nobody.</summary>
public sealed record PeriodItem(
    Guid Id, DateOnly Month, DateOnly NextMonth, PeriodState State, string? Reason, long ProposedBy, string? Proposer, DateTime ProposedAtUtc, string? Decider,
    DateTime? DecidedAtUtc, string? DeclinedBecause);

/// <summary>The months of a centre as finance sees them.</summary>
public sealed class MonthCloseQueries(TradingDbContext db)
{
    /// <summary>All that was proposed, the latest month first.</summary>
    public async Task<IReadOnlyList<PeriodItem>> ListAsync(long centreId, CancellationToken ct) =>
        await Items(db.Set<AccountingPeriod>().Where(p => p.CentreId == centreId).OrderByDescending(p => p.Month).ThenByDescending(p => p.ProposedAtUtc)).ToListAsync(ct);

    /// <summary>A period of the centre; null where it has none of that number.</summary>
    public Task<PeriodItem?> FindAsync(long centreId, Guid id, CancellationToken ct) =>
        Items(db.Set<AccountingPeriod>().Where(p => p.CentreId == centreId && p.Id == id)).SingleOrDefaultAsync(ct);

    private IQueryable<PeriodItem> Items(IQueryable<AccountingPeriod> rows) => rows.AsNoTracking().Select(p => new PeriodItem(
        p.Id, p.Month, p.NextMonth, p.State, p.Reason, p.ProposedBy, db.Users.Where(u => u.Id == p.ProposedBy).Select(u => u.DisplayName).FirstOrDefault(), p.ProposedAtUtc,
        db.Users.Where(u => u.Id == p.DecidedBy).Select(u => u.DisplayName).FirstOrDefault(), p.DecidedAtUtc, p.DeclinedBecause));
}
