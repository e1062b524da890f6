using Trading.Domain.Parties;
using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;
using Trading.Infrastructure.Rulebooks;
using Trading.Infrastructure.Supervision;
using Trading.TestKit;
using Trading.TestKit.Builders;
using Trading.TestKit.Parties;

namespace Trading.Infrastructure.Tests.Rulebooks;

public sealed class CentreRuleQueriesTests
{
    private static readonly DateOnly Today = Instants.BeijingDay(TestSite.Start);

    [Theory, OnEveryDatabase]
    public async Task ConfirmAndApprove_EveryRow_NothingIsLeftThatHoldsUpANotice(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var folk = new PartyFolk(site.Services);
        var centre = await folk.CentreAsync();
        var (maker, checker) = (await folk.OfficerAsync(centre, Roles.CentreManager), await folk.OfficerAsync(centre, Roles.CentreManager));
        var open = (await AllAsync(site, maker)).Where(r => r.Rule.IsUnconfirmed).Select(r => r.Rule.Key).ToList();
        Assert.NotEmpty(open);

        await site.UseAsync((CentreRuleService s) => s.ConfirmAsync(open, Today, maker, CancellationToken.None));
        var waiting = (await WaitingAsync(site, maker)).Select(w => w.Row).ToList();
        Assert.Equal(open.Order(), waiting.Select(r => r.Key).Order());
        await site.UseAsync((CentreRuleService s) => s.ApproveAsync([.. waiting.Select(r => r.Id)], checker, CancellationToken.None));

        Assert.DoesNotContain(await AllAsync(site, maker), r => r.Rule.IsUnconfirmed);
        (await site.UseAsync((CentreRulebook b) => b.TodayAsync(centre, CancellationToken.None))).RequireConfirmed();
    }

    [Theory, OnEveryDatabase]
    public async Task Approve_OnesOwnAmongOthers_ApprovesNone(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var folk = new PartyFolk(site.Services);
        var centre = await folk.CentreAsync();
        var (first, second) = (await folk.OfficerAsync(centre, Roles.CentreManager), await folk.OfficerAsync(centre, Roles.CentreManager));
        var anothers = await site.UseAsync((CentreRuleService s) => s.ConfirmAsync("construction.min-bidders", Today, first, CancellationToken.None));
        var own = await site.UseAsync((CentreRuleService s) => s.ConfirmAsync("construction.bid-preparation-days", Today, second, CancellationToken.None));

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() =>
            site.UseAsync((CentreRuleService s) => s.ApproveAsync([anothers, own], second, CancellationToken.None)));

        Assert.Equal(SharedRules.MakerIsChecker, refusal.Rule);
        Assert.Equal(2, (await WaitingAsync(site, first)).Count);
    }

    [Fact]
    public async Task Confirm_NothingChosen_IsRefused()
    {
        await using var site = await TestSite.CreateAsync(DatabaseKind.Sqlite);

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() =>
            site.UseAsync((CentreRuleService s) => s.ConfirmAsync([], Today, new Infrastructure.Parties.Officer(1, 1), CancellationToken.None)));

        Assert.Equal(RulebookRules.NothingChosen, refusal.Rule);
    }

    private static Task<IReadOnlyList<CentreRuleView>> AllAsync(TestSite site, Infrastructure.Parties.Officer officer) =>
        site.UseAsync((CentreRuleQueries q) => q.AllAsync(officer, CancellationToken.None));

    private static Task<IReadOnlyList<WaitingRule>> WaitingAsync(TestSite site, Infrastructure.Parties.Officer officer) =>
        site.UseAsync((WaitingRules q) => q.AllAsync(officer.CentreId, CancellationToken.None));
}
