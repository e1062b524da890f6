using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Infrastructure.Parties;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Parties;

public sealed class FoundingServiceTests
{
    private static readonly FoundInstallation Input = new("440100", "某市公共资源交易中心", "Some City Trading Centre", CentreKind.City, "root");

    [Theory, OnEveryDatabase]
    public async Task Run_EmptyDatabase_FoundsACentreAndOneAdministratorWhoMustChangeThePassword(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);

        var (founded, defects) = await RunAsync(site, Input);

        Assert.Empty(defects);
        Assert.Equal("440100", await site.DbAsync(db => db.Set<Centre>().Where(c => c.Id == founded!.CentreId).Select(c => c.Code).SingleAsync()));
        var user = await site.DbAsync(db => db.Users.SingleAsync());
        Assert.Equal((null, true), (user.CentreId, user.MustChangePassword));
        Assert.True(await site.UseAsync((UserManager<User> users) => users.CheckPasswordAsync(user, founded!.Password)));
        Assert.Equal([Roles.Administrator], await site.UseAsync((UserManager<User> users) => users.GetRolesAsync(user)));
    }

    [Theory, OnEveryDatabase]
    public async Task Run_WhereThereIsAnAdministrator_IsRefused(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        await RunAsync(site, Input);

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => RunAsync(site, Input with { Code = "440200", UserName = "second" }));

        Assert.Equal(PartiesRules.AdministratorExists, refusal.Rule);
        Assert.Equal(1, await site.DbAsync(db => db.Set<Centre>().CountAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task Run_CodeTaken_StoresNothing(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        await new TestKit.Parties.PartyFolk(site.Services).CentreAsync("440100");

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => RunAsync(site, Input));

        Assert.Equal(PartiesRules.CentreCodeTaken, refusal.Rule);
        Assert.Empty(await site.DbAsync(db => db.Users.ToListAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task Run_NoUserName_IsToldAndStoresNothing(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);

        var (founded, defects) = await RunAsync(site, Input with { UserName = "" });

        Assert.Null(founded);
        Assert.NotEmpty(defects);
        Assert.Empty(await site.DbAsync(db => db.Set<Centre>().ToListAsync()));
    }

    private static Task<(Founded? Founded, IReadOnlyList<Defect> Defects)> RunAsync(TestSite site, FoundInstallation input) =>
        site.UseAsync((FoundingService s) => s.RunAsync(input, CancellationToken.None));
}
