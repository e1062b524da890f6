using Microsoft.EntityFrameworkCore;
using Trading.Domain.Banking;
using Trading.Domain.Fees;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;

namespace Trading.Infrastructure.Deposits;

/// <summary>Who paid a fee of which something goes back: as the bank shows him, and as two people have completed him; <c>IsKnown</c> where the bank named him in full.</summary>
public sealed record FeePayerView(string BankName, string BankAccount, CompletedPayer? Completed, bool IsKnown);

/// <summary>
/// Completes who paid a fee of which something goes back, where the bank named no account, or not in full: one person of finance enters name, account and bank with what proves them, another decides. What
/// was entered is pinned with a keyed hash, and nobody replaces a payer whom the bank names.
/// </summary>
public sealed class FeePayers(TradingDbContext db, FinanceDecisions decisions, PayerCheck payerCheck)
{
    /// <summary>Proposes to whom a refund goes.</summary>
    /// <param name="refundId">What is owed back, or claimed from the treasury.</param>
    /// <param name="payer">Who paid.</param>
    /// <param name="evidence">What proves it.</param>
    /// <param name="reason">Why.</param>
    /// <param name="maker">The person.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="RuleBrokenException">
    /// <c>suspense.evidence-missing</c>, <c>suspense.payer-known</c>, <c>suspense.payer-differs</c>, <c>suspense.payer-incomplete</c>, <c>fees.refund-wrong-state</c>, <c>decisions.waiting</c>
    /// </exception>
    public async Task<Guid> ProposeAsync(Guid refundId, CompletedPayer payer, string evidence, string reason, Acting maker, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(payer);
        if (string.IsNullOrWhiteSpace(evidence))
        {
            throw new RuleBrokenException(SuspenseRules.EvidenceMissing);
        }

        var what = await db.Set<FeeRefund>().Where(r => r.Id == refundId).Select(r => new DecisionSubject(r.Id, r.CentreId, r.BankAccountId)).SingleAsync(ct);
        return await decisions.ProposeAsync(
            what, DecisionKind.FeePayerCompleted, reason, maker,
            async decision =>
            {
                var lineId = RequireWaiting(await db.Set<FeeRefund>().AsNoTracking().SingleAsync(r => r.Id == refundId, ct));
                var line = await db.Set<BankLine>().AsNoTracking().SingleAsync(l => l.Id == lineId, ct);
                var entered = SuspenseLines.PayerOf(line).Complete(payer);
                decision.Naming(entered, payerCheck.Compute(refundId, entered.Name, entered.Account), evidence.Trim());
            },
            ct);
    }

    /// <summary>The refund goes there with the next batch, if another person approves.</summary>
    /// <exception cref="RuleBrokenException"><c>shared.maker-is-checker</c>, <c>decisions.decided</c>, <c>decisions.changed</c>, <c>fees.refund-wrong-state</c></exception>
    public Task ApproveAsync(Guid decisionId, Acting checker, CancellationToken ct) => decisions.ApproveAsync(
        decisionId, checker, async (decision, _, _) => _ = RequireWaiting(await db.Set<FeeRefund>().AsNoTracking().SingleAsync(r => r.Id == decision.SubjectId, ct)), ct);

    /// <summary>Who paid; null of what a forfeited deposit had paid.</summary>
    public async Task<FeePayerView?> OfAsync(Guid refundId, CancellationToken ct)
    {
        var line = await db.Set<BankLine>().AsNoTracking().SingleOrDefaultAsync(l => db.Set<FeeRefund>().Any(r => r.Id == refundId && r.LineId == l.Id), ct);
        if (line is null)
        {
            return null;
        }

        var completed = await db.Set<FinanceDecision>().AsNoTracking()
            .Where(d => d.SubjectId == refundId && d.Kind == DecisionKind.FeePayerCompleted && d.State == DecisionState.Approved).OrderByDescending(d => d.ProposedAtUtc).FirstOrDefaultAsync(ct);
        var bank = SuspenseLines.PayerOf(line);
        return new FeePayerView(bank.Name, bank.Account, completed?.Payer, bank.IsComplete);
    }

    private static Guid RequireWaiting(FeeRefund refund) => refund is { LineId: { } line, State: FeeRefundState.Owed or FeeRefundState.Claimed }
        ? line
        : throw new RuleBrokenException(FeeRules.RefundWrongState, refund.State);
}
