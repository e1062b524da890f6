using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;

namespace Trading.Infrastructure.Deposits;

/// <summary>Finds what is to be paid back from a bank account, and takes it into a batch.</summary>
public sealed class DueRepayments(TradingDbContext db, DepositInterest interest, PayerCheck payerCheck, RepaymentSeal seal)
{
    /// <summary>The repayments of a batch, in no order; each thing that is repaid is marked as under way.</summary>
    /// <exception cref="RuleBrokenException"><c>deposits.not-the-payers-account</c>: a payee in the database is not who paid</exception>
    internal async Task<IReadOnlyList<Repayment>> TakeAsync(BankAccount account, Guid batchId, DateOnly payOn, CancellationToken ct)
    {
        var repayments = new List<Repayment>();
        repayments.AddRange(await DepositsAsync(account, batchId, payOn, ct));
        repayments.AddRange(await WaitingAsync(account, batchId, ct));
        repayments.AddRange(await SuspenseAsync(account, batchId, ct));
        return repayments;
    }

    private async Task<IReadOnlyList<Repayment>> DepositsAsync(BankAccount account, Guid batchId, DateOnly payOn, CancellationToken ct)
    {
        var deposits = await db.Set<Deposit>()
            .Where(d => d.BankAccountId == account.Id && d.State == DepositState.RefundDue && d.PayerAccount != null && !d.RefundsApart).ToListAsync(ct);
        var reckoning = await interest.LoadAsync(deposits, ct);
        return [.. deposits.Select(d =>
        {
            RequirePayer(d.PayerCheck, d.ParticipationId, d.PayerName!, d.PayerAccount!);
            d.Refunding();
            var payee = new Payee(d.PayerName!, d.PayerAccount!, d.PayerBank ?? "");
            return Make(account, batchId, new RepaymentSubject(RepaymentKind.Deposit, d.ParticipationId), payee, d.Received, reckoning.To(d, payOn));
        })];
    }

    private async Task<IReadOnlyList<Repayment>> WaitingAsync(BankAccount account, Guid batchId, CancellationToken ct)
    {
        var waiting = await db.Set<WaitingRefund>().Where(w => w.BankAccountId == account.Id && w.BatchId == null).ToListAsync(ct);
        var subjects = waiting.ToDictionary(w => w.Id, w => seal.Open(w.Id, w.SealedSubject));
        var participations = subjects.Values.Select(s => s.Id).ToArray();
        var deposits = await db.Set<Deposit>().Where(d => participations.Contains(d.ParticipationId)).ToDictionaryAsync(d => d.ParticipationId, ct);
        return [.. waiting.Select(w =>
        {
            var deposit = deposits[subjects[w.Id].Id];
            RequirePayer(deposit.PayerCheck, deposit.ParticipationId, w.PayeeName, w.PayeeAccount);
            w.BatchId = batchId;
            var payee = new Payee(w.PayeeName, w.PayeeAccount, w.PayeeBank);
            if (subjects[w.Id].Kind == RepaymentKind.Interest)
            {
                return Make(account, batchId, subjects[w.Id], payee, Money.Zero, w.Amount);
            }

            deposit.Refunding();
            return Make(account, batchId, subjects[w.Id], payee, deposit.Received, Money.Zero);
        })];
    }

    /// <summary>Money whose payer the bank did not name, or named with a masked account, stays in suspense for a person to ask the bank.</summary>
    private async Task<IReadOnlyList<Repayment>> SuspenseAsync(BankAccount account, Guid batchId, CancellationToken ct)
    {
        var lines = await db.Set<BankLine>().Where(l => l.BankAccountId == account.Id && l.State == BankLineState.Suspense).ToListAsync(ct);
        return [.. lines.Where(l => l.PayerAccount is { } number && PaymentFileWriter.IsPayable(number)).Select(l =>
        {
            RequirePayer(l.PayerCheck!, l.Id, l.PayerName!, l.PayerAccount!);
            l.State = BankLineState.Returning;
            var payee = new Payee(l.PayerName!, l.PayerAccount!, l.PayerBank ?? "");
            return Make(account, batchId, new RepaymentSubject(RepaymentKind.Suspense, l.Id), payee, l.Amount, Money.Zero);
        })];
    }

    private Repayment Make(BankAccount account, Guid batchId, RepaymentSubject subject, Payee payee, Money principal, Money interest)
    {
        var id = Guid.NewGuid();
        return new Repayment
        {
            Id = id,
            BatchId = batchId,
            CentreId = account.CentreId,
            Kind = subject.Kind,
            State = RepaymentState.Made,
            SealedSubject = seal.Seal(id, subject),
            PayeeName = payee.Name,
            PayeeAccount = payee.Account,
            PayeeBank = payee.Bank,
            Principal = principal,
            Interest = interest,
            EndToEndId = RandomNumbers.NewEndToEndId(),
        };
    }

    private void RequirePayer(string check, Guid subject, string name, string account)
    {
        if (!payerCheck.Matches(check, subject, name, account))
        {
            throw new RuleBrokenException(DepositRules.NotThePayersAccount);
        }
    }

    private sealed record Payee(string Name, string Account, string Bank);
}
