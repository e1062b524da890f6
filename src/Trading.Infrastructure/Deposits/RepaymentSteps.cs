using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;

namespace Trading.Infrastructure.Deposits;

/// <summary>
/// The steps of money on its way back, in the caller's transaction: what waits for a batch, the batch that waits for approval or for the bank, and the
/// lot of which deposits are owed. What is not tied to a lot that everybody knows to be over names none.
/// </summary>
public sealed class RepaymentSteps(TradingDbContext db, OpenSteps steps, StepDues dues, RepaymentSeal seal)
{
    private const string ReplyRule = "common.bank-reply-workdays";

    /// <summary>
    /// A deposit withdrawn before an opening, or interest that is still owed, waits for a batch. The step begins with its day, as the row does: an instant
    /// could be laid beside that of the withdrawal.
    /// </summary>
    internal Task WaitsAsync(WaitingRefund refund, string ruleKey, DateTime nowUtc, CancellationToken ct) => steps.BeginAsync(
        refund.CentreId, StepSubject.Of(StepSubjectKind.WaitingRefund, refund.Id), Stages.WithdrawnRefund, Posts.FinanceMaker,
        new StepDue(refund.DueOn, ruleKey, refund.Citation), StartOfDay(nowUtc), ct);

    /// <summary>A batch is made: what it takes no longer waits, and itself waits for another person until the pay day.</summary>
    internal async Task MadeAsync(RepaymentBatch batch, IReadOnlyCollection<Repayment> repayments, Acting maker, DateTime nowUtc, CancellationToken ct)
    {
        var subjects = repayments.Select(seal.Open).ToList();
        await steps.FinishAsync(StepSubjectKind.BankLine, Lines(subjects), Stages.SuspenseReturn, maker, "batched", nowUtc, ct);
        await steps.FinishAsync(StepSubjectKind.WaitingRefund, Waiting(subjects), Stages.WithdrawnRefund, maker, "batched", nowUtc, ct);
        await steps.FinishAsync(StepSubjectKind.Payout, Payouts(subjects), Stages.Payout, maker, "batched", nowUtc, ct);
        await steps.FinishAsync(StepSubjectKind.FeeRefund, FeeRefunds(subjects), Stages.FeeRefund, maker, "batched", nowUtc, ct);
        await steps.BeginAsync(batch.CentreId, SubjectOf(batch.Id), Stages.RefundApproval, Posts.FinanceChecker, new StepDue(batch.PayOn), nowUtc, ct);
    }

    internal async Task ApprovedAsync(RepaymentBatch batch, Acting checker, DateTime nowUtc, CancellationToken ct)
    {
        await steps.FinishAsync(SubjectOf(batch.Id), Stages.RefundApproval, checker, "approved", nowUtc, ct);
        await steps.BeginAsync(
            batch.CentreId, SubjectOf(batch.Id), Stages.RefundReply, Posts.FinanceChecker, await dues.OfAsync(batch.CentreId, ReplyRule, batch.PayOn, ct), nowUtc, ct);
    }

    internal async Task CancelledAsync(RepaymentBatch batch, IReadOnlyCollection<RepaidThing> things, Acting acting, DateTime nowUtc, CancellationToken ct)
    {
        await steps.FinishAsync(SubjectOf(batch.Id), Stages.RefundApproval, acting, "cancelled", nowUtc, ct);
        await BackAsync(things, nowUtc, ct);
    }

    /// <summary>What did not go out, or came back, waits for a batch again, due when it was due before.</summary>
    internal async Task BackAsync(IReadOnlyCollection<RepaidThing> things, DateTime nowUtc, CancellationToken ct)
    {
        var subjects = things.Select(t => t.Subject).ToList();
        await steps.BeginAgainAsync(StepSubjectKind.BankLine, Lines(subjects), Stages.SuspenseReturn, nowUtc, ct);
        await steps.BeginAgainAsync(StepSubjectKind.WaitingRefund, Waiting(subjects), Stages.WithdrawnRefund, StartOfDay(nowUtc), ct);
        await steps.BeginAgainAsync(
            StepSubjectKind.PricePlan, [.. things.Select(t => t.PassedOn?.Payout.PlanId).OfType<Guid>().Distinct()], Stages.PricePassOn, nowUtc, ct);
        await steps.BeginAgainAsync(StepSubjectKind.Payout, Payouts(subjects), Stages.Payout, nowUtc, ct);
        await steps.BeginAgainAsync(StepSubjectKind.FeeRefund, FeeRefunds(subjects), Stages.FeeRefund, nowUtc, ct);
    }

    /// <summary>
    /// After a reply, once it is saved: a batch of which the bank has answered everything waits no longer; a lot of which nothing is owed is done, and one of
    /// which something is owed is due with the earliest of it.
    /// </summary>
    internal async Task AnsweredAsync(IReadOnlyCollection<RepaidThing> things, Acting acting, DateTime nowUtc, CancellationToken ct)
    {
        var batches = things.Select(t => t.Repayment.BatchId).Distinct().ToArray();
        var open = await db.Set<Repayment>().Where(r => batches.Contains(r.BatchId) && r.State == RepaymentState.Sent).Select(r => r.BatchId).Distinct().ToListAsync(ct);
        await steps.FinishAsync(StepSubjectKind.RepaymentBatch, [.. batches.Except(open)], Stages.RefundReply, acting, "answered", nowUtc, ct);

        await OwedAsync([.. things.Select(t => t.Deposit?.LotId).OfType<long>().Distinct()], acting, "refunded", nowUtc, ct);
    }

    /// <summary>Once it is saved: a lot of which nothing is owed is done, and one of which something is owed is due with the earliest of it.</summary>
    internal async Task OwedAsync(long[] lots, Acting acting, string outcome, DateTime nowUtc, CancellationToken ct)
    {
        var owed = (await db.Set<Deposit>()
            .Where(d => lots.Contains(d.LotId) && !d.RefundsApart && (d.State == DepositState.RefundDue || d.State == DepositState.Refunding)).ToListAsync(ct)).ToLookup(d => d.LotId);
        foreach (var (lot, step) in await steps.FindOfLotsAsync(lots, Stages.DepositRefund, ct))
        {
            if (owed[lot].MinBy(d => d.RefundDueOn) is { } earliest)
            {
                step.MoveDue(Instants.EndOfBeijingDay(earliest.RefundDueOn!.Value), earliest.RefundRule!, earliest.RefundCitation!);
            }
            else
            {
                step.Finish(acting.UserId, outcome, nowUtc);
            }
        }
    }

    private static Guid[] Lines(IEnumerable<RepaymentSubject> subjects) => [.. subjects.Where(s => s.Kind == RepaymentKind.Suspense).Select(s => s.Id)];

    private static Guid[] Waiting(IEnumerable<RepaymentSubject> subjects) => [.. subjects.Select(s => s.WaitingRefund).OfType<Guid>()];

    private static Guid[] Payouts(IEnumerable<RepaymentSubject> subjects) => [.. subjects.Where(s => s.IsPayout).Select(s => s.Id)];

    private static Guid[] FeeRefunds(IEnumerable<RepaymentSubject> subjects) => [.. subjects.Where(s => s.Kind == RepaymentKind.FeeRefund).Select(s => s.Id)];

    private static DateTime StartOfDay(DateTime nowUtc) => Instants.StartOfBeijingDay(Instants.BeijingDay(nowUtc));

    private static StepSubject SubjectOf(Guid batch) => StepSubject.Of(StepSubjectKind.RepaymentBatch, batch);
}
