using Microsoft.EntityFrameworkCore;
using Trading.Domain.Shared;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Demo;

/// <summary>What a run has written: entries of this run and of the whole history, and the postings that the history has.</summary>
public sealed record HistoryWritten(int Seed, long Written, long Entries, long Postings);

/// <summary>
/// Makes up years of financial history: centres, projects and lots, deposits received and paid back with interest, fees charged, paid and taken back,
/// money in suspense, bank interest and charges, statements and batches; nearly all of it over, some of it open. For measuring how the platform bears
/// what a large centre has after years. Each period is one transaction and leaves the books whole; a run that was interrupted goes on where it stopped
/// when it is started again with the same order.
/// </summary>
public sealed class FinanceHistory(TradingDbContext db, TimeProvider clock, HistoryFounding founding, HistoryPlanner planner, HistoryBooks books, HistoryWriter writer, Chainer chainer)
{
    /// <summary>Writes what is missing of an order; tells after each period how many of its entries are there.</summary>
    public async Task<HistoryWritten> WriteAsync(HistoryOrder order, Action<int>? progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentOutOfRangeException.ThrowIfLessThan(order.Centres, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(order.Entries, order.Centres);
        var world = await founding.FoundAsync(order, clock.NowUtc(), ct);
        db.ChangeTracker.Clear();
        var before = await EntriesAsync(world, ct);
        var balances = world.Centres.Select(_ => Money.Zero).ToArray();
        var there = 0;
        foreach (var period in planner.Plan(order, world.Until))
        {
            var centre = world.Centres[period.Centre];
            if (!await writer.IsWrittenAsync(period, centre, ct))
            {
                await db.InTransactionAsync(() => writer.WriteAsync(period, world, centre, balances[period.Centre], ct), ct);
            }

            balances[period.Centre] += Money.Sum(books.LinesOf(period, world).Select(l => l.Amount));
            there += order.Entries / (order.Centres * HistoryPlanner.Periods(order));
            progress?.Invoke(Math.Min(there, order.Entries));
        }

        await chainer.RunAsync(ct);
        var ids = world.Centres.Select(c => c.Id).ToList();
        var entries = await EntriesAsync(world, ct);
        var postings = await db.Set<Account>().Where(a => ids.Contains(a.CentreId)).Join(db.Set<Posting>(), a => a.Id, p => p.AccountId, (_, p) => p).LongCountAsync(ct);
        return new HistoryWritten(order.Seed, entries - before, entries, postings);
    }

    private Task<long> EntriesAsync(HistoryWorld world, CancellationToken ct)
    {
        var ids = world.Centres.Select(c => c.Id).ToList();
        return db.Set<JournalEntry>().LongCountAsync(e => ids.Contains(e.CentreId), ct);
    }
}
