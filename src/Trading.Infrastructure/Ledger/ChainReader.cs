using Microsoft.EntityFrameworkCore;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Supervision;

namespace Trading.Infrastructure.Ledger;

/// <summary>A link of either chain, by its place.</summary>
internal sealed class ChainPlace
{
    public long Seq { get; init; }
    public required byte[] Hash { get; init; }
}

/// <summary>How many links there are in a stretch of a chain, and the debits of their entries by currency, in fen.</summary>
internal sealed record ChainTotals(long Count, IReadOnlyDictionary<string, long> Debits)
{
    public static readonly ChainTotals Nothing = new(0, new Dictionary<string, long>());

    /// <exception cref="OverflowException">More than a bigint holds: no sum is told wrongly.</exception>
    public ChainTotals And(ChainTotals more)
    {
        var debits = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (currency, fen) in Debits.Concat(more.Debits))
        {
            debits[currency] = checked(debits.GetValueOrDefault(currency) + fen);
        }

        return new ChainTotals(Count + more.Count, debits);
    }
}

/// <summary>Reads both chains in the same way, by stretches, so that whoever adds up as he goes reads each link once.</summary>
internal static class ChainReader
{
    public static Task<ChainPlace?> NewestLinkAsync(this TradingDbContext db, Chain chain, CancellationToken ct) =>
        Links(db, chain).OrderByDescending(l => l.Seq).FirstOrDefaultAsync(ct);

    /// <summary>The hash of the link at a place, 32 zero bytes at place 0; null where the chain does not reach so far.</summary>
    public static async Task<byte[]?> HashAtAsync(this TradingDbContext db, Chain chain, long seq, CancellationToken ct) =>
        seq == 0 ? HashChain.Root : await Links(db, chain).Where(l => l.Seq == seq).Select(l => l.Hash).FirstOrDefaultAsync(ct);

    /// <summary>What lies behind one place, up to another and with it.</summary>
    public static async Task<ChainTotals> TotalsAsync(this TradingDbContext db, Chain chain, long after, long until, CancellationToken ct)
    {
        if (until <= after)
        {
            return ChainTotals.Nothing;
        }

        var count = await Links(db, chain).LongCountAsync(l => l.Seq > after && l.Seq <= until, ct);
        return new ChainTotals(count, chain == Chain.Journal ? await DebitsAsync(db, after, until, ct) : ChainTotals.Nothing.Debits);
    }

    private static async Task<IReadOnlyDictionary<string, long>> DebitsAsync(TradingDbContext db, long after, long until, CancellationToken ct)
    {
        // The converter hides the number from SQL's SUM; the cast brings it back.
        var postings = from link in db.Set<EntryLink>()
                       where link.Seq > after && link.Seq <= until
                       join posting in db.Set<Posting>() on link.EntryId equals posting.EntryId
                       join account in db.Set<Account>() on posting.AccountId equals account.Id
                       where posting.Amount > Money.Zero
                       group (long)(object)posting.Amount by account.Currency into sums
                       select new { Currency = sums.Key, Fen = sums.Sum() };
        return await postings.ToDictionaryAsync(s => s.Currency, s => s.Fen, ct);
    }

    private static IQueryable<ChainPlace> Links(TradingDbContext db, Chain chain) => chain switch
    {
        Chain.Journal => db.Set<EntryLink>().AsNoTracking().Select(l => new ChainPlace { Seq = l.Seq, Hash = l.Hash }),
        Chain.Events => db.Set<EventLink>().AsNoTracking().Select(l => new ChainPlace { Seq = l.Seq, Hash = l.Hash }),
    };
}
