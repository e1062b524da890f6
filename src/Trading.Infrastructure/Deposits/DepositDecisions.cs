using Microsoft.EntityFrameworkCore;
using Trading.Domain.Banking;
using Trading.Domain.Deposits;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;

namespace Trading.Infrastructure.Deposits;

/// <summary>
/// Converts a deposit of an opened lot, releases the performance bond that it has become, or lays its late refund to the bidder: one person of finance proposes it
/// with a reason, another decides. Until then the deposit is what it was, and a batch may take it; an approval that comes after is refused.
/// </summary>
public sealed class DepositDecisions(TradingDbContext db, FinanceDecisions decisions, DepositOrders orders, Payouts payouts, DepositPools pools)
{
    /// <summary>Proposes that so much of the winner's deposit becomes what the line says (rules 3, "Convert on win").</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>deposits.lot-not-opened</c>, <c>deposits.agreement-missing</c>, <c>deposits.more-than-held</c>, <c>deposits.wrong-state</c>, <c>deposits.other-lots-sealed</c>, <c>deposits.other-lots-stand</c>, <c>decisions.waiting</c>
    /// </exception>
    public Task<Guid> ProposeConversionAsync(Guid participationId, Money part, string? agreement, string reason, Acting maker, CancellationToken ct) => ProposeAsync(
        participationId, DecisionKind.DepositConverted, reason, maker,
        async (decision, found) =>
        {
            var named = string.IsNullOrWhiteSpace(agreement) ? null : agreement.Trim();
            found.Policy.RequireAgreement(named);
            found.Deposit.RequireConvertible(part);
            await pools.SoleAsync(found, ct);
            decision.Naming(part, named);
        },
        ct);

    /// <summary>Proposes that nothing is owed for the days by which the refund is late, for the delay is the bidder's own doing.</summary>
    /// <exception cref="RuleBrokenException"><c>deposits.lot-not-opened</c>, <c>deposits.wrong-state</c>: it is not due; <c>decisions.waiting</c></exception>
    public Task<Guid> ProposeBlameAsync(Guid participationId, string reason, Acting maker, CancellationToken ct) => ProposeAsync(
        participationId, DecisionKind.DelayBlamed, reason, maker,
        (_, found) =>
        {
            found.Deposit.RequireDue();
            return Task.CompletedTask;
        },
        ct);

    /// <summary>Proposes that so much of the performance bond that the deposit has become goes back to whoever gave it.</summary>
    /// <exception cref="RuleBrokenException"><c>deposits.lot-not-opened</c>, <c>deposits.more-than-bond</c>, <c>decisions.waiting</c></exception>
    public Task<Guid> ProposeReleaseAsync(Guid participationId, Money amount, string reason, Acting maker, CancellationToken ct) => ProposeAsync(
        participationId, DecisionKind.BondReleased, reason, maker,
        async (decision, found) =>
        {
            await payouts.RequireBondAsync(found, amount, ct);
            decision.Naming(amount);
        },
        ct);

    /// <summary>Carries out what was proposed, if another person approves.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>shared.maker-is-checker</c>, <c>decisions.decided</c>, <c>decisions.changed</c>; <c>deposits.more-than-held</c>, <c>deposits.more-than-bond</c>, <c>deposits.wrong-state</c>:
    /// it was frozen, forfeited or sent meanwhile
    /// </exception>
    public Task ApproveAsync(Guid decisionId, Acting checker, CancellationToken ct) => decisions.ApproveAsync(
        decisionId, checker,
        (decision, _, _) =>
        {
            var acting = checker with { Reason = decision.Reason };
            return decision.Kind switch
            {
                DecisionKind.DepositConverted => orders.ConvertAsync(decision.SubjectId, decision.NewAmount!.Value, decision.Agreement, acting, ct),
                DecisionKind.BondReleased => orders.ReleaseBondAsync(decision.SubjectId, decision.NewAmount!.Value, acting, ct),
                _ => (Task)orders.BlameDelayAsync(decision.SubjectId, acting, ct),
            };
        },
        ct);

    private async Task<Guid> ProposeAsync(Guid participationId, DecisionKind kind, string reason, Acting maker, Func<FinanceDecision, OpenedDeposit, Task> fill, CancellationToken ct)
    {
        var what = await db.Set<Deposit>().Where(d => d.ParticipationId == participationId)
            .Select(d => new DecisionSubject(d.ParticipationId, d.CentreId, d.BankAccountId)).SingleAsync(ct);
        return await decisions.ProposeAsync(what, kind, reason, maker, async decision => await fill(decision, await db.OpenedDepositAsync(participationId, ct)), ct);
    }
}
