using Microsoft.EntityFrameworkCore;
using Trading.Domain.Banking;
using Trading.Domain.Deposits;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;

namespace Trading.Infrastructure.Deposits;

/// <summary>A payment of ours that a line in suspense may be: of its amount, answered by the bank, and not back yet.</summary>
public sealed record ReturnCandidate(string EndToEndId, string PayeeName, string PayeeAccount, RepaymentState State, DateOnly? PaidOn);

/// <summary>
/// Brings money in suspense to its end where the rules alone cannot: one person of finance says whose it is, or whether it is a payment of ours
/// coming back, and another decides. Nobody turns it into a deposit or a fee but where it agrees with exactly one open instruction, and nobody replaces a payer
/// whom the bank names.
/// </summary>
public sealed class SuspenseService(
    TradingDbContext db, FinanceDecisions decisions, PayerCheck payerCheck, ReturnedPayments returns, LedgerPoster poster, OpenSteps steps,
    SuggestedReceipts suggested, ReceiptBooker booker)
{
    /// <summary>Proposes who paid, where the bank does not name the payer in full.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>suspense.payer-known</c>, <c>suspense.payer-differs</c>: from what the bank shows of name or account; <c>suspense.payer-incomplete</c>,
    /// <c>suspense.not-in-suspense</c>, <c>suspense.explain-first</c>, <c>decisions.waiting</c>
    /// </exception>
    public Task<Guid> CompletePayerAsync(Guid lineId, CompletedPayer payer, string reason, Acting maker, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(payer);
        return ProposeAsync(
            lineId, DecisionKind.PayerCompleted, reason, maker,
            (line, decision) =>
            {
                if (line.IsInQuestion)
                {
                    throw new RuleBrokenException(SuspenseRules.ExplainFirst);
                }

                var entered = line.AtTheBank.Complete(payer);
                decision.Naming(entered, payerCheck.Compute(line.Line.Id, entered.Name, entered.Account));
                return Task.CompletedTask;
            },
            ct);
    }

    /// <summary>Proposes that the line is a payment of ours that came back.</summary>
    /// <exception cref="RuleBrokenException"><c>suspense.no-such-payment</c>, <c>suspense.not-in-question</c>, <c>suspense.not-in-suspense</c>, <c>decisions.waiting</c></exception>
    public Task<Guid> NamePaymentAsync(Guid lineId, string endToEndId, string reason, Acting maker, CancellationToken ct) => ProposeAsync(
        lineId, DecisionKind.OwnPayment, reason, maker,
        async (line, decision) =>
        {
            RequireInQuestion(line);
            decision.Naming((await PaymentAsync(line.Line, endToEndId, ct)).EndToEndId);
        },
        ct);

    /// <summary>Proposes that the line is none of our payments: it stays its payer's, and goes back in the ordinary way.</summary>
    /// <exception cref="RuleBrokenException"><c>suspense.not-in-question</c>, <c>suspense.not-in-suspense</c>, <c>decisions.waiting</c></exception>
    public Task<Guid> KeepForPayerAsync(Guid lineId, string reason, Acting maker, CancellationToken ct) => ProposeAsync(
        lineId, DecisionKind.PayersMoney, reason, maker,
        (line, _) =>
        {
            RequireInQuestion(line);
            return Task.CompletedTask;
        },
        ct);

    /// <summary>Proposes that the line is booked to the one open instruction with which it agrees in payer, account and amount.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>suspense.agrees-with-none</c>, <c>suspense.not-in-suspense</c>, <c>decisions.waiting</c>; <c>deposits.form-not-allowed</c>, <c>deposits.not-basic-account</c>
    /// </exception>
    public Task<Guid> MatchAsync(Guid lineId, string reason, Acting maker, CancellationToken ct) => ProposeAsync(
        lineId, DecisionKind.InstructionMatched, reason, maker,
        async (line, decision) => decision.Matching(suggested.Tag(line.Line, await suggested.RequireAsync(line.Line, decision.ProposedAtUtc, ct))),
        ct);

    /// <summary>Proposes that a reversal that could not be undone is settled: the reason says what was done about it. Its money stays unexplained.</summary>
    /// <exception cref="RuleBrokenException"><c>suspense.not-to-be-settled</c>, <c>decisions.waiting</c></exception>
    public Task<Guid> SettleReversalAsync(Guid lineId, string reason, Acting maker, CancellationToken ct) =>
        ProposeAsync(lineId, DecisionKind.ReversalSettled, reason, maker, (_, _) => Task.CompletedTask, ct);

    /// <summary>
    /// Carries out what was proposed, if another person approves and nothing has changed since: a payment that came back is owed again, and its entry
    /// moves it out of suspense; what agreed with an instruction, and still does at this instant, is booked to it.
    /// </summary>
    /// <exception cref="RuleBrokenException">
    /// <c>shared.maker-is-checker</c>, <c>decisions.decided</c>, <c>decisions.changed</c>, <c>suspense.not-in-suspense</c>, <c>suspense.no-such-payment</c>,
    /// <c>suspense.agrees-with-none</c>: it was paid or ended meanwhile, or bids are taken no more; <c>deposits.form-not-allowed</c>, <c>deposits.not-basic-account</c>
    /// </exception>
    public Task ApproveAsync(Guid decisionId, Acting checker, CancellationToken ct) => decisions.ApproveAsync(
        decisionId, checker,
        async (decision, account, nowUtc) =>
        {
            var line = await LineAsync(decision.SubjectId, ct);
            if (decision.Kind == DecisionKind.ReversalSettled)
            {
                await steps.FinishAsync(StepSubject.Of(StepSubjectKind.BankLine, line.Id), Stages.ReversalNotUndone, checker, "settled", nowUtc, ct);
                return;
            }

            RequireInSuspense(line);
            if (decision.Kind == DecisionKind.InstructionMatched)
            {
                await BookAsync(line, decision, account, checker, nowUtc, ct);
            }
            else if (decision.Kind == DecisionKind.OwnPayment)
            {
                var back = new ReturnedPayment(await PaymentAsync(line, decision.EndToEndId!, ct), line.ValueOn, decision.Reason, line.Id);
                await ComeBackAsync(line, back, account, checker, nowUtc, ct);
            }
        },
        ct);

    /// <summary>The payments that a line in question may be, the latest first.</summary>
    public async Task<IReadOnlyList<ReturnCandidate>> CandidatesAsync(Guid lineId, CancellationToken ct)
    {
        var line = await LineAsync(lineId, ct);
        return await Candidates(line).AsNoTracking().OrderByDescending(r => r.PaidOn).ThenBy(r => r.EndToEndId)
            .Select(r => new ReturnCandidate(r.EndToEndId, r.PayeeName, r.PayeeAccount, r.State, r.PaidOn)).ToListAsync(ct);
    }

    private async Task<Guid> ProposeAsync(Guid lineId, DecisionKind kind, string reason, Acting maker, Func<SuspenseLine, FinanceDecision, Task> fill, CancellationToken ct)
    {
        var what = await db.Set<BankLine>().Where(l => l.Id == lineId).Select(l => new DecisionSubject(l.Id, l.CentreId, l.BankAccountId)).SingleAsync(ct);
        return await decisions.ProposeAsync(
            what, kind, reason, maker,
            async decision =>
            {
                var line = (await db.WithDecisionsAsync(db.Set<BankLine>().Where(l => l.Id == lineId), ct)).Single();
                RequireOpen(line, kind);
                await fill(line, decision);
            },
            ct);
    }

    /// <summary>
    /// One that a reply said was paid is returned. One that a reply said was not paid is owed again already, and the journal never saw it leave: the
    /// receipt of the line is undone instead.
    /// </summary>
    private async Task ComeBackAsync(BankLine line, ReturnedPayment back, BankAccount account, Acting checker, DateTime nowUtc, CancellationToken ct)
    {
        line.EndToEndId = back.Payment.EndToEndId;
        await steps.FinishAsync(StepSubject.Of(StepSubjectKind.BankLine, line.Id), Stages.SuspenseReturn, checker, "own-payment", nowUtc, ct);
        if (back.Payment.State == RepaymentState.Rejected)
        {
            line.State = BankLineState.OwnPayment;
            var received = DepositEntries.SuspenseReceived(line.Id, account.Id, line.ValueOn, line.Amount);
            await poster.PostAsync(account.CentreId, received.Reversal(line.ValueOn), nowUtc, ct);
            return;
        }

        line.State = BankLineState.PaymentReturned;
        await poster.PostAsync(account.CentreId, await returns.TakeBackAsync(account, [back], checker, nowUtc, ct), nowUtc, ct);
    }

    /// <summary>Proved again within the transaction: to the very instruction that was proposed, or not at all.</summary>
    private async Task BookAsync(BankLine line, FinanceDecision decision, BankAccount account, Acting checker, DateTime nowUtc, CancellationToken ct)
    {
        var match = await suggested.RequireAsync(line, nowUtc, ct);
        if (suggested.Tag(line, match) != decision.MatchTag)
        {
            throw new RuleBrokenException(SuspenseRules.AgreesWithNone);
        }

        await steps.FinishAsync(StepSubject.Of(StepSubjectKind.BankLine, line.Id), Stages.SuspenseReturn, checker, "matched", nowUtc, ct);
        await booker.BookAsync(account, line, match, nowUtc, ct);
    }

    private async Task<Repayment> PaymentAsync(BankLine line, string endToEndId, CancellationToken ct) =>
        await Candidates(line).SingleOrDefaultAsync(r => r.EndToEndId == endToEndId, ct)
        ?? throw new RuleBrokenException(SuspenseRules.NoSuchPayment, endToEndId, line.Amount);

    // What the bank has not answered waits for its reply: a reply that says paid would book the payment a second time.
    private IQueryable<Repayment> Candidates(BankLine line) => db.Set<Repayment>().FromSql($"SELECT * FROM repayment WHERE principal + interest = {line.Amount.Fen}").Where(r =>
        r.CentreId == line.CentreId
        && (r.State == RepaymentState.Paid || r.State == RepaymentState.Rejected)
        && db.Set<RepaymentBatch>().Any(b => b.Id == r.BatchId && b.BankAccountId == line.BankAccountId)
        && !db.Set<BankLine>().Any(l => l.EndToEndId == r.EndToEndId && l.Amount == line.Amount));

    private Task<BankLine> LineAsync(Guid id, CancellationToken ct) => db.Set<BankLine>().SingleAsync(l => l.Id == id, ct);

    private static void RequireOpen(SuspenseLine line, DecisionKind kind)
    {
        if (kind != DecisionKind.ReversalSettled)
        {
            RequireInSuspense(line.Line);
        }
        else if (!line.IsNotUndone)
        {
            throw new RuleBrokenException(SuspenseRules.NotToBeSettled);
        }
    }

    private static void RequireInSuspense(BankLine line)
    {
        if (line.State != BankLineState.Suspense)
        {
            throw new RuleBrokenException(SuspenseRules.NotInSuspense, line.State);
        }
    }

    private static void RequireInQuestion(SuspenseLine line)
    {
        if (!line.IsInQuestion)
        {
            throw new RuleBrokenException(SuspenseRules.NotInQuestion);
        }
    }
}
