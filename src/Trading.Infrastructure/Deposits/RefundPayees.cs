using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Banking;
using Trading.Domain.Deposits;
using Trading.Domain.Parties;
using Trading.Domain.Parties.Codes;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Mail;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;

namespace Trading.Infrastructure.Deposits;

/// <summary>A payment to its payer that the bank rejected or sent back: payee, amount and the bank's reason, never the lot.</summary>
/// <remarks>
/// <c>Next</c>: where it goes next, which is where it went, or the payer's other account once two people have said so. <c>WaitingDecision</c>: the proposal of another account
/// that waits for another person. <c>IsOwed</c>: it is the last payment of what it repays, and no batch has that again.
/// </remarks>
public sealed record FailedRefund(
    Guid Id, Guid BatchId, string EndToEndId, RepaymentKind Kind, RepaymentState State, string PayeeName, string PayeeAccount, string PayeeBank, Money Amount, string Because,
    CompletedPayer Next, Guid? WaitingDecision, bool IsOwed)
{
    public bool IsCorrected => Next.Account != PayeeAccount;
}

/// <summary>A failed refund with all that was proposed about it, and the account that its payer has registered now, where it is another.</summary>
public sealed record FailedRefundDetail(FailedRefund Refund, IReadOnlyList<DecisionItem> Decisions, CompletedPayer? Registered);

/// <summary>
/// Money that the bank could not pay back goes to another account of the same payer: one person of finance enters it with the paper that proves it (the payer's letter, the
/// bank's certificate), another approves exactly that, and the next batch pays there. The name never changes. It is about the payment that failed, which names no lot.
/// </summary>
public sealed class RefundPayees(
    TradingDbContext db, FinanceDecisions decisions, DecisionQueries queries, RepaymentSubjects subjects, RepaymentSeal seal, PayerCheck payerCheck, BlobStore blobs, Outbox outbox)
{
    /// <summary>Keeps another account of the payer for another person to decide; until then no batch takes what is owed.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>deposits.no-failed-refund</c>: the payment did not fail, is not owed again, goes to others than its payer, or is not the last of it; <c>deposits.another-payee</c>,
    /// <c>deposits.payee-same</c>, <c>suspense.payer-incomplete</c>, <c>decisions.waiting</c>; <c>sealing.file-too-large</c>
    /// </exception>
    public async Task<Guid> ProposeAsync(Guid repaymentId, CompletedPayer payee, EvidenceFile paper, string reason, Acting maker, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(payee);
        ArgumentNullException.ThrowIfNull(paper);
        var what = await (
            from repayment in db.Set<Repayment>()
            join batch in db.Set<RepaymentBatch>() on repayment.BatchId equals batch.Id
            where repayment.Id == repaymentId
            select new DecisionSubject(repayment.Id, repayment.CentreId, batch.BankAccountId)).SingleAsync(ct);
        var stored = await blobs.StoreAsync(paper.Content, paper.MaxBytes, ct);
        try
        {
            return await decisions.ProposeAsync(
                what, DecisionKind.RefundPayeeCorrected, reason, maker,
                async decision =>
                {
                    var failed = (await FailedAsync(what.CentreId, ct)).SingleOrDefault(f => f.Id == repaymentId) ?? throw new RuleBrokenException(DepositRules.NoFailedRefund);
                    var entered = new CompletedPayer(failed.PayeeName, BankAccountNumber.Canonical(payee.Account), payee.Bank.Trim());
                    RequireAnotherAccountOf(failed, entered, payee.Name.Trim());
                    decision.Naming(failed.Amount).Naming(
                        entered, payerCheck.Compute(decision.Id, entered.Name, entered.Account), new DecisionPaper(Path.GetFileName(paper.Name), stored.Id.ToString(), stored.Sha256));
                },
                ct);
        }
        catch (RuleBrokenException)
        {
            // Nothing points to it.
            blobs.Delete(stored.Id);
            throw;
        }
    }

    /// <summary>The next batch pays to the account that was proposed, if another person approves; the payer is told, under the account that is known of him.</summary>
    /// <exception cref="RuleBrokenException"><c>shared.maker-is-checker</c>, <c>decisions.decided</c>, <c>decisions.changed</c></exception>
    public Task ApproveAsync(Guid decisionId, Acting checker, CancellationToken ct) => decisions.ApproveAsync(
        decisionId, checker,
        async (decision, _, nowUtc) =>
        {
            var failed = await db.Set<Repayment>().AsNoTracking().SingleAsync(r => r.Id == decision.SubjectId, ct);
            var known = (await OfAccountAsync(decision.BankAccountId, ct)).KnownAccount(seal.Open(failed).Id, failed.PayeeAccount);
            await outbox.ToAccountHolderAsync(
                failed.PayeeName, known, new MailText(MailKinds.RefundAccountCorrected, "bidder", failed.Total, Masks.BankAccount(decision.PayerAccount!)), nowUtc, ct);
        },
        ct);

    /// <summary>The paper of a decision of the centre; null where there is none.</summary>
    public async Task<(string Name, Stream Content)?> PaperAsync(long centreId, Guid decisionId, CancellationToken ct)
    {
        var found = await db.Set<FinanceDecision>().AsNoTracking().Where(d => d.CentreId == centreId && d.Id == decisionId && d.PaperBlob != null)
            .Select(d => new { d.PaperName, d.PaperBlob }).SingleOrDefaultAsync(ct);
        return found is null ? null : (found.PaperName!, blobs.OpenRead(BlobId.Parse(found.PaperBlob!)));
    }

    /// <summary>All payments of the centre to their payers that failed and are owed again, of each thing the last; the latest first.</summary>
    public async Task<IReadOnlyList<FailedRefund>> FailedAsync(long centreId, CancellationToken ct) => [.. (await AllAsync(centreId, ct)).Where(f => f.IsOwed)];

    /// <summary>A payment of the centre to its payer that failed, with what was proposed about it; null where it is none.</summary>
    public async Task<FailedRefundDetail?> FindAsync(long centreId, Guid repaymentId, CancellationToken ct)
    {
        if ((await AllAsync(centreId, ct)).SingleOrDefault(f => f.Id == repaymentId) is not { } failed)
        {
            return null;
        }

        var registered = await (
            from organisation in db.Set<Organisation>().AsNoTracking()
            from account in organisation.Accounts
            where organisation.Name == failed.PayeeName && account.UntilUtc == null && account.AccountNumber != failed.PayeeAccount
            orderby organisation.Id descending
            select new { account.AccountName, account.AccountNumber, account.BankName }).FirstOrDefaultAsync(ct);
        return new FailedRefundDetail(
            failed, await queries.OfAsync(centreId, repaymentId, ct),
            registered is null ? null : new CompletedPayer(registered.AccountName, registered.AccountNumber, registered.BankName));
    }

    private async Task<IReadOnlyList<FailedRefund>> AllAsync(long centreId, CancellationToken ct)
    {
        var failed = await (
            from repayment in db.Set<Repayment>().AsNoTracking()
            join batch in db.Set<RepaymentBatch>() on repayment.BatchId equals batch.Id
            where repayment.CentreId == centreId && (repayment.State == RepaymentState.Rejected || repayment.State == RepaymentState.Returned)
            orderby batch.MadeAtUtc descending, repayment.PayeeName, repayment.EndToEndId
            select repayment).ToListAsync(ct);
        var things = await subjects.LoadAsync(failed, ct);
        var owed = things.Where(t => t.IsOwedToItsPayer).DistinctBy(t => t.Subject).Select(t => t.Repayment.Id).ToHashSet();
        var corrections = await OfAsync(d => d.CentreId == centreId, ct);
        return [.. things.Where(t => t.Subject.IsToItsPayer).Select(t => (t.Subject.Id, Paid: t.Repayment)).Select(o => new FailedRefund(
            o.Paid.Id, o.Paid.BatchId, o.Paid.EndToEndId, o.Paid.Kind, o.Paid.State, o.Paid.PayeeName, o.Paid.PayeeAccount, o.Paid.PayeeBank, o.Paid.Total,
            o.Paid.RejectedBecause ?? "", corrections.InForce(o.Id, o.Paid.PayeeAccount)?.Payer ?? new CompletedPayer(o.Paid.PayeeName, o.Paid.PayeeAccount, o.Paid.PayeeBank),
            corrections.Waiting(o.Id)?.Id, owed.Contains(o.Paid.Id)))];
    }

    /// <summary>What was proposed and approved about payments from a bank account.</summary>
    internal Task<PayeeCorrections> OfAccountAsync(long bankAccountId, CancellationToken ct) => OfAsync(d => d.BankAccountId == bankAccountId, ct);

    /// <summary>
    /// Tells payees what became of payments, sealed: one of them may be of a lot that is not opened. Payers are known by the account that the money came from, wherever it
    /// goes now.
    /// </summary>
    internal async Task TellAsync(long bankAccountId, IEnumerable<RepaidThing> things, DateTime nowUtc, CancellationToken ct)
    {
        var corrections = await OfAccountAsync(bankAccountId, ct);
        await outbox.ToAccountHoldersAsync(
            [.. things.Select(t => (t.Subject, t.Repayment, Text: RefundMails.Of(t.Repayment))).Where(t => t.Text is not null).Select(t =>
                (t.Repayment.PayeeName, corrections.KnownAccount(t.Subject.Id, t.Repayment.PayeeAccount), t.Text!))],
            nowUtc, ct);
    }

    private Task<PayeeCorrections> OfAsync(Expression<Func<FinanceDecision, bool>> which, CancellationToken ct) =>
        PayeeCorrections.LoadAsync(db, db.Set<FinanceDecision>().Where(which), seal, payerCheck, ct);

    private static void RequireAnotherAccountOf(FailedRefund failed, CompletedPayer entered, string name)
    {
        if (PayerCheck.NormaliseName(name) != PayerCheck.NormaliseName(failed.PayeeName))
        {
            throw new RuleBrokenException(DepositRules.AnotherPayee, failed.PayeeName, name);
        }

        if (!BankAccountNumber.Check(entered.Account).Valid)
        {
            throw new RuleBrokenException(SuspenseRules.PayerIncomplete);
        }

        if (entered.Account == PayerCheck.NormaliseAccount(failed.PayeeAccount))
        {
            throw new RuleBrokenException(DepositRules.PayeeSame);
        }
    }
}
