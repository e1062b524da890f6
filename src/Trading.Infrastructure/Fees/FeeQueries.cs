using Microsoft.EntityFrameworkCore;
using Trading.Domain.Fees;
using Trading.Domain.Parties;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Fees;

/// <summary>A fee charge, what it is for and what has been paid on it. No bidder is charged before the opening of its lot.</summary>
public sealed record FeeItem(
    Guid Id, long LotId, string LotCode, string LotName, string PayerName, string ScheduleKey, string Citation, Money? Base, Money Amount, Money Received,
    string SubAccount, FeeChargeState State, DateTime ChargedAtUtc, IncomeKind Income, IncomeOwner Owner, Guid? Adjusts, FeePayer Payer, ChargedEvent Event)
{
    public Money Owed => State == FeeChargeState.Reversed ? Money.Zero : Amount - Received;
}

/// <summary>The fees of a centre.</summary>
public sealed class FeeQueries(TradingDbContext db)
{
    /// <summary>Charges, the latest first; of one state or of all.</summary>
    public async Task<IReadOnlyList<FeeItem>> ListAsync(long centreId, FeeChargeState? state, int skip, int take, CancellationToken ct) =>
        await Items(Charges(centreId, state)).Skip(skip).Take(take).ToListAsync(ct);

    /// <summary>A charge of the centre; null where it has none of that number.</summary>
    public Task<FeeItem?> FindAsync(long centreId, Guid id, CancellationToken ct) => Items(Charges(centreId, null).Where(f => f.Id == id)).SingleOrDefaultAsync(ct);

    private IQueryable<FeeItem> Items(IQueryable<FeeCharge> charges) =>
        from fee in charges.AsNoTracking()
        join told in db.Set<ChargedEvent>().AsNoTracking() on fee.EventId equals told.Id
        join lot in db.Set<Lot>() on fee.LotId equals lot.Id
        join organisation in db.Set<Organisation>() on fee.OrganisationId equals organisation.Id into payers
        from payer in payers.DefaultIfEmpty()
        orderby fee.ChargedAtUtc descending, fee.Id
        select new FeeItem(
            fee.Id, fee.LotId, lot.Code!, lot.Name, payer.Name ?? "", fee.ScheduleKey, fee.Citation, fee.Base, fee.Amount, fee.Received, fee.SubAccount,
            fee.State, fee.ChargedAtUtc, fee.Income, fee.Owner, fee.Adjusts, fee.Payer, told);

    public Task<int> CountAsync(long centreId, FeeChargeState? state, CancellationToken ct) => Charges(centreId, state).CountAsync(ct);

    private IQueryable<FeeCharge> Charges(long centreId, FeeChargeState? state) =>
        db.Set<FeeCharge>().Where(f => f.CentreId == centreId && (state == null || f.State == state));
}
