using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Infrastructure.Parties;
using Trading.TestKit;

namespace Trading.Infrastructure.Tests.Parties;

public sealed class OrganisationReviewServiceTests
{
    private static readonly ReviewFinding[] Two =
        [new("Address", "parties.finding.outdated"), new("Name", "parties.finding.differs-from-licence")];

    [Theory, OnEveryDatabase]
    public async Task FindDefects_AfterStarting_TellsAllOfThemAndRecordsWho(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var id = await world.Folk.OrganisationAsync();
        var officer = await world.Folk.OfficerAsync(await world.Folk.CentreAsync(), Roles.CentreOperator);

        await world.Do((OrganisationReviewService r) => r.StartAsync(id, officer, default));
        await world.Do((OrganisationReviewService r) => r.FindDefectsAsync(id, Two, officer, default));

        var stored = await world.Folk.OrganisationOfAsync(id);
        Assert.Equal(ReviewState.Defects, stored.ReviewState);
        Assert.Equal(Two.OrderBy(f => f.Field), stored.Findings.OrderBy(f => f.Field));
        Assert.Equal(
            ["parties.event.review-defects", "parties.event.review-started", "parties.event.organisation-registered"],
            (await world.Do((OrganisationQueries q) => q.EventsAsync(PartySubject.Organisation, id, default))).Select(e => e.WordsKey));
    }

    [Theory, OnEveryDatabase]
    public async Task FindDefects_OneOfThemAgain_LeavesThatOne(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var id = await world.Folk.OrganisationAsync();
        var officer = await world.Folk.OfficerAsync(await world.Folk.CentreAsync(), Roles.CentreOperator);
        await world.Do((OrganisationReviewService r) => r.StartAsync(id, officer, default));
        await world.Do((OrganisationReviewService r) => r.FindDefectsAsync(id, Two, officer, default));

        await world.Do((OrganisationReviewService r) => r.StartAsync(id, officer, default));
        await world.Do((OrganisationReviewService r) => r.FindDefectsAsync(id, [Two[1], Two[1]], officer, default));

        Assert.Equal([Two[1]], (await world.Folk.OrganisationOfAsync(id)).Findings);
    }

    [Theory, OnEveryDatabase]
    public async Task Pass_AfterDefectsAndCorrection_ClearsTheFindings(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var id = await world.Folk.OrganisationAsync();
        var officer = await world.Folk.OfficerAsync(await world.Folk.CentreAsync(), Roles.CentreOperator);
        await world.Do((OrganisationReviewService r) => r.StartAsync(id, officer, default));
        await world.Do((OrganisationReviewService r) => r.FindDefectsAsync(id, Two, officer, default));

        await world.Do((OrganisationReviewService r) => r.StartAsync(id, officer, default));
        await world.Do((OrganisationReviewService r) => r.PassAsync(id, officer, default));

        var stored = await world.Folk.OrganisationOfAsync(id);
        Assert.Equal(ReviewState.Reviewed, stored.ReviewState);
        Assert.Empty(stored.Findings);
        Assert.Equal(officer.UserId, stored.ReviewedByUserId);
    }

    [Theory, OnEveryDatabase]
    public async Task Queue_TakenByOneCentre_IsNotShownToAnother(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var id = await world.Folk.OrganisationAsync();
        var first = await world.Folk.OfficerAsync(await world.Folk.CentreAsync(), Roles.CentreOperator);
        var other = await world.Folk.OfficerAsync(await world.Folk.CentreAsync(), Roles.CentreOperator);
        Assert.Single(await QueueAsync(world, other, ReviewState.NotReviewed));

        await world.Do((OrganisationReviewService r) => r.StartAsync(id, first, default));

        Assert.Empty(await QueueAsync(world, other, ReviewState.InReview));
        Assert.Null(await world.Do((OrganisationQueries q) => q.FindForAsync(id, other, default)));
        Assert.Equal("受理01", Assert.Single(await QueueAsync(world, first, ReviewState.InReview)).Reviewer);
        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => world.Do((OrganisationReviewService r) => r.StartAsync(id, other, default)));
        Assert.Equal(PartiesRules.ReviewTaken, refusal.Rule);
    }

    private static Task<List<ReviewRow>> QueueAsync(PartiesWorld world, Officer officer, ReviewState state) =>
        world.Do((OrganisationQueries q) => q.ReviewQueueAsync(officer, state, default));
}
