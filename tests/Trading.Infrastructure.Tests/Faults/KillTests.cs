using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trading.Domain.Awards;
using Trading.Domain.Closing;
using Trading.Domain.Deposits;
using Trading.Domain.Participation;
using Trading.Domain.Parties;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Participation;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Replay;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Tendering;
using Trading.KillHost;
using Trading.TestKit;

namespace Trading.Infrastructure.Tests.Faults;

/// <summary>
/// Replays are killed at points drawn from a printed seed, five for each kind of work on each database (TRADING_KILLS for more, TRADING_KILL_SEED for the same again):
/// anywhere, in the midst of an import, of a refund, and of the close of a month. One kill meets all of these at once, each in a replay of its own.
/// Afterwards everything acknowledged is there, every bid with its files, and the books hold. A killed process loses what it had not handed to the
/// system; a machine that loses its power is not tried by this.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Tenders = 2;

    // Longer than what any one use case takes, of as many replays as a process has beside each other.
    private const int LongestDelay = 250;

    private static int Kills => int.Parse(Environment.GetEnvironmentVariable("TRADING_KILLS") ?? "5", CultureInfo.InvariantCulture);

    private static DatabaseKind[] Databases => PostgresCluster.SkipReason is null ? [DatabaseKind.Sqlite, DatabaseKind.Postgres] : [DatabaseKind.Sqlite];

    [Fact]
    public async Task Replays_KilledInAnyWork_LoseNothingAcknowledged()
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("TRADING_KILL_SEED") ?? Random.Shared.Next().ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        output.WriteLine($"TRADING_KILL_SEED={seed}");
        var works = Works(RecordedData.Tenders().Take(Tenders).ToArray());
        var file = Path.Combine(Path.GetTempPath(), $"trading-kill-{Guid.NewGuid():N}.csv");
        await RecordedData.WriteAsync(file, Tenders);
#pragma warning disable CA5394 // Points of a test, repeatable by their seed.
        var points = new Random(seed);
        for (var kill = 0; kill < Kills; kill++)
        {
            var plan = Databases.SelectMany(_ => works, (kind, work) => (kind, new KillPoint(work.Work, points.Next(1, work.Most + 1)))).ToArray();
            // Mostly soon after the points, in the midst of the work; now and then a while, in the midst of what comes next.
            var delay = TimeSpan.FromMilliseconds(LongestDelay * Math.Pow(points.NextDouble(), 2));
#pragma warning restore CA5394
            await using var killed = await KilledReplays.RunAsync(file, plan, delay);
            foreach (var replay in killed.Replays)
            {
                output.WriteLine($"killed {delay.TotalMilliseconds:N0} ms after {replay.Kind} {replay.Point}, {replay.Acknowledged.Count} acknowledgements, the last {replay.Acknowledged[^1]}");
                await AssertNothingLostAsync(replay);
            }
        }

        File.Delete(file);
    }

    /// <summary>What is killed, and how often each is certain to begin.</summary>
    private static (string? Work, int Most)[] Works(IReadOnlyCollection<RecordedTender> tenders) =>
    [
        // Published, participation, bid, statements, opened, awarded, contracted, paid: well over this many acknowledgements.
        (null, tenders.Sum(t => 4 + (2 * t.Bids.Count)) - 1),
        (AcknowledgementLog.Import, tenders.Count),
        (AcknowledgementLog.Refund, 1),
        (AcknowledgementLog.Close, 1),
    ];

    private static async Task AssertNothingLostAsync(KilledReplay killed)
    {
        await using var services = new ServiceCollection().AddLogging()
            .AddTrading(new TradingOptions { ConnectionString = killed.Database.ConnectionString, DataFolder = killed.Folder.FullName }, TimeProvider.System)
            .BuildServiceProvider();
        await AssertCheckpointsAsync(services);
        await AssertLedger.HoldsAsync(services, new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await using var db = killed.Database.NewContext();
        foreach (var (kind, id) in killed.Acknowledged)
        {
            Assert.True(await IsThereAsync(db, kind, id), $"{kind} {id} was acknowledged and is gone");
        }

        var bids = await db.Set<Bid>().AsNoTracking().ToListAsync();
        Assert.Equal(bids.Count, bids.DistinctBy(b => b.ParticipationId).Count());
        await AssertFilesAsync(db, services, bids);
    }

    /// <summary>Whatever the moment, the chains agree with the files outside the database; the next run goes on from there.</summary>
    private static async Task AssertCheckpointsAsync(ServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        for (var run = 0; run < 2; run++)
        {
            Assert.All(await scope.ServiceProvider.GetRequiredService<CheckpointVerifier>().RunAsync(default), f => Assert.True(f.Ok, f.FirstOffender));
            await scope.ServiceProvider.GetRequiredService<CheckpointMaker>().MakeAsync(default);
        }
    }

    private static async Task<bool> IsThereAsync(TradingDbContext db, string kind, string id) => kind switch
    {
        "published" => await db.Set<Tender>().AnyAsync(t => t.LotId == Number(id) && t.State != TenderState.Preparing),
        "participation" => await db.Set<Participant>().CountAsync(p => p.Id == Guid.Parse(id)) == 1 && await db.Set<Deposit>().CountAsync(d => d.ParticipationId == Guid.Parse(id)) == 1,
        "bid" => await db.Set<Bid>().CountAsync(b => b.ReceiptNumber == id) == 1,
        "statement" => await db.Set<BankStatementRow>().CountAsync() >= Number(id),
        "opened" => await db.Set<Tender>().AnyAsync(t => t.LotId == Number(id) && (t.OpenedAtUtc != null || t.State == TenderState.Failed)),
        "awarded" => await db.Set<AwardNotice>().CountAsync(n => n.LotId == Number(id)) == 1,
        "contracted" => await db.Set<ContractRecord>().CountAsync(c => c.LotId == Number(id)) == 1,
        "closed" => await db.Set<AccountingPeriod>().AnyAsync(p => p.Id == Guid.Parse(id) && p.State == PeriodState.Closed),
        "paid" => !await db.Set<Repayment>().AnyAsync(r => r.BatchId == Guid.Parse(id) && r.State != RepaymentState.Paid),
        _ => throw new InvalidOperationException($"An acknowledgement of an unknown kind: {kind}"),
    };

    /// <summary>Each bidder still finds the files of its bid, and those of an opened lot are whole.</summary>
    private static async Task AssertFilesAsync(TradingDbContext db, ServiceProvider services, List<Bid> bids)
    {
        await using var scope = services.CreateAsyncScope();
        var blobs = services.GetRequiredService<BlobStore>();
        var found = 0;
        foreach (var organisation in await db.Set<Organisation>().Select(o => o.Id).ToListAsync())
        {
            foreach (var own in await scope.ServiceProvider.GetRequiredService<ParticipationService>().OwnAsync(organisation, default))
            {
                var mine = await scope.ServiceProvider.GetRequiredService<BidService>().OwnAsync(own.Id, organisation, default);
                found += mine.Count;
                Assert.All(mine.SelectMany(b => b.Record.Files), f => blobs.OpenRead(BlobId.Parse(f.BlobId)).Dispose());
            }
        }

        Assert.Equal(bids.Count, found);
        foreach (var bid in bids.Where(b => b.State is BidState.Opened or BidState.RejectedByRule))
        {
            await scope.ServiceProvider.GetRequiredService<OpeningService>().CopyFileAsync(bid.Id, 1, Stream.Null, default);
        }
    }

    private static long Number(string id) => long.Parse(id, CultureInfo.InvariantCulture);
}
