using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Banking.Formats;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;

namespace Trading.Infrastructure.Deposits;

/// <summary>What a reply brought.</summary>
/// <param name="Paid">Payments that are now known to be paid.</param>
/// <param name="Rejected">Payments that the bank could not make; what they repaid is due again.</param>
/// <param name="KnownAlready">Payments of which an earlier reply said the same.</param>
public sealed record ReplyOutcome(int Paid, int Rejected, int KnownAlready)
{
    /// <summary>Payments that the bank has taken and not made yet: nothing is booked.</summary>
    public int Accepted { get; init; }

    /// <summary>Payments of which the bank says that they are made, or back, and of which the statement has to show the day.</summary>
    public int Awaited { get; init; }

    /// <summary>In the order of the sentence that tells them.</summary>
    public IReadOnlyList<object> Figures => [Paid, Rejected, KnownAlready, Accepted, Awaited];
}

/// <summary>
/// Books the bank's answer to a payment file, in whatever form it comes: all of it, or nothing. The same answer again changes nothing.
/// </summary>
public sealed class RepaymentReplyService(
    TradingDbContext db, TimeProvider clock, RepaymentAnswers answers, ProcedureLog log)
{
    /// <exception cref="RuleBrokenException">
    /// The file cannot be read (<see cref="BankingRules"/>, <see cref="BankFileRules"/>); <c>deposits.reply-names-nothing</c>; <c>deposits.unknown-payment</c>,
    /// <c>deposits.unknown-payment-file</c>: never sent from this account; <c>deposits.reply-amount-differs</c>; <c>deposits.reply-day-impossible</c>;
    /// <c>deposits.reply-duplicate</c>; <c>deposits.reply-contradicts</c>: an earlier reply said the opposite. Nothing is stored.
    /// </exception>
    public async Task<ReplyOutcome> ImportReplyAsync(long bankAccountId, byte[] file, Acting acting, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(file);
        var nowUtc = clock.NowUtc();
        return await db.InTransactionAsync(
            async () =>
            {
                var account = await db.LockBankAccountAsync(bankAccountId, ct);
                var replies = await RepliesAsync(account, ReplyFiles.Read(file, account), ct);
                var sent = await SentAsync(account, replies, ct);
                var approved = await ApprovalDaysAsync(sent.Values, ct);
                foreach (var reply in replies)
                {
                    var payment = RequireAgrees(reply, sent.GetValueOrDefault(reply.EndToEndId));
                    RequirePossible(reply, approved[payment.BatchId], Instants.BeijingDay(nowUtc));
                }

                var outcome = await BookAsync(account, [.. replies.Select(r => (r, sent[r.EndToEndId]))], acting, nowUtc, ct);
                if (outcome.KnownAlready < replies.Count)
                {
                    log.Record(account.CentreId, null, null, acting, new EventFacts("repayment-reply-booked", Guid.NewGuid().ToString("N")), nowUtc);
                }

                await db.SaveOrChangedMeanwhileAsync(ct);
                return outcome;
            },
            ct);
    }

    /// <summary>What the file says of each payment: what it says of all counts for those that it does not name.</summary>
    private async Task<IReadOnlyList<PaymentReply>> RepliesAsync(BankAccount account, ReplyFile file, CancellationToken ct)
    {
        if (file.Whole is not { } whole)
        {
            return file.Payments;
        }

        var isNumber = Guid.TryParseExact(whole.MessageId, "N", out var batch);
        var ids = isNumber ? await db.Set<Repayment>()
            .Where(r => r.BatchId == batch && db.Set<RepaymentBatch>().Any(b => b.Id == batch && b.BankAccountId == account.Id && b.State == BatchState.Approved))
            .OrderBy(r => r.EndToEndId).Select(r => r.EndToEndId).ToListAsync(ct) : [];
        return ids.Count > 0
            ? [.. file.Payments, .. ids.Except(file.Payments.Select(p => p.EndToEndId)).Select(whole.Of)]
            : throw new RuleBrokenException(DepositRules.UnknownPaymentFile, whole.MessageId);
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
        if ((reply.PaidOn ?? reply.CameBackOn) is { } day && (day < approvedOn || day > today))
        {
            throw new RuleBrokenException(DepositRules.ReplyDayImpossible, reply.EndToEndId, day, approvedOn, today);
        }
    }

    private static Repayment RequireAgrees(PaymentReply reply, Repayment? sent)
    {
        if (sent is null)
        {
            throw new RuleBrokenException(DepositRules.UnknownPayment, reply.EndToEndId, reply.Row);
        }

        if (reply.Amount is { } amount && amount != sent.Total)
        {
            throw new RuleBrokenException(DepositRules.ReplyAmountDiffers, reply.EndToEndId, sent.Total, amount);
        }

        // It was told twice, and is made once: booked as rejected it would be paid again.
        if (reply.IsDuplicate)
        {
            throw new RuleBrokenException(DepositRules.ReplyDuplicate, reply.EndToEndId, reply.Reason);
        }

        return Contradicts(reply, sent) ? throw new RuleBrokenException(DepositRules.ReplyContradicts, reply.EndToEndId) : sent;
    }

    // That a payment was taken says nothing against what became of it: messages of a bank overtake one another.
    private static bool Contradicts(PaymentReply reply, Repayment sent)
    {
        var otherDay = reply.PaidOn is { } day && day != sent.PaidOn;
        return reply is { Progress: not PaymentProgress.Accepted, CameBackOn: null } && sent.State switch
        {
            RepaymentState.Paid => !reply.IsPaid || otherDay,
            RepaymentState.Rejected => reply.IsPaid,
            RepaymentState.Returned => reply.IsPaid && otherDay,
            RepaymentState.Made or RepaymentState.Sent => sent.IsSettled && !reply.IsPaid,
        };
    }

    private async Task<ReplyOutcome> BookAsync(
        BankAccount account, IReadOnlyList<(PaymentReply Reply, Repayment Payment)> told, Acting acting, DateTime nowUtc, CancellationToken ct)
    {
        var accepted = told.Where(t => t.Reply.Progress == PaymentProgress.Accepted && t.Payment is { State: RepaymentState.Sent, IsSettled: false }).ToList();
        var open = told.Where(t => t.Reply is { CameBackOn: null, Progress: not PaymentProgress.Accepted } && t.Payment.State == RepaymentState.Sent).ToList();
        var days = await DaysShownAsync([.. open.Where(t => t.Reply is { IsPaid: true, PaidOn: null }).Select(t => t.Payment)], ct);
        var dated = open.ToLookup(t => !t.Reply.IsPaid || DayOf(t) is not null);
        var answered = dated[true].Select(t => new PaymentAnswer(t.Payment, DayOf(t), t.Reply.Reason)).ToList();
        var undated = dated[false].Select(t => t.Payment).ToList();
        var settled = undated.Where(p => !p.IsSettled).ToList();
        settled.ForEach(p => p.Settle());
        if (answered.Count > 0)
        {
            await answers.BookAsync(account, answered, acting, nowUtc, ct);
        }

        // The statement brings the money back; the bank's own word proves there that it is this payment's, whoever the line names.
        var announced = told.Where(t => t.Reply.CameBackOn is not null && t.Payment is { State: RepaymentState.Sent or RepaymentState.Paid, IsReturnAnnounced: false })
            .Select(t => t.Payment).ToList();
        announced.ForEach(p => p.AnnounceReturn());
        var (paid, awaited) = (answered.Count(a => a.PaidOn is not null), settled.Count + announced.Count);
        return new ReplyOutcome(paid, answered.Count - paid, told.Count - accepted.Count - answered.Count - awaited) { Accepted = accepted.Count, Awaited = awaited };

        DateOnly? DayOf((PaymentReply Reply, Repayment Payment) t) => t.Reply.PaidOn ?? days.GetValueOrDefault(t.Payment.EndToEndId);
    }

    /// <summary>The days on which statements have shown payments leaving.</summary>
    private async Task<Dictionary<string, DateOnly?>> DaysShownAsync(IReadOnlyCollection<Repayment> payments, CancellationToken ct)
    {
        var numbers = payments.Select(p => p.EndToEndId).ToArray();
        var lines = await db.Set<BankLine>().Where(l => l.State == BankLineState.OwnPayment && numbers.Contains(l.EndToEndId)).Select(l => new { l.EndToEndId, l.Amount, l.ValueOn }).ToListAsync(ct);
        return lines.Where(l => !l.Amount.IsPositive).ToDictionary(l => l.EndToEndId!, l => (DateOnly?)l.ValueOn);
    }
}
