using Microsoft.EntityFrameworkCore;
using Trading.Domain.Calendar;
using Trading.Domain.Ledger;
using Trading.Domain.Proceeds;
using Trading.Domain.Projects;
using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Projects;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;
using Trading.Infrastructure.Tendering;

namespace Trading.Infrastructure.Proceeds;

/// <summary>Books what is paid on a price plan, in the caller's transaction: each payment with its numbered receipt, its day of passing on, and its event.</summary>
public sealed class PricePayments(TradingDbContext db, WorkCalendar calendar, NumberSeries series, PayerCheck payerCheck, PriceSteps steps, ProcedureLog log)
{
    /// <summary>A line of the bank that the plan takes; returns its entry.</summary>
    internal async Task<EntryDraft> ReceiveAsync(Guid line, PricePlan plan, (Money Amount, DateOnly On, long BankAccountId) paid, PricePayee payer, DateTime nowUtc, CancellationToken ct)
    {
        var payment = plan.Receive(paid.Amount, paid.On);
        await IssueAsync(line, plan, payment, (paid.On, paid.BankAccountId), payer, nowUtc, ct);
        return PriceEntries.Received(line, plan, paid.BankAccountId, paid.On, payment);
    }

    /// <summary>The receipt of a payment that is booked, and what follows from it.</summary>
    internal async Task IssueAsync(Guid id, PricePlan plan, PricePayment payment, (DateOnly On, long BankAccountId) held, PricePayee? payer, DateTime nowUtc, CancellationToken ct)
    {
        var (lot, rule) = await RuleAsync(plan, ct);
        var year = Instants.BeijingDay(nowUtc).Year;
        var passOnBy = PeriodCalculator.Calculate(calendar, held.On, rule.Period).Date;
        var receipt = PriceReceipt.Of(id, plan, await series.NextAsync(plan.CentreId, PriceReceipt.Series, year, ct), payment, held.BankAccountId, (held.On, passOnBy), nowUtc);
        if (payer is not null)
        {
            receipt.CameFrom(payer, payerCheck.Compute(id, payer.Name, payer.Account));
        }

        db.Add(receipt);
        log.Record(lot.CentreId, lot.ProjectId, lot.Id, Acting.Clock, new EventFacts("price-received", plan.Id.ToString("N"), rule.Key, plan.LateCitation), nowUtc);
        await db.SaveOrChangedMeanwhileAsync(ct);
        await steps.OwedAsync(plan, lot.Code, nowUtc, ct);
        await steps.HeldAsync(plan, lot.Code, rule, Acting.Clock, nowUtc, ct);
    }

    /// <summary>The lot of a plan, and the rule by which its money is passed on.</summary>
    internal async Task<(Lot Lot, Rule PassOn)> RuleAsync(PricePlan plan, CancellationToken ct)
    {
        var found = await (
            from lot in db.Set<Lot>().AsNoTracking()
            join project in db.Set<Project>().AsNoTracking() on lot.ProjectId equals project.Id
            where lot.Id == plan.LotId
            select new { lot, project }).SingleAsync(ct);
        return (found.lot, TenderLoader.RulesOf(found.project).Rulebook.Get(plan.PassOnRule));
    }
}
