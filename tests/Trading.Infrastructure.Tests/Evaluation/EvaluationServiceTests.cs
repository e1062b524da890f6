using Microsoft.EntityFrameworkCore;
using Trading.Domain.Evaluation;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Evaluation;
using Trading.Infrastructure.Shared;
using Trading.TestKit;
using Trading.TestKit.Builders;
using Trading.TestKit.Stories;

namespace Trading.Infrastructure.Tests.Evaluation;

/// <summary>The panel, its report and its confirmations.</summary>
public sealed class EvaluationServiceTests
{
    private static readonly Acting Owner = new(1);

    private static async Task<(TestSite Site, TenderStory Story)> ToldAsync(DatabaseKind kind, string until, params decimal[] prices)
    {
        var site = await TestSite.CreateAsync(kind);
        var plot = prices.Length == 0 ? new StoryPlot() : new StoryPlot { Prices = [.. prices.Select(p => Money.Yuan(p))] };
        var story = new TenderStory(site.Services, StoryClock.Of(site.Clock), await StoryPeople.FoundAsync(site.Services), new StoryBank(), plot);
        return (site, await story.ToAsync(until));
    }

    private static Task NameAsync(TestSite site, TenderStory story, int experts, int owners) => site.UseAsync((EvaluationService s) => s.NamePanelAsync(
        story.LotId,
        [
            .. Enumerable.Range(1, experts).Select(i => new NameMember($"Expert {i}", MemberKind.Expert, null)),
            .. Enumerable.Range(1, owners).Select(i => new NameMember($"Owner {i}", MemberKind.OwnerRepresentative, null)),
        ],
        Owner,
        default));

    private static Task ReportAsync(TestSite site, TenderStory story, IReadOnlyList<JudgeBid> judgements, IReadOnlyList<Guid>? ties = null, string? why = null) =>
        site.UseAsync((EvaluationService s) => s.EnterReportAsync(story.LotId, judgements, ties ?? [], why, Owner, default));

    private static async Task<string> RuleOfAsync(Func<Task> act) => (await Assert.ThrowsAsync<RuleBrokenException>(act)).Rule;

    private static Task<List<EvaluationLine>> LinesAsync(TenderStory story) =>
        story.ReadAsync(db => db.Set<EvaluationLine>().AsNoTracking().OrderBy(l => l.Rank == null).ThenBy(l => l.Rank).ToListAsync());

    [Theory]
    [OnEveryDatabase(3, 1, EvaluationRules.PanelTooSmall)]
    [OnEveryDatabase(5, 1, EvaluationRules.PanelEven)]
    [OnEveryDatabase(4, 3, EvaluationRules.TooFewExperts)]
    public async Task NamePanel_AgainstTheLaw_IsRefused(DatabaseKind kind, int experts, int owners, string rule)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.Open);
        await using var _ = site;

        Assert.Equal(rule, await RuleOfAsync(() => NameAsync(site, story, experts, owners)));
    }

    [Theory, OnEveryDatabase]
    public async Task NamePanel_BeforeTheOpening_IsRefused(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.Close);
        await using var _ = site;

        Assert.Equal(TenderingRules.WrongState, await RuleOfAsync(() => NameAsync(site, story, 4, 1)));
    }

    [Theory, OnEveryDatabase]
    public async Task Report_WithoutAJudgementOfEachBid_IsRefused(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.Panel);
        await using var _ = site;

        Assert.Equal(EvaluationRules.NotEveryBid, await RuleOfAsync(() => ReportAsync(site, story, [JudgeBid.Accept(story.Participations[0])])));
    }

    [Theory, OnEveryDatabase]
    public async Task Report_RejectingWithoutReason_IsRefused(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.Panel);
        await using var _ = site;
        JudgeBid[] judgements = [JudgeBid.Reject(story.Participations[0], "3.2", " "), .. story.Participations.Skip(1).Select(JudgeBid.Accept)];

        Assert.Equal(EvaluationRules.RejectionWithoutReason, await RuleOfAsync(() => ReportAsync(site, story, judgements)));
    }

    [Theory, OnEveryDatabase]
    public async Task Report_WithAnAdjustment_RanksByTheEvaluatedPrice(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.Panel);
        await using var _ = site;
        // The lowest price is the second bidder's; what is added to it makes it the last.
        JudgeBid[] judgements = [.. story.Participations.Select((p, i) => i == 1 ? JudgeBid.Accept(p) with { Adjustment = Money.Yuan(500_000m) } : JudgeBid.Accept(p))];

        await ReportAsync(site, story, judgements);

        Assert.Equal([story.Participations[0], story.Participations[2], story.Participations[1]], (await LinesAsync(story)).Select(l => l.ParticipationId));
    }

    [Theory, OnEveryDatabase]
    public async Task Report_OfATieThatTheOwnerHasNotDecided_IsRefused(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.Panel, 9_000_000m, 9_000_000m, 9_500_000m);
        await using var _ = site;

        Assert.Equal(EvaluationRules.TieUndecided, await RuleOfAsync(() => ReportAsync(site, story, [.. story.Participations.Select(JudgeBid.Accept)])));
    }

    [Theory, OnEveryDatabase]
    public async Task Report_OfATieWithTheOwnersReasonedChoice_FollowsIt(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.Panel, 9_000_000m, 9_000_000m, 9_500_000m);
        await using var _ = site;

        await ReportAsync(site, story, [.. story.Participations.Select(JudgeBid.Accept)], [story.Participations[1], story.Participations[0]], "The shorter time");

        Assert.Equal([story.Participations[1], story.Participations[0], story.Participations[2]], (await LinesAsync(story)).Select(l => l.ParticipationId));
        Assert.Equal("The shorter time", await story.ReadAsync(db => db.Set<EvaluationReport>().Select(r => r.TieReason).SingleAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task Report_AfterAConfirmation_CannotBeEnteredAnew(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.Report);
        await using var _ = site;
        var member = await story.ReadAsync(db => db.Set<PanelMember>().Where(m => m.UserId == null).Select(m => m.Id).FirstAsync());
        await site.UseAsync((EvaluationService s) => s.ConfirmAsync(story.LotId, member, Owner, default));

        Assert.Equal(EvaluationRules.AlreadyConfirmed, await RuleOfAsync(() => ReportAsync(site, story, [.. story.Participations.Select(JudgeBid.Accept)])));
        Assert.Equal(EvaluationRules.AlreadyConfirmed, await RuleOfAsync(() => NameAsync(site, story, 4, 1)));
    }

    [Theory, OnEveryDatabase]
    public async Task Confirm_InPlaceOfAMemberWithAnAccount_IsRefused(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.Report);
        await using var _ = site;
        var expert = await story.ReadAsync(db => db.Set<PanelMember>().Where(m => m.UserId != null).Select(m => m.Id).SingleAsync());

        Assert.Equal(EvaluationRules.NotAMember, await RuleOfAsync(() => site.UseAsync((EvaluationService s) => s.ConfirmAsync(story.LotId, expert, Owner, default))));
    }

    [Theory, OnEveryDatabase]
    public async Task Confirm_ByAllButOne_LeavesTheEvaluationOpen(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.Report);
        await using var _ = site;
        foreach (var member in await story.ReadAsync(db => db.Set<PanelMember>().Where(m => m.UserId == null).Select(m => m.Id).ToListAsync()))
        {
            await site.UseAsync((EvaluationService s) => s.ConfirmAsync(story.LotId, member, Owner, default));
            await site.UseAsync((EvaluationService s) => s.ConfirmAsync(story.LotId, member, Owner, default));
        }

        Assert.Equal(TenderState.Opened, await story.ReadAsync(db => db.Set<Tender>().Select(t => t.State).SingleAsync()));
        Assert.Equal(4, await story.ReadAsync(db => db.Set<Confirmation>().CountAsync()));
    }
}
