using Microsoft.EntityFrameworkCore;
using Trading.Domain.Fees;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Domain.Treasury;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;

namespace Trading.Infrastructure.Fees;

/// <summary>
/// Claims from the treasury what was remitted of a fee and collected wrongly (非税收入退付), in the caller's transaction: a numbered application, and a step of finance until the treasury has paid. What is
/// refused is filed anew; nothing is owed to anybody before the money is there.
/// </summary>
public sealed class TreasuryClaims(TradingDbContext db, NonTaxPapers papers, OpenSteps steps, StepDues dues, ProcedureLog log)
{
    internal const string DueRule = "common.treasury-claim-workdays";

    /// <summary>The first application, with the step.</summary>
    internal async Task FileAsync(FeeRefund refund, NonTaxReceipt receipt, string ground, Acting acting, DateTime nowUtc, CancellationToken ct)
    {
        var about = await db.Set<Lot>().Where(l => l.Id == refund.LotId).Select(l => l.Code).SingleAsync(ct);
        Record(await papers.ClaimAsync(refund, receipt, ground, nowUtc, ct), "treasury-claim-filed", acting, nowUtc);
        await steps.BeginAsync(
            refund.CentreId, SubjectOf(refund.Id) with { About = about }, Stages.TreasuryClaim, Posts.FinanceMaker, await dues.OfAsync(refund.CentreId, DueRule, Instants.BeijingDay(nowUtc), ct), nowUtc, ct);
    }

    /// <summary>Another application in the stead of one that the treasury has refused; the step is due anew.</summary>
    /// <exception cref="RuleBrokenException"><c>treasury.claim-waits</c>, <c>treasury.claim-answered</c>, <c>treasury.receipt-not-remitted</c></exception>
    internal async Task FileAgainAsync(Guid refundId, string ground, Acting acting, DateTime nowUtc, CancellationToken ct)
    {
        var before = await LastAsync(refundId, ct);
        if (before.State != TreasuryClaimState.Refused)
        {
            throw new RuleBrokenException(before.State == TreasuryClaimState.Filed ? TreasuryRules.ClaimWaits : TreasuryRules.ClaimAnswered, before.Number, before.State);
        }

        var refund = await db.Set<FeeRefund>().SingleAsync(r => r.Id == refundId, ct);
        var receipt = await db.Set<NonTaxReceipt>().SingleAsync(r => r.Id == before.ReceiptId, ct);
        Record(await papers.ClaimAsync(refund, receipt, ground, nowUtc, ct), "treasury-claim-filed", acting with { Reason = ground.Trim() }, nowUtc);
        var due = await dues.OfAsync(refund.CentreId, DueRule, Instants.BeijingDay(nowUtc), ct);
        (await steps.FindAsync(SubjectOf(refundId), Stages.TreasuryClaim, ct))!.MoveDue(Instants.EndOfBeijingDay(due.Day), due.RuleKey!, due.Citation!);
    }

    /// <summary>The treasury does not pay on it.</summary>
    /// <exception cref="RuleBrokenException"><c>treasury.claim-answered</c></exception>
    internal async Task RefuseAsync(Guid refundId, string number, Acting acting, DateTime nowUtc, CancellationToken ct)
    {
        var claim = await db.Set<TreasuryClaim>().SingleAsync(c => c.RefundId == refundId && c.Number == number, ct);
        claim.Refuse();
        Record(claim, "treasury-claim-refused", acting, nowUtc);
    }

    /// <summary>The treasury has paid on a bank line: the receipt is void to that amount from the day on. The refund that is owed from now on is the caller's to put on its way.</summary>
    internal async Task<FeeRefund> PayAsync(TreasuryClaim claim, Guid line, DateOnly on, DateTime nowUtc, CancellationToken ct)
    {
        claim.Pay(line, on);
        var refund = await db.Set<FeeRefund>().SingleAsync(r => r.Id == claim.RefundId, ct);
        refund.Arrive(on);
        await papers.VoidAsync(refund, await db.Set<NonTaxReceipt>().SingleAsync(r => r.Id == claim.ReceiptId, ct), on, nowUtc, ct, claim.Id);
        Record(claim, "treasury-claim-paid", Acting.Clock, nowUtc);
        await steps.FinishAsync(SubjectOf(refund.Id), Stages.TreasuryClaim, Acting.Clock, "paid", nowUtc, ct);
        return refund;
    }

    /// <summary>The latest application of a refund.</summary>
    internal Task<TreasuryClaim> LastAsync(Guid refundId, CancellationToken ct) =>
        db.Set<TreasuryClaim>().Where(c => c.RefundId == refundId).OrderByDescending(c => c.FiledAtUtc).ThenByDescending(c => c.Number).FirstAsync(ct);

    private void Record(TreasuryClaim claim, string kind, Acting acting, DateTime nowUtc) => log.Record(claim.CentreId, null, null, acting, new EventFacts(kind, claim.Number), nowUtc);

    private static StepSubject SubjectOf(Guid refundId) => StepSubject.Of(StepSubjectKind.FeeRefund, refundId);
}
