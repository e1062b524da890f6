using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Ledger;
using Trading.Domain.Parties;
using Trading.Domain.Proceeds;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Tendering;

namespace Trading.Infrastructure.Proceeds;

/// <summary>A price plan with its lot and what became of its money.</summary>
/// <param name="Plan">The plan with its instalments.</param>
/// <param name="LotCode">The lot's number.</param>
/// <param name="LotName">Its name.</param>
/// <param name="Line">The project's line.</param>
/// <param name="Held">What arrived and is in no payment.</param>
/// <param name="PassedOn">What reached whose it is.</param>
public sealed record PriceItem(PricePlan Plan, string LotCode, string LotName, string Line, Money Held, Money PassedOn)
{
    /// <summary>The first instalment that is not paid is over its day.</summary>
    public bool IsLateOn(DateOnly day) => Plan.State == PricePlanState.Open && Plan.Next is { } next && next.DueOn < day;
}

/// <summary>A winner who owes a price.</summary>
public sealed record PriceWinner(Guid ParticipationId, string LotCode, string LotName, string Line, string BuyerName, Money Converted);

/// <summary>What is held for others, by the journal.</summary>
public sealed record PriceTotals(Money Price, Money Penalty, Money Interest, Money Earnest);

/// <summary>A month of the plans: what was to arrive in it, and what did.</summary>
public sealed record PriceMonth(DateOnly Month, Money Due, Money Received);

/// <summary>A payment to whose the price is, and the Beijing day of its batch.</summary>
public sealed record PriceSent(PricePayout Payout, DateOnly PayOn);

/// <summary>The prices that a centre takes for others. A price is agreed after the opening: every lot here is opened.</summary>
public sealed class PriceQueries(TradingDbContext db)
{
    private const int MonthsShown = 12;

    /// <summary>Plans of a centre, those that are owed first, the latest first.</summary>
    public async Task<IReadOnlyList<PriceItem>> ListAsync(long centreId, PricePlanState? state, DayFilter days, int skip, int take, CancellationToken ct) =>
        await ItemsAsync(Plans(centreId, state, days).OrderBy(p => p.State == PricePlanState.Open ? 0 : 1).ThenByDescending(p => p.ProposedAtUtc).ThenBy(p => p.Id).Skip(skip).Take(take), ct);

    public Task<int> CountAsync(long centreId, PricePlanState? state, DayFilter days, CancellationToken ct) => Plans(centreId, state, days).CountAsync(ct);

    /// <summary>A plan of the centre; null where it has none of that number.</summary>
    public async Task<PriceItem?> FindAsync(long centreId, Guid id, CancellationToken ct) =>
        (await ItemsAsync(Plans(centreId, null).Where(p => p.Id == id), ct)).SingleOrDefault();

    /// <summary>The plan of a buyer for a lot, once it is approved; null where it has none.</summary>
    public async Task<PriceItem?> OwnAsync(long lotId, long organisationId, CancellationToken ct) => (await ItemsAsync(
        db.Set<PricePlan>().Where(PricePlan.IsInForce).Where(p => p.LotId == lotId && p.BuyerId == organisationId), ct)).SingleOrDefault();

    /// <summary>The approved plan of a lot of an owner's own; null where it has none, or the lot is another's.</summary>
    public async Task<PriceItem?> OfOwnerAsync(long lotId, long ownerId, CancellationToken ct)
    {
        var own = db.Set<Project>().Where(p => p.OwnerId == ownerId).Select(p => p.Id);
        var lots = db.Set<Lot>().Where(l => l.Id == lotId && own.Contains(l.ProjectId)).Select(l => l.Id);
        return (await ItemsAsync(db.Set<PricePlan>().Where(PricePlan.IsInForce).Where(p => lots.Contains(p.LotId)), ct)).SingleOrDefault();
    }

    /// <summary>The account that a plan's transferor has registered now; null where the price is the treasury's, or none is registered.</summary>
    public async Task<PricePayee?> RegisteredAsync(PricePlan plan, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Destination == PriceDestination.Treasury ? null : await (
            from lot in db.Set<Lot>()
            join project in db.Set<Project>() on lot.ProjectId equals project.Id
            join owner in db.Set<Organisation>() on project.OwnerId equals owner.Id
            from account in owner.Accounts
            where lot.Id == plan.LotId && account.UntilUtc == null
            select new PricePayee(account.AccountName, account.AccountNumber, account.BankName)).AsNoTracking().SingleOrDefaultAsync(ct);
    }

    /// <summary>Winners whose deposits became price or earnest money, and whose lots have no plan yet.</summary>
    public async Task<IReadOnlyList<PriceWinner>> WinnersAsync(long centreId, CancellationToken ct)
    {
        var found = await (
            from deposit in db.Set<Deposit>().AsNoTracking()
            join lot in db.Set<Lot>().AsNoTracking() on deposit.LotId equals lot.Id
            join project in db.Set<Project>().AsNoTracking() on lot.ProjectId equals project.Id
            where deposit.CentreId == centreId && deposit.Converted != Money.Zero
                && !db.Set<PricePlan>().Where(PricePlan.IsInForce).Any(p => p.LotId == lot.Id)
            orderby lot.Code, deposit.ParticipationId
            select new { deposit, lot, project }).ToListAsync(ct);
        return [.. found.Where(f => PricePolicy.Takes(TenderLoader.RulesOf(f.project).Rulebook, f.project.Line)).Select(f => new PriceWinner(
            f.deposit.ParticipationId, f.lot.Code ?? "", f.lot.Name, f.project.Line, f.deposit.PayerName ?? "", f.deposit.Converted))];
    }

    /// <summary>What the journal says is held for others out of prices, and of earnest money that no plan has taken.</summary>
    public async Task<PriceTotals> TotalsAsync(long centreId, CancellationToken ct)
    {
        var sums = await db.OwedAsync(centreId, [AccountClass.SalePrice, AccountClass.LatePenalty, AccountClass.DeferredInterest, AccountClass.EarnestMoney], ct);
        return new PriceTotals(
            sums.GetValueOrDefault(AccountClass.SalePrice), sums.GetValueOrDefault(AccountClass.LatePenalty), sums.GetValueOrDefault(AccountClass.DeferredInterest),
            sums.GetValueOrDefault(AccountClass.EarnestMoney));
    }

    /// <summary>Month by month what was to arrive by the plans in force, and what did: the last twelve months of which there is anything.</summary>
    public async Task<IReadOnlyList<PriceMonth>> MonthsAsync(long centreId, CancellationToken ct)
    {
        var due = await (
            from plan in db.Set<PricePlan>().Where(PricePlan.IsInForce)
            from instalment in plan.AllInstalments
            where instalment.Revision == plan.Revision && plan.CentreId == centreId
            group (long)(object)instalment.Amount by new { instalment.DueOn.Year, instalment.DueOn.Month } into g
            select new { g.Key, Fen = g.Sum() }).ToDictionaryAsync(g => new DateOnly(g.Key.Year, g.Key.Month, 1), g => g.Fen, ct);
        var received = await db.Set<PriceReceipt>().Where(r => r.CentreId == centreId).GroupBy(r => new { r.ValueOn.Year, r.ValueOn.Month })
            .Select(g => new { g.Key, Fen = g.Sum(r => (long)(object)r.Price) }).ToDictionaryAsync(g => new DateOnly(g.Key.Year, g.Key.Month, 1), g => g.Fen, ct);
        return [.. due.Keys.Union(received.Keys).Order().TakeLast(MonthsShown).Select(m => new PriceMonth(m, new Money(due.GetValueOrDefault(m)), new Money(received.GetValueOrDefault(m))))];
    }

    /// <summary>The receipts of a plan in the order of their days.</summary>
    public async Task<IReadOnlyList<PriceReceipt>> ReceiptsAsync(Guid planId, CancellationToken ct) =>
        await db.Set<PriceReceipt>().AsNoTracking().Where(r => r.PlanId == planId).OrderBy(r => r.ValueOn).ThenBy(r => r.Number).ToListAsync(ct);

    /// <summary>The penalties of a plan that were given back, the oldest first.</summary>
    public async Task<IReadOnlyList<Payout>> ReturnsAsync(PricePlan plan, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return await db.Set<Payout>().AsNoTracking().Where(p => p.ParticipationId == plan.ParticipationId && p.Kind == PayoutKind.PenaltyReturned).OrderBy(p => p.Number).ToListAsync(ct);
    }

    /// <summary>The payments by which a plan's money was passed on.</summary>
    public async Task<IReadOnlyList<PricePayout>> PayoutsAsync(Guid planId, CancellationToken ct) =>
        await db.Set<PricePayout>().AsNoTracking().Where(p => p.PlanId == planId).OrderBy(p => p.MadeAtUtc).ThenBy(p => p.Id).ToListAsync(ct);

    /// <summary>What of a plan went to the bank, and on which day; without what still waits for approval.</summary>
    public async Task<IReadOnlyList<PriceSent>> SentAsync(Guid planId, CancellationToken ct) => await (
        from payout in db.Set<PricePayout>().AsNoTracking()
        join batch in db.Set<RepaymentBatch>() on payout.BatchId equals batch.Id
        where payout.PlanId == planId && payout.State != PricePayoutState.Made
        orderby batch.PayOn, payout.MadeAtUtc, payout.Id
        select new PriceSent(payout, batch.PayOn)).ToListAsync(ct);

    /// <summary>By the day of the contract, or by that on which the plan was entered.</summary>
    private IQueryable<PricePlan> Plans(long centreId, PricePlanState? state, DayFilter days) => days.Of(Plans(centreId, state), p => p.ContractOn, p => p.ProposedAtUtc);

    private IQueryable<PricePlan> Plans(long centreId, PricePlanState? state) =>
        db.Set<PricePlan>().Where(p => p.CentreId == centreId && (state == null || p.State == state));

    private async Task<IReadOnlyList<PriceItem>> ItemsAsync(IQueryable<PricePlan> plans, CancellationToken ct)
    {
        var found = await plans.AsNoTracking().ToListAsync(ct);
        var (ids, lotIds) = (found.Select(p => p.Id).ToArray(), found.Select(p => p.LotId).ToArray());
        var lots = await (
            from lot in db.Set<Lot>()
            join project in db.Set<Project>() on lot.ProjectId equals project.Id
            where lotIds.Contains(lot.Id)
            select new { lot.Id, lot.Code, lot.Name, project.Line }).ToDictionaryAsync(l => l.Id, ct);
        // The converter hides the number from SQL's SUM; the cast brings it back.
        var held = await db.Set<PriceReceipt>().Where(r => ids.Contains(r.PlanId) && r.PayoutId == null).GroupBy(r => r.PlanId)
            .Select(g => new { g.Key, Fen = g.Sum(r => (long)(object)r.Price + (long)(object)r.Penalty - (long)(object)r.PenaltyReturned + (long)(object)r.Interest) }).ToDictionaryAsync(g => g.Key, g => g.Fen, ct);
        var paid = await db.Set<PricePayout>().Where(p => ids.Contains(p.PlanId) && p.State == PricePayoutState.Paid).GroupBy(p => p.PlanId)
            .Select(g => new { g.Key, Fen = g.Sum(p => (long)(object)p.Price + (long)(object)p.Penalty + (long)(object)p.Interest) }).ToDictionaryAsync(g => g.Key, g => g.Fen, ct);
        return [.. found.Select(p => new PriceItem(
            p, lots[p.LotId].Code ?? "", lots[p.LotId].Name, lots[p.LotId].Line, new Money(held.GetValueOrDefault(p.Id)), new Money(paid.GetValueOrDefault(p.Id))))];
    }
}
