using Microsoft.EntityFrameworkCore;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Ledger;

/// <summary>What stands on whole classes of accounts of which no entry is about a lot that is not opened.</summary>
internal static class ClassTotals
{
    /// <summary>What a centre owes on each of the classes, credits positive; a class that has not moved is left out.</summary>
    public static Task<Dictionary<AccountClass, Money>> OwedAsync(this TradingDbContext db, long centreId, AccountClass[] classes, CancellationToken ct) => (
        from posting in db.Set<Posting>()
        join account in db.Set<Account>() on posting.AccountId equals account.Id
        where account.CentreId == centreId && classes.Contains(account.Class)
        group (long)(object)posting.Amount by account.Class into g
        select new { g.Key, Fen = g.Sum() }).ToDictionaryAsync(g => g.Key, g => new Money(-g.Fen), ct);
}
