using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Infrastructure.Parties;
using Trading.TestKit;

namespace Trading.Infrastructure.Tests.Parties;

public sealed class RegistrationServiceTests
{
    [Theory, OnEveryDatabase]
    public async Task Draft_NothingFilledIn_IsEmptyAndMayBeAskedForTwice(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var userId = await world.Folk.PersonAsync();

        await DraftAsync(world, userId);
        var draft = await DraftAsync(world, userId);

        Assert.Null(draft.Organisation);
        Assert.Null(draft.Representative);
        Assert.Null(draft.Account);
        Assert.Null(draft.Commitment);
        Assert.False(draft.ReadyToSign);
    }

    [Theory, OnEveryDatabase]
    public async Task Save_EachStep_IsKeptForLater(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var userId = await world.Folk.PersonAsync();
        var input = world.Folk.Registration(userId);

        Assert.Empty(await world.Do((RegistrationService r) => r.SaveAsync(userId, input.Account, default)));
        Assert.Null((await DraftAsync(world, userId)).Organisation);
        Assert.Empty(await world.Do((RegistrationService r) => r.SaveAsync(userId, input.Organisation, default)));
        Assert.Empty(await world.Do((RegistrationService r) => r.SaveAsync(userId, input.Representative, default)));

        var draft = await DraftAsync(world, userId);
        Assert.Equal(input.Organisation, draft.Organisation);
        Assert.Equal(input.Account, draft.Account);
        Assert.Equal("Representative", draft.Representative!.Name);
        Assert.DoesNotContain(input.Representative.RepresentativeId, draft.Representative.IdProtected, StringComparison.Ordinal);
        Assert.True(draft.ReadyToSign);
        Assert.False(draft.ReadyToSubmit);
    }

    [Theory, OnEveryDatabase]
    public async Task Save_StepWithDefects_KeepsWhatWasThere(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var userId = await world.Folk.PersonAsync();
        var good = world.Folk.Registration(userId).Organisation;
        await world.Do((RegistrationService r) => r.SaveAsync(userId, good, default));

        var defects = await world.Do((RegistrationService r) => r.SaveAsync(userId, good with { Name = "", ContactEmail = "nobody" }, default));

        Assert.Equal(["Name", "ContactEmail"], defects.Select(d => d.Field));
        Assert.Equal(good, (await DraftAsync(world, userId)).Organisation);
    }

    [Theory, OnEveryDatabase]
    public async Task Sign_BeforeTheOtherSteps_IsRefused(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var userId = await world.Folk.PersonAsync();

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => SignAsync(world, userId));

        Assert.Equal(PartiesRules.StepUnfinished, refusal.Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task Sign_WordingReplacedMeanwhile_HasToBeReadAgain(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var userId = await FilledInAsync(world);

        var defects = await world.Do((RegistrationService r) => r.SignAsync(userId, "2025-1", "经办人甲", default));

        Assert.Equal("rule." + PartiesRules.CommitmentMissing, Assert.Single(defects).WordsKey);
    }

    [Theory, OnEveryDatabase]
    public async Task Save_AStepAfterSigning_TakesTheSignatureAway(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var userId = await FilledInAsync(world);
        await SignAsync(world, userId);
        Assert.True((await DraftAsync(world, userId)).ReadyToSubmit);

        await world.Do((RegistrationService r) => r.SaveAsync(userId, world.Folk.Account("622200000000"), default));

        Assert.False((await DraftAsync(world, userId)).ReadyToSubmit);
        Assert.Equal(RegistrationOutcome.Unfinished, (await SubmitAsync(world, userId)).Outcome);
    }

    [Theory, OnEveryDatabase]
    public async Task Submit_AllSteps_RegistersWithTheTimeOfSigningAndDropsTheDraft(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var userId = await FilledInAsync(world);
        await SignAsync(world, userId);
        world.Clock.Advance(TimeSpan.FromMinutes(3));

        var result = await SubmitAsync(world, userId);

        var stored = await world.Folk.OrganisationOfAsync(result.OrganisationId);
        Assert.Equal(new DateTime(2026, 4, 17, 2, 0, 0, DateTimeKind.Utc), stored.Commitment.SignedAtUtc);
        Assert.Equal(new DateTime(2026, 4, 17, 2, 3, 0, DateTimeKind.Utc), stored.RegisteredAtUtc);
        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => DraftAsync(world, userId));
        Assert.Equal(PartiesRules.AlreadyMember, refusal.Rule);
        Assert.Equal(0, await world.Read(db => Task.FromResult(db.Set<RegistrationDraft>().Count())));
    }

    [Theory, OnEveryDatabase]
    public async Task Submit_NameChangedAfterTheAccount_TellsThatTheyDiffer(DatabaseKind kind)
    {
        await using var world = await PartiesWorld.CreateAsync(kind);
        var userId = await FilledInAsync(world);
        await world.Do((RegistrationService r) => r.SaveAsync(userId, world.Folk.Registration(userId).Organisation with { Name = "投标单位乙" }, default));
        await SignAsync(world, userId);

        var result = await SubmitAsync(world, userId);

        Assert.Equal("AccountName", Assert.Single(result.Defects).Field);
    }

    private static async Task<long> FilledInAsync(PartiesWorld world)
    {
        var userId = await world.Folk.PersonAsync();
        var input = world.Folk.Registration(userId);
        await world.Do((RegistrationService r) => r.SaveAsync(userId, input.Organisation, default));
        await world.Do((RegistrationService r) => r.SaveAsync(userId, input.Representative, default));
        await world.Do((RegistrationService r) => r.SaveAsync(userId, input.Account, default));
        return userId;
    }

    private static Task<RegistrationDraft> DraftAsync(PartiesWorld world, long userId) =>
        world.Do((RegistrationService r) => r.DraftAsync(userId, default));

    private static Task<IReadOnlyList<Defect>> SignAsync(PartiesWorld world, long userId) =>
        world.Do((RegistrationService r) => r.SignAsync(userId, CommitmentTexts.CurrentVersion, "经办人甲", default));

    private static Task<RegistrationResult> SubmitAsync(PartiesWorld world, long userId) =>
        world.Do((RegistrationService r) => r.SubmitAsync(userId, default));
}
