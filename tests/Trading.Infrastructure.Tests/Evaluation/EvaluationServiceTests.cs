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
            .. story.People.ExpertIds.Take(experts).Select(e => new NameMember("", MemberKind.Expert, e)),
            .. Enumerable.Range(1, owners).Select(i => new NameMember($"Owner {i}", MemberKind.OwnerRepresentative, null)),
        ],
        Owner,
        default));

    private static Task ReportAsync(TestSite site, TenderStory story, IReadOnlyList<JudgeBid> judgements) =>
        site.UseAsync((EvaluationService s) => s.EnterReportAsync(story.LotId, judgements, Owner, default));

    private static Task DecideAsync(TestSite site, TenderStory story, string? why, params Guid[] order) =>
        site.UseAsync((EvaluationService s) => s.DecideTieAsync(story.LotId, order, new Acting(1, why), default));

    private static async Task SeatAsync(TestSite site, TenderStory story, params NameMember[] others) => await site.UseAsync((EvaluationService s) =>
        s.NamePanelAsync(story.LotId, [.. story.People.ExpertIds.Take(4).Select(e => new NameMember("", MemberKind.Expert, e)), .. others], Owner, default));

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
    public async Task Report_AcceptingABidWithoutAPrice_IsRefused_AndRejectingItIsNot(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.Panel);
        await using var _ = site;
        var unpriced = story.Participations[0];
        await site.Database.TamperUnguardedAsync($"UPDATE bid SET price = NULL WHERE participation_id = {Literal(kind, unpriced)}");
        var others = story.Participations.Skip(1).Select(JudgeBid.Accept).ToList();

        Assert.Equal(EvaluationRules.NoPrice, await RuleOfAsync(() => ReportAsync(site, story, [JudgeBid.Accept(unpriced), .. others])));
        await ReportAsync(site, story, [JudgeBid.Reject(unpriced, "3.2", "No price"), .. others]);
    }

    // SQLite keeps the number as text in capitals.
    private static string Literal(DatabaseKind kind, Guid id) => kind == DatabaseKind.Sqlite ? $"'{id.ToString().ToUpperInvariant()}'" : $"'{id}'";

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
    public async Task Report_OfATieThatTheOwnerHasNotDecided_CannotBeConfirmed(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.Panel, 9_000_000m, 9_000_000m, 9_500_000m);
        await using var _ = site;

        await ReportAsync(site, story, [.. story.Participations.Select(JudgeBid.Accept)]);

        Assert.Equal([3, null, null], (await LinesAsync(story)).Select(l => l.Rank));
        var shown = await story.ReportHashAsync();
        var expert = await story.ReadAsync(db => db.Set<PanelMember>().Where(m => m.UserId == story.People.ExpertId).Select(m => m.Id).SingleAsync());
        Assert.Equal(EvaluationRules.TieUndecided, await RuleOfAsync(() => site.UseAsync((EvaluationService s) =>
            s.ConfirmAsync(story.LotId, expert, shown, new Acting(story.People.ExpertId), default))));
    }

    [Theory, OnEveryDatabase]
    public async Task Tie_DecidedByTheOwner_FollowsTheChoiceAndKeepsItsReason(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.Panel, 9_000_000m, 9_000_000m, 9_500_000m);
        await using var _ = site;
        await ReportAsync(site, story, [.. story.Participations.Select(JudgeBid.Accept)]);

        Assert.Equal(EvaluationRules.TieReasonMissing, await RuleOfAsync(() => DecideAsync(site, story, " ", story.Participations[1], story.Participations[0])));
        Assert.Equal(EvaluationRules.TieUndecided, await RuleOfAsync(() => DecideAsync(site, story, "The shorter time")));
        await DecideAsync(site, story, "The shorter time", story.Participations[1], story.Participations[0]);

        Assert.Equal([story.Participations[1], story.Participations[0], story.Participations[2]], (await LinesAsync(story)).Select(l => l.ParticipationId));
        Assert.Equal("The shorter time", await story.ReadAsync(db => db.Set<EvaluationReport>().Select(r => r.TieReason).SingleAsync()));
        Assert.Equal("The shorter time", await story.ReadAsync(db => db.Set<Domain.Supervision.ProcedureEvent>().Where(e => e.Kind == "tie-decided").Select(e => e.Reason).SingleAsync()));
        Assert.Equal(EvaluationRules.NoTie, await RuleOfAsync(() => DecideAsync(site, story, "Once more", story.Participations[0])));
    }

    [Theory, OnEveryDatabase]
    public async Task Report_WithAnAdjustmentBelowZero_IsRefusedAtItsBid(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.Panel);
        await using var _ = site;
        JudgeBid[] judgements = [.. story.Participations.Select((p, i) => i == 1 ? JudgeBid.Accept(p) with { Adjustment = Money.Yuan(-9_100_000m) } : JudgeBid.Accept(p))];

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => ReportAsync(site, story, judgements));

        Assert.Equal((EvaluationRules.EvaluatedNotPositive, 1), (refusal.Rule, refusal.Item));
    }

    [Theory, OnEveryDatabase]
    public async Task NamePanel_WithAMemberWhoMayNotSit_IsRefusedAtItsRow(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.Open);
        await using var _ = site;
        (NameMember Member, string Rule)[] cases =
        [
            (new("", MemberKind.Expert, story.People.ExpertId, 4), EvaluationRules.MemberTwice),
            (new("Professor", MemberKind.Expert, null, 4), EvaluationRules.ExpertWithoutAccount),
            (new(" ", MemberKind.OwnerRepresentative, null, 4), EvaluationRules.MemberNameless),
            (new("Clerk", MemberKind.Expert, story.People.Owner.UserId, 4), EvaluationRules.NotAnExpert),
            (new("Nobody", MemberKind.Expert, 987_654, 4), EvaluationRules.NotAnExpert),
        ];
        foreach (var (member, rule) in cases)
        {
            var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => SeatAsync(site, story, member));
            Assert.Equal((rule, 4), (refusal.Rule, refusal.Item));
        }

        var twice = await Assert.ThrowsAsync<RuleBrokenException>(() => SeatAsync(
            site, story, new NameMember("One", MemberKind.OwnerRepresentative, null, 4), new NameMember("One ", MemberKind.OwnerRepresentative, null, 5)));
        Assert.Equal((EvaluationRules.MemberTwice, 5), (twice.Rule, twice.Item));
    }

    [Theory, OnEveryDatabase]
    public async Task Report_AfterAConfirmation_CannotBeEnteredAnew(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.Report);
        await using var _ = site;
        var shown = await story.ReportHashAsync();
        var member = await story.ReadAsync(db => db.Set<PanelMember>().Where(m => m.UserId == null).Select(m => m.Id).FirstAsync());
        await site.UseAsync((EvaluationService s) => s.ConfirmAsync(story.LotId, member, shown, Owner, default));

        Assert.Equal(EvaluationRules.AlreadyConfirmed, await RuleOfAsync(() => ReportAsync(site, story, [.. story.Participations.Select(JudgeBid.Accept)])));
        Assert.Equal(EvaluationRules.AlreadyConfirmed, await RuleOfAsync(() => NameAsync(site, story, 4, 1)));
    }

    [Theory, OnEveryDatabase]
    public async Task Confirm_InPlaceOfAMemberWithAnAccount_IsRefused(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.Report);
        await using var _ = site;
        var shown = await story.ReportHashAsync();
        var expert = await story.ReadAsync(db => db.Set<PanelMember>().Where(m => m.UserId != null).Select(m => m.Id).FirstAsync());

        Assert.Equal(EvaluationRules.NotAMember, await RuleOfAsync(() => site.UseAsync((EvaluationService s) => s.ConfirmAsync(story.LotId, expert, shown, Owner, default))));
    }

    [Theory, OnEveryDatabase]
    public async Task Confirm_AReportEnteredAnewInBetween_IsRefused(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.Report);
        await using var _ = site;
        var member = await story.ReadAsync(db => db.Set<PanelMember>().Where(m => m.UserId == null).Select(m => m.Id).FirstAsync());
        var shown = await story.ReportHashAsync();
        await ReportAsync(site, story, [JudgeBid.Reject(story.Participations[0], "3.2", "No licence"), .. story.Participations.Skip(1).Select(JudgeBid.Accept)]);

        foreach (var other in new[] { shown, "", null })
        {
            Assert.Equal(EvaluationRules.NotTheReportSeen, await RuleOfAsync(() => site.UseAsync((EvaluationService s) => s.ConfirmAsync(story.LotId, member, other, Owner, default))));
        }

        var anew = await story.ReportHashAsync();
        await site.UseAsync((EvaluationService s) => s.ConfirmAsync(story.LotId, member, anew, Owner, default));
    }

    [Theory, OnEveryDatabase]
    public async Task Confirm_ByAllButOne_LeavesTheEvaluationOpen(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.Report);
        await using var _ = site;
        var shown = await story.ReportHashAsync();
        foreach (var member in await story.ReadAsync(db => db.Set<PanelMember>().Where(m => m.UserId != story.People.ExpertId).ToListAsync()))
        {
            var acting = member.UserId is { } expert ? new Acting(expert) : Owner;
            await site.UseAsync((EvaluationService s) => s.ConfirmAsync(story.LotId, member.Id, shown, acting, default));
            await site.UseAsync((EvaluationService s) => s.ConfirmAsync(story.LotId, member.Id, shown, acting, default));
        }

        Assert.Equal(TenderState.Opened, await story.ReadAsync(db => db.Set<Tender>().Select(t => t.State).SingleAsync()));
        Assert.Equal(4, await story.ReadAsync(db => db.Set<Confirmation>().CountAsync()));
    }
}
