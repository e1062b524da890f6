using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Proceeds;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Proceeds;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Treasury;

namespace Trading.Infrastructure.Settlement;

/// <summary>
/// Passes prices on to whose they are: a batch of payments that another person approves, the bank pays and answers as it does every other. It goes past the two lines of
/// revenue: nothing of a price is ever income, nor shared. What the bank cannot pay is held again.
/// </summary>
public sealed class ProceedsPayouts(
    TradingDbContext db, RepaymentService batches, CentreRevenueModels models, PayerCheck payerCheck, RepaymentSeal seal, PricePayments payments, PriceSteps steps)
{
    /// <summary>Puts all that arrived on the account up to a day and is not passed on into a batch: a payment for each plan.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>proceeds.nothing-to-pass-on</c>, <c>proceeds.payee-changed</c>, <c>treasury.no-model</c>, <c>treasury.account-changed</c>, <c>banking.bad-payee-account</c>,
    /// <c>deposits.pay-day-passed</c>
    /// </exception>
    public Task<Guid> MakeBatchAsync(long centreId, long bankAccountId, DateOnly upTo, DateOnly payOn, Acting maker, CancellationToken ct) => batches.MakeBatchAsync(
        centreId, bankAccountId, payOn, maker, (account, batchId, nowUtc) => TakeAsync(account, batchId, upTo, maker, nowUtc, ct), ct);

    private async Task<IReadOnlyList<Repayment>> TakeAsync(BankAccount account, Guid batchId, DateOnly upTo, Acting maker, DateTime nowUtc, CancellationToken ct)
    {
        var receipts = await db.Set<PriceReceipt>()
            .Where(PriceReceipt.IsHeld).Where(r => r.CentreId == account.CentreId && r.BankAccountId == account.Id && r.ValueOn <= upTo).ToListAsync(ct);
        if (receipts.Count == 0)
        {
            throw new RuleBrokenException(ProceedsRules.NothingToPassOn, upTo);
        }

        var ids = receipts.Select(r => r.PlanId).Distinct().ToArray();
        var plans = await db.Set<PricePlan>().AsNoTracking().Where(p => ids.Contains(p.Id)).OrderBy(p => p.OpenedAtUtc).ThenBy(p => p.Id).ToListAsync(ct);
        var today = Instants.BeijingDay(nowUtc);
        var treasury = plans.Any(p => p.Destination == PriceDestination.Treasury) ? await models.TreasuryAsync(account.CentreId, today, ct) : null;
        var repayments = new List<Repayment>();
        foreach (var plan in plans)
        {
            var payout = PricePayout.Of(Guid.NewGuid(), batchId, plan, [.. receipts.Where(r => r.PlanId == plan.Id)], nowUtc);
            db.Add(payout);
            var payee = plan.Destination == PriceDestination.Treasury ? new PricePayee(treasury!.Name, treasury.Account, treasury.Bank) : PayeeOf(plan);
            repayments.Add(seal.Payment(
                payout.CentreId, batchId, new RepaymentSubject(RepaymentKind.Proceeds, payout.Id), (payee.Name, payee.Account, payee.Bank), payout.Total));
        }

        await db.SaveOrChangedMeanwhileAsync(ct);
        foreach (var plan in plans)
        {
            var (lot, rule) = await payments.RuleAsync(plan, ct);
            await steps.HeldAsync(plan, lot.Code, rule, maker, nowUtc, ct);
        }

        return repayments;
    }

    private PricePayee PayeeOf(PricePlan plan) =>
        plan.Pinned is { Payee: var payee } pinned && payerCheck.Matches(pinned.Check, pinned.Subject, payee.Name, payee.Account) ? payee : throw new RuleBrokenException(ProceedsRules.PayeeChanged);
}
