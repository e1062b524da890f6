using Microsoft.EntityFrameworkCore;
using Trading.Domain.Fees;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;
using Trading.Infrastructure.Tendering;
using Trading.Infrastructure.Treasury;

namespace Trading.Infrastructure.Fees;

/// <summary>
/// Charges fees for what happens, by the schedule that the centre has set for the occasion and day, at an award else by the one of the project's rulebook;
/// and takes a charge back.
/// </summary>
public sealed class FeeService(TradingDbContext db, TimeProvider clock, FeeLibrary library, CentreFeeSchedules centres, CentreRevenueModels models, LedgerPoster poster,
    ProcedureLog log, FeeSteps steps, NonTaxPapers papers)
{
    /// <summary>
    /// Charges what an event costs, once: a charge for each payer of the tariff who pays anything, as the quote has it. Told again under its key, it answers with
    /// what stands; a charge that was taken back is not made anew. Joins the caller's transaction, and holds in one of its own against whoever tells the same at
    /// the same time.
    /// </summary>
    /// <returns>The charges that stand, in the order of the tariff; none where it charges nothing.</returns>
    /// <exception cref="RuleBrokenException"><c>fees.told-otherwise</c>, <c>fees.before-opening</c>, <c>fees.no-tariff</c>, <c>fees.no-schedule</c>, <c>fees.unknown-schedule</c>,
    /// <c>fees.schedule-changed</c>, <c>fees.unknown-category</c>, <c>fees.category-missing</c>, <c>fees.unknown-payer</c>, and what <see cref="FeeSchedule.Quote"/> refuses;
    /// <c>treasury.no-model</c>, <c>treasury.no-income-rule</c>, <c>treasury.not-collected-here</c>, <c>treasury.model-changed</c></exception>
    public async Task<IReadOnlyList<FeeCharge>> ChargeAsync(FeeEvent told, Acting acting, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(told);
        var (nowUtc, joins) = (clock.NowUtc(), db.Database.CurrentTransaction is not null);
        try
        {
            return await db.InTransactionAsync(async () => await StandingAsync(told, ct) ?? await ChargeAsync(told, acting, nowUtc, ct), ct);
        }
        catch (DbUpdateException e) when (!joins && e.IsDuplicateKey())
        {
            // Told twice at once: the unique index chose.
            db.ChangeTracker.Clear();
            return await StandingAsync(told, ct) ?? throw new InvalidOperationException("An event stands in the way that is not there.", e);
        }
    }

    /// <summary>
    /// Takes a charge back with the entry that undoes it, and charges another amount in its stead where one is given. What was paid is carried over as far as it is owed; the rest is
    /// the caller's to owe back.
    /// </summary>
    /// <param name="chargeId">The charge.</param>
    /// <param name="amount">What the fee is instead; null where it is not asked for.</param>
    /// <param name="acting">Who decides.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The charge that was taken back.</returns>
    /// <exception cref="RuleBrokenException"><c>fees.not-open</c>, <c>fees.amount-not-another</c>, <c>shared.changed-meanwhile</c></exception>
    internal async Task<FeeCharge> CorrectAsync(Guid chargeId, Money? amount, Acting acting, CancellationToken ct)
    {
        db.RequireTransaction();
        var (nowUtc, charge) = (clock.NowUtc(), await db.Set<FeeCharge>().SingleAsync(f => f.Id == chargeId, ct));
        var (lot, today) = (await db.Set<Lot>().AsNoTracking().SingleAsync(l => l.Id == charge.LotId, ct), Instants.BeijingDay(nowUtc));
        charge.RequireCorrectable();
        if (amount is { } another)
        {
            charge.RequireAnother(another);
        }

        var adjusted = amount is { } asked ? charge.Adjusted(Guid.NewGuid(), asked, RandomNumbers.NewSubAccount(), nowUtc) : null;
        charge.Reverse(charge.Received - (adjusted?.Carried ?? Money.Zero), nowUtc);
        log.Record(lot.CentreId, lot.ProjectId, lot.Id, acting, new EventFacts("fee-taken-back", charge.Id.ToString("N"), charge.ScheduleKey, charge.Citation), nowUtc);
        await steps.TakenBackAsync(charge, acting, nowUtc, ct);
        await db.SaveOrChangedMeanwhileAsync(ct);
        await poster.PostAsync(lot.CentreId, FeeEntries.Charged(charge).Reversal(today), nowUtc, ct);
        if (adjusted is not null)
        {
            await ChargeAsync(adjusted, lot, acting, nowUtc, ct);
        }

        if (charge.Received.IsPositive)
        {
            await poster.PostAsync(lot.CentreId, FeeEntries.Carried(charge, adjusted, today), nowUtc, ct);
        }

        return charge;
    }

    private async Task<IReadOnlyList<FeeCharge>?> StandingAsync(FeeEvent told, CancellationToken ct)
    {
        var charged = await db.Set<ChargedEvent>().AsNoTracking().SingleOrDefaultAsync(
            e => e.Occasion == told.Occasion && e.Key == told.Key && db.Set<Lot>().Any(l => l.Id == told.LotId && l.CentreId == e.CentreId), ct);
        charged?.RequireSame(told);
        return charged is null
            ? null
            : [.. (await db.Set<FeeCharge>().Where(f => f.EventId == charged.Id && f.State != FeeChargeState.Reversed).ToListAsync(ct)).OrderBy(f => f.Payer)];
    }

    private async Task<IReadOnlyList<FeeCharge>> ChargeAsync(FeeEvent told, Acting acting, DateTime nowUtc, CancellationToken ct)
    {
        var (lot, today) = (await db.Set<Lot>().AsNoTracking().SingleAsync(l => l.Id == told.LotId, ct), Instants.BeijingDay(nowUtc));
        if (told.Occasion.NamesBiddersEarly() && !await db.Set<Tender>().Where(TenderSecrecy.IsOver).AnyAsync(t => t.LotId == lot.Id, ct))
        {
            throw new RuleBrokenException(FeeRules.BeforeOpening);
        }

        var category = told.Category ?? (told.Occasion == FeeOccasion.Award ? AwardCategories.Of(lot.Category) : null);
        var schedule = library.Get(await KeyAsync(told.Occasion, lot, today, ct), category, today);
        var quote = schedule.Quote(told.Case);
        var payers = quote.Payers.Select(p => (p.Payer, p.Fee, Organisation: told.PartyOf(p.Payer, schedule.Key))).ToList();
        var charged = ChargedEvent.Of(Guid.NewGuid(), lot.CentreId, told, schedule, quote.Fee, nowUtc);
        db.Add(charged);
        await db.SaveChangesAsync(ct);
        if (quote.Fee.IsZero)
        {
            return [];
        }

        var owner = await models.OwnerAsync(lot.CentreId, schedule.Income, today, ct);
        var charges = payers.Where(p => p.Fee.IsPositive).Select(p => new FeeCharge
        {
            Id = Guid.NewGuid(),
            CentreId = lot.CentreId,
            LotId = lot.Id,
            OrganisationId = p.Organisation,
            EventId = charged.Id,
            Payer = p.Payer,
            ScheduleKey = schedule.Key,
            Income = schedule.Income,
            Owner = owner,
            Citation = quote.Citation,
            Base = told.Case.Amount,
            Amount = p.Fee,
            SubAccount = RandomNumbers.NewSubAccount(),
            ChargedAtUtc = nowUtc,
        }).ToList();
        foreach (var charge in charges)
        {
            await ChargeAsync(charge, lot, acting, nowUtc, ct);
        }

        return charges;
    }

    private async Task<string> KeyAsync(FeeOccasion occasion, Lot lot, DateOnly today, CancellationToken ct)
    {
        if (await centres.KeyAsync(lot.CentreId, occasion, today, ct) is { } set)
        {
            return set;
        }

        return occasion == FeeOccasion.Award
            ? TenderLoader.RulesOf(await db.Set<Project>().AsNoTracking().SingleAsync(p => p.Id == lot.ProjectId, ct)).FeeSchedule.Text
            : throw new RuleBrokenException(FeeRules.NoTariff, occasion, today);
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
