using Microsoft.EntityFrameworkCore;
using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Persistence;
using Trading.TestKit;

namespace Trading.Infrastructure.Tests.Parties;

public sealed class AccountChangeServiceTests
{
    private const string NewNumber = "622299999999";

    [Theory, OnEveryDatabase]
    public async Task Approve_BySomebodyElse_PutsTheAccountInForceAndKeepsTheEarlierOne(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var (change, _) = await RequestedAsync(world);
        var manager = await ManagerAsync(world);
        world.Clock.Advance(TimeSpan.FromHours(1));

        await ApproveAsync(world, change, manager);

        var organisation = await world.Folk.OrganisationOfAsync(change.OrganisationId);
        Assert.Equal(NewNumber, organisation.Account.AccountNumber);
        Assert.Equal(
            ["6222000000000001", NewNumber],
            organisation.Accounts.OrderBy(a => a.FromUtc).Select(a => a.AccountNumber));
        Assert.Equal(new DateTime(2026, 4, 17, 3, 0, 0, DateTimeKind.Utc), organisation.Accounts.Single(a => a.AccountNumber != NewNumber).UntilUtc);
        Assert.Equal(AccountChangeState.Approved, (await StoredAsync(world, change)).State);
    }

    [Theory, OnEveryDatabase]
    public async Task Approve_Twice_SecondIsRefused(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var (change, _) = await RequestedAsync(world);
        var manager = await ManagerAsync(world);
        await ApproveAsync(world, change, manager);

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => ApproveAsync(world, change, manager));

        Assert.Equal(PartiesRules.AccountChangeDecided, refusal.Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task Approve_ByTheRequester_IsRefused(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var (change, requester) = await RequestedAsync(world);

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => ApproveAsync(world, change, new Officer(requester, 1)));

        Assert.Equal(SharedRules.MakerIsChecker, refusal.Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task DecisionByTheRequester_WrittenPastTheRules_IsRefusedByTheDatabase(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var (change, requester) = await RequestedAsync(world);

        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => world.Do((TradingDbContext db) => db.Set<AccountChange>()
            .Where(c => c.Id == change.Id)
            .ExecuteUpdateAsync(s => s.SetProperty(c => c.DecidedByUserId, requester))));

        Assert.True(refusal.IsGuardViolation(), refusal.Message);
    }

    [Theory, OnEveryDatabase]
    public async Task SecondAccountInForce_WrittenPastTheRules_IsRefusedByTheDatabase(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var (change, _) = await RequestedAsync(world);
        await ApproveAsync(world, change, await ManagerAsync(world));

        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => world.Do((TradingDbContext db) => db.Set<OrganisationAccount>()
            .ExecuteUpdateAsync(s => s.SetProperty(a => a.UntilUtc, (DateTime?)null))));

        Assert.True(refusal.IsDuplicateKey(), refusal.Message);
    }

    [Theory, OnEveryDatabase]
    public async Task Approve_OtherThanWhatWasShown_IsRefused(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var (change, _) = await RequestedAsync(world);
        await world.Do((TradingDbContext db) => db.Set<AccountChange>()
            .ExecuteUpdateAsync(s => s.SetProperty(c => c.AccountNumber, "622211111111")));

        var manager = await ManagerAsync(world);
        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => ApproveAsync(world, change, manager));

        Assert.Equal(PartiesRules.AccountChangeDiffers, refusal.Rule);
        Assert.Equal("6222000000000001", (await world.Folk.OrganisationOfAsync(change.OrganisationId)).Account.AccountNumber);
    }

    [Theory, OnEveryDatabase]
    public async Task Approve_OrganisationOfAnotherCentre_DoesNotExist(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var (change, _) = await RequestedAsync(world);
        var first = await world.Folk.OfficerAsync(await world.Folk.CentreAsync(), Roles.CentreManager);
        await world.Do((OrganisationReviewService r) => r.StartAsync(change.OrganisationId, first, default));
        var other = await world.Folk.OfficerAsync(await world.Folk.CentreAsync(), Roles.CentreManager);

        Assert.Null(await world.Do((OrganisationQueries q) => q.AccountChangeForAsync(change.Id, other, default)));
        Assert.Empty(await world.Do((OrganisationQueries q) => q.OpenAccountChangesAsync(other, default)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => ApproveAsync(world, change, other));
        Assert.Single(await world.Do((OrganisationQueries q) => q.OpenAccountChangesAsync(first, default)));
    }

    [Theory, OnEveryDatabase]
    public async Task Refuse_WithAReason_LeavesTheAccountAndAllowsANewRequest(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var (change, requester) = await RequestedAsync(world);
        var manager = await ManagerAsync(world);

        Assert.NotEmpty(await world.Do((AccountChangeService s) => s.RefuseAsync(change.Id, " ", manager, default)));
        Assert.Empty(await world.Do((AccountChangeService s) => s.RefuseAsync(change.Id, "户名无法核实", manager, default)));

        Assert.Equal("6222000000000001", (await world.Folk.OrganisationOfAsync(change.OrganisationId)).Account.AccountNumber);
        Assert.Equal("户名无法核实", (await StoredAsync(world, change)).DecisionReason);
        Assert.Empty(await RequestAsync(world, change.OrganisationId, requester, "622288888888"));
    }

    [Theory, OnEveryDatabase]
    public async Task Request_WhileOneIsOpen_IsRefused(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var (change, requester) = await RequestedAsync(world);

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => RequestAsync(world, change.OrganisationId, requester, "622288888888"));

        Assert.Equal(PartiesRules.AccountChangeOpen, refusal.Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task Request_ThePresentAccount_IsRefused(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var userId = await world.Folk.PersonAsync();
        var id = await world.Folk.OrganisationAsync(userId);

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => RequestAsync(world, id, userId, "6222-0000-0000-0001"));

        Assert.Equal(PartiesRules.AccountUnchanged, refusal.Rule);
    }

    private static async Task<(AccountChange Change, long Requester)> RequestedAsync(PartiesWorld world)
    {
        var userId = await world.Folk.PersonAsync();
        var id = await world.Folk.OrganisationAsync(userId);
        Assert.Empty(await RequestAsync(world, id, userId, NewNumber));
        return ((await world.Do((OrganisationQueries q) => q.LatestAccountChangeAsync(id, default)))!, userId);
    }

    private static Task<IReadOnlyList<Defect>> RequestAsync(PartiesWorld world, long organisationId, long userId, string number) =>
        world.Do((AccountChangeService s) => s.RequestAsync(organisationId, world.Folk.Account(number), "开户行变更", userId, default));

    private static async Task<Officer> ManagerAsync(PartiesWorld world) => await world.Folk.OfficerAsync(await world.Folk.CentreAsync(), Roles.CentreManager);

    private static Task ApproveAsync(PartiesWorld world, AccountChange change, Officer officer) =>
        world.Do((AccountChangeService s) => s.ApproveAsync(change.Id, change.ContentSha256, officer, default));

    private static Task<AccountChange> StoredAsync(PartiesWorld world, AccountChange change) =>
        world.Read(db => db.Set<AccountChange>().AsNoTracking().SingleAsync(c => c.Id == change.Id));
}
