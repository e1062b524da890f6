using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Ledger;
using Trading.Infrastructure.Ledger;
using Trading.TestKit;

namespace Trading.Infrastructure.Tests.Ledger;

public sealed class CheckpointMakerTests
{
    [Theory, OnEveryDatabase]
    public async Task Run_EachHour_MakesOneOfEachChainWhetherOrNotAnythingHappened(DatabaseKind kind)
    {
        await using var scene = await CheckpointScene.CreateAsync(kind);

        Assert.Equal(2, await scene.MakeAsync());
        Assert.Equal(0, await scene.MakeAsync());
        scene.SystemClock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(0, await scene.MakeAsync());
        scene.SystemClock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, await scene.MakeAsync());

        var lines = scene.Lines(Chain.Events);
        Assert.Equal([(1L, 0L), (2L, 0L)], lines.Select(l => (l.Content.Number, l.Content.Seq)));
        Assert.Equal(lines[0].Digest, lines[1].Content.Previous);
        Assert.NotEqual(lines[0].Digest, lines[1].Digest);
    }

    [Theory, OnEveryDatabase]
    public async Task Run_AsManyLinksAsAllowed_MakesOneBeforeTheHour(DatabaseKind kind)
    {
        await using var scene = await CheckpointScene.CreateAsync(kind);
        await scene.MakeAsync();

        await scene.ChainAsync(2);
        Assert.Equal(0, await scene.MakeAsync());
        await scene.ChainAsync(1);
        Assert.Equal(2, await scene.MakeAsync());

        Assert.Equal([0, 3], scene.Lines(Chain.Journal).Select(l => l.Content.Seq));
    }

    [Theory, OnEveryDatabase]
    public async Task Run_OneAfterTheOther_CountsLinksAndAddsUpDebits(DatabaseKind kind)
    {
        await using var scene = await CheckpointScene.ToldAsync(kind);

        var journal = scene.Lines(Chain.Journal);
        Assert.Equal(["0 -", "2 CNY=300", "5 CNY=1500"], journal.Select(l => $"{l.Content.Count} {string.Join(',', l.Content.Debits.Select(d => $"{d.Key}={d.Value}"))}".TrimEnd()).Select(t => t == "0" ? "0 -" : t));
        Assert.Equal(["0", "2", "5"], scene.Lines(Chain.Events).Select(l => l.Content.Count.ToString(CultureInfo.InvariantCulture)));
        Assert.All(scene.Lines(Chain.Events), l => Assert.Empty(l.Content.Debits));
        Assert.All(journal, l => Assert.True(scene.Key.IsOurs(l.Content.ToText(), l.Signature)));
    }

    /// <summary>A process that dies when its line is on the disk and its row is not: the next run takes the line over.</summary>
    [Theory, OnEveryDatabase]
    public async Task Run_KilledBetweenFileAndRow_GoesOnFromTheLine(DatabaseKind kind)
    {
        await using var scene = await CheckpointScene.ToldAsync(kind);
        await scene.ChainAsync(3);
        var point = new FaultPoint();
        point.Arm(FaultMode.BeforeCommit, 1);
        await using (var db = scene.Database.NewContext(o => o.AddInterceptors(point.Interceptors)))
        {
            await Assert.ThrowsAsync<InjectedFaultException>(() => scene.Maker(db).RunAsync(default));
        }

        Assert.Equal((4, 3), (scene.Lines(Chain.Journal).Length, await RowsAsync(scene, Chain.Journal)));
        Assert.Null(await scene.FaultAsync(Chain.Journal));
        var left = scene.Lines(Chain.Journal)[^1].Digest;
        await scene.ChainAsync(1);

        Assert.Equal(2, await scene.MakeAsync());

        Assert.Equal((4, 4), (scene.Lines(Chain.Journal).Length, await RowsAsync(scene, Chain.Journal)));
        Assert.Equal(left, await scene.ReadAsync(db => db.Set<CheckpointRow>().Where(c => c.Chain == Chain.Journal && c.Number == 4).Select(c => c.Digest).SingleAsync()));
        Assert.Null(await scene.FaultAsync(Chain.Journal));
    }

    /// <summary>Half a line is nobody's: it holds nothing up, and the next one takes its place.</summary>
    [Theory, OnEveryDatabase]
    public async Task Run_AfterALineThatWasCutOff_WritesItAnew(DatabaseKind kind)
    {
        await using var scene = await CheckpointScene.ToldAsync(kind);
        await File.AppendAllTextAsync(scene.JournalFile, "checkpoint-1 journal 4 5 ");
        Assert.Null(await scene.FaultAsync(Chain.Journal));
        scene.SystemClock.Advance(TimeSpan.FromHours(1));

        await scene.MakeAsync();

        Assert.Equal([1, 2, 3, 4], scene.Lines(Chain.Journal).Select(l => l.Content.Number));
        Assert.Null(await scene.FaultAsync(Chain.Journal));
    }

    [Theory, OnEveryDatabase]
    public async Task Run_OnManyNodesAtOnce_MakesOne(DatabaseKind kind)
    {
        await using var scene = await CheckpointScene.CreateAsync(kind);
        await scene.ChainAsync(2);

        var made = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(scene.MakeAsync)));

        Assert.Equal(2, made.Sum());
        Assert.Single(scene.Lines(Chain.Journal));
        Assert.Single(scene.Lines(Chain.Events));
        Assert.Null(await scene.FaultAsync(Chain.Journal));
    }

    [Fact]
    public async Task Files_AreTheirOwnersAlone_AndThePublicKeyLiesBeside()
    {
        await using var scene = await CheckpointScene.CreateAsync(DatabaseKind.Sqlite);
        await scene.MakeAsync();

        Assert.Equal(scene.Key.PublicPem, (await File.ReadAllTextAsync(Path.Combine(Path.GetDirectoryName(scene.JournalFile)!, "public-key.pem"))).TrimEnd());
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(scene.JournalFile));
        }
    }

    private static Task<int> RowsAsync(CheckpointScene scene, Chain chain) => scene.ReadAsync(db => db.Set<CheckpointRow>().CountAsync(c => c.Chain == chain));
}
