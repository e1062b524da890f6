using Microsoft.EntityFrameworkCore;
using Trading.Domain.Supervision;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Jobs;
using Trading.Infrastructure.Shared;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Jobs;

/// <summary>The jobs over a real tender. Running all of them is what a site does when it starts, with a scheduler that knows nothing.</summary>
public sealed class JobsTests
{
    [Theory, OnEveryDatabase]
    public async Task AtTheDeadline_WithoutHeartbeats_TheOpeningIsHeld(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var lot = await new TenderBuilder(site).PublishAsync();
        site.Be(lot.DeadlineUtc);

        await RunAllAsync(site);

        Assert.Equal(TenderState.OpeningHeld, await StateAsync(site, lot));
    }

    [Theory, OnEveryDatabase]
    public async Task OneTickBeforeTheDeadline_NothingMoves(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var lot = await new TenderBuilder(site).PublishAsync();
        site.Be(lot.DeadlineUtc.AddMilliseconds(-1));

        await RunAllAsync(site);

        Assert.Equal(TenderState.Bidding, await StateAsync(site, lot));
    }

    [Theory, OnEveryDatabase]
    public async Task AtTheDeadline_AfterAJumpOfTheDemoClock_NoOutageIsSeen(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var lot = await new TenderBuilder(site).PublishAsync();
        await JumpAsync(site, lot.DeadlineUtc);

        await RunAllAsync(site);

        // Opened, found that there is no bid, and failed by rule.
        Assert.Equal(TenderState.Failed, await StateAsync(site, lot));
    }

    [Theory, OnEveryDatabase]
    public async Task Run_Twice_ChangesNothing(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var lot = await new TenderBuilder(site).PublishAsync();
        await JumpAsync(site, lot.DeadlineUtc);
        await RunAllAsync(site);
        var before = await TraceAsync(site);

        await RunAllAsync(site);

        Assert.Equal(before, await TraceAsync(site));
        Assert.True(before.Done > 0);
    }

    [Theory, OnEveryDatabase]
    public async Task Run_KilledBetweenTheBusinessCommitAndTheMark_EndsTheRowAndDoesNothingAgain(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var lot = await new TenderBuilder(site).PublishAsync();
        await JumpAsync(site, lot.DeadlineUtc);
        await RunAllAsync(site);
        var before = await TraceAsync(site);
        await site.DbAsync(db => db.Set<DueAction>().Where(d => d.Kind == DueKinds.OpenLot).ExecuteUpdateAsync(s => s.SetProperty(d => d.DoneAtUtc, (DateTime?)null)));
        site.Be(site.NowUtc.AddMinutes(2));

        await RunAllAsync(site);

        Assert.Equal(before, await TraceAsync(site));
    }

    private static Task RunAllAsync(TestSite site) => site.UseAsync((JobRunner r) => r.RunAllAsync(CancellationToken.None));

    private static async Task JumpAsync(TestSite site, DateTime toUtc)
    {
        await site.DbAsync(async db =>
        {
            db.Add(new ClockJump { FromUtc = site.NowUtc, ToUtc = toUtc, OffsetMs = (long)(toUtc - site.NowUtc).TotalMilliseconds });
            return await db.SaveChangesAsync();
        });
        site.Be(toUtc);
    }

    private static Task<TenderState> StateAsync(TestSite site, TestLot lot) =>
        site.DbAsync(db => db.Set<Tender>().Where(t => t.LotId == lot.Id).Select(t => t.State).SingleAsync());

    private static Task<(int Done, int Open, int Events, int Mails)> TraceAsync(TestSite site) => site.DbAsync(async db => (
        await db.Set<DueAction>().CountAsync(d => d.DoneAtUtc != null), await db.Set<DueAction>().CountAsync(d => d.DoneAtUtc == null),
        await db.Set<ProcedureEvent>().CountAsync(), await db.Set<Infrastructure.Mail.OutboxMail>().CountAsync()));
}
