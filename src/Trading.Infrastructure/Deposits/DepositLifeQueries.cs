using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Fees;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Tendering;

namespace Trading.Infrastructure.Deposits;

/// <summary>Something that happened to a deposit, as the trail has it.</summary>
public sealed record DepositHappening(DateTime AtUtc, string Kind, string? Actor, string? Reason, string? RuleKey, string? Citation);

/// <summary>An entry about a deposit: what moved on 2241.01, or what was owed on top of it.</summary>
public sealed record DepositEntry(DateTime BookedAtUtc, DateOnly ValueOn, string Kind, Money Amount);

/// <summary>A deposit of an opened lot with all that it went through, and what its line's rules let happen to it.</summary>
public sealed record DepositLife(
    Deposit Deposit, string LotCode, string LotName, DepositPolicy Policy, bool IsStateFunded, IReadOnlyList<DepositHappening> Happenings, IReadOnlyList<DepositEntry> Entries,
    FreezeOrder? Order, Forfeiture? Open, IReadOnlyList<PayoutItem> Payouts, Money BondLeft, Money FeesOwed)
{
    /// <summary>The lot on whose deposit its bid stands; null where it stands on its own.</summary>
    public PoolLot? Under { get; init; }

    /// <summary>The lots whose bids stand, or stood, on this deposit; known when all lots of the project are opened.</summary>
    public IReadOnlyList<PoolLot> On { get; init; } = [];

    /// <summary>The lot of a forfeiture that waits, where it is another than the deposit's.</summary>
    public PoolLot? OpenFor => On.FirstOrDefault(l => l.LotId == Open?.LotId);
}

/// <summary>A deposit in the list of its opened lot.</summary>
public sealed record LotDeposit(Guid ParticipationId, string? PayerName, Money Received, DepositState State);

/// <summary>What finance and supervisors read of one deposit; nothing of a lot that is not opened, nor of a bidder who withdrew before the opening.</summary>
public sealed class DepositLifeQueries(TradingDbContext db, Payouts payouts, DepositPools pools, OpenFees fees)
{
    /// <summary>Null where there is no such deposit, it is another centre's (null: of any), or its lot is secret.</summary>
    public async Task<DepositLife?> FindAsync(long? centreId, Guid participationId, CancellationToken ct)
    {
        var found = await (
            from d in db.Set<Deposit>().AsNoTracking()
            join tender in db.Set<Tender>().Where(TenderSecrecy.IsOver) on d.LotId equals tender.LotId
            join lot in db.Set<Domain.Projects.Lot>().AsNoTracking() on d.LotId equals lot.Id
            join project in db.Set<Domain.Projects.Project>().AsNoTracking() on lot.ProjectId equals project.Id
            where d.ParticipationId == participationId && !d.RefundsApart && (centreId == null || d.CentreId == centreId)
            select new { d, lot, project }).SingleOrDefaultAsync(ct);
        if (found is null)
        {
            return null;
        }

        var policy = TenderLoader.RulesOf(found.project).Deposits;
        return new DepositLife(
            found.d, found.lot.Code!, found.lot.Name, policy, found.project.IsStateFunded,
            await HappeningsAsync(found.d, ct), await EntriesAsync(participationId.ToString("N"), ct),
            await db.Set<FreezeOrder>().AsNoTracking().SingleOrDefaultAsync(o => o.ParticipationId == participationId && o.LiftedBy == null, ct),
            await db.Set<Forfeiture>().AsNoTracking().SingleOrDefaultAsync(
                f => f.ParticipationId == participationId && (f.State == ForfeitureState.Proposed || f.State == ForfeitureState.Seconded), ct),
            await db.PayoutsAsync(p => p.ParticipationId == participationId, ct), await payouts.BondLeftAsync(found.d, policy, ct),
            policy.Destination(found.project.IsStateFunded).Destination == ForfeitDestination.TransferorAfterFee ? await fees.OwedAsync(found.lot.Id, ct) : Money.Zero)
        {
            Under = policy.Pooling is null ? null : await pools.UnderAsync(participationId, ct),
            On = policy.Pooling is null ? [] : await pools.OnAsync(participationId, ct),
        };
    }

    /// <summary>The deposits of a lot that is opened, by payer; none of one that is not.</summary>
    public async Task<IReadOnlyList<LotDeposit>> OfLotAsync(long lotId, CancellationToken ct) => await (
        from d in db.Set<Deposit>().AsNoTracking()
        join tender in db.Set<Tender>().Where(TenderSecrecy.IsOver) on d.LotId equals tender.LotId
        where d.LotId == lotId && !d.RefundsApart
        orderby d.PayerName, d.ParticipationId
        select new LotDeposit(d.ParticipationId, d.PayerName, d.Received, d.State)).ToListAsync(ct);

    // What is told of the lot as a whole (deposits are due) stands with what is told of this one.
    private async Task<IReadOnlyList<DepositHappening>> HappeningsAsync(Deposit deposit, CancellationToken ct)
    {
        var subject = deposit.ParticipationId.ToString("N");
        var events = await (
            from e in db.Set<ProcedureEvent>().AsNoTracking()
            join person in db.Users on e.ActorId equals (long?)person.Id into people
            from person in people.DefaultIfEmpty()
            where e.LotId == deposit.LotId && !e.IsSealed && (e.Kind == "deposits-due" || e.Subject == subject)
            orderby e.AtUtc
            select new DepositHappening(e.AtUtc, e.Kind, person == null ? null : person.DisplayName, e.Reason, e.RuleKey, e.Citation)).ToListAsync(ct);
        return events;
    }

    private async Task<IReadOnlyList<DepositEntry>> EntriesAsync(string subject, CancellationToken ct)
    {
        var entries = await db.Set<JournalEntry>().AsNoTracking().Where(e => e.Subject == subject).OrderBy(e => e.Id)
            .Select(e => new { e.BookedAtUtc, e.ValueOn, e.Kind, Amounts = e.Postings.Select(p => p.Amount).ToList() }).ToListAsync(ct);
        return [.. entries.Select(e => new DepositEntry(e.BookedAtUtc, e.ValueOn, e.Kind, Money.Sum(e.Amounts.Where(a => a.IsPositive))))];
    }
}
