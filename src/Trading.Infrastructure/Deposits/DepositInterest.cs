using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Ledger;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Tendering;

namespace Trading.Infrastructure.Deposits;

/// <summary>
/// Reckons the interest that goes with deposits: on each receipt, as the journal has it, from the day after its value date, by the rate table that
/// the project's pinned rules name.
/// </summary>
public sealed class DepositInterest(TradingDbContext db, InterestRateLibrary rates)
{
    /// <summary>Loads what is needed for these deposits, in a few statements however many there are; those without interest cost nothing.</summary>
    internal async Task<InterestReckoning> LoadAsync(IEnumerable<Deposit> deposits, CancellationToken ct)
    {
        var bearing = deposits.Where(d => d.WithInterest).ToList();
        return bearing.Count == 0
            ? InterestReckoning.Nothing
            : new InterestReckoning(
                await RateTablesAsync([.. bearing.Select(d => d.LotId).Distinct()], ct), await ReceiptsAsync(bearing, ct), await AccruedAsync(bearing, ct));
    }

    // Each lot's project has its own pinned rules, and these name the table.
    private async Task<Dictionary<long, InterestRates>> RateTablesAsync(long[] lots, CancellationToken ct)
    {
        var projects = await (
            from lot in db.Set<Lot>().AsNoTracking()
            join project in db.Set<Project>().AsNoTracking() on lot.ProjectId equals project.Id
            where lots.Contains(lot.Id)
            select new { lot.Id, project }).ToListAsync(ct);
        return projects.ToDictionary(p => p.Id, p => rates.Get(TenderLoader.RulesOf(p.project).Deposits.InterestTable.Text));
    }

    private async Task<ILookup<string, DepositReceipt>> ReceiptsAsync(List<Deposit> deposits, CancellationToken ct)
    {
        var subjects = deposits.Select(d => InterestReckoning.SubjectOf(d)).ToArray();
        // What the bank took back never bore interest.
        var received = await db.Set<JournalEntry>().AsNoTracking()
            .Where(e => subjects.Contains(e.Subject) && e.Kind == EntryKinds.DepositReceived && !db.Set<JournalEntry>().Any(r => r.ReversesId == e.Id))
            .Select(e => new { e.Subject, e.ValueOn, Amounts = e.Postings.Select(p => p.Amount).ToList() }).ToListAsync(ct);
        return received.ToLookup(e => e.Subject, e => new DepositReceipt(e.Amounts.Single(a => a.IsPositive), e.ValueOn));
    }

    // What a rejected or returned payment took back is a credit again, so the sum is what stands.
    private async Task<Dictionary<string, Money>> AccruedAsync(List<Deposit> deposits, CancellationToken ct)
    {
        var subjects = deposits.Select(d => InterestReckoning.SubjectOf(d)).ToArray();
        var moved = await (
            from e in db.Set<JournalEntry>().AsNoTracking()
            from p in e.Postings
            join a in db.Set<Account>() on p.AccountId equals a.Id
            where subjects.Contains(e.Subject) && a.Class == AccountClass.InterestEarned
            select new { e.Subject, p.Amount }).ToListAsync(ct);
        return moved.GroupBy(m => m.Subject).ToDictionary(g => g.Key, g => Money.Sum(g.Select(m => m.Amount)));
    }
}

/// <summary>The receipts, the rate tables, and the interest that stands accrued already, of some deposits.</summary>
internal sealed class InterestReckoning(Dictionary<long, InterestRates> tables, ILookup<string, DepositReceipt> receipts, Dictionary<string, Money> accrued)
{
    public static InterestReckoning Nothing { get; } = new([], Array.Empty<(string, DepositReceipt)>().ToLookup(r => r.Item1, r => r.Item2), []);

    /// <summary>
    /// The interest on a deposit to a day, that day included, less what was accrued before and stands: what was told once is the bidder's, so it is
    /// never less than nothing. Nothing where the rule gives none.
    /// </summary>
    public Money MoreTo(Deposit deposit, DateOnly day)
    {
        if (!deposit.WithInterest)
        {
            return Money.Zero;
        }

        var more = Interest.Calculate(StillTheBidders(deposit), day, tables[deposit.LotId]) - accrued.GetValueOrDefault(SubjectOf(deposit));
        return more.IsPositive ? more : Money.Zero;
    }

    // What was converted or forfeited bears none: of the parts that arrived, the last go first.
    private IEnumerable<DepositReceipt> StillTheBidders(Deposit deposit)
    {
        var left = deposit.Refundable;
        foreach (var receipt in receipts[SubjectOf(deposit)].OrderBy(r => r.ValueOn))
        {
            var part = receipt.Amount < left ? receipt.Amount : left;
            left -= part;
            if (part.IsPositive)
            {
                yield return receipt with { Amount = part };
            }
        }
    }

    public static string SubjectOf(Deposit deposit) => deposit.ParticipationId.ToString("N");
}
