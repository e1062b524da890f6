using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;
using Trading.Infrastructure.Tests.Sealing;
using Trading.TestKit;

namespace Trading.Infrastructure.Tests.Ledger;

/// <summary>A journal and events that are chained, a folder of checkpoints, and both kinds of time.</summary>
internal sealed class CheckpointScene : IAsyncDisposable
{
    private static readonly DateTime Start = new(2026, 3, 2, 1, 0, 0, DateTimeKind.Utc);
    private readonly TemporaryFolder _folder = new();
    private int _entries;

    private CheckpointScene(TestDatabase database)
    {
        Database = database;
        Key = new CheckpointKey(new KeyVault(_folder.Of("keys")));
        Files = new CheckpointFiles(_folder.Of("checkpoints"), Key);
    }

    public TestDatabase Database { get; }
    public CheckpointKey Key { get; }
    public CheckpointFiles Files { get; }
    public CheckpointOptions Options { get; init; } = new() { Links = 3 };

    /// <summary>The system's time; business time stands still.</summary>
    public FakeTimeProvider SystemClock { get; } = new(new DateTimeOffset(Start, TimeSpan.Zero));

    public string JournalFile => Path.Combine(_folder.Of("checkpoints"), "journal.checkpoints");
    public string EventsFile => Path.Combine(_folder.Of("checkpoints"), "events.checkpoints");

    public static async Task<CheckpointScene> CreateAsync(DatabaseKind kind) => new(await TestDatabase.CreateAsync(kind));

    /// <summary>Three checkpoints of each chain, an hour apart: of nothing, of two records, and of five.</summary>
    public static async Task<CheckpointScene> ToldAsync(DatabaseKind kind)
    {
        var scene = await CreateAsync(kind);
        await scene.MakeAsync();
        await scene.ChainAsync(2);
        scene.SystemClock.Advance(TimeSpan.FromHours(1));
        await scene.MakeAsync();
        await scene.ChainAsync(3);
        scene.SystemClock.Advance(TimeSpan.FromHours(1));
        await scene.MakeAsync();
        return scene;
    }

    public CheckpointMaker Maker(TradingDbContext db) => new(db, Files, Key, new SystemTime(SystemClock), Options);

    /// <summary>Makes what is due.</summary>
    public async Task<int> MakeAsync()
    {
        await using var db = Database.NewContext();
        return await Maker(db).RunAsync(default);
    }

    /// <summary>Books and records, and chains it. Entry n is over n yuan.</summary>
    public async Task ChainAsync(int records)
    {
        await using var db = Database.NewContext();
        for (var i = 0; i < records; i++)
        {
            var number = ++_entries;
            var draft = EntryDraft.Transfer(
                $"k{number}", EntryKinds.DepositReceived, "s", new DateOnly(2026, 3, 2), AccountName.DepositHeld(new Guid(number, 0, 0, new byte[8])), AccountName.Bank(1), Money.Yuan(number));
            await db.InTransactionAsync(() => new LedgerPoster(db).PostAsync(1, [draft], Start, default), default);
            new ProcedureLog(db, new OpenSteps(db)).Record(1, null, null, Acting.Clock, new EventFacts("opened", $"s{number}"), Start.AddSeconds(number));
            await db.SaveChangesAsync();
        }

        await new Chainer(db, new FakeTimeProvider(new DateTimeOffset(Start, TimeSpan.Zero))).RunAsync(default);
    }

    /// <summary>The findings of the two chains, and of their checkpoints, in that order: journal, events.</summary>
    public async Task<(Finding[] Chains, Finding[] Checkpoints)> VerifyAsync()
    {
        await using var db = Database.NewContext();
        var ledger = await new LedgerVerifier(db, new FakeTimeProvider(new DateTimeOffset(Start.AddDays(1), TimeSpan.Zero))).RunAsync(default);
        return ([.. ledger.Where(f => LedgerVerifier.Chains.Contains(f.Check))], [.. await new CheckpointVerifier(db, Files, Key).RunAsync(default)]);
    }

    /// <summary>What the checkpoints of a chain are found to be at fault in.</summary>
    public async Task<string?> FaultAsync(Chain chain) => (await VerifyAsync()).Checkpoints[(int)chain] is { Ok: false } found ? found.FirstOffender : null;

    public async Task<T> ReadAsync<T>(Func<TradingDbContext, Task<T>> read)
    {
        await using var db = Database.NewContext();
        return await read(db);
    }

    public SignedCheckpoint[] Lines(Chain chain) => [.. Files.Lines(chain).Select(line => SignedCheckpoint.TryRead(line, out var read) ? read : throw new InvalidOperationException(line))];

    /// <summary>Changes an entry and computes the whole journal's chain anew, as somebody can who owns the database.</summary>
    public async Task RewriteJournalAsync()
    {
        await Database.TamperUnguardedAsync("UPDATE posting SET amount = amount * 2 WHERE entry_id = (SELECT entry_id FROM entry_link WHERE seq = 2)");
        var (links, records) = await ReadAsync(async db => (
            await db.Set<EntryLink>().AsNoTracking().OrderBy(l => l.Seq).ToListAsync(), (await EntryRecords.ReadAsync(db, db.Set<JournalEntry>(), default)).ToDictionary(r => r.Id)));
        await RelinkAsync("entry_link", links.Select(l => (l.Seq, records[l.EntryId].ToCanonicalBytes())));
    }

    public async Task RewriteEventsAsync()
    {
        await Database.TamperUnguardedAsync("UPDATE procedure_event SET reason = 'Another' WHERE id = (SELECT event_id FROM event_link WHERE seq = 2)");
        var (links, events) = await ReadAsync(async db => (
            await db.Set<EventLink>().AsNoTracking().OrderBy(l => l.Seq).ToListAsync(), await db.Set<ProcedureEvent>().AsNoTracking().ToDictionaryAsync(e => e.Id)));
        await RelinkAsync("event_link", links.Select(l => (l.Seq, events[l.EventId].ToCanonicalBytes())));
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        _folder.Dispose();
    }

    private async Task RelinkAsync(string table, IEnumerable<(long Seq, byte[] Record)> links)
    {
        var previous = HashChain.Root;
        foreach (var (seq, record) in links)
        {
            var next = HashChain.Next(previous, record);
            await Database.TamperUnguardedAsync($"UPDATE {table} SET prev_hash = {Literal(previous)}, hash = {Literal(next)} WHERE seq = {seq}");
            previous = next;
        }
    }

    private string Literal(byte[] bytes) => Database.Kind == DatabaseKind.Sqlite ? $"x'{Convert.ToHexString(bytes)}'" : $"'\\x{Convert.ToHexString(bytes)}'::bytea";
}
