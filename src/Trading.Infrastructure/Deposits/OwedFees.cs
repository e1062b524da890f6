using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Fees;
using Trading.Domain.Ledger;
using Trading.Domain.Projects;
using Trading.Domain.Supervision;
using Trading.Domain.Treasury;
using Trading.Infrastructure.Fees;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;

namespace Trading.Infrastructure.Deposits;

/// <summary>
/// Puts on its way what goes back of a fee once the centre has it, in the caller's transaction: to whoever paid it, with a step of finance until a batch takes it; what a forfeited deposit had paid, to whose
/// the rest of that deposit is.
/// </summary>
public sealed class OwedFees(TradingDbContext db, OpenSteps steps, StepDues dues, Payouts payouts, TreasuryClaims claims)
{
    internal const string DueRule = "common.payout-workdays";

    /// <returns>The entries by which it is another's than the payer's; none where it is the payer's.</returns>
    internal async Task<IReadOnlyList<EntryDraft>> OweAsync(FeeRefund refund, DateTime nowUtc, CancellationToken ct)
    {
        if (refund.ForfeitureId is { } id)
        {
            var forfeiture = await db.Set<Forfeiture>().AsNoTracking().SingleAsync(f => f.Id == id, ct);
            var deposit = await db.Set<Deposit>().AsNoTracking().SingleAsync(d => d.ParticipationId == forfeiture.ParticipationId, ct);
            var payout = Payout.OfFee(Guid.NewGuid(), deposit, forfeiture, refund.Amount, refund.OwedOn);
            refund.PassOn();
            await payouts.OweAsync(payout, await db.Set<Lot>().AsNoTracking().SingleAsync(l => l.Id == deposit.LotId, ct), nowUtc, ct);
            var account = payout.Kind == PayoutKind.ForfeitedToTreasury ? AccountClass.ForfeitedToTreasury : AccountClass.ForfeitedToOwner;
            return [FeeEntries.Forfeited(refund, forfeiture.ParticipationId, account, refund.OwedOn)];
        }

        var about = await db.Set<Lot>().Where(l => l.Id == refund.LotId).Select(l => l.Code).SingleAsync(ct);
        await steps.BeginAsync(
            refund.CentreId, StepSubject.Of(StepSubjectKind.FeeRefund, refund.Id) with { About = about }, Stages.FeeRefund, Posts.FinanceMaker,
            await dues.OfAsync(refund.CentreId, DueRule, refund.OwedOn, ct), nowUtc, ct);
        return [];
    }

    /// <summary>The treasury has paid a claim on a bank line: what was claimed is owed from now on.</summary>
    internal async Task<IReadOnlyList<EntryDraft>> ReceiveAsync(TreasuryClaim claim, Guid line, long bankAccountId, DateOnly on, DateTime nowUtc, CancellationToken ct)
    {
        var refund = await claims.PayAsync(claim, line, on, nowUtc, ct);
        return [TreasuryEntries.Refunded(line, refund, bankAccountId, on), .. await OweAsync(refund, nowUtc, ct)];
    }
}
