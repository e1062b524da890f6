using Microsoft.EntityFrameworkCore;
using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Persistence;
using Trading.TestKit;

namespace Trading.Infrastructure.Tests.Parties;

public sealed class CentreServiceTests
{
    [Theory, OnEveryDatabase]
    public async Task Found_CodeTaken_IsRefused(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        await world.Folk.CentreAsync("YT");

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => world.Folk.CentreAsync("YT"));

        Assert.Equal(PartiesRules.CentreCodeTaken, refusal.Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task Rooms_OpenedAndRetired_AreTheCentresOwn(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var (here, there) = (await world.Folk.CentreAsync(), await world.Folk.CentreAsync());
        var room = new OpenRoom(here, "301", "开标一室", "Opening room 1", 40);
        await world.Do((RoomService r) => r.OpenAsync(room, 1, default));
        await world.Do((RoomService r) => r.OpenAsync(room with { CentreId = there }, 1, default));

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => world.Do((RoomService r) => r.OpenAsync(room, 1, default)));
        var opened = Assert.Single(await world.Do((RoomService r) => r.OfCentreAsync(here, default)));

        Assert.Equal(PartiesRules.RoomCodeTaken, refusal.Rule);
        Assert.False(await world.Do((RoomService r) => r.RetireAsync(there, opened.Id, 1, default)));
        Assert.True(await world.Do((RoomService r) => r.RetireAsync(here, opened.Id, 1, default)));
        Assert.False(await world.Do((RoomService r) => r.RetireAsync(here, opened.Id, 1, default)));
        Assert.False((await world.Do((RoomService r) => r.OfCentreAsync(here, default)))[0].IsActive);
    }

    [Theory, OnEveryDatabase]
    public async Task AssignPost_HolderAndDeputyOfTheCentre_AreFound(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var centreId = await world.Folk.CentreAsync();
        var holder = await world.Folk.OfficerAsync(centreId, Roles.CentreOperator);
        var deputy = await world.Folk.OfficerAsync(centreId, Roles.CentreOperator);
        var postId = await world.Folk.PostAsync(centreId);

        await AssignAsync(world, postId, holder.UserId, deputy.UserId);

        var post = await world.Do((CentreQueries q) => q.FindPostAsync(postId, default));
        Assert.Equal((Posts.CentreOperator, holder.UserId, deputy.UserId), (post!.Key, post.HolderUserId, post.DeputyUserId));
        Assert.Empty(await world.Do((CentreQueries q) => q.PostsAsync(centreId + 1, default)));
    }

    [Theory, OnEveryDatabase]
    public async Task AssignPost_PersonOfAnotherCentre_IsRefused(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var stranger = await world.Folk.OfficerAsync(await world.Folk.CentreAsync(), Roles.CentreOperator);
        var postId = await world.Folk.PostAsync(await world.Folk.CentreAsync());

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => AssignAsync(world, postId, stranger.UserId, null));

        Assert.Equal(PartiesRules.NotOfThisCentre, refusal.Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task AssignPost_ChangedMeanwhile_IsRefused(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var centreId = await world.Folk.CentreAsync();
        var officer = await world.Folk.OfficerAsync(centreId, Roles.CentreOperator);
        var postId = await world.Folk.PostAsync(centreId);
        await AssignAsync(world, postId, officer.UserId, null);

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => AssignAsync(world, postId, null, null));

        Assert.Equal(SharedRules.ChangedMeanwhile, refusal.Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task SamePersonTwice_WrittenPastTheRules_IsRefusedByTheDatabase(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var centreId = await world.Folk.CentreAsync();
        var officer = await world.Folk.OfficerAsync(centreId, Roles.CentreOperator);
        await world.Folk.PostAsync(centreId);

        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => world.Do((TradingDbContext db) => db.Set<Post>().ExecuteUpdateAsync(s => s
            .SetProperty(p => p.HolderUserId, officer.UserId).SetProperty(p => p.DeputyUserId, officer.UserId))));

        Assert.True(refusal.IsGuardViolation(), refusal.Message);
    }

    [Theory, OnEveryDatabase]
    public async Task Centres_ForAnAdministratorOfOne_ShowThatOneOnly(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var own = await world.Folk.CentreAsync();
        await world.Folk.CentreAsync();

        Assert.Equal([own], (await world.Do((CentreQueries q) => q.CentresAsync(own, default))).Select(c => c.Id));
        Assert.Equal(2, (await world.Do((CentreQueries q) => q.CentresAsync(null, default))).Count);
    }

    [Theory, OnEveryDatabase]
    public async Task CreatePost_OfAKeyThatTheCentreHas_IsRefused_AndAnotherCentreMayHaveIt(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var centre = await world.Folk.CentreAsync();
        await world.Folk.PostAsync(centre);

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => world.Folk.PostAsync(centre));

        Assert.Equal((PartiesRules.PostKeyTaken, Domain.Supervision.Posts.CentreOperator), (refusal.Rule, Assert.Single(refusal.Limits)));
        await world.Folk.PostAsync(await world.Folk.CentreAsync());
    }

    private static Task AssignAsync(PartiesWorld world, long postId, long? holder, long? deputy) => world.Do((CentreService c) => c.AssignPostAsync(
        new AssignPost { PostId = postId, HolderUserId = holder, DeputyUserId = deputy, Version = 0, ByUserId = 1 }, default));
}
