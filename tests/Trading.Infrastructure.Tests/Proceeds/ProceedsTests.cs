using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Ledger;
using Trading.Domain.Proceeds;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Participation;
using Trading.Infrastructure.Tests.Deposits;
using Trading.TestKit;
using Trading.TestKit.Builders;
using static Trading.Infrastructure.Tests.Proceeds.PriceScenes;

namespace Trading.Infrastructure.Tests.Proceeds;

/// <summary>The price of a lot from the contract to whose it is: plan, deposit, payments, penalty, receipts, passed on; in lines that have no procedure yet.</summary>
public sealed class ProceedsTests
{
    [Theory, OnEveryDatabase]
    public async Task Land_ByInstalments_FromEarnestMoneyToTheTreasury(DatabaseKind kind)
    {
        await using var scene = await WonAsync(kind, "land");
        var plan = await ApprovedAsync(scene, (500_000m, 30), (500_000m, 300));

        // The deposit of 60,000.00 is earnest money, and now price; its receipt has a number.
        Assert.Equal((MoneyScene.Asked, PricePlanState.Open), (plan.Received, plan.State));
        Assert.Equal((Money.Zero, -MoneyScene.Asked), (await scene.BalanceAsync(AccountClass.EarnestMoney), await scene.BalanceAsync(AccountClass.SalePrice)));
        Assert.Equal("SJ-0001-2026-000001", Assert.Single(await ReceiptsAsync(scene, plan)).Number);
        Assert.Equal([Stages.PricePassOn, Stages.PricePayment], await OpenStagesAsync(scene));

        // 440,000.00 are left of the first instalment; ten days late they cost 4,400.00.
        scene.Site.Be(Instants.StartOfBeijingDay(Opened.AddDays(40)));
        await PayAsync(scene, plan, Money.Yuan(944_400m));
        plan = await PlanAsync(scene, plan.Id);
        Assert.Equal((PricePlanState.Paid, Money.Yuan(4_400m)), (plan.State, plan.PenaltyReceived));
        Assert.Equal(-Money.Yuan(4_400m), await scene.BalanceAsync(AccountClass.LatePenalty));
        await scene.Site.AssertLedgerAsync();

        // All of it goes to the treasury, past the two lines of revenue.
        var payment = Assert.Single(await PassOnAsync(scene));
        Assert.Equal((PriceScenes.Treasury.Account, Money.Yuan(1_004_400m)), (payment.PayeeAccount, payment.Amount));
        Assert.Equal((Money.Zero, Money.Zero, Money.Zero), (
            await scene.BalanceAsync(AccountClass.SalePrice), await scene.BalanceAsync(AccountClass.LatePenalty), await scene.BalanceAsync(AccountClass.TreasuryOwed)));
        Assert.Empty(await OpenStagesAsync(scene));
        Assert.Equal(ProceedsRules.NothingToPassOn, (await RefusedAsync(() => MakeAsync(scene))).Rule);
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Property_AtOnce_GoesToTheTransferorsOwnAccount(DatabaseKind kind)
    {
        await using var scene = await WonAsync(kind, "state-property");
        var plan = await ApprovedAsync(scene, (1_000_000m, 5));
        await PayAsync(scene, plan, Money.Yuan(940_000m));

        var batch = await MakeAsync(scene);
        await scene.ApproveAsync(batch);
        var payments = await scene.PaymentsAsync(batch);
        Assert.Equal((Transferor.Account, Price), (Assert.Single(payments).PayeeAccount, payments[0].Amount));
        await scene.Site.AssertLedgerAsync();

        // The bank could not pay it: it is held again, waits again, and goes with the next.
        await scene.ImportReplyAsync(MoneyScene.Reply(payments, Today(scene), _ => "closed"));
        Assert.Equal(-Price, await scene.BalanceAsync(AccountClass.SalePrice));
        Assert.Equal([Stages.PricePassOn], await OpenStagesAsync(scene));
        await scene.Site.AssertLedgerAsync();

        // The buyer's statement has what became of its deposit, and nothing of the transferor's payment.
        var own = (await scene.Site.UseAsync((OwnLotQueries q) => q.FindAsync(scene.Lot.Id, TestBidder.Of(1).OrganisationId, default)))!;
        Assert.Equal(new OwnEnding(Opened, MoneyScene.Asked, false), Assert.Single(own.Endings));
        Assert.Empty(own.Refunds);
        Assert.Equal(Price, Assert.Single(await PassOnAsync(scene)).Amount);
        await scene.Site.AssertLedgerAsync();

        // A statement brings it back after it was paid.
        var sent = await scene.Site.DbAsync(db => db.Set<Repayment>().SingleAsync(r => r.Kind == RepaymentKind.Proceeds && r.State == RepaymentState.Paid));
        await scene.Bank.ImportAsync(scene.Bank.In(Transferor, Price) with { Remark = sent.EndToEndId });
        Assert.Equal(-Price, await scene.BalanceAsync(AccountClass.SalePrice));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Payment_OfAnother_OrTooMuch_IsSuspense_AndALineTwiceIsOne(DatabaseKind kind)
    {
        await using var scene = await WonAsync(kind, "state-property");
        var plan = await ApprovedAsync(scene, (1_000_000m, 5));

        await scene.Bank.ImportAsync(scene.Bank.In(TestBidder.Of(2), Money.Yuan(1m), plan.SubAccount));
        await PayAsync(scene, plan, Money.Yuan(940_000.01m));
        var line = scene.Bank.In(TestBidder.Of(1), Money.Yuan(940_000m), plan.SubAccount);
        await scene.Bank.ImportAsync(line);
        await scene.Bank.ImportAsync(line);
        await PayAsync(scene, plan, Money.Yuan(1m));

        Assert.Equal(
            [SuspenseReasons.OtherPayer, SuspenseReasons.PriceExceeded, SuspenseReasons.PriceExceeded],
            await scene.Site.DbAsync(async db => (await db.Set<BankLine>().Where(l => l.State == BankLineState.Suspense).Select(l => l.Reason).ToListAsync()).Order().ToList()));
        Assert.Equal(PricePlanState.Paid, (await PlanAsync(scene, plan.Id)).State);
        Assert.Equal(-Price, await scene.BalanceAsync(AccountClass.SalePrice));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Plan_IsDecidedByAnother_AndADeclinedOneMakesRoom(DatabaseKind kind)
    {
        await using var scene = await WonAsync(kind, "state-property");
        var first = await ProposeAsync(scene, (1_000_000m, 5));
        var decision = await DecisionAsync(scene, first);

        Assert.Equal(SharedRules.MakerIsChecker, (await RefusedAsync(() => ApproveAsync(scene, decision, MoneyScene.Maker))).Rule);
        Assert.Equal(ProceedsRules.HasPlan, (await RefusedAsync(() => ProposeAsync(scene, (1_000_000m, 5)))).Rule);
        await scene.Site.UseAsync((FinanceDecisions d) => d.DeclineAsync(decision, "日期有误", MoneyScene.Checker, default));
        var second = await ProposeAsync(scene, (1_000_000m, 4));
        Assert.Equal(PricePlanState.Declined, (await PlanAsync(scene, first)).State);

        // What is approved is what was proposed.
        await Assert.ThrowsAnyAsync<Exception>(() => scene.Site.Database.TamperAsync("UPDATE instalment SET due_on = '2026-04-01'"));
        await scene.Site.Database.TamperUnguardedAsync("UPDATE instalment SET due_on = '2026-04-01'");
        Assert.Equal(ProceedsRules.PlanChanged, (await RefusedAsync(async () => await ApproveAsync(scene, await DecisionAsync(scene, second), MoneyScene.Checker))).Rule);
        Assert.Equal(PricePlanState.Proposed, (await PlanAsync(scene, second)).State);
    }

    [Theory, OnEveryDatabase]
    public async Task Plan_BeforeTheDepositIsDecided_OrWithoutAnAccountToPayTo_IsRefused(DatabaseKind kind)
    {
        await using var scene = await WonAsync(kind, "state-property", converts: false);
        Assert.Equal(ProceedsRules.DepositFirst, (await RefusedAsync(() => ProposeAsync(scene, (1_000_000m, 5)))).Rule);
        await ConvertAsync(scene);
        var late = await RefusedAsync(() => ProposeAsync(scene, (1_000_000m, 30)));
        Assert.Equal((ProceedsRules.FirstTooLate, true), (late.Rule, late.Citation!.Contains("第二十八条", StringComparison.Ordinal)));
        await ProposeAsync(scene, (1_000_000m, 5));

        await using var unknown = await WonAsync(kind, "state-property", hasAccount: false);
        Assert.Equal(ProceedsRules.NoAccount, (await RefusedAsync(() => ProposeAsync(unknown, (1_000_000m, 5)))).Rule);

        await using var construction = await MoneyScene.PaidAsync(kind);
        await construction.OpenAsync();
        Assert.Equal(ProceedsRules.NoPriceInLine, (await RefusedAsync(() => ProposeAsync(construction, (1_000_000m, 5)))).Rule);
    }

    /// <summary>An account changed in the database is noticed before money goes to it.</summary>
    [Theory, OnEveryDatabase]
    public async Task PassOn_ToAnAccountThatWasChanged_IsRefused(DatabaseKind kind)
    {
        await using var scene = await WonAsync(kind, "state-property");
        await ApprovedAsync(scene, (1_000_000m, 5));
        await scene.Site.Database.TamperUnguardedAsync("UPDATE price_plan SET payee_account = '3602000000000666'");

        Assert.Equal(ProceedsRules.PayeeChanged, (await RefusedAsync(() => MakeAsync(scene))).Rule);
    }

    [Theory]
    [OnEveryDatabase("UPDATE price_receipt SET price = price + 1", "prices-match-journal")]
    [OnEveryDatabase("UPDATE price_plan SET price = price + 1", "prices-sum-of-parts")]
    [OnEveryDatabase("UPDATE finance_decision SET state = 'Declined' WHERE kind = 'PricePlan'", "price-plans-four-eyes")]
    public async Task Verify_NamesWhatWasChanged(DatabaseKind kind, string tamper, string check)
    {
        await using var scene = await WonAsync(kind, "state-property");
        await ApprovedAsync(scene, (1_000_000m, 5));
        Assert.All(await FindingsAsync(scene), f => Assert.True(f.Ok, f.Check));
        await scene.Site.Database.TamperUnguardedAsync(tamper);

        Assert.Contains(await FindingsAsync(scene), f => f.Check == check && !f.Ok && f.FirstOffender is not null);
    }
}
