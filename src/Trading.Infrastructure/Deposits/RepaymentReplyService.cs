using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Mail;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;

namespace Trading.Infrastructure.Deposits;

/// <summary>What a reply brought.</summary>
/// <param name="Paid">Payments that are now known to be paid.</param>
/// <param name="Rejected">Payments that the bank could not make; what they repaid is due again.</param>
/// <param name="KnownAlready">Payments of which an earlier reply said the same.</param>
public sealed record ReplyOutcome(int Paid, int Rejected, int KnownAlready);

/// <summary>Books the bank's reply to a payment file: all of it, or nothing. The same reply again changes nothing.</summary>
public sealed class RepaymentReplyService(
    TradingDbContext db, TimeProvider clock, RepaymentSubjects subjects, DepositInterest interest, LedgerPoster poster, RepaymentSeal seal, ProcedureLog log, Outbox outbox,
    ReturnedPayments returns, RepaymentSteps steps)
{
    /// <exception cref="RuleBrokenException">
    /// The file cannot be read (<see cref="BankingRules"/>); <c>deposits.unknown-payment</c>: never sent from this account;
    /// <c>deposits.reply-amount-differs</c>; <c>deposits.reply-day-impossible</c>; <c>deposits.reply-contradicts</c>: an earlier reply said the opposite. Nothing is stored.
    /// </exception>
    public async Task<ReplyOutcome> ImportReplyAsync(long bankAccountId, byte[] file, Acting acting, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(file);
        var nowUtc = clock.NowUtc();
        return await db.InTransactionAsync(
            async () =>
            {
                var account = await db.LockBankAccountAsync(bankAccountId, ct);
                var replies = Read(account, file);
                var sent = await SentAsync(account, replies, ct);
                var approved = await ApprovalDaysAsync(sent.Values, ct);
                foreach (var reply in replies)
                {
                    var payment = RequireAgrees(reply, sent.GetValueOrDefault(reply.EndToEndId));
                    RequirePossible(reply, approved[payment.BatchId], Instants.BeijingDay(nowUtc));
                }

                var fresh = replies.Where(r => sent[r.EndToEndId].State == RepaymentState.Sent).ToDictionary(r => r.EndToEndId);
                var things = await subjects.LoadAsync([.. fresh.Keys.Select(id => sent[id])], ct);
                await BookAsync(account, things, fresh, nowUtc, ct);
                if (things.Count > 0)
                {
                    log.Record(account.CentreId, null, null, acting, new EventFacts("repayment-reply-booked", Guid.NewGuid().ToString("N")), nowUtc);
                }

                // Sealed: one of them may be of a lot that is not opened.
                await outbox.ToAccountHoldersAsync(
                    [.. things.Select(t => t.Repayment).Where(r => r.State == RepaymentState.Paid).Select(r =>
                        (r.PayeeName, r.PayeeAccount, new MailText(MailKinds.Refunded, "bidder", r.Total, r.PaidOn!.Value, r.EndToEndId)))],
                    nowUtc, ct);
                await db.SaveOrChangedMeanwhileAsync(ct);
                await steps.AnsweredAsync(things, acting, nowUtc, ct);
                await db.SaveChangesAsync(ct);
                var paid = fresh.Values.Count(r => r.IsPaid);
                return new ReplyOutcome(paid, fresh.Count - paid, replies.Count - fresh.Count);
            },
            ct);
    }

    private static IReadOnlyList<PaymentReply> Read(BankAccount account, byte[] file)
    {
        using var stream = new MemoryStream(file, writable: false);
        return ReplyReader.Read(stream, BankProfiles.Of(account.Profile));
    }

    private async Task<Dictionary<string, Repayment>> SentAsync(BankAccount account, IReadOnlyList<PaymentReply> replies, CancellationToken ct)
    {
        var numbers = replies.Select(r => r.EndToEndId).ToArray();
        return await db.Set<Repayment>()
            .Where(r => numbers.Contains(r.EndToEndId) && r.State != RepaymentState.Made && db.Set<RepaymentBatch>().Any(b => b.Id == r.BatchId && b.BankAccountId == account.Id))
            .ToDictionaryAsync(r => r.EndToEndId, ct);
    }

    private async Task<Dictionary<Guid, DateOnly>> ApprovalDaysAsync(IEnumerable<Repayment> sent, CancellationToken ct)
    {
        var ids = sent.Select(r => r.BatchId).Distinct().ToArray();
        var batches = await db.Set<RepaymentBatch>().Where(b => ids.Contains(b.Id)).Select(b => new { b.Id, b.ApprovedAtUtc }).ToListAsync(ct);
        return batches.ToDictionary(b => b.Id, b => Instants.BeijingDay(b.ApprovedAtUtc!.Value));
    }

    /// <summary>Interest runs to the day on which the bank paid, so that day decides what is owed: it cannot be before the approval or still to come.</summary>
    private static void RequirePossible(PaymentReply reply, DateOnly approvedOn, DateOnly today)
    {
        if (reply.PaidOn is { } paidOn && (paidOn < approvedOn || paidOn > today))
        {
            throw new RuleBrokenException(DepositRules.ReplyDayImpossible, reply.EndToEndId, paidOn, approvedOn, today);
        }
    }

    private static Repayment RequireAgrees(PaymentReply reply, Repayment? sent)
    {
        if (sent is null)
        {
            throw new RuleBrokenException(DepositRules.UnknownPayment, reply.EndToEndId, reply.Row);
        }

        if (reply.Amount != sent.Total)
        {
            throw new RuleBrokenException(DepositRules.ReplyAmountDiffers, reply.EndToEndId, sent.Total, reply.Amount);
        }

        var contradicts = sent.State switch
        {
            RepaymentState.Paid => !reply.IsPaid || reply.PaidOn != sent.PaidOn,
            RepaymentState.Rejected => reply.IsPaid,
            RepaymentState.Returned => reply.IsPaid && reply.PaidOn != sent.PaidOn,
            RepaymentState.Made or RepaymentState.Sent => false,
        };
        if (contradicts)
        {
            throw new RuleBrokenException(DepositRules.ReplyContradicts, reply.EndToEndId);
        }

        return sent;
    }

    private async Task BookAsync(
        BankAccount account, IReadOnlyList<RepaidThing> things, Dictionary<string, PaymentReply> replies, DateTime nowUtc, CancellationToken ct)
    {
        var entries = new List<EntryDraft>();
        var rejected = new List<RepaidThing>();
        var reckoning = await interest.LoadAsync(things.Select(t => t.Deposit).OfType<Deposit>(), ct);
        foreach (var thing in things)
        {
            var reply = replies[thing.Repayment.EndToEndId];
            if (reply.PaidOn is not { } paidOn)
            {
                entries.Add(Reject(thing, account, reply.Reason, Instants.BeijingDay(nowUtc)));
                rejected.Add(thing);
                continue;
            }

            entries.Add(Pay(thing, account, paidOn));
            if (thing.Deposit is { WithInterest: true } deposit && reckoning.MoreTo(deposit, paidOn) is { IsPositive: true } more)
            {
                entries.Add(await RunOnAsync(new InterestOwed(thing.Repayment, deposit, paidOn, more), account, nowUtc, ct));
            }
        }

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
        var (paid, deposit, paidOn, more) = owed;
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
        return DepositEntries.InterestRanOn(seal.EntryTag(paid.Id), deposit.ParticipationId, account.Id, paidOn, more);
    }

    private sealed record InterestOwed(Repayment Paid, Deposit Deposit, DateOnly PaidOn, Money More);

    private EntryDraft Reject(RepaidThing thing, BankAccount account, string reason, DateOnly today)
    {
        var r = thing.Repayment;
        (r.State, r.RejectedBecause) = (RepaymentState.Rejected, reason);
        thing.GoBack();
        return ReturnedPayments.NotPaid(thing, seal, account.Id, today);
    }
}
