using Microsoft.EntityFrameworkCore;
using Trading.Domain.Parties;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Projects;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;
using Trading.TestKit;
using Trading.TestKit.Builders;
using Trading.TestKit.Parties;
using Trading.TestKit.Stories;

namespace Trading.Infrastructure.Tests.Supervision;

/// <summary>Each step of a post of the centre has its person and its deputy (A/B岗).</summary>
public sealed class StepPeopleTests
{
    [Theory, OnEveryDatabase]
    public async Task Begin_AStepOfAPost_NamesItsHolderAndDeputy(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var (centre, _, holder, deputy) = await PostAsync(site);

        await SubmitAsync(site, centre);

        var step = await CheckAsync(site);
        Assert.Equal((holder, deputy), (step.PersonId, step.DeputyId));
        var shown = Assert.Single(await site.UseAsync((SupervisionQueries q) => q.OfPostsAsync(centre, [Posts.CentreOperator], CancellationToken.None)));
        Assert.Equal(("受理甲", "受理乙"), (shown.Person, shown.Deputy));
    }

    [Theory, OnEveryDatabase]
    public async Task Assign_OpenStepsFollowThePost_AndFinishedOnesKeepTheirPeople(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var folk = new PartyFolk(site.Services);
        var (centre, post, holder, deputy) = await PostAsync(site);
        var finished = await SubmitAsync(site, centre);
        await site.UseAsync((ProjectService s) => s.ReturnAsync(finished, [new Domain.Projects.Defect("ApprovalNumber", "unreadable", "批文不清晰")], new Acting(holder), CancellationToken.None));
        await SubmitAsync(site, centre);

        var successor = await folk.OfficerNamedAsync("受理丙", centre, Roles.CentreOperator);
        await AssignAsync(site, post, successor, holder, version: 1);

        var steps = await site.DbAsync(db => db.Set<ProcedureStep>().Where(s => s.Stage == Stages.EntrustmentCheck).OrderBy(s => s.DoneAtUtc == null).ToListAsync());
        Assert.Equal([(holder, deputy), (successor, holder)], steps.Select(s => (s.PersonId!.Value, s.DeputyId!.Value)));
    }

    [Theory, OnEveryDatabase]
    public async Task Begin_InACentreWithoutThePost_NamesNobody(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var centre = await new PartyFolk(site.Services).CentreAsync();

        await SubmitAsync(site, centre);

        var step = await CheckAsync(site);
        Assert.Equal(((long?)null, (long?)null), (step.PersonId, step.DeputyId));
    }

    [Theory, OnEveryDatabase]
    public async Task DemoSeed_FillsEveryPostWithTwoPeople(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        await site.UseAsync((DemoSeed seed) => seed.RunAsync(CancellationToken.None));

        var posts = await site.DbAsync(db => db.Set<Post>().ToListAsync());
        Assert.Equal(Posts.OfCentre.Order(), posts.Select(p => p.Key).Order());
        Assert.All(posts, post => Assert.True(post.HolderUserId is not null && post.DeputyUserId is not null));
    }

    [Theory, OnEveryDatabase]
    public async Task Begin_AStepOfTheOwnersSide_NamesThoseWhoActForIt_AndTheOwnerAloneForTheDecision(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var people = await StoryPeople.FoundAsync(site.Services);
        var story = new TenderStory(site.Services, StoryClock.Of(site.Clock), people, new StoryBank(), new StoryPlot { WithAgency = true });
        await story.ToAsync(StorySteps.EndPublicity);

        var steps = await site.DbAsync(db => db.Set<ProcedureStep>().AsNoTracking().Where(s => s.ProjectId != null).ToDictionaryAsync(s => s.Stage));

        string[] agencys = [Stages.Notice, Stages.Opening, Stages.Evaluation, Stages.CandidatePublicity];
        Assert.All(agencys, stage => Assert.Equal(people.Agency.UserId, steps[stage].PersonId));
        Assert.Equal(people.Owner.UserId, steps[Stages.Decision].PersonId);
    }

    [Theory, OnEveryDatabase]
    public async Task Begin_AStageOfAProjectThatIsOpen_IsRefusedByTheDatabase(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var (centre, _, _, _) = await PostAsync(site);
        var project = await SubmitAsync(site, centre);

        var twice = site.DbAsync(db =>
        {
            db.Add(ProcedureStep.Begin(Guid.NewGuid(), centre, StepSubject.OfProject(project), Stages.EntrustmentCheck, Posts.CentreOperator, site.NowUtc, null, null, null));
            return db.SaveChangesAsync();
        });

        await Assert.ThrowsAsync<DbUpdateException>(() => twice);
    }

    internal static async Task<(long Centre, long Post, long Holder, long Deputy)> PostAsync(TestSite site)
    {
        var folk = new PartyFolk(site.Services);
        var centre = await folk.CentreAsync();
        var holder = await folk.OfficerNamedAsync("受理甲", centre, Roles.CentreOperator);
        var deputy = await folk.OfficerNamedAsync("受理乙", centre, Roles.CentreOperator);
        var post = await folk.PostAsync(centre);
        await AssignAsync(site, post, holder, deputy, version: 0);
        return (centre, post, holder, deputy);
    }

    internal static async Task<long> SubmitAsync(TestSite site, long centre)
    {
        var facts = new ProjectFacts("某某学校教学楼工程", "新建教学楼一栋", "000000", "发改审〔2026〕1号", IsLegallyRequired: true, IsStateFunded: true);
        var lot = new LotFacts("一标段", LotCategory.Works, Money.Yuan(10_000_000m), Money.Yuan(9_800_000m), Floor: null, Deposit: Money.Yuan(60_000m), ContractDays: 300);
        var project = await site.UseAsync((ProjectService s) => s.DraftAsync(
            new EntrustProject(centre, "construction", TenderBuilder.Owner, null, facts, [lot]), new Acting(TenderBuilder.Owner), CancellationToken.None));
        await site.UseAsync((ProjectService s) => s.SubmitAsync(project, new Acting(TenderBuilder.Owner), CancellationToken.None));
        return project;
    }

    private static Task<ProcedureStep> CheckAsync(TestSite site) => site.DbAsync(db => db.Set<ProcedureStep>().SingleAsync(s => s.Stage == Stages.EntrustmentCheck));

    private static Task AssignAsync(TestSite site, long post, long holder, long deputy, long version) => site.UseAsync((CentreService c) => c.AssignPostAsync(
        new AssignPost { PostId = post, HolderUserId = holder, DeputyUserId = deputy, Version = version, ByUserId = 1 }, CancellationToken.None));
}
