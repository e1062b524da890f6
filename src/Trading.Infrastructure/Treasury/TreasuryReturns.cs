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
    /// once.
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
                var receipts = await db.Set<NonTaxReceipt>().Where(r => r.CentreId == centreId && r.ReturnId == null && r.ValueOn < thisMonth).ToListAsync(ct);
                var set = await models.OfCentreAsync(centreId, ct);
                var parts = receipts.GroupBy(r => (Month: Remittance.MonthOf(r.ValueOn), r.Income, Terms: TermsOf(set, r))).Where(g => Money.Sum(g.Select(r => r.Amount)).IsPositive)
                    .OrderBy(g => g.Key.Month).ThenBy(g => g.Key.Income).ThenBy(g => g.Min(r => r.ValueOn)).ToList();
                if (parts.Count == 0)
                {
                    throw new RuleBrokenException(TreasuryRules.NothingToReckon, thisMonth.AddDays(-1));
                }

                foreach (var part in parts)
                {
                    await ReckonAsync(centreId, part.Key.Terms, [.. part], acting, nowUtc, ct);
                }

                await db.SaveOrChangedMeanwhileAsync(ct);
                return parts.Count;
            },
            ct);
    }

    private async Task ReckonAsync(long centreId, Terms terms, IReadOnlyCollection<NonTaxReceipt> receipts, Acting acting, DateTime nowUtc, CancellationToken ct)
    {
        var year = Instants.BeijingDay(nowUtc).Year;
        var number = TreasuryNumber.Of(TreasuryPaper.Return, centreId, year, await series.NextAsync(centreId, TreasuryNumber.Series(TreasuryPaper.Return), year, ct));
        var expected = TreasuryReturn.Of(Guid.NewGuid(), number, terms.ModelKey, terms.Rule, receipts, nowUtc);
        db.Add(expected);
        log.Record(centreId, null, null, acting, new EventFacts("treasury-return-reckoned", number, terms.ModelKey, terms.Rule.Citation), nowUtc);
    }

    /// <summary>Under which terms a receipt comes back: those of its day. Where by then it is the centre's own, nothing of what the treasury has comes back.</summary>
    private Terms TermsOf(IReadOnlyList<CentreRevenueModel> set, NonTaxReceipt receipt)
    {
        var (row, model) = models.On(set, receipt.ValueOn) ?? throw new RuleBrokenException(TreasuryRules.NoModel, receipt.ValueOn);
        var rule = model.RuleOf(receipt.Income, receipt.ValueOn) ?? throw new RuleBrokenException(TreasuryRules.NoIncomeRule, model.Key, receipt.Income, receipt.ValueOn);
        return new Terms(row.ModelKey, rule);
    }

    private sealed record Terms(string ModelKey, IncomeRule Rule);
}
