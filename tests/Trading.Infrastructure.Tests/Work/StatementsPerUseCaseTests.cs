using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Tendering;
using Trading.Infrastructure.Tests.Deposits;
using Trading.Infrastructure.Tests.Sealing;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Work;

/// <summary>
/// How many statements and commits a use case costs. Seconds differ by machine and hour, these do not: a query that has crept into a loop, or a
/// cost that grows with the number of rivals, shows here and nowhere else. The seconds are in docs/benchmarks.md.
/// </summary>
public sealed class StatementsPerUseCaseTests
{
    [Theory, OnEveryDatabase]
    public async Task SubmitBid_CostsTheSameHoweverManyOthersHaveBid(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.PaidAsync(kind, bidders: 6);
        var counter = Watch(scene.Site);

        var first = await counter.CountAsync(() => BidAsync(scene, 1));
        for (var other = 2; other <= 5; other++)
        {
            await BidAsync(scene, other);
        }

        var last = await counter.CountAsync(() => BidAsync(scene, 6));

        Assert.Equal(first, last);
        Assert.InRange(first.Statements, 1, 9);
        Assert.Equal(1, first.Commits);
    }

    [Theory, OnEveryDatabase]
    public async Task ImportStatement_CostsAtMostThreeStatementsALine_InOneCommit(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);
        var counter = Watch(site);

        var few = await counter.CountAsync(() => bank.ImportAsync(Strangers(bank, 10)));
        var many = await counter.CountAsync(() => bank.ImportAsync(Strangers(bank, 110)));

        Assert.Equal((1, 1), (few.Commits, many.Commits));
        // The row of the line, its step and the balance of its account; PostgreSQL sends the rows together.
        Assert.InRange((many.Statements - few.Statements) / 100.0, 0, 3.1);
    }

    [Theory, OnEveryDatabase]
    public async Task OpenLot_CostsABoundedNumberOfStatementsABid(DatabaseKind kind)
    {
        var one = await OpenAsync(kind, bidders: 1);
        var six = await OpenAsync(kind, bidders: 6);

        Assert.Equal((1, 1), (one.Commits, six.Commits));
        Assert.InRange((six.Statements - one.Statements) / 5.0, 0, 4);
    }

    [Theory, OnEveryDatabase]
    public async Task PostEntries_CostsTheSameForOneAsForForty(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var counter = new StatementCounter();
        await using var db = database.NewContext(options => options.AddInterceptors(counter.Interceptors));

        var one = await counter.CountAsync(() => PostAsync(db, 0, 1));
        var forty = await counter.CountAsync(() => PostAsync(db, 1, 40));

        Assert.Equal((1, 1), (one.Commits, forty.Commits));
        Assert.InRange(one.Statements, 1, 11);
        // All of it is shared by the batch: no statement is an account's or an entry's own; PostgreSQL locks many balances first, in their order.
        Assert.InRange(forty.Statements - one.Statements, 0, 1);
    }

    /// <summary>A connection from the pool is as durable as a fresh one.</summary>
    [Fact]
    public async Task PooledConnection_StaysDurable()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using var db = database.NewContext();
        for (var lent = 0; lent < 3; lent++)
        {
            // Each opens the connection anew and gives it back to the pool. 2 is FULL.
            Assert.Equal(2, await db.Database.SqlQueryRaw<long>("SELECT synchronous AS \"Value\" FROM pragma_synchronous").SingleAsync());
            Assert.Equal("wal", await db.Database.SqlQueryRaw<string>("SELECT journal_mode AS \"Value\" FROM pragma_journal_mode").SingleAsync());
            Assert.Equal(1, await db.Database.SqlQueryRaw<long>("SELECT foreign_keys AS \"Value\" FROM pragma_foreign_keys").SingleAsync());
            Assert.Equal(1, await db.Database.SqlQueryRaw<long>("SELECT recursive_triggers AS \"Value\" FROM pragma_recursive_triggers").SingleAsync());
        }

        SqliteConnection.ClearAllPools();
        Assert.Equal(2, await db.Database.SqlQueryRaw<long>("SELECT synchronous AS \"Value\" FROM pragma_synchronous").SingleAsync());
    }

    /// <summary>A sealed record of a few bytes takes kilobytes of memory, not a whole chunk of the envelope three times over.</summary>
    [Fact]
    public async Task SealRecord_AllocatesLittle()
    {
        using var vault = new TemporaryFolder();
        var keys = new LotKeys(new KeyVault(vault.Path));
        var key = keys.PublicKeyOf(keys.Create(1));
        var belongsTo = new AssociatedData(1, Guid.NewGuid(), 1, "record", "test/1");
        await SealedEnvelope.SealRecordAsync("warm"u8.ToArray(), RecordLength.Stepped, key, belongsTo);

        // In memory nothing waits, so all of it happens on this thread.
        var before = GC.GetAllocatedBytesForCurrentThread();
        await SealedEnvelope.SealRecordAsync("record"u8.ToArray(), RecordLength.Stepped, key, belongsTo);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    private static StatementCounter Watch(TestSite site)
    {
        var counter = new StatementCounter();
        site.Interceptors.AddRange(counter.Interceptors);
        return counter;
    }

    private static async Task BidAsync(MoneyScene scene, int bidder)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes("投标文件"));
        await scene.Site.UseAsync((BidService s) => s.SubmitAsync(
            new SubmitBid(scene.Lot.Id, TestBidder.Of(bidder).OrganisationId, Money.Yuan(9_000_000m + bidder), 300, [new OfferedFile("投标文件.txt", content, null)]),
            CancellationToken.None));
    }

    private static async Task<(int Statements, int Commits)> OpenAsync(DatabaseKind kind, int bidders)
    {
        await using var scene = await MoneyScene.PaidAsync(kind, bidders);
        for (var bidder = 1; bidder <= bidders; bidder++)
        {
            await BidAsync(scene, bidder);
        }

        scene.Site.Be(scene.Lot.DeadlineUtc);
        await scene.Site.UseAsync((OpeningService s) => s.CloseAsync(scene.Lot.Id, CancellationToken.None));
        var counter = Watch(scene.Site);
        return await counter.CountAsync(() => scene.Site.UseAsync((OpeningService s) => s.OpenAsync(scene.Lot.Id, Acting.Clock, CancellationToken.None)));
    }

    private static Infrastructure.Banking.Simulation.SimulatedLine[] Strangers(TestBank bank, int lines) =>
        [.. Enumerable.Range(1, lines).Select(i => bank.In(TestBidder.Of(1), Money.Yuan(i)))];

    private static Task PostAsync(TradingDbContext db, int from, int count)
    {
        var drafts = Enumerable.Range(from, count).Select(i => Guid.Parse($"00000000-0000-4000-8000-{i:D12}")).Select(p => EntryDraft.Transfer(
            $"deposit-received:{p:N}", EntryKinds.DepositReceived, p.ToString("N"), new DateOnly(2026, 3, 2), AccountName.DepositHeld(p), AccountName.Bank(1), Money.Yuan(1m)));
        return db.InTransactionAsync(() => new LedgerPoster(db).PostAsync(1, [.. drafts], TestSite.Start, CancellationToken.None), CancellationToken.None);
    }
}
