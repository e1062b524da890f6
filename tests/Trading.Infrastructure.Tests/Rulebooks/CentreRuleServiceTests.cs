using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Trading.Domain.Parties;
using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;
using Trading.Infrastructure.Calendar;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Rulebooks;
using Trading.Infrastructure.Shared;
using Trading.TestKit;

namespace Trading.Infrastructure.Tests.Rulebooks;

public sealed class CentreRuleServiceTests
{
    private const string Preparation = "construction.bid-preparation-days";

    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly RulebookLibrary Library = RulebookLibrary.Load();

    [Theory, OnEveryDatabase]
    public async Task Approve_ConfirmedByTwoPeople_TheRowIsNoLongerUnconfirmed(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var db = database.NewContext();
        var (maker, checker) = await OfficersAsync(db);
        var service = Service(db);

        var id = await service.ConfirmAsync(Preparation, Today, maker, CancellationToken.None);
        Assert.True((await ResolvedAsync(service, maker)).IsUnconfirmed);

        await service.ApproveAsync(id, checker, CancellationToken.None);
        Assert.False((await ResolvedAsync(service, maker)).IsUnconfirmed);
    }

    [Theory, OnEveryDatabase]
    public async Task Approve_ReplacedByTwoPeople_TheCentresValueHolds(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var db = database.NewContext();
        var (maker, checker) = await OfficersAsync(db);
        var service = Service(db);
        var rule = new CentreRule.Replacement(Preparation, "25", "本市规定", Today, Today.AddYears(1), CountStartDay: true, FullDays: true);

        await service.ApproveAsync(await service.ReplaceAsync(rule, maker, CancellationToken.None), checker, CancellationToken.None);

        Assert.Equal(rule, Assert.Single(await service.ApprovedAsync(maker.CentreId, CancellationToken.None)));
        Assert.Equal(25, (await ResolvedAsync(service, maker)).Number);
    }

    [Theory, OnEveryDatabase]
    public async Task Approve_ByTheProposer_IsRefusedByTheServiceAndByTheDatabase(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var db = database.NewContext();
        var (maker, _) = await OfficersAsync(db);
        var service = Service(db);
        var id = await service.ConfirmAsync(Preparation, Today, maker, CancellationToken.None);

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => service.ApproveAsync(id, maker, CancellationToken.None));
        Assert.Equal(SharedRules.MakerIsChecker, refusal.Rule);

        var guard = await Assert.ThrowsAnyAsync<Exception>(() => database.TamperAsync(
            "UPDATE centre_rule SET approved_by_user_id = proposed_by_user_id, approved_at_utc = proposed_at_utc"));
        Assert.True(guard.IsGuardViolation());
    }

    [Theory, OnEveryDatabase]
    public async Task Approve_Twice_IsRefused(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var db = database.NewContext();
        var (maker, checker) = await OfficersAsync(db);
        var service = Service(db);
        var id = await service.ConfirmAsync(Preparation, Today, maker, CancellationToken.None);
        await service.ApproveAsync(id, checker, CancellationToken.None);

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => service.ApproveAsync(id, checker, CancellationToken.None));

        Assert.Equal(RulebookRules.AlreadyApproved, refusal.Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task Approve_RowOfAnotherCentre_DoesNotExist(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var db = database.NewContext();
        var (maker, checker) = await OfficersAsync(db);
        var service = Service(db);
        var id = await service.ConfirmAsync(Preparation, Today, maker, CancellationToken.None);

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => service.ApproveAsync(id, checker with { CentreId = maker.CentreId + 1 }, CancellationToken.None));

        Assert.Empty(await service.ApprovedAsync(maker.CentreId, CancellationToken.None));
    }

    [Theory, OnEveryDatabase]
    public async Task Propose_WhatACentreMayNotSay_StoresNothing(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var db = database.NewContext();
        var (maker, _) = await OfficersAsync(db);
        var service = Service(db);

        var unknown = await Assert.ThrowsAsync<RuleBrokenException>(
            () => service.ConfirmAsync("construction.no-such", Today, maker, CancellationToken.None));
        var statute = await Assert.ThrowsAsync<RuleBrokenException>(() => service.ReplaceAsync(
            new CentreRule.Replacement("construction.refund-days", "30", "本市规定", Today), maker, CancellationToken.None));

        Assert.Equal((RulebookRules.UnknownKey, RulebookRules.NotSettable), (unknown.Rule, statute.Rule));
        Assert.Equal(0, await db.Set<CentreRuleRow>().CountAsync());
    }

    private static CentreRuleService Service(TradingDbContext db) =>
        new(db, Library, new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero)), HolidayCalendar.Load(), new OpenSteps(db));

    private static async Task<(Officer Maker, Officer Checker)> OfficersAsync(TradingDbContext db)
    {
        var centre = Centre.Found("YT", "演示交易中心", "Demonstration centre", CentreKind.City, parent: null);
        var (maker, checker) = (new User { DisplayName = "中心经办01" }, new User { DisplayName = "中心负责人01" });
        db.Add(centre);
        db.Add(maker);
        db.Add(checker);
        await db.SaveChangesAsync();
        return (new Officer(maker.Id, centre.Id), new Officer(checker.Id, centre.Id));
    }

    private static async Task<Rule> ResolvedAsync(CentreRuleService service, Officer officer)
    {
        var centre = await service.ApprovedAsync(officer.CentreId, CancellationToken.None);
        return Library.Resolve("construction", Today, centre, []).Get(Preparation);
    }
}
