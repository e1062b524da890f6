using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Tendering;

namespace Trading.Infrastructure.Deposits;

/// <summary>Reckons what is owed where money goes back late, by the pinned rules of each lot's line; lines without such a rule owe nothing.</summary>
public sealed class LateRefunds(TradingDbContext db, InterestRateLibrary rates)
{
    /// <summary>Loads what is needed for the deposits that are late on a day; those that are in time cost nothing.</summary>
    internal async Task<LateReckoning> LoadAsync(IEnumerable<Deposit> deposits, DateOnly payOn, CancellationToken ct)
    {
        var lots = deposits.Where(d => d.IsLateOn(payOn)).Select(d => d.LotId).Distinct().ToArray();
        if (lots.Length == 0)
        {
            return new LateReckoning([]);
        }

        var found = await (
            from lot in db.Set<Lot>().AsNoTracking()
            join project in db.Set<Project>().AsNoTracking() on lot.ProjectId equals project.Id
            where lots.Contains(lot.Id)
            select new { lot.Id, project }).ToListAsync(ct);
        var owing = found.Select(f => (f.Id, Late: TenderLoader.RulesOf(f.project).Deposits.LateRefund)).Where(f => f.Late is not null);
        return new LateReckoning(owing.ToDictionary(f => f.Id, f => (f.Late!, rates.Get(f.Late!.RateTable))));
    }
}

/// <summary>The rules and rates of the lots of some late deposits.</summary>
internal sealed class LateReckoning(Dictionary<long, (LateRefund Rule, InterestRates Rates)> lots)
{
    /// <summary>What is owed on top for the days from the one after the last to this one, that included; nothing where the delay is the bidder's.</summary>
    public Money To(Deposit deposit, DateOnly day) => deposit.IsLateOn(day) && lots.TryGetValue(deposit.LotId, out var late)
        ? Interest.Late(deposit.Refundable, deposit.RefundDueOn!.Value, day, late.Rates, late.Rule)
        : Money.Zero;
}
