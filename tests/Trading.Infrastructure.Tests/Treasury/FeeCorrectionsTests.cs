using Microsoft.EntityFrameworkCore;
using Trading.Domain.Banking;
using Trading.Domain.Fees;
using Trading.Domain.Ledger;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Domain.Treasury;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Settlement;
using Trading.Infrastructure.Shared;
using Trading.TestKit;

namespace Trading.Infrastructure.Tests.Treasury;

/// <summary>A fee is waived or adjusted by two people.</summary>
public sealed class FeeCorrectionsTests
{
    [Theory, OnEveryDatabase]
    public async Task Waiver_ByTwoPeople_UndoesTheEntryOfTheCharge(DatabaseKind kind)
    {
        await using var scene = await TreasuryScene.CreateAsync(kind);
        var charge = await scene.ChargeAsync();
        var decision = await scene.Site.UseAsync((FeeCorrections c) => c.ProposeWaiverAsync(charge.Id, "项目终止", TreasuryScene.Maker, CancellationToken.None));
        var queued = Assert.Single(await scene.Site.UseAsync((FinanceWorkQueries q) => q.OpenAsync(charge.CentreId, default)), w => w.Step.Stage == Stages.FeeDecision);
        Assert.Equal(((Money?)charge.Amount, true), (queued.Amount, queued.Name?.StartsWith(await scene.Site.DbAsync(db => db.Set<Lot>().Where(l => l.Id == charge.LotId).Select(l => l.Code!).SingleAsync()), StringComparison.Ordinal)));
        Assert.Equal(-480_000, await scene.SumAsync(AccountClass.TreasuryPending));
        await scene.Site.AssertLedgerAsync();

        Assert.Equal(SharedRules.MakerIsChecker, await RuleAsync(() => ApproveAsync(scene, decision, TreasuryScene.Maker)));
        await Assert.ThrowsAnyAsync<Exception>(() => scene.Site.Database.TamperAsync($"UPDATE finance_decision SET state = 'Approved', decided_by = {TreasuryScene.Maker.UserId}"));
        Assert.Equal(DecisionRules.Waiting, await RuleAsync(() => AdjustAsync(scene, charge.Id, Money.Yuan(1m))));
        await ApproveAsync(scene, decision);

        Assert.Equal((0, 0), (await scene.SumAsync(AccountClass.TreasuryPending), await scene.SumAsync(AccountClass.FeeReceivable)));
        Assert.Equal(FeeChargeState.Reversed, (await ChargesAsync(scene)).Single().State);
        Assert.Equal(FeeRules.NotOpen, await RuleAsync(() => AdjustAsync(scene, charge.Id, Money.Yuan(1m))));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Adjustment_ByTwoPeople_IsAReversalAndANewCharge_WithItsOwnNoticeAndSubAccount(DatabaseKind kind)
    {
        await using var scene = await TreasuryScene.CreateAsync(kind);
        var charge = await scene.ChargeAsync();
        foreach (var wrong in new[] { Money.Zero, new Money(-1), charge.Amount, new Money(long.MaxValue) })
        {
            Assert.Equal(FeeRules.AmountNotAnother, await RuleAsync(() => AdjustAsync(scene, charge.Id, wrong)));
        }

        await ApproveAsync(scene, await AdjustAsync(scene, charge.Id, Money.Yuan(2_400m)));

        var charges = await ChargesAsync(scene);
        var adjusted = charges.Single(c => c.State == FeeChargeState.Charged);
        Assert.Equal(
            (2, Money.Yuan(2_400m), charge.Id, charge.ScheduleKey, IncomeOwner.Treasury), (charges.Count, adjusted.Amount, adjusted.Adjusts, adjusted.ScheduleKey, adjusted.Owner));
        Assert.NotEqual(charge.SubAccount, adjusted.SubAccount);
        Assert.Equal(-240_000, await scene.SumAsync(AccountClass.TreasuryPending));
        Assert.Equal(
            ["JK-0001-2026-000001", "JK-0001-2026-000002"], await scene.Site.DbAsync(db => db.Set<NonTaxNotice>().OrderBy(n => n.Number).Select(n => n.Number).ToListAsync()));
        await scene.PayAsync(adjusted, adjusted.Amount);
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Proposal_OfAFeeThatWasPaidMeanwhile_CarriesWhatWasPaid_AndOneChangedInTheDatabaseIsRefused(DatabaseKind kind)
    {
        await using var scene = await TreasuryScene.CreateAsync(kind);
        var charge = await scene.ChargeAsync();
        var decision = await AdjustAsync(scene, charge.Id, Money.Yuan(2_400m));
        await Assert.ThrowsAnyAsync<Exception>(() => scene.Site.Database.TamperAsync("UPDATE finance_decision SET new_amount = 1"));
        await scene.PayAsync(charge, Money.Yuan(1m));

        await ApproveAsync(scene, decision);

        var adjusted = (await ChargesAsync(scene)).Single(c => c.State == FeeChargeState.Charged);
        Assert.Equal((Money.Yuan(2_400m), Money.Yuan(1m), Money.Zero), (adjusted.Amount, adjusted.Received, adjusted.GivenBack));
        Assert.Equal(Money.Yuan(2_399m), await scene.Site.DbAsync(db => db.Set<NonTaxNotice>().Where(n => n.ChargeId == adjusted.Id).Select(n => n.Amount).SingleAsync()));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Proposal_WhereTheCentreHasNoAccount_IsRefused(DatabaseKind kind)
    {
        await using var scene = await TreasuryScene.CreateAsync(kind);
        var charge = await scene.ChargeAsync();
        await scene.Site.Database.TamperAsync("UPDATE bank_account SET currency = 'USD'");

        Assert.Equal(FeeRules.NoAccount, await RuleAsync(() => AdjustAsync(scene, charge.Id, Money.Yuan(1m))));
    }

    private static Task<Guid> AdjustAsync(TreasuryScene scene, Guid charge, Money amount) =>
        scene.Site.UseAsync((FeeCorrections c) => c.ProposeAdjustmentAsync(charge, amount, "计费基数有误", TreasuryScene.Maker, CancellationToken.None));

    private static Task ApproveAsync(TreasuryScene scene, Guid decision, Acting? checker = null) =>
        scene.Site.UseAsync((FeeCorrections c) => c.ApproveAsync(decision, checker ?? TreasuryScene.Checker, CancellationToken.None));

    private static Task<List<FeeCharge>> ChargesAsync(TreasuryScene scene) => scene.Site.DbAsync(db => db.Set<FeeCharge>().AsNoTracking().ToListAsync());

    private static async Task<string> RuleAsync(Func<Task> act) => (await Assert.ThrowsAsync<RuleBrokenException>(act)).Rule;
}
