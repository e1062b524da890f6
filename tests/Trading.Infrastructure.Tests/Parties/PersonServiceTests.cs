using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Infrastructure.Parties;
using Trading.TestKit;
using Trading.TestKit.Parties;

namespace Trading.Infrastructure.Tests.Parties;

public sealed class PersonServiceTests
{
    [Theory, OnEveryDatabase]
    public async Task Open_PasswordOfElevenCharacters_IsRefusedAndOfTwelveAccepted(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);

        var eleven = await OpenAsync(world, "a@example.com", "aaaaaaaaaaa");
        var twelve = await OpenAsync(world, "a@example.com", "aaaaaaaaaaaa");

        Assert.Equal("rule." + PartiesRules.PasswordTooShort, Assert.Single(eleven.Defects).WordsKey);
        Assert.Equal([12], Assert.Single(eleven.Defects).Limits);
        Assert.Empty(twelve.Defects);
    }

    [Theory, OnEveryDatabase]
    public async Task Open_EmailInUseInOtherLetters_IsTaken(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        await OpenAsync(world, "a@example.com", "twelve-chars");

        var second = await OpenAsync(world, "A@Example.com", "twelve-chars");

        Assert.Equal("rule." + PartiesRules.EmailTaken, Assert.Single(second.Defects).WordsKey);
    }

    [Theory, OnEveryDatabase]
    public async Task Open_SameEmailAtTheSameMoment_OneAccountIsOpened(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => OpenAsync(world, "a@example.com", "twelve-chars"))));

        Assert.Single(results, r => r.Defects.Count == 0);
        Assert.Equal(1, await world.Read(db => db.Users.CountAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task CreateOfficer_WithoutRoles_OrWithoutTheCentreOfItsRole_OrUnderANameInUse_IsRefused(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var centre = await world.Folk.CentreAsync();
        Assert.Empty((await CreateAsync(world, "Officer", centre, Roles.CentreOperator)).Defects);

        Assert.Equal(PartiesRules.RolesMissing, (await Assert.ThrowsAsync<RuleBrokenException>(() => CreateAsync(world, "other", centre))).Rule);
        var homeless = await Assert.ThrowsAsync<RuleBrokenException>(() => CreateAsync(world, "other", null, Roles.CentreOperator));
        Assert.Equal((PartiesRules.CentreMissing, Roles.CentreOperator), (homeless.Rule, Assert.Single(homeless.Limits)));
        var taken = Assert.Single((await CreateAsync(world, "OFFICER", centre, Roles.CentreOperator)).Defects);
        Assert.Equal(("rule." + PartiesRules.UserNameTaken, "OFFICER"), (taken.WordsKey, Assert.Single(taken.Limits)));
        Assert.Equal(1, await world.Read(db => db.Users.CountAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task CreateOfficer_MakerAndCheckerInOne_IsRefused(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var centreId = await world.Folk.CentreAsync();

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => world.Folk.OfficerAsync(centreId, Roles.FinanceMaker, Roles.FinanceChecker));

        Assert.Equal(PartiesRules.RolesConflict, refusal.Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task SetRoles_Replaced_ChangesTheSecurityStamp(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var officer = await world.Folk.OfficerAsync(await world.Folk.CentreAsync(), Roles.CentreOperator, Roles.FinanceMaker);
        var before = await StampAsync(world, officer.UserId);

        await world.Do((PersonService p) => p.SetRolesAsync(officer.UserId, [Roles.CentreManager, Roles.FinanceMaker], byUserId: 999, default));

        var row = await world.Do((PersonQueries q) => q.FindOfficerAsync(officer.UserId, null, default));
        Assert.Equal([Roles.CentreManager, Roles.FinanceMaker], row!.Roles);
        Assert.NotEqual(before, await StampAsync(world, officer.UserId));
    }

    [Theory, OnEveryDatabase]
    public async Task SetRoles_OneThatRegistrationGives_IsRefused(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var officer = await world.Folk.OfficerAsync(await world.Folk.CentreAsync(), Roles.CentreOperator);

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(
            () => world.Do((PersonService p) => p.SetRolesAsync(officer.UserId, [Roles.Bidder], byUserId: 999, default)));

        Assert.Equal(PartiesRules.RoleUnknown, refusal.Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task SetRoles_OfOneself_IsRefused(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var officer = await world.Folk.OfficerAsync(await world.Folk.CentreAsync(), Roles.Administrator);

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(
            () => world.Do((PersonService p) => p.SetRolesAsync(officer.UserId, [Roles.Supervisor], officer.UserId, default)));

        Assert.Equal(PartiesRules.NotYourself, refusal.Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task ResetPassword_ByAnAdministrator_MustBeChangedByThePerson(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var userId = await world.Folk.PersonAsync();

        Assert.Empty(await world.Do((PersonService p) => p.ResetPasswordAsync(userId, "twelve-chars-2", byUserId: 999, default)));
        Assert.True(await world.Read(db => db.Users.Select(u => u.MustChangePassword).SingleAsync()));

        var wrong = Assert.Single(await ChangeAsync(world, userId, "twelve-chars", "twelve-chars-3"));
        Assert.Equal(("PresentPassword", "rule." + PartiesRules.PasswordWrong), (wrong.Field, wrong.WordsKey));
        Assert.Equal("rule." + PartiesRules.PasswordUnchanged, Assert.Single(await ChangeAsync(world, userId, "twelve-chars-2", "twelve-chars-2")).WordsKey);
        Assert.Empty(await ChangeAsync(world, userId, "twelve-chars-2", "twelve-chars-3"));
        Assert.False(await world.Read(db => db.Users.Select(u => u.MustChangePassword).SingleAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task ChangePassword_WrongFiveTimes_LocksTheAccount(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var userId = await world.Folk.PersonAsync();
        for (var i = 0; i < 5; i++)
        {
            await ChangeAsync(world, userId, "wrong", "twelve-chars-3");
        }

        var defects = await ChangeAsync(world, userId, "twelve-chars", "twelve-chars-3");

        Assert.Equal("PresentPassword", Assert.Single(defects).Field);
    }

    [Theory, OnEveryDatabase]
    public async Task AuthenticatorKey_InTheDatabase_IsNotInClear(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var userId = await world.Folk.PersonAsync();

        var key = await world.Do(async (UserManager<User> users) =>
        {
            var user = await users.FindByIdAsync(userId.ToString(System.Globalization.CultureInfo.InvariantCulture));
            await users.ResetAuthenticatorKeyAsync(user!);
            return await users.GetAuthenticatorKeyAsync(user!);
        });

        var stored = await world.Read(db => db.UserTokens.Select(t => t.Value).SingleAsync());
        Assert.Equal(32, key!.Length);
        Assert.DoesNotContain(key, stored, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task OneTimeCode_UsedTwice_CountsOnce(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var userId = await world.Folk.PersonAsync();

        var (first, second) = await world.Do(async (UserManager<User> users) =>
        {
            var user = (await users.FindByIdAsync(userId.ToString(System.Globalization.CultureInfo.InvariantCulture)))!;
            await users.ResetAuthenticatorKeyAsync(user);
            var code = Totp.Now((await users.GetAuthenticatorKeyAsync(user))!);
            var isFirstRight = await VerifyAsync(users, user, code);
            await users.UpdateAsync(user);
            return (isFirstRight, await VerifyAsync(users, user, code));
        });

        Assert.True(first);
        Assert.False(second);
    }

    [Theory, OnEveryDatabase]
    public async Task Officers_MembersOfOrganisationsAndOtherCentres_AreNotListed(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var own = await world.Folk.OfficerAsync(await world.Folk.CentreAsync(), Roles.CentreOperator);
        var other = await world.Folk.OfficerAsync(await world.Folk.CentreAsync(), Roles.CentreOperator);
        await world.Folk.OrganisationAsync();

        Assert.Equal([own.UserId], (await world.Do((PersonQueries q) => q.OfficersAsync(own.CentreId, default))).Select(p => p.Id));
        Assert.Equal(2, (await world.Do((PersonQueries q) => q.OfficersAsync(null, default))).Count);
        Assert.Null(await world.Do((PersonQueries q) => q.FindOfficerAsync(other.UserId, own.CentreId, default)));
    }

    private static Task<bool> VerifyAsync(UserManager<User> users, User user, string code) =>
        users.VerifyTwoFactorTokenAsync(user, TokenOptions.DefaultAuthenticatorProvider, code);

    private static Task<PersonResult> CreateAsync(PartiesWorld world, string userName, long? centreId, params string[] roles) => world.Do((PersonService p) =>
        p.CreateOfficerAsync(
            new CreateOfficer { UserName = userName, DisplayName = "受理甲", Email = null, Password = "twelve-chars", CentreId = centreId, Roles = roles, ByUserId = 999 },
            default));

    private static Task<PersonResult> OpenAsync(PartiesWorld world, string email, string password) =>
        world.Do((PersonService p) => p.OpenAsync(new OpenAccount { DisplayName = "经办人甲", Email = email, Password = password }, default));

    private static Task<IReadOnlyList<Defect>> ChangeAsync(PartiesWorld world, long userId, string present, string password) =>
        world.Do((PersonService p) => p.ChangePasswordAsync(userId, present, password, default));

    private static Task<string?> StampAsync(PartiesWorld world, long userId) =>
        world.Read(db => db.Users.Where(u => u.Id == userId).Select(u => u.SecurityStamp).SingleAsync());
}
