using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;

namespace Trading.Infrastructure.Deposits;

/// <summary>
/// Keeps what is owed out of deposits that have ended, with a step of the finance maker as long as no batch has it; in the caller's transaction. It is paid in the
/// batches of everything else (<see cref="DueRepayments"/>), and what is the treasury's with the next remittance.
/// </summary>
public sealed class Payouts(TradingDbContext db, OpenSteps steps, StepDues dues)
{
    private const string DueRule = "common.payout-workdays";

    internal async Task OweAsync(Payout payout, Lot lot, DateTime nowUtc, CancellationToken ct)
    {
        db.Add(payout);
        await steps.BeginAsync(
            payout.CentreId, StepSubject.Of(StepSubjectKind.Payout, payout.Id) with { About = lot.Code }, Stages.Payout, Posts.FinanceMaker,
            await dues.OfAsync(payout.CentreId, DueRule, payout.OwedOn, ct), nowUtc, ct);
    }

    /// <summary>What of a deposit's performance bond nobody has released yet.</summary>
    internal async Task<Money> BondLeftAsync(Deposit deposit, DepositPolicy policy, CancellationToken ct)
    {
        if (policy.ConversionTarget != ConversionTarget.PerformanceBond)
        {
            return Money.Zero;
        }

        var released = await db.Set<Payout>().Where(p => p.ParticipationId == deposit.ParticipationId && p.Kind == PayoutKind.BondReleased).Select(p => p.Amount).ToListAsync(ct);
        return released.Aggregate(deposit.Converted, (left, amount) => left - amount);
    }

    /// <exception cref="RuleBrokenException"><c>deposits.more-than-bond</c></exception>
    internal async Task RequireBondAsync(OpenedDeposit found, Money amount, CancellationToken ct)
    {
        var left = await BondLeftAsync(found.Deposit, found.Policy, ct);
        if (!amount.IsPositive || amount > left)
        {
            throw new RuleBrokenException(DepositRules.MoreThanBond, left, amount);
        }
    }
}

internal static class PayoutLists
{
    /// <summary>Payouts with their lots, the oldest first; each is of a lot that is opened, for none of another begins.</summary>
    public static async Task<IReadOnlyList<PayoutItem>> PayoutsAsync(this TradingDbContext db, Expression<Func<Payout, bool>> which, CancellationToken ct) => await (
        from payout in db.Set<Payout>().AsNoTracking().Where(which)
        join lot in db.Set<Lot>() on payout.LotId equals lot.Id
        orderby payout.OwedOn, lot.Code, payout.Id
        select new PayoutItem(
            payout.Id, payout.ParticipationId, payout.Kind, payout.State, lot.Code!, lot.Name, payout.Amount, payout.OwedOn, payout.Citation, payout.BatchId)).ToListAsync(ct);
}
