using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Fees;
using Trading.Domain.Notices;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Notices;
using Trading.Infrastructure.Participation;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Tendering;
using Trading.TestKit;
using Trading.TestKit.Builders;
using Trading.TestKit.Stories;

namespace Trading.Infrastructure.Tests.Participation;

/// <summary>A bidder's lots from its own copies, from the deposit to the refund.</summary>
public sealed class OwnLotQueriesTests
{
    [Theory, OnEveryDatabase]
    public async Task Own_BeforeTheOpening_IsTheBiddersAlone_AndHasNoResult(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var story = await StoryAsync(site, StorySteps.Bid + " Story Bidder A");

        var own = Assert.Single(await ListAsync(site, story.People.Bidder(0).Id));
        Assert.Equal(story.Plot.Prices[0], own.Standing!.Record.Price);
        Assert.Equal((DepositState.Confirmed, story.Plot.Deposit), (own.Deposit.State, Assert.Single(own.Receipts).Amount));
        Assert.Null(own.Result);
        Assert.Empty(await ListAsync(site, story.People.Bidder(1).Id));
        Assert.Null(await site.UseAsync((OwnLotQueries q) => q.FindAsync(story.LotId, story.People.Bidder(1).Id, default)));
        Assert.Null(await site.UseAsync((OwnLotQueries q) => q.ReceiptAsync(own.Standing.ReceiptNumber, story.People.Bidder(1).Id, default)));
        Assert.NotNull(await site.UseAsync((OwnLotQueries q) => q.ReceiptAsync(own.Standing.ReceiptNumber, story.People.Bidder(0).Id, default)));
    }

    [Theory, OnEveryDatabase]
    public async Task Own_TellsWhatWasPublishedSinceItTookPart_AndWhatIsNewSinceItsLastAct(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var story = await StoryAsync(site, StorySteps.Publish);
        var owner = new Acting(story.People.Owner.UserId);
        var deadlineUtc = story.DeadlineUtc;
        async Task AmendAsync(string title, DateTime? newDeadlineUtc)
        {
            site.Clock.Advance(TimeSpan.FromMinutes(1));
            await site.UseAsync((TenderService s) => s.AmendAsync(new AmendTender(story.LotId, NoticeKind.Amendment, title, "Text", AffectsBids: true, newDeadlineUtc), owner, default));
            site.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        await AmendAsync("Before anybody took part", null);
        await story.ToAsync(StorySteps.TakePart + " Story Bidder A");
        await AmendAsync("Before the bid", null);
        await story.ToAsync(StorySteps.Bid + " Story Bidder A");
        await AmendAsync("After the bid", deadlineUtc.AddDays(3));

        var own = Assert.Single(await ListAsync(site, story.People.Bidder(0).Id));
        Assert.Equal([("After the bid", true), ("Before the bid", false)], own.Notices.Select(n => (n.Title, n.IsNew)));
        Assert.Equal(new MovedDeadline(deadlineUtc, deadlineUtc.AddDays(3)), own.Notices[0].Moved);
        Assert.Null(own.Notices[1].Moved);
        var hits = await site.UseAsync((NoticeQueries q) => q.SearchAsync(new NoticeSearch(), site.NowUtc, 0, 10, default));
        Assert.Equal([own.Notices[0].Moved, null, null, null], hits.Rows.Select(h => h.Moved));

        await site.UseAsync((BidService s) => s.WithdrawAsync(story.LotId, story.People.Bidder(0).Id, default));
        Assert.All(Assert.Single(await ListAsync(site, story.People.Bidder(0).Id)).Notices, n => Assert.False(n.IsNew));
        Assert.Empty(await ListAsync(site, story.People.Bidder(1).Id));
    }

    [Theory, OnEveryDatabase]
    public async Task Own_ALaterTimeAfterAnOutage_IsNewToIt_WithTheOldDeadlineBesideTheNew(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var story = await new TenderStory(
            site.Services, StoryClock.Of(site.Clock), await StoryPeople.FoundAsync(site.Services), new StoryBank(), new StoryPlot { Outage = true }).ToAsync(StorySteps.Open);
        var later = site.NowUtc.AddDays(2);
        await site.UseAsync((TenderService s) => s.ReopenAsync(story.LotId, later, "Later", "The site was down", new Acting(story.People.Owner.UserId), default));

        var notice = Assert.Single(Assert.Single(await ListAsync(site, story.People.Bidder(0).Id)).Notices);

        Assert.Equal((NoticeKind.OpeningDeferred, true, new MovedDeadline(story.DeadlineUtc, later)), (notice.Kind, notice.IsNew, notice.Moved));
    }

    [Theory, OnEveryDatabase]
    public async Task Own_AfterTheRefund_TellsWinnerAndLoserWhatBecameOfThem(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var story = await StoryAsync(site, until: null);

        var winner = Assert.Single(await ListAsync(site, story.People.Bidder(1).Id));
        var loser = Assert.Single(await ListAsync(site, story.People.Bidder(0).Id));

        Assert.Equal((true, 1, true), (winner.Result!.Won, winner.Result.Rank, winner.Result.ContractSignedOn is not null));
        Assert.Equal((false, 2), (loser.Result!.Won, loser.Result.Rank));
        Assert.Equal((FeeOccasion.Award, "demo-trading-service"), winner.Result.Fees.Select(f => (f.Occasion, f.ScheduleKey)).Single());
        Assert.Empty(loser.Result.Fees);
        Assert.Equal(BidState.Opened, loser.Opened!.State);
        Assert.Contains(loser.Refunds, r => !r.IsInterest && r.Amount == story.Plot.Deposit);
        Assert.Equal(await story.ReadAsync(db => db.Set<Deposit>().Select(d => d.State).FirstAsync()), loser.Deposit.State);
    }

    private static Task<IReadOnlyList<OwnLot>> ListAsync(TestSite site, long organisationId) =>
        site.UseAsync((OwnLotQueries q) => q.ListAsync(organisationId, default));

    private static async Task<TenderStory> StoryAsync(TestSite site, string? until) => await new TenderStory(
        site.Services, StoryClock.Of(site.Clock), await StoryPeople.FoundAsync(site.Services), new StoryBank(), new StoryPlot()).ToAsync(until);
}
