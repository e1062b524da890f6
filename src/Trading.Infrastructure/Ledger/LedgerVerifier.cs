using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Supervision;

namespace Trading.Infrastructure.Ledger;

/// <summary>
/// One check of the books: its name, whether it held, and the first row that offends. How many rows it looked at is said only of tables in which
/// nothing of an unopened lot stands: anything else, entries and events as well as deposits, would count bidders.
/// </summary>
public sealed record Finding(string Check, bool Ok, long? Rows, string? FirstOffender);

/// <summary>
/// Proves from the rows alone that the books hold: it trusts no materialised figure and no guard, so it finds what somebody changed behind the
/// system's back. Reads only; safe on a live database.
/// </summary>
public sealed class LedgerVerifier(TradingDbContext db, TimeProvider clock) : IVerifier
{
    private const string EntryChainCheck = "journal-chain";
    private const string EventChainCheck = "event-chain";

    private static readonly string Limited = string.Join(", ", Enum.GetValues<AccountClass>().Where(c => c.IsLimited()).Select(c => $"'{c}'"));

    private static readonly TimeSpan ChainingGrace = TimeSpan.FromSeconds(60);

    /// <summary>The checks of the two chains of hashes.</summary>
    public static IReadOnlyList<string> Chains { get; } = [EntryChainCheck, EventChainCheck];

    /// <summary>How many entries do not balance in some currency.</summary>
    public Task<long> CountUnbalancedAsync(CancellationToken ct) => db.ScalarAsync(
        """
        SELECT COUNT(DISTINCT unbalanced.entry_id) AS "Value" FROM (
            SELECT p.entry_id FROM posting p JOIN account a ON a.id = p.account_id GROUP BY p.entry_id, a.currency HAVING SUM(p.amount) <> 0) AS unbalanced
        """, ct);

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken ct) =>
    [
        await SqlAsync("entries-balance", "journal_entry", """
            SELECT p.entry_id AS "Value" FROM posting p JOIN account a ON a.id = p.account_id
            GROUP BY p.entry_id, a.currency HAVING SUM(p.amount) <> 0 ORDER BY 1 LIMIT 1
            """, ct),
        await SqlAsync("entries-have-two-postings", "journal_entry", """
            SELECT e.id AS "Value" FROM journal_entry e LEFT JOIN posting p ON p.entry_id = e.id
            GROUP BY e.id HAVING COUNT(p.line) < 2 ORDER BY 1 LIMIT 1
            """, ct),
        await SqlAsync("entries-sealed", "journal_entry", """
            SELECT e.id AS "Value" FROM journal_entry e LEFT JOIN entry_seal s ON s.entry_id = e.id WHERE s.entry_id IS NULL ORDER BY 1 LIMIT 1
            """, ct),
        await SqlAsync("postings-not-zero", "journal_entry", "SELECT entry_id AS \"Value\" FROM posting WHERE amount = 0 ORDER BY 1 LIMIT 1", ct),
        await SqlAsync("keys-once", "journal_entry", "SELECT MAX(id) AS \"Value\" FROM journal_entry GROUP BY key HAVING COUNT(*) > 1 ORDER BY 1 LIMIT 1", ct),
        await SqlAsync("reversed-once", "journal_entry", """
            SELECT MAX(id) AS "Value" FROM journal_entry WHERE reverses_id IS NOT NULL GROUP BY reverses_id HAVING COUNT(*) > 1 ORDER BY 1 LIMIT 1
            """, ct),
        await SqlAsync("balances-match-postings", "account_balance", """
            SELECT b.account_id AS "Value" FROM account_balance b LEFT JOIN posting p ON p.account_id = b.account_id
            GROUP BY b.account_id, b.posted HAVING b.posted + COALESCE(SUM(p.amount), 0) <> 0 ORDER BY 1 LIMIT 1
            """, ct),
        await SqlAsync("balances-match-holds", "account_balance", """
            SELECT b.account_id AS "Value" FROM account_balance b LEFT JOIN hold h ON h.account_id = b.account_id AND h.state = 'Open'
            GROUP BY b.account_id, b.held HAVING b.held <> COALESCE(SUM(h.amount), 0) ORDER BY 1 LIMIT 1
            """, ct),
        await SqlAsync("nothing-overdrawn", "account_balance",
            "SELECT account_id AS \"Value\" FROM account_balance WHERE posted - held < 0 OR held < 0 ORDER BY 1 LIMIT 1", ct),
        await SqlAsync("holds-resolved-whole", "hold",
            "SELECT account_id AS \"Value\" FROM hold WHERE (state = 'Open' AND captured + released <> 0) OR (state <> 'Open' AND captured + released <> amount) ORDER BY 1 LIMIT 1", ct),
        // Without its row an account that may not be overdrawn is guarded by nothing.
        await SqlAsync("balances-exist", "account", $"""
            SELECT a.id AS "Value" FROM account a LEFT JOIN account_balance b ON b.account_id = a.id
            WHERE b.account_id IS NULL AND a.class IN ({Limited}) AND EXISTS (SELECT 1 FROM posting p WHERE p.account_id = a.id) ORDER BY 1 LIMIT 1
            """, ct),
        await SqlAsync("reversals-mirror", "journal_entry", """
            SELECT MIN(e.id) AS "Value" FROM journal_entry e JOIN posting p ON p.entry_id = e.id OR p.entry_id = e.reverses_id
            WHERE e.reverses_id IS NOT NULL GROUP BY e.id, p.account_id HAVING SUM(p.amount) <> 0 ORDER BY 1 LIMIT 1
            """, ct),
        .. await EntryChainAsync(ct),
        await EventChainAsync(ct),
    ];

    private async Task<Finding> SqlAsync(string check, string table, string offenders, CancellationToken ct)
    {
        var found = await db.Database.SqlQueryRaw<long>(offenders).ToListAsync(ct);
        return new Finding(check, found.Count == 0, null, found.Count == 0 ? null : $"{table} {found[0]}");
    }

    /// <summary>The chain, and beside it, while each entry is read once, whether its stored request is what stands there.</summary>
    private async Task<Finding[]> EntryChainAsync(CancellationToken ct)
    {
        long? other = null;
        var chain = await EntryChainAsync(record => other ??= record.IsOfItsRequest() ? null : record.Id, ct);
        return [chain, new Finding("requests-match-entries", other is null, null, other is null ? null : $"journal_entry {other}")];
    }

    private async Task<Finding> EntryChainAsync(Action<EntryRecord> look, CancellationToken ct)
    {
        const string check = EntryChainCheck;
        var (hash, seq) = (HashChain.Root, 0L);
        while (true)
        {
            var links = await db.Set<EntryLink>().AsNoTracking().Where(l => l.Seq > seq).OrderBy(l => l.Seq).Take(1000).ToListAsync(ct);
            if (links.Count == 0)
            {
                break;
            }

            var ids = links.Select(l => l.EntryId).ToArray();
            var records = (await EntryRecords.ReadAsync(db, db.Set<JournalEntry>().Where(e => ids.Contains(e.Id)), ct)).ToDictionary(r => r.Id);
            foreach (var link in links)
            {
                if (records.TryGetValue(link.EntryId, out var seen))
                {
                    look(seen);
                }

                var intact = link.Seq == seq + 1 && records.TryGetValue(link.EntryId, out var record)
                    && IsNext(hash, link.PrevHash, link.Hash, record.ToCanonicalBytes());
                if (!intact)
                {
                    return new Finding(check, false, null, $"entry_link {link.Seq}");
                }

                (hash, seq) = (link.Hash, link.Seq);
            }
        }

        var limit = clock.NowUtc() - ChainingGrace;
        var unlinked = await db.Set<JournalEntry>().Where(e => e.BookedAtUtc < limit && !db.Set<EntryLink>().Any(l => l.EntryId == e.Id))
            .OrderBy(e => e.Id).Select(e => (long?)e.Id).FirstOrDefaultAsync(ct);
        return new Finding(check, unlinked is null, null, unlinked is null ? null : $"journal_entry {unlinked} not chained");
    }

    private async Task<Finding> EventChainAsync(CancellationToken ct)
    {
        const string check = EventChainCheck;
        var (hash, seq) = (HashChain.Root, 0L);
        while (true)
        {
            var rows = await (
                from link in db.Set<EventLink>().AsNoTracking()
                join e in db.Set<ProcedureEvent>().AsNoTracking() on link.EventId equals e.Id into found
                from happened in found.DefaultIfEmpty()
                where link.Seq > seq
                orderby link.Seq
                select new { link, happened }).Take(1000).ToListAsync(ct);
            if (rows.Count == 0)
            {
                break;
            }

            foreach (var row in rows)
            {
                var intact = row.link.Seq == seq + 1 && row.happened is not null
                    && IsNext(hash, row.link.PrevHash, row.link.Hash, row.happened.ToCanonicalBytes());
                if (!intact)
                {
                    return new Finding(check, false, null, $"event_link {row.link.Seq}");
                }

                (hash, seq) = (row.link.Hash, row.link.Seq);
            }
        }

        var limit = clock.NowUtc() - ChainingGrace;
        var unlinked = await db.Set<ProcedureEvent>().AnyAsync(e => e.AtUtc < limit && !db.Set<EventLink>().Any(l => l.EventId == e.Id), ct);
        return new Finding(check, !unlinked, null, unlinked ? "procedure_event not chained" : null);
    }

    private static bool IsNext(byte[] expectedPrevious, byte[] previous, byte[] hash, byte[] record) =>
        CryptographicOperations.FixedTimeEquals(expectedPrevious, previous)
        && CryptographicOperations.FixedTimeEquals(hash, HashChain.Next(previous, record));
}
