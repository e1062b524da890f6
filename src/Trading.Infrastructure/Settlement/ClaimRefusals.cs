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
/// What the treasury answered to an application that a fee be given back, where it does not pay: one person of finance proposes the refusal with the treasury's reason, another decides. What was decided about
/// the fee stands, and so does what is claimed; finance files another application.
/// </summary>
public sealed class ClaimRefusals(TradingDbContext db, TimeProvider clock, FinanceDecisions decisions, TreasuryClaims claims)
{
    /// <summary>Proposes that the treasury has refused the latest application of a refund.</summary>
    /// <exception cref="RuleBrokenException"><c>treasury.claim-answered</c>, <c>decisions.waiting</c></exception>
    public async Task<Guid> ProposeAsync(Guid refundId, string reason, Acting maker, CancellationToken ct)
    {
        var what = await db.Set<FeeRefund>().Where(r => r.Id == refundId).Select(r => new DecisionSubject(r.Id, r.CentreId, r.BankAccountId)).SingleAsync(ct);
        return await decisions.ProposeAsync(
            what, DecisionKind.ClaimRefused, reason, maker,
            async decision =>
            {
                var claim = await claims.LastAsync(refundId, ct);
                claim.RequireFiled();
                decision.Naming(claim.Number);
            },
            ct);
    }

    /// <summary>The application is refused, if another person approves.</summary>
    /// <exception cref="RuleBrokenException"><c>shared.maker-is-checker</c>, <c>decisions.decided</c>, <c>decisions.changed</c>; <c>treasury.claim-answered</c>: the treasury paid meanwhile</exception>
    public Task ApproveAsync(Guid decisionId, Acting checker, CancellationToken ct) => decisions.ApproveAsync(
        decisionId, checker,
        async (decision, _, nowUtc) =>
        {
            // The database looks at what was decided before it lets the claim be refused.
            await db.SaveOrChangedMeanwhileAsync(ct);
            await claims.RefuseAsync(decision.SubjectId, decision.EndToEndId!, checker with { Reason = decision.Reason }, nowUtc, ct);
        },
        ct);

    /// <summary>Files another application in the stead of one that was refused.</summary>
    /// <exception cref="RuleBrokenException"><c>treasury.claim-waits</c>, <c>treasury.claim-answered</c>, <c>treasury.receipt-not-remitted</c>, <c>shared.changed-meanwhile</c></exception>
    public async Task FileAgainAsync(Guid refundId, string ground, Acting maker, CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        await db.InTransactionAsync(
            async () =>
            {
                await claims.FileAgainAsync(refundId, ground, maker, nowUtc, ct);
                await db.SaveOrChangedMeanwhileAsync(ct);
            },
            ct);
    }
}
