using Microsoft.EntityFrameworkCore;
using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Infrastructure.Parties;
using Trading.TestKit;

namespace Trading.Infrastructure.Tests.Parties;

public sealed class OrganisationServiceTests
{
    [Theory, OnEveryDatabase]
    public async Task Register_CompleteRegistration_StoresItAndMakesThePersonAMember(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var userId = await world.Folk.PersonAsync();

        var result = await world.Folk.RegisterAsync(world.Folk.Registration(userId));

        var stored = await world.Folk.OrganisationOfAsync(result.OrganisationId);
        Assert.Equal(RegistrationOutcome.Registered, result.Outcome);
        Assert.Equal("投标单位甲", stored.Name);
        Assert.Equal(OrganisationKinds.Owner | OrganisationKinds.Bidder, stored.Kinds);
        Assert.Equal("6222000000000001", stored.Account.AccountNumber);
        Assert.Equal(ReviewState.NotReviewed, stored.ReviewState);
        Assert.Equal(new DateTime(2026, 4, 17, 2, 0, 0, DateTimeKind.Utc), stored.RegisteredAtUtc);
        Assert.Equal(CommitmentTexts.Current.Sha256, stored.Commitment.TextSha256);
        Assert.Equal(result.OrganisationId, await world.Read(db => db.Users.Where(u => u.Id == userId).Select(u => u.OrganisationId).SingleAsync()));
        Assert.Equal(["bidder", "owner"], await RolesOfAsync(world, userId));
    }

    [Theory, OnEveryDatabase]
    public async Task Register_ResidentId_IsNowhereInTheDatabaseInClear(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var input = world.Folk.Registration(await world.Folk.PersonAsync());

        var id = (await world.Folk.RegisterAsync(input)).OrganisationId;

        var stored = await world.Folk.OrganisationOfAsync(id);
        Assert.DoesNotContain(input.Representative.RepresentativeId, stored.RepresentativeIdProtected, StringComparison.Ordinal);
        Assert.Equal("000***********0019"[..14] + input.Representative.RepresentativeId[^4..], stored.RepresentativeIdMasked);
        var revealed = await world.Do((ResidentIds ids) => Task.FromResult(ids.Reveal(new Representative(stored.RepresentativeName, stored.RepresentativeIdProtected, ""))));
        Assert.Equal(input.Representative.RepresentativeId, revealed.RepresentativeId);
    }

    [Theory, OnEveryDatabase]
    public async Task Register_SeveralThingsWrong_StoresNothingAndTellsAllAtOnce(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var userId = await world.Folk.PersonAsync();
        var good = world.Folk.Registration(userId);
        var input = good with
        {
            Organisation = good.Organisation with { Kinds = OrganisationKinds.None, Address = " ", ContactPhone = "12" },
            Representative = good.Representative with { RepresentativeId = "11010519491231002Y" },
            Account = good.Account with { AccountName = "投标单位乙" },
        };

        var result = await world.Folk.RegisterAsync(input);

        Assert.Equal(RegistrationOutcome.Defects, result.Outcome);
        Assert.Equal(
            ["Kinds", "Address", "ContactPhone", "RepresentativeId", "AccountName"],
            result.Defects.Select(d => d.Field));
        Assert.False(await world.Read(db => db.Set<Organisation>().AnyAsync()));
        Assert.Null(await world.Read(db => db.Users.Where(u => u.Id == userId).Select(u => u.OrganisationId).SingleAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task Register_DemoCodesOutsideDemoMode_AreRefused(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind, demo: false);

        var result = await world.Folk.RegisterAsync(world.Folk.Registration(await world.Folk.PersonAsync()));

        Assert.Equal(["code.uscc.region", "code.id.region"], result.Defects.Select(d => d.WordsKey));
    }

    [Theory, OnEveryDatabase]
    public async Task Register_SameCreditCodeTwice_SecondIsToldSo(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        await world.Folk.OrganisationAsync(body: "MA000001");

        var result = await world.Folk.RegisterAsync(world.Folk.Registration(await world.Folk.PersonAsync(), "MA000001"));

        var defect = Assert.Single(result.Defects);
        Assert.Equal("CreditCode", defect.Field);
        Assert.Equal("rule." + PartiesRules.AlreadyRegistered, defect.WordsKey);
    }

    [Theory, OnEveryDatabase]
    public async Task Register_SameCreditCodeAtTheSameMoment_OneIsRegisteredAndNobodyElseHasTheOrganisation(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var inputs = new List<RegisterOrganisation>();
        for (var i = 0; i < 4; i++)
        {
            inputs.Add(world.Folk.Registration(await world.Folk.PersonAsync(), "MA000001"));
        }

        var results = await Task.WhenAll(inputs.Select(i => Task.Run(() => world.Folk.RegisterAsync(i))));

        Assert.Single(results, r => r.Outcome == RegistrationOutcome.Registered);
        Assert.Equal(3, results.Count(r => r.Defects is [{ WordsKey: "rule." + PartiesRules.AlreadyRegistered }]));
        Assert.Equal(1, await world.Read(db => db.Users.CountAsync(u => u.OrganisationId != null)));
    }

    [Theory, OnEveryDatabase]
    public async Task Register_MemberOfAnOrganisation_IsRefused(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var userId = await world.Folk.PersonAsync();
        await world.Folk.OrganisationAsync(userId);

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => world.Folk.RegisterAsync(world.Folk.Registration(userId, "MA000002")));

        Assert.Equal(PartiesRules.AlreadyMember, refusal.Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task Register_Officer_IsRefused(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var officer = await world.Folk.OfficerAsync(await world.Folk.CentreAsync(), Roles.CentreOperator);

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => world.Folk.RegisterAsync(world.Folk.Registration(officer.UserId)));

        Assert.Equal(PartiesRules.OfficerMayNotRegister, refusal.Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task Register_CommitmentUnderAnotherText_HasToBeSignedAgain(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var userId = await world.Folk.PersonAsync();
        var input = world.Folk.Registration(userId) with
        {
            Commitment = Commitment.Sign(new CommitmentText("2025-1", "旧文本"), "经办人甲", userId, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc)),
        };

        var result = await world.Folk.RegisterAsync(input);

        Assert.Equal("rule." + PartiesRules.CommitmentMissing, Assert.Single(result.Defects).WordsKey);
    }

    [Theory, OnEveryDatabase]
    public async Task Update_Contact_IsStoredAndReviewedAnew(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var userId = await world.Folk.PersonAsync();
        var id = await world.Folk.OrganisationAsync(userId);
        var officer = await world.Folk.OfficerAsync(await world.Folk.CentreAsync(), Roles.CentreOperator);
        await world.Do((OrganisationReviewService r) => r.StartAsync(id, officer, default));
        await world.Do((OrganisationReviewService r) => r.PassAsync(id, officer, default));
        var seen = await world.Folk.OrganisationOfAsync(id);

        var defects = await world.Do((OrganisationService o) => o.UpdateAsync(Correction(seen, userId, "示例路2号"), default));

        var stored = await world.Folk.OrganisationOfAsync(id);
        Assert.Empty(defects);
        Assert.Equal("示例路2号", stored.Address);
        Assert.Equal(ReviewState.NotReviewed, stored.ReviewState);
        Assert.Equal(officer.CentreId, stored.ReviewCentreId);
    }

    [Theory, OnEveryDatabase]
    public async Task Update_RecordChangedMeanwhile_IsRefused(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var userId = await world.Folk.PersonAsync();
        var seen = await world.Folk.OrganisationOfAsync(await world.Folk.OrganisationAsync(userId));
        await world.Do((OrganisationService o) => o.UpdateAsync(Correction(seen, userId, "示例路2号"), default));

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(
            () => world.Do((OrganisationService o) => o.UpdateAsync(Correction(seen, userId, "示例路3号"), default)));

        Assert.Equal(SharedRules.ChangedMeanwhile, refusal.Rule);
        Assert.Equal("示例路2号", (await world.Folk.OrganisationOfAsync(seen.Id)).Address);
    }

    [Theory, OnEveryDatabase]
    public async Task Kinds_AskedForOneOfSeveral_FindTheOrganisationInTheDatabase(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        await world.Folk.OrganisationAsync();

        var bidders = await world.Read(db => db.Set<Organisation>().CountAsync(o => (o.Kinds & OrganisationKinds.Bidder) != 0));
        var agencies = await world.Read(db => db.Set<Organisation>().CountAsync(o => (o.Kinds & OrganisationKinds.Agency) != 0));

        Assert.Equal((1, 0), (bidders, agencies));
    }

    private static UpdateOrganisation Correction(Organisation seen, long userId, string address) => new()
    {
        OrganisationId = seen.Id,
        UserId = userId,
        Version = seen.Version,
        Contact = new OrganisationContact(address, seen.ContactName, seen.ContactPhone, seen.ContactEmail),
        Representative = null,
    };

    private static Task<List<string>> RolesOfAsync(PartiesWorld world, long userId) =>
        world.Read(db => db.UserRoles.Where(r => r.UserId == userId).Join(db.Roles, r => r.RoleId, r => r.Id, (_, r) => r.Name!).Order().ToListAsync());
}
