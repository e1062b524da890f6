using Microsoft.EntityFrameworkCore;
using Trading.Domain.Awards;
using Trading.Domain.Deposits;
using Trading.Domain.Fees;
using Trading.Domain.Notices;
using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Awards;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Rulebooks;
using Trading.Infrastructure.Shared;
using Trading.TestKit;
using Trading.TestKit.Builders;
using Trading.TestKit.Stories;

namespace Trading.Infrastructure.Tests.Awards;

/// <summary>From the candidates to the contract, and the decision not to award.</summary>
public sealed class AwardServiceTests
{
    private static readonly Acting Owner = new(1);

    private static async Task<(TestSite Site, TenderStory Story)> ToldAsync(DatabaseKind kind, string until)
    {
        var site = await TestSite.CreateAsync(kind);
        var story = new TenderStory(site.Services, StoryClock.Of(site.Clock), await StoryPeople.FoundAsync(site.Services), new StoryBank(), new StoryPlot());
        return (site, await story.ToAsync(until));
    }

    private static async Task<string> RuleOfAsync(TestSite site, Func<AwardService, Task> act) =>
        (await Assert.ThrowsAsync<RuleBrokenException>(() => site.UseAsync(act))).Rule;

    private static Task<TenderState> StateAsync(TenderStory story) => story.ReadAsync(db => db.Set<Tender>().Select(t => t.State).SingleAsync());

    [Theory, OnEveryDatabase]
    public async Task Decide_WhileThePublicityRuns_IsRefused(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.Candidates);
        await using var _ = site;

        Assert.Equal(AwardRules.PublicityRunning, await RuleOfAsync(site, s => s.DecideAsync(story.LotId, story.Participations[1], null, Owner, default)));
    }

    [Theory, OnEveryDatabase]
    public async Task Decide_ForTheSecondWithoutReason_IsRefusedUnderStateFunds(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.EndPublicity);
        await using var _ = site;

        Assert.Equal(AwardRules.FirstCandidateFirst, await RuleOfAsync(site, s => s.DecideAsync(story.LotId, story.Participations[0], null, Owner, default)));
    }

    [Theory]
    [OnEveryDatabase("", "The second is known to us")]
    [OnEveryDatabase("cheaper", "gave-up")]
    public async Task Decide_ForTheSecondOnWordsAlone_IsRefusedUnderStateFunds(DatabaseKind kind, string ground, string why)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.EndPublicity);
        await using var _ = site;

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(
            () => site.UseAsync((AwardService s) => s.DecideAsync(story.LotId, story.Participations[0], ground, Owner with { Reason = why }, default)));

        Assert.Equal((AwardRules.FirstCandidateFirst, "《招标投标法实施条例》第五十五条"), (refusal.Rule, refusal.Citation));
    }

    [Theory, OnEveryDatabase]
    public async Task Decide_ForTheSecondOnAGroundOfTheLaw_IsRecordedWithIt(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.EndPublicity);
        await using var _ = site;

        await site.UseAsync((AwardService s) => s.DecideAsync(story.LotId, story.Participations[0], "gave-up", Owner with { Reason = "By letter of today" }, default));

        var award = await story.ReadAsync(db => db.Set<Award>().SingleAsync());
        Assert.Equal((2, "gave-up", "By letter of today", "Story Bidder A"), (award.Rank, award.Ground, award.Reason, award.WinnerName));
    }

    [Theory, OnEveryDatabase]
    public async Task IssueNotice_StatesThePeriodThatTheWinnerOffered_NotTheLots(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.Notice);
        await using var _ = site;

        Assert.Equal(300, await story.ReadAsync(db => db.Set<Domain.Projects.Lot>().Select(l => l.ContractDays).SingleAsync()));
        Assert.Equal(280, await story.ReadAsync(db => db.Set<Award>().Select(a => a.ContractDays).SingleAsync()));
        Assert.Equal(280, AwardNoticeService.FactsOf(await story.ReadAsync(db => db.Set<AwardNotice>().SingleAsync())).PeriodDays);
        var result = await story.ReadAsync(db => db.Set<Notice>().SingleAsync(n => n.Kind == NoticeKind.AwardResult));
        Assert.Equal(280, Infrastructure.Notices.NoticeBoard.FactsOf<AwardResultFacts>(result).ContractDays);
    }

    [Theory, OnEveryDatabase]
    public async Task Decide_ForWhoIsNoCandidate_IsRefused(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.EndPublicity);
        await using var _ = site;

        Assert.Equal(AwardRules.NotACandidate, await RuleOfAsync(site, s => s.DecideAsync(story.LotId, Guid.NewGuid(), null, Owner, default)));
    }

    [Theory, OnEveryDatabase]
    public async Task IssueNotice_ForAnAwardedLot_ChargesTheFeeOnceAndAnnouncesTheResult(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.Notice);
        await using var _ = site;

        Assert.Equal(TenderingRules.WrongState, await RuleOfAsync(site, s => s.IssueNoticeAsync(story.LotId, Owner, default)));

        Assert.Equal(1, await story.ReadAsync(db => db.Set<FeeCharge>().CountAsync()));
        Assert.Equal(1, await story.ReadAsync(db => db.Set<Notice>().CountAsync(n => n.Kind == NoticeKind.AwardResult)));
    }

    [Theory, OnEveryDatabase]
    public async Task Contract_AtAnotherPrice_IsRefused(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.PayFee);
        await using var _ = site;

        Assert.Equal(AwardRules.ContractDiffers, await RuleOfAsync(
            site, s => s.RecordContractAsync(story.LotId, Instants.BeijingDay(site.NowUtc), Money.Yuan(1m), Owner, default)));
        Assert.Equal(TenderState.Awarded, await StateAsync(story));
    }

    [Theory, OnEveryDatabase]
    public async Task Contract_SignedBeforeTheAwardNotice_IsRefused(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.PayFee);
        await using var _ = site;

        Assert.Equal(AwardRules.ContractDiffers, await RuleOfAsync(
            site, s => s.RecordContractAsync(story.LotId, Instants.BeijingDay(site.NowUtc).AddDays(-1), Money.Yuan(9_100_000m), Owner, default)));
    }

    [Theory, OnEveryDatabase]
    public async Task Decline_WithoutReason_IsRefused(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.Confirm);
        await using var _ = site;

        Assert.Equal(AwardRules.ReasonMissing, await RuleOfAsync(site, s => s.DeclineAsync(story.LotId, Owner, default)));
    }

    [Theory, OnEveryDatabase]
    public async Task Decline_BeforeThePanelHasReported_IsRefused(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.Report);
        await using var _ = site;

        Assert.Equal(TenderingRules.WrongState, await RuleOfAsync(site, s => s.DeclineAsync(story.LotId, Owner with { Reason = "Too dear" }, default)));
    }

    [Theory, OnEveryDatabase]
    public async Task Decline_WithReason_EndsTheTenderAndDepositsFallDue(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.Confirm);
        await using var _ = site;

        await site.UseAsync((AwardService s) => s.DeclineAsync(story.LotId, Owner with { Reason = "The project is cancelled" }, default));

        Assert.Equal(TenderState.NotAwarded, await StateAsync(story));
        Assert.Equal(3, await story.ReadAsync(db => db.Set<Infrastructure.Mail.OutboxMail>().CountAsync(m => m.Kind == Infrastructure.Mail.MailKinds.NoAward)));
        Assert.All(await story.ReadAsync(db => db.Set<Deposit>().ToListAsync()), d => Assert.Equal(DepositState.RefundDue, d.State));
        await site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Notice_WithoutTheCentresSwitch_NamesItAsTheVenueOnly_InBothLanguages(DatabaseKind kind)
    {
        var (site, story) = await ToldAsync(kind, StorySteps.Notice);
        await using var _ = site;

        var facts = AwardNoticeService.FactsOf(await story.ReadAsync(db => db.Set<AwardNotice>().SingleAsync()));
        var centre = await story.ReadAsync(db => db.Set<Domain.Parties.Centre>().SingleAsync(c => c.Code == "S00001"));

        Assert.False(facts.IsWitnessed);
        Assert.Equal((centre.NameZh, centre.NameEn), (facts.CentreName, facts.CentreNameEn));
    }

    [Theory, OnEveryDatabase]
    public async Task Notice_AtACentreThatWitnesses_BearsItsMark(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var people = await StoryPeople.FoundAsync(site.Services);
        var mark = new CentreRule.Replacement("construction.award-notice-witness", "true", "本中心见证办法", Instants.BeijingDay(site.NowUtc));
        var row = await site.UseAsync((CentreRuleService s) => s.ReplaceAsync(mark, new Officer(people.OperatorId, people.CentreId), default));
        await site.UseAsync((CentreRuleService s) => s.ApproveAsync(row, new Officer(people.CheckerId, people.CentreId), default));
        var story = await new TenderStory(site.Services, StoryClock.Of(site.Clock), people, new StoryBank(), new StoryPlot()).ToAsync(StorySteps.Notice);

        Assert.True(AwardNoticeService.FactsOf(await story.ReadAsync(db => db.Set<AwardNotice>().SingleAsync())).IsWitnessed);
    }
}
