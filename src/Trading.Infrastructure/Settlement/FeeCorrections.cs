using Microsoft.EntityFrameworkCore;
using Trading.Domain.Banking;
using Trading.Domain.Fees;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Fees;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;

namespace Trading.Infrastructure.Settlement;

/// <summary>
/// Waives a fee or charges it anew with another amount: one person of finance proposes it with a reason, another decides. The entry of the charge is undone,
/// never changed; what was paid beyond what the fee is now goes back to whoever paid it.
/// </summary>
public sealed class FeeCorrections(TradingDbContext db, FinanceDecisions decisions, FeeService fees, FeeRefunds refunds)
{
    /// <summary>Proposes that the fee is not asked for.</summary>
    /// <exception cref="RuleBrokenException"><c>fees.not-open</c>, <c>fees.remitted</c>, <c>fees.no-account</c>, <c>decisions.waiting</c></exception>
    public Task<Guid> ProposeWaiverAsync(Guid chargeId, string reason, Acting maker, CancellationToken ct) =>
        ProposeAsync(chargeId, DecisionKind.FeeWaived, reason, maker, (_, _) => { }, ct);

    /// <summary>Proposes that the fee is another amount.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>fees.not-open</c>, <c>fees.amount-not-another</c>, <c>fees.remitted</c>, <c>fees.no-account</c>, <c>decisions.waiting</c>
    /// </exception>
    public Task<Guid> ProposeAdjustmentAsync(Guid chargeId, Money amount, string reason, Acting maker, CancellationToken ct) => ProposeAsync(
        chargeId, DecisionKind.FeeAdjusted, reason, maker,
        (decision, charge) =>
        {
            charge.RequireAnother(amount);
            decision.Naming(amount);
        },
        ct);

    /// <summary>Carries out what was proposed, if another person approves.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>shared.maker-is-checker</c>, <c>decisions.decided</c>, <c>decisions.changed</c>, <c>fees.not-open</c>; <c>fees.remitted</c>: a batch took it since it was proposed
    /// </exception>
    public Task ApproveAsync(Guid decisionId, Acting checker, CancellationToken ct) => decisions.ApproveAsync(
        decisionId, checker,
        async (decision, _, nowUtc) =>
        {
            var acting = checker with { Reason = decision.Reason };
            var charge = await fees.CorrectAsync(decision.SubjectId, decision.NewAmount, acting, ct);
            await refunds.OweAsync(charge, charge.GivenBack, acting, nowUtc, ct);
        },
        ct);

    private async Task<Guid> ProposeAsync(Guid chargeId, DecisionKind kind, string reason, Acting maker, Action<FinanceDecision, FeeCharge> fill, CancellationToken ct)
    {
        var centre = await db.Set<FeeCharge>().Where(f => f.Id == chargeId).Select(f => f.CentreId).SingleAsync(ct);
        var what = new DecisionSubject(chargeId, centre, await AccountAsync(centre, ct));
        return await decisions.ProposeAsync(
            what, kind, reason, maker,
            async decision =>
            {
                var charge = await db.Set<FeeCharge>().AsNoTracking().SingleAsync(f => f.Id == chargeId, ct);
                charge.RequireCorrectable();
                fill(decision, charge);
                await refunds.RequireAsync(charge, charge.Received - (decision.NewAmount ?? Money.Zero), ct);
            },
            ct);
    }

    // Decisions take turns on an account. A fee may be paid into any of the centre's: what is paid meanwhile is refused by the charge's own version.
    private async Task<long> AccountAsync(long centreId, CancellationToken ct) =>
        await db.Set<BankAccount>().Where(a => a.CentreId == centreId && a.Currency == BankAccount.Renminbi).OrderBy(a => a.Id).Select(a => (long?)a.Id).FirstOrDefaultAsync(ct)
        ?? throw new RuleBrokenException(FeeRules.NoAccount);
}
