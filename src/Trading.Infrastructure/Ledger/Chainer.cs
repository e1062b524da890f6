using Microsoft.EntityFrameworkCore;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Supervision;

namespace Trading.Infrastructure.Ledger;

/// <summary>
/// The one chainer: gives every sealed entry and every procedure event its place in its chain of hashes, in batches, after they are committed,
/// so that commits do not wait for each other. May run at any time, twice, or on two nodes: a lock lets one work and the unique keys catch the rest.
/// What waits for its link stands in a table of its own, into which the database itself puts each seal and event (Persistence/Guards): it is asked
/// every second, and costs what is new and not what there is.
/// </summary>
public sealed class Chainer(TradingDbContext db, TimeProvider clock)
{
    private const long LeaderLock = 7_042_001;
    private const int BatchSize = 500;
    private const int LinksAStatement = 100;

    /// <summary>Chains all that is committed and not yet chained; returns how many links were added.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        var total = 0;
        int added;
        do
        {
            // Read before write: an idle chainer must not take SQLite's writer lock every second.
            added = await AnythingToDoAsync(ct) ? await db.InTransactionAsync(() => ChainBatchAsync(nowUtc, ct), ct) : 0;
            total += added;
        }
        while (added > 0);
        return total;
    }

    private async Task<bool> AnythingToDoAsync(CancellationToken ct) =>
        await db.Set<UnchainedEntry>().AnyAsync(ct) || await db.Set<UnchainedEvent>().AnyAsync(ct);

    private async Task<int> ChainBatchAsync(DateTime nowUtc, CancellationToken ct)
    {
        if (!db.Database.IsSqlite())
        {
            await db.ExecuteAsync("SELECT pg_advisory_xact_lock({0})", [LeaderLock], ct);
        }

        return await ChainEntriesAsync(nowUtc, ct) + await ChainEventsAsync(nowUtc, ct);
    }

    private async Task<int> ChainEntriesAsync(DateTime nowUtc, CancellationToken ct)
    {
        var ids = await db.Set<UnchainedEntry>().OrderBy(u => u.EntryId).Select(u => u.EntryId).Take(BatchSize).ToListAsync(ct);
        if (ids.Count == 0)
        {
            return 0;
        }

        var records = await EntryRecords.ReadAsync(db, db.Set<JournalEntry>().Where(e => ids.Contains(e.Id)).OrderBy(e => e.Id), ct);
        var last = await db.NewestLinkAsync(Chain.Journal, ct);
        var added = await LinkAsync("entry_link", "entry_id", records.Select(r => ((object)r.Id, r.ToCanonicalBytes())), last, nowUtc, ct);
        await db.Set<UnchainedEntry>().Where(u => ids.Contains(u.EntryId)).ExecuteDeleteAsync(ct);
        return added;
    }

    private async Task<int> ChainEventsAsync(DateTime nowUtc, CancellationToken ct)
    {
        var ids = await db.Set<UnchainedEvent>().OrderBy(u => u.EventId).Select(u => u.EventId).Take(BatchSize).ToListAsync(ct);
        if (ids.Count == 0)
        {
            return 0;
        }

        var events = await db.Set<ProcedureEvent>().AsNoTracking().Where(e => ids.Contains(e.Id)).OrderBy(e => e.AtUtc).ThenBy(e => e.Id).ToListAsync(ct);
        var last = await db.NewestLinkAsync(Chain.Events, ct);
        var added = await LinkAsync("event_link", "event_id", events.Select(e => ((object)e.Id, e.ToCanonicalBytes())), last, nowUtc, ct);
        await db.Set<UnchainedEvent>().Where(u => ids.Contains(u.EventId)).ExecuteDeleteAsync(ct);
        return added;
    }

    /// <summary>Links are the most frequent rows of all: many a statement.</summary>
    private async Task<int> LinkAsync(
        string table, string subject, IEnumerable<(object Id, byte[] Canonical)> records, ChainPlace? last, DateTime nowUtc, CancellationToken ct)
    {
        var rows = new List<object?[]>();
        var (seq, hash) = (last?.Seq ?? 0, last?.Hash ?? HashChain.Root);
        foreach (var (id, canonical) in records)
        {
            var next = HashChain.Next(hash, canonical);
            rows.Add([++seq, id, hash, next, db.Stamp(nowUtc)]);
            hash = next;
        }

        foreach (var chunk in rows.Chunk(LinksAStatement))
        {
            await db.ExecuteAsync($"INSERT INTO {table} (seq, {subject}, prev_hash, hash, linked_at_utc) VALUES {UnitOfWork.Values(chunk.Length, 5)}", chunk.SelectMany(r => r), ct);
        }

        return rows.Count;
    }
}
