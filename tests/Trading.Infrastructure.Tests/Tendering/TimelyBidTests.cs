using System.Text;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Notices;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Notices;
using Trading.Infrastructure.Tendering;
using Trading.TestKit;
using Trading.TestKit.Builders;
using Trading.TestKit.Stories;

namespace Trading.Infrastructure.Tests.Tendering;

/// <summary>Bids received in time that somebody overtakes before they are recorded: the closer, the opening, the bidder's own withdrawal.</summary>
public sealed class TimelyBidTests
{
    private static readonly Money Price = Money.Yuan(9_000_000m);

    /// <summary>Three have bid, a fourth has paid; one millisecond before the deadline.</summary>
    private static async Task<(TestSite Site, TenderStory Story, BeforeTransaction Overtaken)> AtTheLastMomentAsync(DatabaseKind kind)
    {
        var site = await TestSite.CreateAsync(kind);
        var story = new TenderStory(site.Services, StoryClock.Of(site.Clock), await StoryPeople.FoundAsync(site.Services), new StoryBank(), new StoryPlot());
        await story.ToAsync("bid Story Bidder C");
        await story.PaidAsync(story.People.Bidder(3));
        site.Be(story.DeadlineUtc.AddMilliseconds(-1));
        var overtaken = new BeforeTransaction();
        site.Interceptors.Add(overtaken);
        return (site, story, overtaken);
    }

    private static async Task<BidReceipt> BidAsync(TestSite site, TenderStory story, int bidder)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes("%PDF-1.4 last"));
        return await site.UseAsync((BidService s) => s.SubmitAsync(
            new SubmitBid(story.LotId, story.People.Bidder(bidder).Id, Price, 280, [new OfferedFile("bid.pdf", file, null)]), default));
    }

    private static async Task<IReadOnlyList<OpeningRow>> OpenedAsync(TenderStory story)
    {
        await story.ToAsync(StorySteps.Open);
        return NoticeBoard.FactsOf<OpeningRecordFacts>(await story.ReadAsync(db => db.Set<Notice>().SingleAsync(n => n.Kind == NoticeKind.OpeningRecord))).Rows;
    }

    [Theory, OnEveryDatabase]
    public async Task Submit_ReceivedInTimeAndOvertakenByTheCloser_Counts(DatabaseKind kind)
    {
        var (site, story, overtaken) = await AtTheLastMomentAsync(kind);
        await using var _ = site;
        overtaken.Let(() => story.ToAsync(StorySteps.Close));

        var receipt = await BidAsync(site, story, 3);

        Assert.Equal(story.DeadlineUtc.AddMilliseconds(-1), receipt.ReceivedAtUtc);
        var rows = await OpenedAsync(story);
        Assert.Equal(4, rows.Count);
        Assert.Single(rows, r => r.ReceiptNumber == receipt.Number);
    }

    [Theory, OnEveryDatabase]
    public async Task Submit_AgainInTimeAndOvertakenByTheCloser_ReplacesTheOneBefore(DatabaseKind kind)
    {
        var (site, story, overtaken) = await AtTheLastMomentAsync(kind);
        await using var _ = site;
        overtaken.Let(() => story.ToAsync(StorySteps.Close));

        var receipt = await BidAsync(site, story, 0);

        var rows = await OpenedAsync(story);
        Assert.Equal(3, rows.Count);
        Assert.Equal(Price.Fen, Assert.Single(rows, r => r.ReceiptNumber == receipt.Number).PriceFen);
    }

    [Theory, OnEveryDatabase]
    public async Task Withdraw_InTimeAndOvertakenByTheCloser_Counts(DatabaseKind kind)
    {
        var (site, story, overtaken) = await AtTheLastMomentAsync(kind);
        await using var _ = site;
        await BidAsync(site, story, 3);
        overtaken.Let(() => story.ToAsync(StorySteps.Close));

        await site.UseAsync((BidService s) => s.WithdrawAsync(story.LotId, story.People.Bidder(0).Id, default));

        Assert.Equal(3, (await OpenedAsync(story)).Count);
    }

    [Theory, OnEveryDatabase]
    public async Task Submit_OvertakenByTheOpening_IsRefusedAndSaysThatItWasInTime(DatabaseKind kind)
    {
        var (site, story, overtaken) = await AtTheLastMomentAsync(kind);
        await using var _ = site;
        overtaken.Let(() => story.ToAsync(StorySteps.Open));

        var refusal = await Assert.ThrowsAsync<BidRefusedException>(() => BidAsync(site, story, 3));

        Assert.Equal(TenderingRules.OpenedMeanwhile, refusal.Cause.Rule);
        Assert.Equal([story.DeadlineUtc, story.DeadlineUtc.AddMilliseconds(-1)], refusal.Cause.Limits);
        Assert.Equal(3, (await OpenedAsync(story)).Count);
        Assert.Equal(0, await story.ReadAsync(db => db.Set<Bid>().CountAsync(b => b.State == BidState.Submitted)));
    }

    [Theory, OnEveryDatabase]
    public async Task Withdraw_OvertakenByTheOpening_IsRefused(DatabaseKind kind)
    {
        var (site, story, overtaken) = await AtTheLastMomentAsync(kind);
        await using var _ = site;
        overtaken.Let(() => story.ToAsync(StorySteps.Open));

        var refusal = await Assert.ThrowsAsync<BidRefusedException>(
            () => site.UseAsync((BidService s) => s.WithdrawAsync(story.LotId, story.People.Bidder(0).Id, default)));

        Assert.Equal(TenderingRules.OpenedMeanwhile, refusal.Cause.Rule);
        Assert.Equal(3, (await OpenedAsync(story)).Count);
    }

    [Theory, OnEveryDatabase]
    public async Task Submit_OvertakenByTheWithdrawalOfItsDeposit_IsRefused(DatabaseKind kind)
    {
        var (site, story, overtaken) = await AtTheLastMomentAsync(kind);
        await using var _ = site;
        var (participation, bidder) = (story.Participations[^1], story.People.Bidder(3));
        overtaken.Let(() => site.UseAsync((DepositService s) => s.WithdrawDepositAsync(participation, bidder.Id, default)));

        var refusal = await Assert.ThrowsAsync<BidRefusedException>(() => BidAsync(site, story, 3));

        Assert.Equal(TenderingRules.DepositMissing, refusal.Cause.Rule);
        Assert.False(await story.ReadAsync(db => db.Set<Bid>().AnyAsync(b => b.ParticipationId == participation)));
    }

    [Theory, OnEveryDatabase]
    public async Task Submit_WhileItsDepositIsWithdrawn_NeverBoth(DatabaseKind kind)
    {
        var (site, story, _) = await AtTheLastMomentAsync(kind);
        await using var disposed = site;
        var (participation, bidder) = (story.Participations[^1], story.People.Bidder(3));

        var bid = Record.ExceptionAsync(() => BidAsync(site, story, 3)).AsTask();
        var withdrawal = Record.ExceptionAsync(() => site.UseAsync((DepositService s) => s.WithdrawDepositAsync(participation, bidder.Id, default))).AsTask();
        await Task.WhenAll(bid, withdrawal);

        Assert.True((await bid is null) != (await withdrawal is null), $"{await bid} / {await withdrawal}");
        var stands = await story.ReadAsync(db => db.Set<Bid>().AnyAsync(b => b.ParticipationId == participation && b.State == BidState.Submitted));
        var paid = await story.ReadAsync(db => db.Set<Deposit>().AnyAsync(d => d.ParticipationId == participation && d.State == DepositState.Confirmed));
        Assert.Equal(paid, stands);
    }
}
