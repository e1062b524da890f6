using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Tendering;

namespace Trading.Infrastructure.Deposits;

/// <summary>Finds what is to be paid back from a bank account, and takes it into a batch.</summary>
public sealed class DueRepayments(TradingDbContext db, InterestRateLibrary rates, PayerCheck payerCheck, RepaymentSeal seal)
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
        var tables = await RateTablesAsync([.. deposits.Where(d => d.WithInterest).Select(d => d.LotId).Distinct()], ct);
        return [.. deposits.Select(d =>
        {
            RequirePayer(d.PayerCheck, d.ParticipationId, d.PayerName!, d.PayerAccount!);
            d.Refunding();
            var interest = d.WithInterest ? Interest.Calculate(d.Received, d.ValueOn!.Value.AddDays(1), payOn, tables[d.LotId]) : Money.Zero;
            var payee = new Payee(d.PayerName!, d.PayerAccount!, d.PayerBank ?? "");
            return Make(account, batchId, new RepaymentSubject(RepaymentKind.Deposit, d.ParticipationId), payee, d.Received, interest);
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
            deposit.Refunding();
            w.BatchId = batchId;
            return Make(account, batchId, subjects[w.Id], new Payee(w.PayeeName, w.PayeeAccount, w.PayeeBank), deposit.Received, Money.Zero);
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

    // Each lot's project has its own pinned rules, and these name the table.
    private async Task<Dictionary<long, InterestRates>> RateTablesAsync(long[] lots, CancellationToken ct)
    {
        var projects = await (
            from lot in db.Set<Lot>().AsNoTracking()
            join project in db.Set<Project>().AsNoTracking() on lot.ProjectId equals project.Id
            where lots.Contains(lot.Id)
            select new { lot.Id, project }).ToListAsync(ct);
        return projects.ToDictionary(p => p.Id, p => rates.Get(TenderLoader.RulesOf(p.project).InterestTable.Text));
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
