using Microsoft.EntityFrameworkCore;
using Trading.Domain.Evaluation;
using Trading.Domain.Notices;
using Trading.Domain.Participation;
using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Awards;
using Trading.Infrastructure.Notices;
using Trading.Infrastructure.Tendering;
using Trading.TestKit;
using Trading.TestKit.Builders;
using Trading.TestKit.Stories;

namespace Trading.Infrastructure.Tests.Evaluation;

/// <summary>A tie that the tender document leaves to the draw, from the notice to the candidates, and repeated from what is public alone.</summary>
public sealed class DrawnTieTests
{
    [Theory, OnEveryDatabase]
    public async Task ADrawnTie_CanBeRepeatedFromThePublicNoticesAlone(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var plot = new StoryPlot
        {
            Prices = [.. Enumerable.Repeat(Money.Yuan(9_000_000m), 4), Money.Yuan(9_500_000m)],
            Settings = [new ProjectSetting("construction.tie-break", "draw")],
        };
        var story = new TenderStory(site.Services, StoryClock.Of(site.Clock), await StoryPeople.FoundAsync(site.Services), new StoryBank(), plot);
        await story.ToAsync(StorySteps.Publish);
        var promised = NoticeBoard.FactsOf<TenderNoticeFacts>(await NoticeAsync(story, NoticeKind.Tender));
        Assert.Equal([nameof(TieStep.LowerBidPrice), nameof(TieStep.Draw)], promised.TieChain);

        await story.ToAsync(StorySteps.Candidates);

        var opening = NoticeBoard.FactsOf<OpeningRecordFacts>(await NoticeAsync(story, NoticeKind.OpeningRecord));
        var draw = NoticeBoard.FactsOf<CandidateFacts>(await NoticeAsync(story, NoticeKind.CandidatePublicity)).Draw!;
        var tie = Assert.Single(draw.Ties);
        var receipts = opening.Rows.Select(r => Convert.FromHexString(r.ContentHash)).ToList();
        Assert.Equal((promised.DrawCommitment, opening.DrawSecret), (draw.Commitment, draw.Secret));
        Assert.Equal((DrawnOrder.Question, opening.Drawn.Seed), (draw.Order.Question, draw.Order.Seed));
        Assert.Equal(opening.Rows.Select(r => r.ContentHash).Order(StringComparer.Ordinal), opening.Drawn.ReceiptHashes);
        Assert.Equal(Convert.ToHexStringLower(Draw.Seed(Convert.FromHexString(opening.DrawSecret), receipts)), opening.Drawn.Seed);
        Assert.True(Draw.Verify(
            Convert.FromHexString(promised.DrawCommitment), Convert.FromHexString(opening.DrawSecret), receipts, opening.Drawn.Question, opening.Drawn.Order));

        var bidders = opening.Rows.ToDictionary(r => r.ContentHash, r => r.Bidder);
        var byHand = opening.Drawn.Order.Select(number => bidders[opening.Drawn.ReceiptHashes[number]]).Where(b => tie.Any(d => d.Bidder == b));
        Assert.Equal(4, tie.Count);
        Assert.Equal(byHand, tie.Select(d => d.Bidder));
        Assert.Equal(byHand, (await RankedAsync(story)).Take(4));
    }

    [Theory, OnEveryDatabase]
    public async Task WithoutATie_NothingIsDrawn(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var plot = new StoryPlot { Settings = [new ProjectSetting("construction.tie-break", "draw")] };
        var story = new TenderStory(site.Services, StoryClock.Of(site.Clock), await StoryPeople.FoundAsync(site.Services), new StoryBank(), plot);

        await story.ToAsync(StorySteps.Candidates);

        Assert.Null(NoticeBoard.FactsOf<CandidateFacts>(await NoticeAsync(story, NoticeKind.CandidatePublicity)).Draw);
    }

    private static Task<Notice> NoticeAsync(TenderStory story, NoticeKind kind) =>
        story.ReadAsync(db => db.Set<Notice>().AsNoTracking().SingleAsync(n => n.LotId == story.LotId && n.Kind == kind));

    private static Task<List<string>> RankedAsync(TenderStory story) => story.ReadAsync(db => (
        from line in db.Set<EvaluationLine>()
        join participant in db.Set<Participant>() on line.ParticipationId equals participant.Id
        join organisation in db.Set<Domain.Parties.Organisation>() on participant.OrganisationId equals organisation.Id
        where line.LotId == story.LotId
        orderby line.Rank
        select organisation.Name).ToListAsync());
}
