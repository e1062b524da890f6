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
/// <param name="Id">Its number.</param>
/// <param name="Amount">How much.</param>
/// <param name="OwedOn">Since when.</param>
/// <param name="State">How far it has come.</param>
/// <param name="BatchId">The batch that pays it.</param>
/// <param name="IsFromDeposit">A forfeited deposit had paid it.</param>
public sealed record FeeRefundItem(Guid Id, Money Amount, DateOnly OwedOn, FeeRefundState State, Guid? BatchId, bool IsFromDeposit);

/// <summary>Which charges are asked for: those of a state, or of which something goes back.</summary>
/// <param name="State">The state; null for all.</param>
/// <param name="GoesBack">Those of which something is with the treasury (<see cref="FeeRefundState.Claimed"/>), or owed back and not paid yet (any other); null for all.</param>
public sealed record FeeFilter(FeeChargeState? State = null, FeeRefundState? GoesBack = null)
{
    /// <summary>The days on which it was charged.</summary>
    public DayFilter Days { get; init; } = DayFilter.All;
}

/// <summary>The fees of a centre.</summary>
public sealed class FeeQueries(TradingDbContext db)
{
    /// <summary>Charges, the latest first.</summary>
    public async Task<IReadOnlyList<FeeItem>> ListAsync(long centreId, FeeFilter filter, int skip, int take, CancellationToken ct) =>
        await Items(Charges(centreId, filter)).Skip(skip).Take(take).ToListAsync(ct);

    /// <summary>A charge of the centre; null where it has none of that number.</summary>
    public Task<FeeItem?> FindAsync(long centreId, Guid id, CancellationToken ct) => Items(Charges(centreId, new FeeFilter()).Where(f => f.Id == id)).SingleOrDefaultAsync(ct);

    /// <summary>What of a charge goes back, in the order in which it was paid in.</summary>
    public async Task<IReadOnlyList<FeeRefundItem>> RefundsAsync(Guid chargeId, CancellationToken ct) => await db.Set<FeeRefund>().AsNoTracking()
        .Where(r => r.ChargeId == chargeId).OrderBy(r => r.OwedOn).ThenBy(r => r.Id).Select(r => new FeeRefundItem(r.Id, r.Amount, r.OwedOn, r.State, r.BatchId, r.ForfeitureId != null)).ToListAsync(ct);

    /// <summary>What goes back, with the charge that was taken back; null where the centre has none of that number.</summary>
    public async Task<(FeeItem Fee, FeeRefundItem Refund)?> FindRefundAsync(long centreId, Guid refundId, CancellationToken ct)
    {
        var charge = await db.Set<FeeRefund>().Where(r => r.Id == refundId && r.CentreId == centreId).Select(r => (Guid?)r.ChargeId).SingleOrDefaultAsync(ct);
        return charge is { } id ? ((await FindAsync(centreId, id, ct))!, (await RefundsAsync(id, ct)).Single(r => r.Id == refundId)) : null;
    }

    /// <summary>What of the centre's fees is owed back and not paid yet, with the lot of each; what the treasury has is not owed yet.</summary>
    public async Task<IReadOnlyList<(FeeItem Fee, FeeRefundItem Refund)>> OwedBackAsync(long centreId, CancellationToken ct)
    {
        var owed = await db.Set<FeeRefund>().AsNoTracking().Where(FeeRefund.IsOwedBack).Where(r => r.CentreId == centreId).OrderBy(r => r.OwedOn).ThenBy(r => r.Id).ToListAsync(ct);
        var ids = owed.Select(r => r.ChargeId).Distinct().ToArray();
        var fees = await Items(Charges(centreId, new FeeFilter()).Where(f => ids.Contains(f.Id))).ToDictionaryAsync(f => f.Id, ct);
        return [.. owed.Select(r => (fees[r.ChargeId], new FeeRefundItem(r.Id, r.Amount, r.OwedOn, r.State, r.BatchId, r.ForfeitureId != null)))];
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

    public Task<int> CountAsync(long centreId, FeeFilter filter, CancellationToken ct) => Charges(centreId, filter).CountAsync(ct);

    private IQueryable<FeeCharge> Charges(long centreId, FeeFilter filter)
    {
        // A fee counts from the day on which it is booked.
        var charges = (filter.Days with { By = ReportBasis.BookedDay })
            .Of(db.Set<FeeCharge>().Where(f => f.CentreId == centreId && (filter.State == null || f.State == filter.State)), f => default, f => f.ChargedAtUtc);
        return filter.GoesBack switch
        {
            null => charges,
            FeeRefundState.Claimed => charges.Where(f => db.Set<FeeRefund>().Any(r => r.ChargeId == f.Id && r.State == FeeRefundState.Claimed)),
            _ => charges.Where(f => db.Set<FeeRefund>().Where(FeeRefund.IsOwedBack).Any(r => r.ChargeId == f.Id)),
        };
    }
}
