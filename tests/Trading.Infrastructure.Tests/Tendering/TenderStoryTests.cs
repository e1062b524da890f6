using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Tendering;
using Trading.TestKit;
using Trading.TestKit.Builders;
using Trading.TestKit.Stories;

namespace Trading.Infrastructure.Tests.Tendering;

/// <summary>One tender through all services, as its people take it.</summary>
public sealed class TenderStoryTests
{
    [Theory, OnEveryDatabase]
    public async Task Tender_FromEntrustmentToRefund_LeavesNothingOwed(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);

        var story = await (await StoryAsync(site, new StoryPlot())).ToAsync();

        Assert.Equal(TenderState.Contracted, await story.ReadAsync(db => db.Set<Tender>().Where(t => t.LotId == story.LotId).Select(t => t.State).SingleAsync()));
        Assert.All(await story.ReadAsync(db => db.Set<Deposit>().ToListAsync()), d => Assert.Equal(DepositState.Refunded, d.State));
        await site.AssertLedgerAsync();
    }

    /// <summary>PostgreSQL refuses what is longer than its column; SQLite keeps it.</summary>
    [Theory, OnEveryDatabase]
    public async Task Tender_WithTheLongestName_GoesAsFarAsAnyOther(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);

        var story = await (await StoryAsync(site, new StoryPlot { Title = new string('长', 200) })).ToAsync(StorySteps.Publish);

        Assert.Equal(TenderState.Bidding, await story.ReadAsync(db => db.Set<Tender>().Where(t => t.LotId == story.LotId).Select(t => t.State).SingleAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task Tender_WithFewerThanTheMinimum_FailsUnopenedAndRefunds(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);

        var story = await (await StoryAsync(site, new StoryPlot { Prices = [new(930_000_000), new(910_000_000)] })).ToAsync();

        Assert.Equal(TenderState.Failed, await story.ReadAsync(db => db.Set<Tender>().Where(t => t.LotId == story.LotId).Select(t => t.State).SingleAsync()));
        Assert.All(await story.ReadAsync(db => db.Set<Bid>().ToListAsync()), b => Assert.Null(b.Price));
        Assert.All(await story.ReadAsync(db => db.Set<Deposit>().ToListAsync()), d => Assert.Equal(DepositState.Refunded, d.State));
        await site.AssertLedgerAsync();
    }

    private static async Task<TenderStory> StoryAsync(TestSite site, StoryPlot plot) =>
        new(site.Services, StoryClock.Of(site.Clock), await StoryPeople.FoundAsync(site.Services), new StoryBank(), plot);
}
