using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Ledger;

public enum PostOutcome
{
    Posted,

    /// <summary>The same entry stood there already: told twice, booked once.</summary>
    AlreadyPosted,
}

/// <summary>
/// The one writer of the journal. Entries are posted inside the caller's transaction, in the order given, each sealed; the database refuses what
/// is unbalanced, late, changed or overdrawn, whoever asks.
/// </summary>
public sealed class LedgerPoster(TradingDbContext db)
{
    // SQLite finds each parameter by its name among all of the statement's: a statement of thousands takes most of its time for that. PostgreSQL takes
    // whole columns, and each statement once through its guards.
    private const int ParametersAStatement = 450;

    private readonly bool _takesColumns = !db.Database.IsSqlite();

    private int BatchSize => _takesColumns ? 5_000 : 400;

    public async Task<PostOutcome> PostAsync(long centreId, EntryDraft draft, DateTime nowUtc, CancellationToken ct) =>
        (await PostAsync(centreId, [draft], nowUtc, ct))[0];

    /// <summary>Posts the entries that are not there yet and says of each whether it was.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>ledger.key-reused</c>: the key exists with other content. <c>ledger.not-available</c>: an account that may not be overdrawn would be.
    /// </exception>
    public async Task<IReadOnlyList<PostOutcome>> PostAsync(long centreId, IReadOnlyList<EntryDraft> drafts, DateTime nowUtc, CancellationToken ct)
    {
        db.RequireTransaction();
        var outcomes = new List<PostOutcome>(drafts.Count);
        foreach (var batch in drafts.Chunk(BatchSize))
        {
            outcomes.AddRange(await PostBatchAsync(centreId, batch, nowUtc, ct));
        }

        return outcomes;
    }

    private async Task<PostOutcome[]> PostBatchAsync(long centreId, EntryDraft[] drafts, DateTime nowUtc, CancellationToken ct)
    {
        var posted = await PostedHashesAsync(drafts, ct);
        var hashed = drafts.Select(d => (Draft: d, Hash: d.RequestHash(centreId))).ToArray();
        var outcomes = hashed.Select(h => Judge(h.Draft, h.Hash, posted)).ToArray();
        var fresh = drafts.Where((_, i) => outcomes[i] == PostOutcome.Posted).ToArray();
        if (fresh.Length > 0)
        {
            var accounts = await AccountsAsync(centreId, fresh, ct);
            await MoveLimitedBalancesAsync(fresh, accounts, ct);
            await InsertAsync(centreId, [.. hashed.Where((_, i) => outcomes[i] == PostOutcome.Posted)], accounts, nowUtc, ct);
        }

        return outcomes;
    }

    private async Task<Dictionary<string, byte[]>> PostedHashesAsync(EntryDraft[] drafts, CancellationToken ct)
    {
        var keys = drafts.Select(d => d.Key).ToArray();
        return await db.Set<JournalEntry>().AsNoTracking().Where(e => keys.Contains(e.Key))
            .Select(e => new { e.Key, e.RequestHash }).ToDictionaryAsync(e => e.Key, e => e.RequestHash, ct);
    }

    private static PostOutcome Judge(EntryDraft draft, byte[] hash, Dictionary<string, byte[]> posted)
    {
        // A key told twice within one batch is judged like one told twice over time.
        if (posted.TryAdd(draft.Key, hash))
        {
            return PostOutcome.Posted;
        }

        return CryptographicOperations.FixedTimeEquals(posted[draft.Key], hash)
            ? PostOutcome.AlreadyPosted
            : throw new RuleBrokenException(LedgerRules.KeyReused, draft.Key);
    }

    private async Task<Dictionary<AccountName, long>> AccountsAsync(long centreId, EntryDraft[] drafts, CancellationToken ct)
    {
        var wanted = drafts.SelectMany(d => d.Postings).Select(p => p.Account).Distinct()
            .OrderBy(a => a.Class).ThenBy(a => a.Subject, StringComparer.Ordinal).ToArray();
        var found = await FindAsync(centreId, wanted, ct);
        var missing = wanted.Where(a => !found.ContainsKey(a)).ToArray();
        if (missing.Length == 0)
        {
            return found;
        }

        await WriteAsync(
            "INSERT INTO account (centre_id, class, subject, currency)", "ON CONFLICT DO NOTHING", [typeof(long), typeof(string), typeof(string), typeof(string)],
            [.. missing.Select(a => new object?[] { centreId, a.Class.ToString(), a.Subject, a.Currency })], ct);
        var created = await FindAsync(centreId, missing, ct);
        var limited = missing.Where(a => a.Class.IsLimited()).Select(a => created[a]).ToArray();

        // The zero row first, so that an empty account can be locked too.
        await WriteAsync("INSERT INTO account_balance (account_id, posted, held)", "ON CONFLICT DO NOTHING", [typeof(long), typeof(long), typeof(long)], [.. limited.Select(id => new object?[] { id, 0L, 0L })], ct);
        return found.Concat(created).ToDictionary();
    }

    private async Task<Dictionary<AccountName, long>> FindAsync(long centreId, AccountName[] wanted, CancellationToken ct)
    {
        var classes = wanted.Select(a => a.Class).Distinct().ToArray();
        var subjects = wanted.Select(a => a.Subject).Distinct().ToArray();
        var rows = await db.Set<Account>().AsNoTracking()
            .Where(a => a.CentreId == centreId && classes.Contains(a.Class) && subjects.Contains(a.Subject)).ToListAsync(ct);
        return rows.ToDictionary(a => new AccountName(a.Class, a.Subject, a.Currency), a => a.Id)
            .Where(a => wanted.Contains(a.Key)).ToDictionary();
    }

    private async Task MoveLimitedBalancesAsync(EntryDraft[] drafts, Dictionary<AccountName, long> accounts, CancellationToken ct)
    {
        var moves = drafts.SelectMany(d => d.Postings).Where(p => p.Account.Class.IsLimited())
            .GroupBy(p => p.Account)
            .Select(g => new Move(g.Key, accounts[g.Key], -g.Sum(p => p.Amount.Fen)))
            .Where(m => m.Credit != 0).OrderBy(m => m.Id).ToArray();
        await LockAsync(moves, ct);
        foreach (var part in moves.Chunk(_takesColumns ? BatchSize : ParametersAStatement / 2))
        {
            var (rows, values) = Rows([.. part.Select(m => new object?[] { m.Id, m.Credit })], [typeof(long), typeof(long)]);
#pragma warning disable EF1003 // The text is this class's own; what varies are parameters.
            var moved = await db.Database.SqlQueryRaw<long>(
                $"WITH m (account_id, credit) AS ({rows}) "
                + "UPDATE account_balance SET posted = account_balance.posted + m.credit FROM m "
                + "WHERE account_balance.account_id = m.account_id AND account_balance.posted + m.credit - account_balance.held >= 0 "
                + "RETURNING account_balance.account_id AS \"Value\"",
                values!).ToListAsync(ct);
#pragma warning restore EF1003
            var done = moved.ToHashSet();
            if (part.FirstOrDefault(m => !done.Contains(m.Id)) is { } refused)
            {
                throw new RuleBrokenException(LedgerRules.NotAvailable, refused.Name.Class, new Money(-refused.Credit));
            }
        }
    }

    /// <summary>
    /// Rows are taken in ascending account number, so that two posters never wait for each other in a circle; an update of many takes them in no order.
    /// SQLite's writer is alone anyway.
    /// </summary>
    private async Task LockAsync(Move[] moves, CancellationToken ct)
    {
        if (moves.Length > 1 && !db.Database.IsSqlite())
        {
            var ids = moves.Select(m => m.Id).ToArray();
            await db.Database.SqlQueryRaw<long>("SELECT account_id AS \"Value\" FROM account_balance WHERE account_id = ANY({0}) ORDER BY account_id FOR UPDATE", ids).ToListAsync(ct);
        }
    }

    private async Task InsertAsync(
        long centreId, (EntryDraft Draft, byte[] Hash)[] drafts, Dictionary<AccountName, long> accounts, DateTime nowUtc, CancellationToken ct)
    {
        var reversed = await ReversedIdsAsync(drafts.Select(d => d.Draft), ct);
        // Before any number is taken: a close that is waited for here has only lower ones.
        var openFrom = await OpenFromAsync(centreId, ct);
        var ids = await NextIdsAsync(drafts.Length, ct);
        var entries = drafts.Select((d, i) => (Id: ids[i], d.Draft, d.Hash)).ToArray();

        await WriteAsync(
            "INSERT INTO journal_entry (id, centre_id, key, kind, subject, value_on, posted_on, booked_at_utc, reverses_id, request_hash)", "",
            [typeof(long), typeof(long), typeof(string), typeof(string), typeof(string), typeof(DateOnly), typeof(DateOnly), typeof(DateTime), typeof(long?), typeof(byte[])],
            [.. entries.Select(e => new object?[]
            {
                e.Id, centreId, e.Draft.Key, e.Draft.Kind, e.Draft.Subject, e.Draft.ValueOn, e.Draft.ValueOn < openFrom ? openFrom : e.Draft.ValueOn, db.Stamp(nowUtc),
                e.Draft.ReversesKey is { } key ? reversed[key] : null, e.Hash,
            })],
            ct);
        await WriteAsync(
            "INSERT INTO posting (entry_id, line, account_id, amount)", "", [typeof(long), typeof(int), typeof(long), typeof(long)],
            [.. entries.SelectMany(e => e.Draft.Postings.Select((p, line) => new object?[] { e.Id, line, accounts[p.Account], p.Amount.Fen }))], ct);
        await WriteAsync("INSERT INTO entry_seal (entry_id)", "", [typeof(long)], [.. entries.Select(e => new object?[] { e.Id })], ct);
    }

    /// <summary>Many rows a statement, in their order.</summary>
    private async Task WriteAsync(string insert, string conflict, Type[] types, object?[][] rows, CancellationToken ct)
    {
        foreach (var part in rows.Chunk(_takesColumns ? BatchSize : ParametersAStatement / types.Length))
        {
            var (source, values) = Rows(part, types);
            await db.ExecuteAsync($"{insert} {source} {conflict}", values, ct);
        }
    }

    /// <summary>Rows as a statement reads them: a list of values on SQLite, whole columns on PostgreSQL.</summary>
    private (string Sql, object?[] Values) Rows(object?[][] rows, Type[] types) => _takesColumns
        ? ($"SELECT * FROM unnest({string.Join(", ", types.Select((_, i) => $"{{{i}}}"))})", [.. types.Select((type, i) => Column(rows, i, type))])
        : ($"VALUES {UnitOfWork.Values(rows.Length, types.Length)}", [.. rows.SelectMany(r => r)]);

    private static Array Column(object?[][] rows, int at, Type type)
    {
        var column = Array.CreateInstance(type, rows.Length);
        for (var row = 0; row < rows.Length; row++)
        {
            column.SetValue(rows[row][at], row);
        }

        return column;
    }

    /// <summary>
    /// The first day on which the centre's books are open; entries of earlier value days are posted on it. On PostgreSQL no month closes from here on until
    /// the transaction ends.
    /// </summary>
    private async Task<DateOnly> OpenFromAsync(long centreId, CancellationToken ct)
    {
        var sql = db.Database.IsSqlite()
            ? "SELECT COALESCE(MAX(next_month), '0001-01-01') AS \"Value\" FROM accounting_period WHERE centre_id = {0} AND state = 'Closed'"
            : "SELECT accounting_open_from({0}) AS \"Value\"";
        return (await db.Database.SqlQueryRaw<DateOnly>(sql, centreId).ToListAsync(ct))[0];
    }

    private async Task<Dictionary<string, long>> ReversedIdsAsync(IEnumerable<EntryDraft> drafts, CancellationToken ct)
    {
        var keys = drafts.Select(d => d.ReversesKey).OfType<string>().ToArray();
        return keys.Length == 0
            ? []
            : await db.Set<JournalEntry>().AsNoTracking().Where(e => keys.Contains(e.Key)).ToDictionaryAsync(e => e.Key, e => e.Id, ct);
    }

    /// <summary>
    /// Numbers that nobody else gets, ascending. On SQLite the open transaction is the only writer, so the highest number is still the highest; on
    /// PostgreSQL each comes from the sequence by itself, because moving a sequence on by many at once is two steps between which others step in.
    /// </summary>
    private async Task<IReadOnlyList<long>> NextIdsAsync(int count, CancellationToken ct)
    {
        if (db.Database.IsSqlite())
        {
            var highest = await db.ScalarAsync("SELECT COALESCE(MAX(id), 0) AS \"Value\" FROM journal_entry", ct);
            return [.. Enumerable.Range(1, count).Select(i => highest + i)];
        }

        var ids = await db.Database.SqlQueryRaw<long>(
            "SELECT nextval('journal_entry_id_seq') AS \"Value\" FROM generate_series(1, {0})", count).ToListAsync(ct);
        ids.Sort();
        return ids;
    }

    private sealed record Move(AccountName Name, long Id, long Credit);
}
