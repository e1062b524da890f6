using Microsoft.EntityFrameworkCore;
using Trading.Infrastructure.Jobs;
using Trading.Infrastructure.Persistence;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Jobs;

public sealed class DueSweepTests
{
    private const string Kind = "test";

    [Theory, OnEveryDatabase]
    public async Task Run_NothingDue_DoesNothing(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        await PlanAsync(site, "later", site.NowUtc.AddMilliseconds(1));

        Assert.Equal(0, await SweepAsync(site, _ => throw new InvalidOperationException("not due")));
        Assert.Equal(0, (await RowAsync(site, "later")).Attempts);
    }

    [Theory, OnEveryDatabase]
    public async Task Run_ARowThatFails_BacksOffAndHoldsUpNoOther(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        await PlanAsync(site, "bad", site.NowUtc);
        await PlanAsync(site, "good", site.NowUtc.AddSeconds(-1));
        await PlanAsync(site, "also-good", site.NowUtc);

        Assert.Equal(2, await SweepAsync(site, BadFails));

        var bad = await RowAsync(site, "bad");
        Assert.Equal((1, site.NowUtc.AddMinutes(1), "InvalidOperationException"), (bad.Attempts, bad.NextTryAtUtc, bad.LastError));
        Assert.NotNull((await RowAsync(site, "good")).DoneAtUtc);
        Assert.Equal(0, await SweepAsync(site, BadFails));
        Assert.Equal(1, (await RowAsync(site, "bad")).Attempts);
    }

    [Theory, OnEveryDatabase]
    public async Task Run_ARowThatFailsTenTimes_IsParkedShownAndRetriedByHand(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        await PlanAsync(site, "bad", site.NowUtc);
        for (var attempt = 0; attempt < BackOff.Attempts + 3; attempt++)
        {
            await SweepAsync(site, BadFails);
            site.Be(site.NowUtc.AddHours(1));
        }

        var shown = Assert.Single(await site.UseAsync((DueActionQueries q) => q.OpenAsync(TenderBuilder.Centre, 10, CancellationToken.None)));
        Assert.Equal((BackOff.Attempts, true), (shown.Attempts, shown.ParkedAtUtc is not null));
        Assert.Empty(await site.UseAsync((DueActionQueries q) => q.OpenAsync(TenderBuilder.Centre + 1, 10, CancellationToken.None)));

        Assert.False(await site.UseAsync((DueActions d) => d.RetryAsync(shown.Id, TenderBuilder.Centre + 1, site.NowUtc, CancellationToken.None)));
        Assert.True(await site.UseAsync((DueActions d) => d.RetryAsync(shown.Id, TenderBuilder.Centre, site.NowUtc, CancellationToken.None)));
        Assert.Equal(1, await SweepAsync(site, _ => { }));
    }

    [Theory, OnEveryDatabase]
    public async Task Run_TwiceAtOnce_DoesEachRowOnce(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        for (var i = 0; i < 20; i++)
        {
            await PlanAsync(site, $"row-{i}", site.NowUtc);
        }

        var done = new System.Collections.Concurrent.ConcurrentBag<string>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => SweepAsync(site, done.Add))));

        Assert.Equal(20, done.Count);
        Assert.Equal(20, done.Distinct().Count());
    }

    [Theory, OnEveryDatabase]
    public async Task Run_ADeadlineMovedMeanwhile_StaysOpenForItsNewTime(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        await PlanAsync(site, "moved", site.NowUtc);

        await site.UseAsync((DueSweep s) => s.RunAsync<DueActions>(
            Kind,
            async (_, subject, _) => await PlanAsync(site, subject, site.NowUtc.AddDays(1)),
            CancellationToken.None));

        var row = await RowAsync(site, "moved");
        Assert.Equal((null, site.NowUtc.AddDays(1), 0), (row.DoneAtUtc, row.DueAtUtc, row.Attempts));
    }

    [Theory, OnEveryDatabase]
    public async Task Run_AProcessKilledInEveryAttempt_ParksTheRow(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        await PlanAsync(site, "killer", site.NowUtc);
        // What is left of a process that was killed in its tenth attempt: the claim.
        await site.DbAsync(db => db.Set<DueAction>().ExecuteUpdateAsync(s => s.SetProperty(d => d.Attempts, BackOff.Attempts)));

        Assert.Equal(0, await SweepAsync(site, _ => throw new InvalidOperationException("must not run")));

        Assert.Equal("Interrupted", (await RowAsync(site, "killer")).LastError);
        Assert.NotNull((await RowAsync(site, "killer")).ParkedAtUtc);
    }

    private static void BadFails(string subject)
    {
        if (subject == "bad")
        {
            throw new InvalidOperationException("with a text that nobody may store");
        }
    }

    private static Task<int> SweepAsync(TestSite site, Action<string> act) => site.UseAsync((DueSweep s) => s.RunAsync<TradingDbContext>(
        Kind,
        (_, subject, _) =>
        {
            act(subject);
            return Task.CompletedTask;
        },
        CancellationToken.None));

    private static Task PlanAsync(TestSite site, string subject, DateTime dueAtUtc) => site.UseAsync(async (TradingDbContext db) =>
    {
        await new DueActions(db).PlanAsync(Kind, subject, TenderBuilder.Centre, dueAtUtc, CancellationToken.None);
        await db.SaveChangesAsync();
    });

    private static Task<DueAction> RowAsync(TestSite site, string subject) => site.DbAsync(db => db.Set<DueAction>().AsNoTracking().SingleAsync(d => d.Subject == subject));
}
