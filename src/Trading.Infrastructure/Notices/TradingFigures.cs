using Microsoft.EntityFrameworkCore;
using Trading.Domain.Awards;
using Trading.Domain.Deposits;
using Trading.Domain.Ledger;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Tendering;

namespace Trading.Infrastructure.Notices;

/// <summary>A quarter in figures; a share is null where nothing fell into it.</summary>
public sealed record QuarterFigures(DateOnly From, int Lots, Money Awarded, decimal? SavedPercent, decimal? RefundedInTimePercent);

/// <summary>The public's figures: from lots that were opened in a quarter that has ended. Nothing of an unopened lot is in any of them.</summary>
public sealed class TradingFigures(TradingDbContext db)
{
    /// <summary>The last quarter that had ended on a Beijing day; null where no lot was opened in it.</summary>
    public async Task<QuarterFigures?> LastQuarterAsync(DateOnly today, CancellationToken ct)
    {
        var end = new DateOnly(today.Year, ((today.Month - 1) / 3 * 3) + 1, 1);
        var start = end.AddMonths(-3);
        var (from, until) = (Instants.StartOfBeijingDay(start), Instants.StartOfBeijingDay(end));
        var lots = await db.Set<Tender>().CountAsync(t => t.OpenedAtUtc >= from && t.OpenedAtUtc < until, ct);
        if (lots == 0)
        {
            return null;
        }

        var awards = await (
            from award in db.Set<Award>()
            join lot in db.Set<Lot>() on award.LotId equals lot.Id
            join tender in db.Set<Tender>() on award.LotId equals tender.LotId
            where tender.AwardedAtUtc >= @from && tender.AwardedAtUtc < until
            select new { award.Price, lot.Ceiling }).ToListAsync(ct);
        var awarded = Money.Sum(awards.Select(a => a.Price));
        var ceilings = Money.Sum(awards.Select(a => a.Ceiling));
        return new QuarterFigures(start, lots, awarded, Percent(ceilings.Fen - awarded.Fen, ceilings.Fen), await RefundedInTimeAsync(start, end, ct));
    }

    private async Task<decimal?> RefundedInTimeAsync(DateOnly start, DateOnly end, CancellationToken ct)
    {
        var due = await (
            from d in db.Set<Deposit>()
            join tender in db.Set<Tender>().Where(TenderSecrecy.IsOver) on d.LotId equals tender.LotId
            where !d.RefundsApart && d.RefundDueOn >= start && d.RefundDueOn < end
            select new { d.ParticipationId, d.State, DueOn = d.RefundDueOn!.Value }).ToListAsync(ct);
        var subjects = due.Select(d => d.ParticipationId.ToString("N")).ToArray();
        var sent = (await db.Set<JournalEntry>().Where(e => e.Kind == EntryKinds.DepositRepaymentSent && subjects.Contains(e.Subject))
            .Select(e => new { e.Subject, e.ValueOn }).ToListAsync(ct)).ToLookup(e => e.Subject, e => e.ValueOn);
        var inTime = due.Count(d => d.State == DepositState.Refunded && sent[d.ParticipationId.ToString("N")].Max() <= d.DueOn);
        return Percent(inTime, due.Count);
    }

    private static decimal? Percent(long part, long whole) => whole == 0 ? null : 100m * part / whole;
}
