using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;

namespace Trading.Infrastructure.Deposits;

/// <summary>What became of a payment that was sent: the day on which it was paid, or null and the bank's reason.</summary>
internal sealed record PaymentAnswer(Repayment Payment, DateOnly? PaidOn, string Reason);

/// <summary>
/// Books what became of payments that were sent, in the caller's transaction, whoever told it: a reply, or the statement's own line where the reply named
/// no day.
/// </summary>
public sealed class RepaymentAnswers(
    TradingDbContext db, RepaymentSubjects subjects, DepositInterest interest, LateRefunds lateRefunds, LedgerPoster poster, RepaymentSeal seal, ReturnedPayments returns,
    RepaymentSteps steps, RefundPayees payees)
{
    private const int ReasonLength = 200;

    internal async Task BookAsync(BankAccount account, IReadOnlyCollection<PaymentAnswer> answered, Acting acting, DateTime nowUtc, CancellationToken ct)
    {
        var answers = answered.ToDictionary(a => a.Payment.Id);
        var things = await subjects.LoadAsync([.. answered.Select(a => a.Payment)], ct);
        await BookAsync(account, things, answers, nowUtc, ct);
        // What has come back already is told of where it is taken back.
        await payees.TellAsync(account.Id, things.Where(t => t.Repayment.State != RepaymentState.Returned), nowUtc, ct);
        await db.SaveOrChangedMeanwhileAsync(ct);
        await steps.AnsweredAsync(things, acting, nowUtc, ct);
        await db.SaveChangesAsync(ct);
    }

    private async Task BookAsync(
        BankAccount account, IReadOnlyList<RepaidThing> things, Dictionary<Guid, PaymentAnswer> answers, DateTime nowUtc, CancellationToken ct)
    {
        var entries = new List<EntryDraft>();
        var rejected = new List<RepaidThing>();
        var reckoning = await interest.LoadAsync(things.Select(t => t.Deposit).OfType<Deposit>(), ct);
        var lateness = await LatenessAsync(things, answers, ct);
        foreach (var thing in things)
        {
            var answer = answers[thing.Repayment.Id];
            if (answer.PaidOn is not { } paidOn)
            {
                entries.Add(Reject(thing, account, answer.Reason, Instants.BeijingDay(nowUtc)));
                rejected.Add(thing);
                continue;
            }

            entries.Add(Pay(thing, account, paidOn));
            if (thing.Deposit is { WithInterest: true } deposit && reckoning.MoreTo(deposit, paidOn) is { IsPositive: true } more)
            {
                entries.Add(await RunOnAsync(new InterestOwed(thing.Repayment, deposit, paidOn, more), account, nowUtc, ct));
            }

            if (thing.Deposit is { } late && lateness.To(late, paidOn) - thing.Repayment.Late is { IsPositive: true } days)
            {
                await WaitAsync(new InterestOwed(thing.Repayment, late, paidOn, days), account, nowUtc, ct);
                entries.Add(DepositEntries.LateAccrued(seal.EntryTag(thing.Repayment.Id) + ":ran-on", late.ParticipationId, paidOn, days));
            }
        }

        await db.SaveManyAsync<Deposit>(ct);
        await db.SaveManyAsync<Repayment>(ct);
        await steps.BackAsync(rejected, nowUtc, ct);
        entries.AddRange(await ThoseThatCameBackAsync(account, things, nowUtc, ct));
        await poster.PostAsync(account.CentreId, entries, nowUtc, ct);
    }

    /// <summary>A statement may bring a payment back before the reply says that it was made: it is made, and back at once.</summary>
    private async Task<IReadOnlyList<EntryDraft>> ThoseThatCameBackAsync(BankAccount account, IReadOnlyList<RepaidThing> things, DateTime nowUtc, CancellationToken ct)
    {
        var paid = things.Select(t => t.Repayment).Where(r => r.State == RepaymentState.Paid).ToDictionary(r => r.EndToEndId);
        var numbers = paid.Keys.ToArray();
        var back = await db.Set<BankLine>().Where(l => l.State == BankLineState.OwnPayment && numbers.Contains(l.EndToEndId)).ToListAsync(ct);
        back.RemoveAll(l => !l.Amount.IsPositive);
        back.ForEach(l => l.State = BankLineState.PaymentReturned);
        return await returns.TakeBackAsync(account, [.. back.Select(l => new ReturnedPayment(paid[l.EndToEndId!], l.ValueOn, l.Remark ?? ""))], Acting.Clock, nowUtc, ct);
    }

    private static EntryDraft Pay(RepaidThing thing, BankAccount account, DateOnly paidOn)
    {
        var r = thing.Repayment;
        (r.State, r.PaidOn) = (RepaymentState.Paid, paidOn);
        thing.Done();
        return DepositEntries.Paid(r.Id, r.BatchId, account.Id, paidOn, r.Total);
    }

    /// <summary>
    /// The bank paid later than it was told: the interest of the days between is owed too, and waits for the next batch. Where it paid earlier, what it
    /// was told to pay is the bidder's all the same.
    /// </summary>
    private async Task<EntryDraft> RunOnAsync(InterestOwed owed, BankAccount account, DateTime nowUtc, CancellationToken ct)
    {
        await WaitAsync(owed, account, nowUtc, ct);
        return DepositEntries.InterestRanOn(seal.EntryTag(owed.Paid.Id), owed.Deposit.ParticipationId, account.Id, owed.PaidOn, owed.More);
    }

    private Task<LateReckoning> LatenessAsync(IReadOnlyList<RepaidThing> things, Dictionary<Guid, PaymentAnswer> answers, CancellationToken ct) => lateRefunds.LoadAsync(
        things.Select(t => t.Deposit).OfType<Deposit>(), answers.Values.Max(a => a.PaidOn) ?? DateOnly.MinValue, ct);

    private async Task WaitAsync(InterestOwed owed, BankAccount account, DateTime nowUtc, CancellationToken ct)
    {
        var (paid, deposit, _, more) = owed;
        var id = Guid.NewGuid();
        var waiting = new WaitingRefund
        {
            Id = id,
            CentreId = deposit.CentreId,
            BankAccountId = account.Id,
            PayeeName = paid.PayeeName,
            PayeeAccount = paid.PayeeAccount,
            PayeeBank = paid.PayeeBank,
            Amount = more,
            DueOn = deposit.RefundDueOn!.Value,
            Citation = deposit.RefundCitation!,
            SealedSubject = seal.Seal(id, new RepaymentSubject(RepaymentKind.Interest, deposit.ParticipationId, id)),
        };
        db.Add(waiting);
        await steps.WaitsAsync(waiting, deposit.RefundRule!, nowUtc, ct);
    }

    private sealed record InterestOwed(Repayment Paid, Deposit Deposit, DateOnly PaidOn, Money More);

    private EntryDraft Reject(RepaidThing thing, BankAccount account, string reason, DateOnly today)
    {
        var r = thing.Repayment;
        (r.State, r.RejectedBecause) = (RepaymentState.Rejected, reason.Length > ReasonLength ? reason[..ReasonLength] : reason);
        thing.GoBack();
        return ReturnedPayments.NotPaid(thing, seal, account.Id, today);
    }
}
