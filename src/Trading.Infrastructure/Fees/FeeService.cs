using Microsoft.EntityFrameworkCore;
using Trading.Domain.Fees;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;
using Trading.Infrastructure.Tendering;
using Trading.Infrastructure.Treasury;

namespace Trading.Infrastructure.Fees;

/// <summary>Charges the trading service fee at award, by the schedule that the centre has set for the day, else by the one of the project's rulebook; and takes a charge back.</summary>
public sealed class FeeService(TradingDbContext db, TimeProvider clock, FeeLibrary library, CentreFeeSchedules centres, CentreRevenueModels models, LedgerPoster poster,
    ProcedureLog log, FeeSteps steps, NonTaxPapers papers)
{
    /// <summary>
    /// Charges the fee for an award, once: told again, it answers with the charge that stands; one that was taken back does not. Who pays, the winner or the owner, the schedule
    /// says. Joins the transaction of the award.
    /// </summary>
    /// <param name="lotId">The lot.</param>
    /// <param name="winnerId">The organisation that the award went to.</param>
    /// <param name="award">The award price, on which the fee is reckoned.</param>
    /// <param name="acting">Who awards.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The charge; null where the schedule charges nothing.</returns>
    /// <exception cref="RuleBrokenException"><c>fees.no-schedule</c>, <c>fees.unknown-schedule</c>, <c>fees.unknown-category</c>, <c>fees.side-missing</c>, <c>fees.not-for-awards</c>,
    /// <c>fees.schedule-changed</c>, <c>fees.deal-not-positive</c>, <c>treasury.no-model</c>, <c>treasury.no-income-rule</c>,
    /// <c>treasury.not-collected-here</c>, <c>treasury.model-changed</c></exception>
    public async Task<FeeCharge?> ChargeAsync(long lotId, long winnerId, Money award, Acting acting, CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        return await db.InTransactionAsync(
            async () =>
            {
                var lot = await db.Set<Lot>().AsNoTracking().SingleAsync(l => l.Id == lotId, ct);
                var project = await db.Set<Project>().AsNoTracking().SingleAsync(p => p.Id == lot.ProjectId, ct);
                var today = Instants.BeijingDay(nowUtc);
                var key = await centres.KeyAsync(lot.CentreId, today, ct) ?? TenderLoader.RulesOf(project).FeeSchedule.Text;
                var schedule = library.Get(key, AwardCategories.Of(lot.Category), today);
                var payer = schedule.PayerNamed(null) switch
                {
                    FeePayer.Owner or FeePayer.Transferor => project.OwnerId,
                    FeePayer.Winner or FeePayer.Transferee => winnerId,
                    FeePayer.Bidder or FeePayer.Host => throw new RuleBrokenException(FeeRules.NotForAwards, schedule.Key),
                };
                var charged = await db.Set<FeeCharge>().SingleOrDefaultAsync(
                    f => f.LotId == lotId && f.OrganisationId == payer && f.ScheduleKey == schedule.Key && f.State != FeeChargeState.Reversed, ct);
                return charged ?? await ChargeAsync(lot, payer, schedule, award, acting, nowUtc, ct);
            },
            ct);
    }

    /// <summary>Takes a charge back of which nothing has been paid, with the entry that undoes it: the fee may be charged anew.</summary>
    /// <exception cref="RuleBrokenException"><c>fees.already-paid</c>, <c>shared.changed-meanwhile</c></exception>
    public async Task TakeBackAsync(Guid chargeId, Acting acting, CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        await db.InTransactionAsync(
            async () =>
            {
                var charge = await db.Set<FeeCharge>().SingleAsync(f => f.Id == chargeId, ct);
                var lot = await db.Set<Lot>().AsNoTracking().SingleAsync(l => l.Id == charge.LotId, ct);
                charge.Reverse(nowUtc);
                log.Record(lot.CentreId, lot.ProjectId, lot.Id, acting, new EventFacts("fee-taken-back", charge.Id.ToString("N"), charge.ScheduleKey, charge.Citation), nowUtc);
                await steps.TakenBackAsync(charge, acting, nowUtc, ct);
                await db.SaveOrChangedMeanwhileAsync(ct);
                await poster.PostAsync(lot.CentreId, FeeEntries.Charged(charge).Reversal(Instants.BeijingDay(nowUtc)), nowUtc, ct);
            },
            ct);
    }

    /// <summary>Charges a fee anew with another amount: the charge of which nothing has been paid is taken back, and another stands for it.</summary>
    /// <exception cref="RuleBrokenException"><c>fees.not-open</c>, <c>fees.already-paid</c>, <c>fees.amount-not-another</c>, <c>shared.changed-meanwhile</c></exception>
    public async Task<FeeCharge> AdjustAsync(Guid chargeId, Money amount, Acting acting, CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        return await db.InTransactionAsync(
            async () =>
            {
                var charge = await db.Set<FeeCharge>().SingleAsync(f => f.Id == chargeId, ct);
                charge.RequireCorrectable();
                charge.RequireAnother(amount);
                await TakeBackAsync(chargeId, acting, ct);
                var adjusted = charge.Adjusted(Guid.NewGuid(), amount, RandomNumbers.NewSubAccount(), nowUtc);
                await ChargeAsync(adjusted, await db.Set<Lot>().AsNoTracking().SingleAsync(l => l.Id == charge.LotId, ct), acting, nowUtc, ct);
                return adjusted;
            },
            ct);
    }

    private async Task<FeeCharge?> ChargeAsync(Lot lot, long payer, FeeSchedule schedule, Money award, Acting acting, DateTime nowUtc, CancellationToken ct)
    {
        var quote = schedule.Quote(new FeeCase(award));
        if (quote.Fee.IsZero)
        {
            return null;
        }

        var charge = new FeeCharge
        {
            Id = Guid.NewGuid(),
            CentreId = lot.CentreId,
            LotId = lot.Id,
            OrganisationId = payer,
            ScheduleKey = schedule.Key,
            Income = schedule.Income,
            Owner = await models.OwnerAsync(lot.CentreId, schedule.Income, Instants.BeijingDay(nowUtc), ct),
            Citation = quote.Citation,
            Base = award,
            Amount = quote.Fee,
            SubAccount = RandomNumbers.NewSubAccount(),
            ChargedAtUtc = nowUtc,
        };
        await ChargeAsync(charge, lot, acting, nowUtc, ct);
        return charge;
    }

    private async Task ChargeAsync(FeeCharge charge, Lot lot, Acting acting, DateTime nowUtc, CancellationToken ct)
    {
        db.Add(charge);
        log.Record(
            lot.CentreId, lot.ProjectId, lot.Id, acting,
            new EventFacts("fee-charged", charge.Id.ToString("N"), charge.ScheduleKey, charge.Citation), nowUtc);
        await steps.ChargedAsync(charge, lot, nowUtc, ct);
        await papers.NotifyAsync(charge, nowUtc, ct);
        await db.SaveChangesAsync(ct);
        await poster.PostAsync(lot.CentreId, FeeEntries.Charged(charge), nowUtc, ct);
    }
}
