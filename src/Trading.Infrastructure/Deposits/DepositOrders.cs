using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;
using Trading.Infrastructure.Tendering;

namespace Trading.Infrastructure.Deposits;

/// <summary>A deposit of an opened lot, tracked for a change, with its lot and what the lot's line says.</summary>
internal sealed record OpenedDeposit(Deposit Deposit, Domain.Projects.Lot Lot, Domain.Projects.Project Project, DepositPolicy Policy)
{
    /// <summary>The participation about which something is ordered: the deposit's own, or another of the bidder's whose bid stands on it.</summary>
    public required Guid By { get; init; }

    /// <summary>The lot of that participation.</summary>
    public required long ByLot { get; init; }
}

/// <summary>
/// What people order of one deposit after the opening: to freeze and unfreeze it, to turn it into price, earnest money or performance bond, and to say that a late
/// refund is the bidder's own doing. Each is an event with its reason. What moves money is carried out for two people alone (<see cref="DepositDecisions"/>).
/// </summary>
public sealed class DepositOrders(TradingDbContext db, TimeProvider clock, DepositService deposits, HoldKeeper holds, LedgerPoster poster, ProcedureLog log, ForfeitureSteps forfeitures,
    Payouts payouts, DepositPools pools)
{
    /// <summary>Holds a deposit up by an order or a complaint. Its hold stays, no batch takes it, and a forfeiture that is proposed lapses.</summary>
    /// <exception cref="RuleBrokenException"><c>deposits.lot-not-opened</c>, <c>deposits.order-incomplete</c>, <c>deposits.wrong-state</c>: it is at the bank, or has its end</exception>
    public Task<Guid> FreezeAsync(Guid participationId, string number, string authority, string reason, Acting acting, CancellationToken ct) => ChangeAsync(
        participationId,
        async (found, nowUtc) =>
        {
            var order = FreezeOrder.Of(Guid.NewGuid(), found.Deposit, number, authority, reason, acting.RequirePerson(), nowUtc, found.ByLot);
            found.Deposit.Freeze();
            db.Add(order);
            if (await db.Set<Forfeiture>().SingleOrDefaultAsync(
                    f => f.ParticipationId == found.Deposit.ParticipationId && (f.State == ForfeitureState.Proposed || f.State == ForfeitureState.Seconded), ct) is { } proposed)
            {
                proposed.Lapse();
                await forfeitures.EndedAsync(proposed, acting, "lapsed", nowUtc, ct);
            }

            Record(found, acting with { Reason = $"{order.Number} {order.Authority}：{order.Reason}" }, "deposit-frozen", null, nowUtc);
            await db.SaveOrChangedMeanwhileAsync(ct);
            await deposits.SettleStepAsync(found.Lot, acting, "frozen", nowUtc, ct);
            return order.Id;
        },
        ct);

    /// <summary>Lifts what stands: the deposit is what it was, or what the procedure has made of that meanwhile.</summary>
    /// <exception cref="RuleBrokenException"><c>deposits.wrong-state</c>: it is not frozen; <c>deposits.order-incomplete</c></exception>
    public Task<Guid> UnfreezeAsync(Guid participationId, string because, Acting acting, CancellationToken ct) => ChangeAsync(
        participationId,
        async (found, nowUtc) =>
        {
            found.Deposit.Unfreeze();
            var order = await db.Set<FreezeOrder>().SingleAsync(o => o.ParticipationId == found.Deposit.ParticipationId && o.LiftedBy == null, ct);
            order.Lift(because, acting.RequirePerson(), nowUtc);
            Record(found, acting with { Reason = order.LiftedBecause }, "deposit-unfrozen", null, nowUtc);
            await deposits.ResumeAsync(found.Deposit, found.Lot, acting, nowUtc, ct);
            return order.Id;
        },
        ct);

    /// <summary>
    /// The deal is made: so much of the winner's deposit becomes what the line says; what is left goes back. A line that converts only by agreement needs it named.
    /// </summary>
    /// <returns>What is left to go back.</returns>
    /// <exception cref="RuleBrokenException">
    /// <c>deposits.lot-not-opened</c>, <c>deposits.agreement-missing</c>, <c>deposits.more-than-held</c>, <c>deposits.wrong-state</c>,
    /// <c>deposits.other-lots-sealed</c>, <c>deposits.other-lots-stand</c>
    /// </exception>
    internal Task<Money> ConvertAsync(Guid participationId, Money part, string? agreement, Acting acting, CancellationToken ct) => ChangeAsync(
        participationId,
        async (found, nowUtc) =>
        {
            var (deposit, policy) = (found.Deposit, found.Policy);
            policy.RequireAgreement(agreement);
            var sole = await pools.SoleAsync(found, ct);
            var due = deposits.DueOf(policy.TermsOf(DepositEvent.ConvertedInPart)!, nowUtc);
            deposit.Convert(part, due.Date, due.Key, due.Citation, policy.Interest.Flag);
            if (deposit.HoldId is { } hold)
            {
                await holds.ReleaseAsync(hold, nowUtc, ct);
            }

            if (sole?.Release(Instants.BeijingDay(nowUtc), policy.Conversion.Key, policy.Conversion.Citation) ?? false)
            {
                log.Record(found.Lot.CentreId, found.Lot.ProjectId, sole.LotId, acting, FactsOf(sole.ParticipationId, "deposit-converted", policy.Conversion), nowUtc);
            }

            var reason = string.IsNullOrWhiteSpace(agreement) ? acting.Reason : agreement.Trim();
            Record(found, acting with { Reason = reason }, "deposit-converted", policy.Conversion, nowUtc);
            await db.SaveOrChangedMeanwhileAsync(ct);
            var entry = DepositEndEntries.Converted(deposit, policy.ConversionTarget, Instants.BeijingDay(nowUtc), part);
            await poster.PostAsync(deposit.CentreId, entry, nowUtc, ct);
            await deposits.ResumeAsync(deposit, found.Lot, acting, nowUtc, ct);
            return deposit.Refundable;
        },
        ct);

    /// <summary>The contract is performed, or that part of it: so much of the performance bond is owed to whoever gave it.</summary>
    /// <exception cref="RuleBrokenException"><c>deposits.lot-not-opened</c>; <c>deposits.more-than-bond</c></exception>
    internal Task<Guid> ReleaseBondAsync(Guid participationId, Money amount, Acting acting, CancellationToken ct) => ChangeAsync(
        participationId,
        async (found, nowUtc) =>
        {
            await payouts.RequireBondAsync(found, amount, ct);
            var rule = found.Policy.Conversion;
            var payout = Payout.OfBond(Guid.NewGuid(), found.Deposit, amount, rule.Citation, Instants.BeijingDay(nowUtc));
            await payouts.OweAsync(payout, found.Lot, nowUtc, ct);
            Record(found, acting, "bond-released", rule, nowUtc);
            return payout.Id;
        },
        ct);

    /// <summary>The money goes back late, and that is the bidder's own doing (a closed account): nothing is owed for the days.</summary>
    /// <exception cref="RuleBrokenException"><c>deposits.lot-not-opened</c>, <c>deposits.order-incomplete</c>: it says not why; <c>deposits.wrong-state</c>: it is not due</exception>
    internal Task<bool> BlameDelayAsync(Guid participationId, Acting acting, CancellationToken ct) => ChangeAsync(
        participationId,
        (found, nowUtc) =>
        {
            if (string.IsNullOrWhiteSpace(acting.Reason))
            {
                throw new RuleBrokenException(DepositRules.OrderIncomplete);
            }

            found.Deposit.BlameDelay();
            Record(found, acting, "refund-delay-bidders", null, nowUtc);
            return Task.FromResult(true);
        },
        ct);

    private async Task<T> ChangeAsync<T>(Guid participationId, Func<OpenedDeposit, DateTime, Task<T>> change, CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        return await db.InTransactionAsync(
            async () =>
            {
                var result = await change(await db.OpenedDepositAsync(participationId, ct), nowUtc);
                await db.SaveOrChangedMeanwhileAsync(ct);
                return result;
            },
            ct);
    }

    private void Record(OpenedDeposit found, Acting acting, string kind, Domain.Rulebooks.Rule? rule, DateTime nowUtc) =>
        log.RecordOf(found, acting, participation => FactsOf(participation, kind, rule), nowUtc);

    private static EventFacts FactsOf(Guid participation, string kind, Domain.Rulebooks.Rule? rule) => new(kind, participation.ToString("N"), rule?.Key, rule?.Citation);
}

internal static class OpenedDeposits
{
    /// <summary>
    /// The deposit for a change, with the rules of its lot's line. For a participation that has paid none, and whose bid stands on what the bidder paid for another lot, it is
    /// that one.
    /// </summary>
    /// <exception cref="RuleBrokenException"><c>deposits.lot-not-opened</c></exception>
    public static async Task<OpenedDeposit> OpenedDepositAsync(this TradingDbContext db, Guid participationId, CancellationToken ct)
    {
        var asked = await db.Set<Deposit>().SingleAsync(d => d.ParticipationId == participationId, ct);
        var deposit = asked.Received.IsZero && await db.PooledWithAsync(participationId, ct) is { } paid ? await db.Set<Deposit>().SingleAsync(d => d.ParticipationId == paid, ct) : asked;
        // Whoever withdrew before the opening stays unnamed after it, too.
        if (deposit.RefundsApart || !await db.Set<Tender>().Where(TenderSecrecy.IsOver).AnyAsync(t => t.LotId == deposit.LotId, ct))
        {
            throw new RuleBrokenException(DepositRules.LotNotOpened);
        }

        var found = await (
            from lot in db.Set<Domain.Projects.Lot>().AsNoTracking()
            join project in db.Set<Domain.Projects.Project>().AsNoTracking() on lot.ProjectId equals project.Id
            where lot.Id == deposit.LotId
            select new { lot, project }).SingleAsync(ct);
        return new OpenedDeposit(deposit, found.lot, found.project, TenderLoader.RulesOf(found.project).Deposits) { By = participationId, ByLot = asked.LotId };
    }

    /// <summary>Records what happened to a deposit: on its own lot, and on the one about which it is, where its bid stands on another's deposit.</summary>
    public static void RecordOf(this ProcedureLog log, OpenedDeposit found, Acting acting, Func<Guid, EventFacts> facts, DateTime nowUtc)
    {
        foreach (var (lot, participation) in new[] { (found.Lot.Id, found.Deposit.ParticipationId), (found.ByLot, found.By) }.Distinct())
        {
            log.Record(found.Lot.CentreId, found.Lot.ProjectId, lot, acting, facts(participation), nowUtc);
        }
    }

    private static Task<Guid?> PooledWithAsync(this TradingDbContext db, Guid participationId, CancellationToken ct) =>
        db.Set<DepositCover>().Where(c => c.ParticipationId == participationId && c.PooledWith != null).Select(c => c.PooledWith).SingleOrDefaultAsync(ct);
}
