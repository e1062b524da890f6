using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Participation;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Participation;

public sealed class ParticipationServiceTests
{
    private static Task<IReadOnlyList<OwnParticipation>> OwnAsync(TestSite site, TestBidder bidder) =>
        site.UseAsync((ParticipationService s) => s.OwnAsync(bidder.OrganisationId, default));

    [Theory, OnEveryDatabase]
    public async Task TakePart_FromManyWindowsAtOnce_IsOneParticipation(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        await TestBank.OpenAsync(site);
        var lot = await new TenderBuilder(site).PublishAsync();

        var ids = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => TenderBuilder.TakePartAsync(site, lot, TestBidder.Of(1)))));

        Assert.Single(ids.Distinct());
        Assert.Equal(ids[0], Assert.Single(await OwnAsync(site, TestBidder.Of(1))).Id);
    }

    [Theory, OnEveryDatabase]
    public async Task TakePart_InManyLotsAtOnce_IsListedInEach(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        await TestBank.OpenAsync(site);
        var lots = new List<TestLot>();
        for (var i = 0; i < 6; i++)
        {
            lots.Add(await new TenderBuilder(site).PublishAsync());
        }

        await Task.WhenAll(lots.Select(lot => Task.Run(() => TenderBuilder.TakePartAsync(site, lot, TestBidder.Of(1)))));

        Assert.Equal(lots.Select(l => l.Id), (await OwnAsync(site, TestBidder.Of(1))).Select(o => o.Link.LotId).Order());
    }

    [Theory, OnEveryDatabase]
    public async Task TakePart_AtTheDeadline_IsRefused(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        await TestBank.OpenAsync(site);
        var lot = await new TenderBuilder(site).PublishAsync();
        site.Be(lot.DeadlineUtc);

        var broken = await Assert.ThrowsAsync<RuleBrokenException>(() => TenderBuilder.TakePartAsync(site, lot, TestBidder.Of(1)));

        Assert.Equal(TenderingRules.WindowClosed, broken.Rule);
    }
}
