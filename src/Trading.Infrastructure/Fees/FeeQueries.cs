using Microsoft.EntityFrameworkCore;
using Trading.Domain.Fees;
using Trading.Domain.Parties;
using Trading.Domain.Projects;
using Trading.Domain.Reports;
using Trading.Domain.Shared;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;

namespace Trading.Infrastructure.Fees;

/// <summary>A fee charge, what it is for and what has been paid on it. No bidder is charged before the opening of its lot.</summary>
public sealed record FeeItem(
    Guid Id, long LotId, string LotCode, string LotName, string PayerName, string ScheduleKey, string Citation, Money? Base, Money Amount, Money Received,
    string SubAccount, FeeChargeState State, DateTime ChargedAtUtc, IncomeKind Income, IncomeOwner Owner, Guid? Adjusts, FeePayer Payer, ChargedEvent Event)
{
    public Money Owed => State == FeeChargeState.Reversed ? Money.Zero : Amount - Received;
}

/// <summary>What of a fee goes back, and where it is: the batch that pays it, where one does.</summary>
public sealed record FeeRefundItem(Guid Id, Money Amount, DateOnly OwedOn, FeeRefundState State, Guid? BatchId);

/// <summary>The fees of a centre.</summary>
public sealed class FeeQueries(TradingDbContext db)
{
    /// <summary>Charges, the latest first; of one state or of all, charged on some days or any.</summary>
    public async Task<IReadOnlyList<FeeItem>> ListAsync(long centreId, FeeChargeState? state, DayFilter charged, int skip, int take, CancellationToken ct) =>
        await Items(Charges(centreId, state, charged)).Skip(skip).Take(take).ToListAsync(ct);

    /// <summary>A charge of the centre; null where it has none of that number.</summary>
    public Task<FeeItem?> FindAsync(long centreId, Guid id, CancellationToken ct) => Items(Charges(centreId, null).Where(f => f.Id == id)).SingleOrDefaultAsync(ct);

    /// <summary>What of a charge goes back, in the order in which it was paid in.</summary>
    public async Task<IReadOnlyList<FeeRefundItem>> RefundsAsync(Guid chargeId, CancellationToken ct) => await db.Set<FeeRefund>().AsNoTracking()
        .Where(r => r.ChargeId == chargeId).OrderBy(r => r.OwedOn).ThenBy(r => r.Id).Select(r => new FeeRefundItem(r.Id, r.Amount, r.OwedOn, r.State, r.BatchId)).ToListAsync(ct);

    /// <summary>What of the centre's fees is not back yet, with the lot of each.</summary>
    public async Task<IReadOnlyList<(FeeItem Fee, FeeRefundItem Refund)>> OwedBackAsync(long centreId, CancellationToken ct)
    {
        var owed = await db.Set<FeeRefund>().AsNoTracking().Where(r => r.CentreId == centreId && r.State != FeeRefundState.Paid).OrderBy(r => r.OwedOn).ThenBy(r => r.Id).ToListAsync(ct);
        var ids = owed.Select(r => r.ChargeId).Distinct().ToArray();
        var fees = await Items(Charges(centreId, null).Where(f => ids.Contains(f.Id))).ToDictionaryAsync(f => f.Id, ct);
        return [.. owed.Select(r => (fees[r.ChargeId], new FeeRefundItem(r.Id, r.Amount, r.OwedOn, r.State, r.BatchId)))];
    }

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

    public Task<int> CountAsync(long centreId, FeeChargeState? state, DayFilter charged, CancellationToken ct) => Charges(centreId, state, charged).CountAsync(ct);

    private IQueryable<FeeCharge> Charges(long centreId, FeeChargeState? state) =>
        db.Set<FeeCharge>().Where(f => f.CentreId == centreId && (state == null || f.State == state));

    // A fee counts from the day on which it is booked.
    private IQueryable<FeeCharge> Charges(long centreId, FeeChargeState? state, DayFilter charged) =>
        (charged with { By = ReportBasis.BookedDay }).Of(Charges(centreId, state), f => default, f => f.ChargedAtUtc);
}
