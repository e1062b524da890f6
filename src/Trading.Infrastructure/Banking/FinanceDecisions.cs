using Microsoft.EntityFrameworkCore;
using Trading.Domain.Banking;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Mail;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;

namespace Trading.Infrastructure.Banking;

/// <summary>
/// Keeps what one person of finance proposes and another decides, each step an event of the chain with who and why. What a decision does is
/// the business of those who propose it.
/// </summary>
public sealed class FinanceDecisions(TradingDbContext db, TimeProvider clock, VaultSeal seal, ProcedureLog log, OpenSteps steps, StepDues dues, Outbox outbox)
{
    private const string Purpose = "finance-decision";
    private const string DueRule = "common.finance-decision-workdays";

    /// <summary>Keeps a proposal: in one transaction, with the bank account locked.</summary>
    /// <param name="what">What it is about.</param>
    /// <param name="kind">What is to be done.</param>
    /// <param name="reason">Why.</param>
    /// <param name="maker">The person who proposes.</param>
    /// <param name="fill">Refuses what may not be proposed now, and says what the proposal names.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="RuleBrokenException"><c>decisions.waiting</c>, and what filling it refuses</exception>
    internal async Task<Guid> ProposeAsync(DecisionSubject what, DecisionKind kind, string reason, Acting maker, Func<FinanceDecision, Task> fill, CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        return await db.InTransactionAsync(
            async () =>
            {
                await db.LockBankAccountAsync(what.BankAccountId, ct);
                var decision = FinanceDecision.Propose(Guid.NewGuid(), what, kind, reason.Trim(), maker.RequirePerson(), nowUtc);
                await fill(decision);
                if (await db.Set<FinanceDecision>().AnyAsync(d => d.SubjectId == what.Id && d.State == DecisionState.Proposed, ct))
                {
                    throw new RuleBrokenException(DecisionRules.Waiting);
                }

                decision.Seal(Proof(decision));
                db.Add(decision);
                Record(decision, maker with { Reason = decision.Reason }, "finance-decision-proposed", nowUtc);
                await steps.BeginAsync(
                    decision.CentreId, SubjectOf(decision), StageOf(decision), Posts.FinanceChecker,
                    await dues.OfAsync(decision.CentreId, DueRule, Instants.BeijingDay(nowUtc), ct), nowUtc, ct);
                await db.SaveOrChangedMeanwhileAsync(ct);
                return decision.Id;
            },
            ct);
    }

    /// <summary>
    /// Carries out exactly what was proposed, if another person approves: in one transaction, with the bank account locked.
    /// </summary>
    /// <exception cref="RuleBrokenException"><c>decisions.decided</c>, <c>shared.maker-is-checker</c>, <c>decisions.changed</c>, and what carrying it out refuses</exception>
    internal Task ApproveAsync(Guid id, Acting checker, Func<FinanceDecision, BankAccount, DateTime, Task> carryOut, CancellationToken ct) => DecideAsync(
        id, checker, "finance-decision-approved",
        async (decision, account, nowUtc) =>
        {
            decision.Approve(checker.RequirePerson(), nowUtc);
            RequireUnchanged(decision);
            await carryOut(decision, account, nowUtc);
        },
        ct);

    /// <summary>Says no, to whatever stands there: nothing is changed, and something else may be proposed.</summary>
    /// <exception cref="RuleBrokenException"><c>decisions.decided</c>, <c>shared.maker-is-checker</c></exception>
    public Task DeclineAsync(Guid id, string because, Acting checker, CancellationToken ct) => DecideAsync(
        id, checker with { Reason = because }, "finance-decision-declined",
        async (decision, account, nowUtc) =>
        {
            decision.Decline(checker.RequirePerson(), because, nowUtc);
            if (decision.Kind == DecisionKind.InstructionMatched)
            {
                // Its payer was told that two people look at it.
                var line = await db.Set<BankLine>().AsNoTracking().SingleAsync(l => l.Id == decision.SubjectId, ct);
                await outbox.ToAccountHolderAsync(line.PayerName!, line.PayerAccount!, ReceiptMails.OfNotBooked(account, line), nowUtc, ct);
            }
        },
        ct);

    private async Task DecideAsync(Guid id, Acting checker, string kind, Func<FinanceDecision, BankAccount, DateTime, Task> decide, CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        await db.InTransactionAsync(
            async () =>
            {
                var accountId = await db.Set<FinanceDecision>().Where(d => d.Id == id).Select(d => d.BankAccountId).SingleAsync(ct);
                var account = await db.LockBankAccountAsync(accountId, ct);
                var decision = await db.Set<FinanceDecision>().SingleAsync(d => d.Id == id, ct);
                await decide(decision, account, nowUtc);
                Record(decision, checker, kind, nowUtc);
                await steps.FinishAsync(SubjectOf(decision), StageOf(decision), checker, decision.State == DecisionState.Approved ? "approved" : "declined", nowUtc, ct);
                await db.SaveOrChangedMeanwhileAsync(ct);
            },
            ct);
    }

    private void RequireUnchanged(FinanceDecision decision)
    {
        if (!Proof(decision).AsSpan().SequenceEqual(decision.ContentHash))
        {
            throw new RuleBrokenException(DecisionRules.Changed);
        }
    }

    private void Record(FinanceDecision decision, Acting acting, string kind, DateTime nowUtc) =>
        log.Record(decision.CentreId, null, null, acting, new EventFacts(kind, decision.SubjectId.ToString("N"), ContentHash: decision.ContentHash), nowUtc);

    private static StepSubject SubjectOf(FinanceDecision decision) => StepSubject.Of(StepSubjectKind.FinanceDecision, decision.Id);

    private static string StageOf(FinanceDecision decision) => decision.Kind switch
    {
        DecisionKind.StatementReleased or DecisionKind.StatementRefused => Stages.StatementDecision,
        DecisionKind.FeeWaived or DecisionKind.FeeAdjusted or DecisionKind.FeePayerCompleted or DecisionKind.ClaimRefused => Stages.FeeDecision,
        DecisionKind.DepositConverted or DecisionKind.DelayBlamed or DecisionKind.BondReleased => Stages.DepositDecision,
        DecisionKind.PricePlan or DecisionKind.PenaltyWaived or DecisionKind.PenaltyReturned or DecisionKind.PricePlanChanged or DecisionKind.PayeeCorrected => Stages.PriceDecision,
        DecisionKind.PayerCompleted or DecisionKind.OwnPayment or DecisionKind.PayersMoney or DecisionKind.InstructionMatched or DecisionKind.ReversalSettled =>
            Stages.SuspenseDecision,
        DecisionKind.RefundPayeeCorrected => Stages.PayeeDecision,
    };

    private byte[] Proof(FinanceDecision d)
    {
        var bytes = new CanonicalBytes().Add(d.Id.ToString("N")).Add(d.CentreId).Add(d.BankAccountId).Add(d.Kind.ToString()).Add(d.SubjectId.ToString("N")).Add(d.Reason)
            .Add(d.PayerName).Add(d.PayerAccount).Add(d.PayerBank).Add(d.PayerCheck).Add(d.EndToEndId).Add(d.MatchTag).Add(d.NewAmount?.Fen).Add(d.Agreement).Add(d.SubjectHash)
            .Add(d.PaperName).Add(d.PaperBlob).Add(d.PaperSha256).Add(d.ProposedBy);
        return Convert.FromHexString(seal.Tag(Purpose, Convert.ToHexStringLower(bytes.Sha256())));
    }
}
