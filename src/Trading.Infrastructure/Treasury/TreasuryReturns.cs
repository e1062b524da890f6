using Microsoft.EntityFrameworkCore;
using Trading.Domain.Shared;
using Trading.Domain.Treasury;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Projects;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;

namespace Trading.Infrastructure.Treasury;

/// <summary>Reckons what the treasury is to return (按比例返还), month by month.</summary>
public sealed class TreasuryReturns(TradingDbContext db, TimeProvider clock, CentreRevenueModels models, NumberSeries series, ProcedureLog log)
{
    /// <summary>
    /// Reckons everything that was collected in the months that are over and is in no return yet: a return for each kind of income, month and rule, so that a
    /// model that changes within a month splits it by day. What a late statement brings of a reckoned month makes a return of its own. Each receipt is counted
    /// once. What was void of a receipt is taken off with it; where a return has counted that already, which stays as it is, off the month of the decision, or the next of the same rule that bears it.
    /// </summary>
    /// <returns>How many returns were reckoned.</returns>
    /// <exception cref="RuleBrokenException">
    /// <c>treasury.nothing-to-reckon</c>, <c>treasury.no-model</c>, <c>treasury.no-income-rule</c>, <c>treasury.model-changed</c>, <c>shared.changed-meanwhile</c>
    /// </exception>
    public async Task<int> ReckonAsync(long centreId, Acting acting, CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        return await db.InTransactionAsync(
            async () =>
            {
                var thisMonth = Remittance.MonthOf(Instants.BeijingDay(nowUtc));
                var receipts = await db.Set<NonTaxReceipt>().Where(r => r.CentreId == centreId && r.ReturnId == null && r.CollectedOn < thisMonth).ToListAsync(ct);
                var set = await models.OfCentreAsync(centreId, ct);
                var uncounted = receipts.Select(r => r.Id).ToHashSet();
                var parts = receipts.Select(r => (Month: Remittance.MonthOf(r.Voids is { } voided && !uncounted.Contains(voided) ? r.ValueOn : r.CollectedOn), Receipt: r))
                    .Where(r => r.Month < thisMonth).GroupBy(r => (r.Receipt.Income, Terms: TermsOf(set, r.Receipt)))
                    .SelectMany(g => Parts(g).Select(p => (p.Month, g.Key.Income, g.Key.Terms, p.Receipts)))
                    .OrderBy(p => p.Month).ThenBy(p => p.Income).ThenBy(p => p.Receipts.Min(r => r.CollectedOn)).ToList();
                if (parts.Count == 0)
                {
                    throw new RuleBrokenException(TreasuryRules.NothingToReckon, thisMonth.AddDays(-1));
                }

                foreach (var part in parts)
                {
                    await ReckonAsync(centreId, part.Terms, part.Month, part.Receipts, acting, nowUtc, ct);
                }

                await db.SaveOrChangedMeanwhileAsync(ct);
                return parts.Count;
            },
            ct);
    }

    /// <summary>Month by month; one of which corrections leave nothing is counted with the next.</summary>
    private static IEnumerable<(DateOnly Month, IReadOnlyList<NonTaxReceipt> Receipts)> Parts(IEnumerable<(DateOnly Month, NonTaxReceipt Receipt)> receipts)
    {
        List<NonTaxReceipt> carried = [];
        foreach (var month in receipts.GroupBy(r => r.Month).OrderBy(g => g.Key))
        {
            carried.AddRange(month.Select(r => r.Receipt));
            if (Money.Sum(carried.Select(r => r.Amount)).IsPositive)
            {
                yield return (month.Key, carried);
                carried = [];
            }
        }
    }

    private async Task ReckonAsync(long centreId, Terms terms, DateOnly month, IReadOnlyCollection<NonTaxReceipt> receipts, Acting acting, DateTime nowUtc, CancellationToken ct)
    {
        var year = Instants.BeijingDay(nowUtc).Year;
        var number = TreasuryNumber.Of(TreasuryPaper.Return, centreId, year, await series.NextAsync(centreId, TreasuryNumber.Series(TreasuryPaper.Return), year, ct));
        var expected = TreasuryReturn.Of(Guid.NewGuid(), number, month, terms.ModelKey, terms.Rule, receipts, nowUtc);
        db.Add(expected);
        log.Record(centreId, null, null, acting, new EventFacts("treasury-return-reckoned", number, terms.ModelKey, terms.Rule.Citation), nowUtc);
    }

    /// <summary>Under which terms a receipt comes back: those of its day. Where by then it is the centre's own, nothing of what the treasury has comes back.</summary>
    private Terms TermsOf(IReadOnlyList<CentreRevenueModel> set, NonTaxReceipt receipt)
    {
        var (row, model) = models.On(set, receipt.CollectedOn) ?? throw new RuleBrokenException(TreasuryRules.NoModel, receipt.CollectedOn);
        var rule = model.RuleOf(receipt.Income, receipt.CollectedOn) ?? throw new RuleBrokenException(TreasuryRules.NoIncomeRule, model.Key, receipt.Income, receipt.CollectedOn);
        return new Terms(row.ModelKey, rule);
    }

    private sealed record Terms(string ModelKey, IncomeRule Rule);
}
