using Microsoft.EntityFrameworkCore;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Ledger;

/// <summary>A class of the chart over a period, debits positive.</summary>
public sealed record TrialBalanceRow(AccountClass Class, Money Opening, Money Debit, Money Credit)
{
    public Money Closing => Opening + Debit - Credit;
}

/// <summary>What stands on one account, debits positive, and the first value day of what moved it.</summary>
public sealed record SubjectBalance(string Subject, Money Balance, DateOnly Since);

/// <summary>What stood on a class of accounts at the end of a month, debits positive.</summary>
public sealed record MonthEnd(DateOnly Month, Money Balance);

/// <summary>
/// Balances of accounts as the database sums them, however many postings there are; without entries about lots that are not opened, as the journal's own
/// pages are.
/// </summary>
public sealed class AccountQueries(TradingDbContext db)
{
    /// <summary>Every class that has moved, in the order of its number. Debits and credits are equal, and so are opening and closing balances to zero.</summary>
    public async Task<IReadOnlyList<TrialBalanceRow>> TrialBalanceAsync(long centreId, JournalDay by, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var filter = new JournalFilter(by, from, to, null, null);
        var rows = await JournalRows.VisibleAsync(db, centreId, filter, ct);

        // The converter hides the number from SQL's SUM; the cast brings it back.
        var opening = await JournalRows.Until(rows, filter with { To = from.AddDays(-1) }).GroupBy(r => r.Class)
            .Select(g => new { Class = g.Key, Fen = g.Sum(r => (long)(object)r.Amount) }).ToDictionaryAsync(s => s.Class, s => s.Fen, ct);
        var moved = await JournalRows.Within(rows, filter).GroupBy(r => new { r.Class, IsDebit = r.Amount > Money.Zero })
            .Select(g => new { g.Key.Class, g.Key.IsDebit, Fen = g.Sum(r => (long)(object)r.Amount) }).ToListAsync(ct);
        var debits = moved.Where(m => m.IsDebit).ToDictionary(m => m.Class, m => m.Fen);
        var credits = moved.Where(m => !m.IsDebit).ToDictionary(m => m.Class, m => -m.Fen);
        return [.. Enum.GetValues<AccountClass>().Where(c => opening.ContainsKey(c) || debits.ContainsKey(c) || credits.ContainsKey(c)).OrderBy(c => c.Number(), StringComparer.Ordinal)
            .Select(c => new TrialBalanceRow(c, Of(opening, c), Of(debits, c), Of(credits, c)))];
    }

    /// <summary>The accounts of a class that are not at zero at the end of a day.</summary>
    public async Task<IReadOnlyList<SubjectBalance>> BalancesAsync(long centreId, AccountClass accountClass, JournalDay by, DateOnly day, CancellationToken ct)
    {
        var balances = await (await UntilAsync(centreId, accountClass, by, day, ct)).GroupBy(r => r.Subject)
            .Select(g => new { Subject = g.Key, Fen = g.Sum(r => (long)(object)r.Amount), Since = g.Min(r => r.ValueOn) }).Where(b => b.Fen != 0).ToListAsync(ct);
        return [.. balances.Select(b => new SubjectBalance(b.Subject, new Money(b.Fen), b.Since)).OrderBy(b => b.Since).ThenBy(b => b.Subject, StringComparer.Ordinal)];
    }

    /// <summary>The balance of a whole class, summed apart from its accounts.</summary>
    public async Task<Money> BalanceAsync(long centreId, AccountClass accountClass, JournalDay by, DateOnly day, CancellationToken ct) =>
        new(await (await UntilAsync(centreId, accountClass, by, day, ct)).Select(r => (long)(object)r.Amount).SumAsync(ct));

    /// <summary>The balance of a class at the end of each of the last months up to a value day, that of the day the last; none before it first moved.</summary>
    public async Task<IReadOnlyList<MonthEnd>> MonthEndsAsync(long centreId, AccountClass accountClass, DateOnly day, int months, CancellationToken ct)
    {
        var moved = (await (await UntilAsync(centreId, accountClass, JournalDay.Value, day, ct)).GroupBy(r => new { r.ValueOn.Year, r.ValueOn.Month })
            .Select(g => new { g.Key.Year, g.Key.Month, Fen = g.Sum(r => (long)(object)r.Amount) }).ToListAsync(ct)).ToDictionary(m => new DateOnly(m.Year, m.Month, 1), m => m.Fen);
        var (ends, balance) = (new List<MonthEnd>(), 0L);
        for (var month = moved.Keys.DefaultIfEmpty(day.AddDays(1)).Min(); month <= day; month = month.AddMonths(1))
        {
            balance += moved.GetValueOrDefault(month);
            ends.Add(new MonthEnd(month, new Money(balance)));
        }

        return [.. ends.TakeLast(months)];
    }

    private async Task<IQueryable<JournalRow>> UntilAsync(long centreId, AccountClass accountClass, JournalDay by, DateOnly day, CancellationToken ct)
    {
        var filter = new JournalFilter(by, null, day, accountClass, null);
        return JournalRows.Until(await JournalRows.VisibleAsync(db, centreId, filter, ct), filter);
    }

    private static Money Of(Dictionary<AccountClass, long> fen, AccountClass accountClass) => new(fen.GetValueOrDefault(accountClass));
}
