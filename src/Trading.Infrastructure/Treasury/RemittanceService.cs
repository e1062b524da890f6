using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Shared;
using Trading.Domain.Treasury;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;

namespace Trading.Infrastructure.Treasury;

/// <summary>
/// Remits to the treasury (缴库) what was collected for it, and deposits that were forfeited to it: a batch of payments that another person approves, the bank pays and answers as it does every other.
/// What the bank cannot pay is owed again.
/// </summary>
public sealed class RemittanceService(TradingDbContext db, RepaymentService batches, CentreRevenueModels models, RepaymentSeal seal)
{
    /// <summary>
    /// Puts all that was collected on the account up to a day and is not remitted into a batch: a payment for each kind of income and month, and one for each deposit
    /// that was forfeited to the treasury.
    /// </summary>
    /// <exception cref="RuleBrokenException">
    /// <c>treasury.nothing-to-remit</c>, <c>treasury.no-model</c>, <c>treasury.account-changed</c>, <c>banking.bad-payee-account</c>, <c>deposits.pay-day-passed</c>
    /// </exception>
    public Task<Guid> MakeBatchAsync(long centreId, long bankAccountId, DateOnly upTo, DateOnly payOn, Acting maker, CancellationToken ct) => batches.MakeBatchAsync(
        centreId, bankAccountId, payOn, maker, (account, batchId, nowUtc) => TakeAsync(account, batchId, upTo, nowUtc, ct), ct);

    private async Task<IReadOnlyList<Repayment>> TakeAsync(BankAccount account, Guid batchId, DateOnly upTo, DateTime nowUtc, CancellationToken ct)
    {
        var receipts = await db.Set<NonTaxReceipt>()
            .Where(r => r.CentreId == account.CentreId && r.BankAccountId == account.Id && r.RemittanceId == null && r.ClaimId == null && r.CollectedOn <= upTo).ToListAsync(ct);
        var forfeited = await db.Set<Payout>()
            .Where(p => p.BankAccountId == account.Id && p.Kind == PayoutKind.ForfeitedToTreasury && p.State == PayoutState.Owed && p.OwedOn <= upTo)
            .OrderBy(p => p.OwedOn).ThenBy(p => p.Id).ToListAsync(ct);
        // A paper that voids goes with its receipt, of whose month it is; what is void as a whole is of no remittance.
        var parts = receipts.GroupBy(r => (r.Income, Month: Remittance.MonthOf(r.CollectedOn))).Where(g => Money.Sum(g.Select(r => r.Amount)).IsPositive)
            .OrderBy(g => g.Key.Month).ThenBy(g => g.Key.Income).ToList();
        if (parts.Count + forfeited.Count == 0)
        {
            throw new RuleBrokenException(TreasuryRules.NothingToRemit, upTo);
        }

        var treasury = await models.TreasuryAsync(account.CentreId, Instants.BeijingDay(nowUtc), ct);
        var repayments = new List<Repayment>();
        foreach (var part in parts)
        {
            var remittance = Remittance.Of(Guid.NewGuid(), batchId, [.. part], nowUtc);
            db.Add(remittance);
            repayments.Add(PaymentTo(treasury, account, batchId, new RepaymentSubject(RepaymentKind.Remittance, remittance.Id), remittance.Amount));
        }

        foreach (var payout in forfeited)
        {
            payout.GoWith(batchId);
            repayments.Add(PaymentTo(treasury, account, batchId, new RepaymentSubject(RepaymentKind.Forfeited, payout.Id), payout.Amount));
        }

        return repayments;
    }

    private Repayment PaymentTo(TreasuryAccount treasury, BankAccount account, Guid batchId, RepaymentSubject subject, Money amount) =>
        seal.Payment(account.CentreId, batchId, subject, (treasury.Name, treasury.Account, treasury.Bank), amount);
}
