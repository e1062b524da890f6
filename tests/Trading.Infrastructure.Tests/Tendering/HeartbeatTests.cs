using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Rulebooks;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Tendering;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Tendering;

/// <summary>Whether the site was there before a deadline, told by the beats of its nodes.</summary>
public sealed class HeartbeatTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(20);
    private static readonly DateTime Deadline = new(2026, 3, 2, 1, 30, 0, DateTimeKind.Utc);

    [Theory, OnEveryDatabase]
    public async Task ABeatAllTheTime_IsNoOutage(DatabaseKind kind)
    {
        await using var site = await BeatenAsync(kind, _ => true);

        Assert.Equal(TimeSpan.Zero, await MissingAsync(site));
    }

    /// <summary>From 09:28:01 to 09:29:31: each of the minutes has its beat.</summary>
    [Theory, OnEveryDatabase]
    public async Task NinetySecondsAcrossAMinute_AreAnOutage(DatabaseKind kind)
    {
        await using var site = await BeatenAsync(kind, at => at <= Deadline.AddSeconds(-119) || at >= Deadline.AddSeconds(-29));

        Assert.Equal(TimeSpan.FromSeconds(90), await MissingAsync(site));
    }

    /// <summary>One node goes on while the other is away.</summary>
    [Theory, OnEveryDatabase]
    public async Task NodesStandInForEachOther(DatabaseKind kind)
    {
        await using var site = await BeatenAsync(kind, at => at <= Deadline.AddSeconds(-119) || at >= Deadline.AddSeconds(-29));
        await BeatAsync(site, "another", at => at > Deadline.AddSeconds(-125));

        Assert.Equal(TimeSpan.Zero, await MissingAsync(site));
    }

    [Theory, OnEveryDatabase]
    public async Task ASilenceThatReachesIntoTheWindow_OrToTheDeadline_IsAnOutage(DatabaseKind kind)
    {
        await using var before = await BeatenAsync(kind, at => at >= Deadline - Window + TimeSpan.FromSeconds(1));
        await using var after = await BeatenAsync(kind, at => at <= Deadline.AddSeconds(-24));
        await using var longBefore = await BeatenAsync(kind, at => at >= Deadline - Window - TimeSpan.FromSeconds(4));

        Assert.InRange(await MissingAsync(before), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(6));
        Assert.InRange(await MissingAsync(after), TimeSpan.FromSeconds(24), TimeSpan.FromSeconds(29));
        Assert.Equal(TimeSpan.Zero, await MissingAsync(longBefore));
    }

    /// <summary>Ten minutes that the demo clock skipped never were; the seconds beside them in which nobody answered were.</summary>
    [Theory, OnEveryDatabase]
    public async Task TimeThatTheDemoClockSkipped_NeverWas(DatabaseKind kind)
    {
        var (from, to) = (Deadline.AddMinutes(-20), Deadline.AddMinutes(-10));
        await using var site = await BeatenAsync(kind, at => at <= from || at >= to);
        await using var away = await BeatenAsync(kind, at => at <= from || at >= to.AddSeconds(90));
        await JumpAsync(site, from, to);
        await JumpAsync(away, from, to);

        Assert.Equal(TimeSpan.Zero, await MissingAsync(site));
        Assert.Equal(TimeSpan.FromSeconds(95), await MissingAsync(away));
    }

    [Theory, OnEveryDatabase]
    public async Task ASwitchedOffWindow_HasNoOutage(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);

        Assert.Equal(TimeSpan.Zero, await site.UseAsync((Heartbeats h) => h.MissingAsync(Deadline, TimeSpan.Zero, Gap, default)));
    }

    [Theory, OnEveryDatabase]
    public async Task Probe_ThatFindsAllWell_LeavesABeatWithNodeAndInstant_AndNoFile(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);

        await site.UseAsync((HeartbeatProbe p) => p.RunAsync(default));
        await site.UseAsync((HeartbeatProbe p) => p.RunAsync(default));

        var beat = Assert.Single(await site.DbAsync(db => db.Set<HeartbeatRow>().ToListAsync()));
        Assert.Equal((Environment.MachineName, site.NowUtc), (beat.Node, beat.AtUtc));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(site.Folder, "blobs"), "*", SearchOption.AllDirectories));
        Assert.Equal(TimeSpan.FromSeconds(5), await site.UseAsync((HeartbeatProbe p) => Task.FromResult(p.Period)));
    }

    [Theory, OnEveryDatabase]
    public async Task Probe_WhoseDoorOrDiskIsAway_LeavesNone(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);

        await ProbeAsync(site, s => s.GetRequiredService<BlobStore>(), [new Door(false)]);
        Assert.Equal(0, await site.DbAsync(db => db.Set<HeartbeatRow>().CountAsync()));

        var file = Path.Combine(site.Folder, "no-folder");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<IOException>(() => ProbeAsync(site, _ => new BlobStore(Path.Combine(file, "blobs")), [new Door(true)]));
        Assert.Equal(0, await site.DbAsync(db => db.Set<HeartbeatRow>().CountAsync()));
    }

    /// <summary>What the earliest lot that is to be opened needs stays, however old it is.</summary>
    [Theory, OnEveryDatabase]
    public async Task Prune_KeepsWhatALotMayNeed(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var lot = await new TenderBuilder(site).PublishAsync();
        DateTime[] beats = [lot.DeadlineUtc.AddHours(-49), lot.DeadlineUtc.AddHours(-47), lot.DeadlineUtc.AddDays(5)];
        foreach (var at in beats)
        {
            await site.UseAsync((Heartbeats h) => h.BeatAsync("node", at, default));
        }

        site.Be(lot.DeadlineUtc.AddDays(30));
        await site.UseAsync((PruneHeartbeatsJob j) => j.RunAsync(default));
        Assert.Equal(beats[1..], await BeatsAsync(site));

        await site.DbAsync(db => db.Set<Tender>().ExecuteUpdateAsync(s => s.SetProperty(t => t.State, TenderState.Failed)));
        await site.UseAsync((PruneHeartbeatsJob j) => j.RunAsync(default));
        Assert.Empty(await BeatsAsync(site));
    }

    private static async Task<TestSite> BeatenAsync(DatabaseKind kind, Func<DateTime, bool> beats)
    {
        var site = await TestSite.CreateAsync(kind);
        await BeatAsync(site, "node", beats);
        return site;
    }

    /// <summary>A beat every five seconds, a second after the full ones, wherever the test says that there was one.</summary>
    private static Task BeatAsync(TestSite site, string node, Func<DateTime, bool> beats) => site.DbAsync(db =>
    {
        db.AddRange(Enumerable.Range(0, 40 * 12).Select(i => Deadline.AddMinutes(-40).AddSeconds((i * 5) + 1)).Where(beats).Select(at => new HeartbeatRow { Node = node, AtUtc = at }));
        return db.SaveChangesAsync();
    });

    private static Task<int> JumpAsync(TestSite site, DateTime from, DateTime to) => site.DbAsync(db =>
    {
        db.Add(new ClockJump { FromUtc = from, ToUtc = to, OffsetMs = (long)(to - from).TotalMilliseconds });
        return db.SaveChangesAsync();
    });

    private static Task<TimeSpan> MissingAsync(TestSite site) => site.UseAsync((Heartbeats h) => h.MissingAsync(Deadline, Window, Gap, default));

    private static Task<List<DateTime>> BeatsAsync(TestSite site) => site.DbAsync(db => db.Set<HeartbeatRow>().OrderBy(h => h.AtUtc).Select(h => h.AtUtc).ToListAsync());

    private static async Task ProbeAsync(TestSite site, Func<IServiceProvider, BlobStore> blobs, IFrontDoor[] doors)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var all = scope.ServiceProvider;
        await new HeartbeatProbe(
            site.Clock, blobs(all), all.GetRequiredService<Heartbeats>(), all.GetRequiredService<TradingOptions>(), all.GetRequiredService<RulebookLibrary>(), doors).RunAsync(default);
    }

    private sealed class Door(bool answers) : IFrontDoor
    {
        public Task<bool> AnswersAsync(CancellationToken ct) => Task.FromResult(answers);
    }
}
