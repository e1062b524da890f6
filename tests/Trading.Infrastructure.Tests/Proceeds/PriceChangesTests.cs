using Microsoft.EntityFrameworkCore;
using Trading.Domain.Banking;
using Trading.Domain.Deposits;
using Trading.Domain.Ledger;
using Trading.Domain.Proceeds;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Mail;
using Trading.Infrastructure.Proceeds;
using Trading.Infrastructure.Settlement;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Tests.Deposits;
using Trading.TestKit;
using Trading.TestKit.Builders;
using static Trading.Infrastructure.Tests.Proceeds.PriceScenes;

namespace Trading.Infrastructure.Tests.Proceeds;

/// <summary>What two people change of an approved plan: a penalty waived, other days, another account; and interest on what is deferred.</summary>
public sealed class PriceChangesTests
{
    private const string NewAccount = "3602000000000888";

    [Theory, OnEveryDatabase]
    public async Task Penalty_IsWaivedByTwo_WithConsent_AndTheBuyerIsTold(DatabaseKind kind)
    {
        await using var scene = await WonAsync(kind, "land");
        var plan = await KnownAsync(scene, await ApprovedAsync(scene, (500_000m, 30), (500_000m, 300)));
        scene.Site.Be(Instants.StartOfBeijingDay(Opened.AddDays(40)));

        // 440,000.00 ten days late are 4,400.00.
        Assert.Equal(ProceedsRules.ConsentMissing, (await RefusedAsync(() => WaiveAsync(scene, plan, 3_000m, " "))).Rule);
        Assert.Equal(ProceedsRules.MoreThanPenalty, (await RefusedAsync(() => WaiveAsync(scene, plan, 4_400.01m))).Rule);
        var decision = await WaiveAsync(scene, plan, 3_000m);
        Assert.Equal(SharedRules.MakerIsChecker, (await RefusedAsync(() => ApproveWaiverAsync(scene, decision, MoneyScene.Maker))).Rule);
        await ApproveWaiverAsync(scene, decision, MoneyScene.Checker);

        Assert.Equal(Money.Yuan(1_400m), (await PlanAsync(scene, plan.Id)).PenaltyOwedOn(Opened.AddDays(40)));
        Assert.Equal(1, await MailsAsync(scene, MailKinds.PenaltyWaived));
        await scene.Site.AssertLedgerAsync();

        // What is left is owed, and no more; nothing of it was ever booked that would have to be undone.
        await PayAsync(scene, plan, Money.Yuan(941_400m));
        plan = await PlanAsync(scene, plan.Id);
        Assert.Equal((PricePlanState.Paid, Money.Yuan(1_400m), Money.Yuan(3_000m)), (plan.State, plan.PenaltyReceived, plan.PenaltyWaived));
        Assert.Equal(-Money.Yuan(1_400m), await scene.BalanceAsync(AccountClass.LatePenalty));
        Assert.All(await FindingsAsync(scene), f => Assert.True(f.Ok, f.Check));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Waiver_OfAllThatIsLeft_EndsThePlanAndItsStep(DatabaseKind kind)
    {
        await using var scene = await WonAsync(kind, "land");
        var plan = await ApprovedAsync(scene, (1_000_000m, 30));
        scene.Site.Be(Instants.StartOfBeijingDay(Opened.AddDays(40)));
        await PayAsync(scene, plan, Money.Yuan(940_000m));
        Assert.Contains("price-payment", await OpenStagesAsync(scene));

        Assert.Equal([Money.Yuan(9_400m)], await QueuedAsync(scene, Stages.PricePayment));
        await ApproveWaiverAsync(scene, await WaiveAsync(scene, plan, 3_000m), MoneyScene.Checker);
        Assert.Equal([Money.Yuan(6_400m)], await QueuedAsync(scene, Stages.PricePayment));

        var decision = await WaiveAsync(scene, plan, 6_400m);
        var queued = Assert.Single(await scene.Site.UseAsync((FinanceWorkQueries q) => q.OpenAsync(TenderBuilder.Centre, default)), w => w.Step.Stage == Stages.PriceDecision);
        Assert.Equal((Money.Yuan(6_400m), true), (queued.Amount, queued.Name?.EndsWith(plan.BuyerName, StringComparison.Ordinal)));
        Assert.Equal(DecisionRules.Waiting, (await RefusedAsync(() => WaiveAsync(scene, plan, 1m))).Rule);
        await ApproveWaiverAsync(scene, decision, MoneyScene.Checker);

        Assert.Equal(PricePlanState.Paid, (await PlanAsync(scene, plan.Id)).State);
        Assert.DoesNotContain("price-payment", await OpenStagesAsync(scene));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Plan_IsChangedByTwo_ItsOldRowsStay(DatabaseKind kind)
    {
        await using var scene = await WonAsync(kind, "land");
        var plan = await KnownAsync(scene, await ApprovedAsync(scene, (500_000m, 30), (500_000m, 300)));

        var declined = await ChangeAsync(scene, plan, (440_000m, 30), (500_000m, 340));
        await scene.Site.UseAsync((FinanceDecisions d) => d.DeclineAsync(declined, "另议", MoneyScene.Checker, default));
        var late = await RefusedAsync(() => ChangeAsync(scene, plan, (440_000m, 30), (500_000m, 366)));
        Assert.Equal((ProceedsRules.LastTooLate, true), (late.Rule, late.Citation!.Contains("国土资发", StringComparison.Ordinal)));

        // Money that arrives in between makes the proposal another one's.
        var overtaken = await ChangeAsync(scene, plan, (440_000m, 30), (500_000m, 350));
        await PayAsync(scene, plan, Money.Yuan(440_000m));
        Assert.Equal(ProceedsRules.PlanChanged, (await RefusedAsync(() => ApproveChangeAsync(scene, overtaken))).Rule);
        await scene.Site.UseAsync((FinanceDecisions d) => d.DeclineAsync(overtaken, "已到账", MoneyScene.Checker, default));

        var decision = await ChangeAsync(scene, plan, (250_000m, 200), (250_000m, 360));
        Assert.Equal(SharedRules.MakerIsChecker, (await RefusedAsync(() => ApproveChangeAsync(scene, decision, MoneyScene.Maker))).Rule);
        await ApproveChangeAsync(scene, decision);

        plan = await PlanAsync(scene, plan.Id);
        Assert.Equal(3, plan.Revision);
        Assert.Equal([Money.Yuan(500_000m), Money.Yuan(250_000m), Money.Yuan(250_000m)], plan.Instalments.Select(i => i.Amount));
        Assert.Equal([Opened.AddDays(30), Opened.AddDays(300)], plan.Of(0).Select(i => i.DueOn));
        Assert.Equal([false, false, true], plan.Changes.OrderBy(c => c.Number).Select(c => c.IsApproved));
        Assert.Equal(1, await MailsAsync(scene, MailKinds.PricePlanChanged));

        await PayAsync(scene, plan, Money.Yuan(500_000m));
        Assert.Equal(PricePlanState.Paid, (await PlanAsync(scene, plan.Id)).State);
        Assert.All(await FindingsAsync(scene), f => Assert.True(f.Ok, f.Check));
        await scene.Site.AssertLedgerAsync();
    }

    /// <summary>A batch keeps the account it was approved with; what comes back goes to the corrected one.</summary>
    [Theory, OnEveryDatabase]
    public async Task Payee_CorrectedByTwo_TakesWhatTheBankSentBack(DatabaseKind kind)
    {
        await using var scene = await WonAsync(kind, "state-property");
        var plan = await ApprovedAsync(scene, (1_000_000m, 5));
        await PayAsync(scene, plan, Money.Yuan(940_000m));
        Assert.Equal(ProceedsRules.PayeeSame, (await RefusedAsync(() => CorrectAsync(scene, plan))).Rule);
        var batch = await MakeAsync(scene);
        await scene.ApproveAsync(batch);

        await scene.Site.ChangeAccountAsync(TenderBuilder.Owner, NewAccount);
        var decision = await CorrectAsync(scene, plan);
        Assert.Equal(SharedRules.MakerIsChecker, (await RefusedAsync(() => ApproveChangeAsync(scene, decision, MoneyScene.Maker))).Rule);
        await ApproveChangeAsync(scene, decision);
        Assert.Equal((NewAccount, Transferor.Account), ((await PlanAsync(scene, plan.Id)).Payee!.Account, (await PlanAsync(scene, plan.Id)).PayeeAccount));
        Assert.Equal(1, await MailsAsync(scene, MailKinds.PayeeCorrected));

        var sent = await scene.PaymentsAsync(batch);
        Assert.Equal(Transferor.Account, Assert.Single(sent).PayeeAccount);
        await scene.ImportReplyAsync(MoneyScene.Reply(sent, Today(scene), _ => "closed"));
        var again = Assert.Single(await PassOnAsync(scene));
        Assert.Equal((NewAccount, Price), (again.PayeeAccount, again.Amount));
        Assert.All(await FindingsAsync(scene), f => Assert.True(f.Ok, f.Check));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Payee_ChangedInTheDatabase_IsPaidNothing(DatabaseKind kind)
    {
        await using var scene = await WonAsync(kind, "state-property");
        var plan = await ApprovedAsync(scene, (1_000_000m, 5));
        await scene.Site.ChangeAccountAsync(TenderBuilder.Owner, NewAccount);
        await ApproveChangeAsync(scene, await CorrectAsync(scene, plan));
        await scene.Site.Database.TamperUnguardedAsync("UPDATE price_plan_change SET payee_account = '3602000000000666'");

        Assert.Equal(ProceedsRules.PayeeChanged, (await RefusedAsync(() => MakeAsync(scene))).Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task Payee_WhoseRegisteredAccountSomebodyChangedInTheDatabase_IsInNoPlan(DatabaseKind kind)
    {
        await using var scene = await WonAsync(kind, "state-property");
        await scene.Site.Database.TamperUnguardedAsync($"UPDATE organisation_accounts SET account_number = '{NewAccount}' WHERE organisation_id = {TenderBuilder.Owner}");

        Assert.Equal(DepositRules.PayeeAccountChanged, (await RefusedAsync(() => ApprovedAsync(scene, (1_000_000m, 5)))).Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task Interest_OnWhatIsDeferred_IsTheTransferors(DatabaseKind kind)
    {
        await using var scene = await WonAsync(kind, "state-property");
        var low = await RefusedAsync(() => ProposeAsync(scene, 434, "银行保函 2026-1", (300_000m, 5), (700_000m, 205)));
        Assert.Equal((ProceedsRules.InterestTooLow, true), (low.Rule, low.Citation!.Contains("第二十八条", StringComparison.Ordinal)));
        Assert.Equal(ProceedsRules.SecurityMissing, (await RefusedAsync(() => ProposeAsync(scene, 435, null, (300_000m, 5), (700_000m, 205)))).Rule);
        var id = await ProposeAsync(scene, 435, "银行保函 2026-1", (300_000m, 5), (700_000m, 205));
        await ApproveAsync(scene, await DecisionAsync(scene, id), MoneyScene.Checker);
        var plan = await PlanAsync(scene, id);
        await PayAsync(scene, plan, Money.Yuan(240_000m));

        // 700,000.00 for 100 days at 4.35 % are 8,458.33.
        scene.Site.Be(Instants.StartOfBeijingDay(Opened.AddDays(105)));
        await PayAsync(scene, plan, Money.Yuan(708_458.33m));

        Assert.Equal(PricePlanState.Paid, (await PlanAsync(scene, id)).State);
        Assert.Equal([Money.Zero, Money.Zero, Money.Yuan(8_458.33m)], (await ReceiptsAsync(scene, plan)).Select(r => r.Interest));
        Assert.Equal(-Money.Yuan(8_458.33m), await scene.BalanceAsync(AccountClass.DeferredInterest));
        await scene.Site.AssertLedgerAsync();

        Assert.Equal([Money.Yuan(1_008_458.33m)], await QueuedAsync(scene, Stages.PricePassOn));
        var payment = Assert.Single(await PassOnAsync(scene));
        Assert.Equal((Transferor.Account, Money.Yuan(1_008_458.33m)), (payment.PayeeAccount, payment.Amount));
        Assert.Equal((Money.Zero, Money.Zero), (await scene.BalanceAsync(AccountClass.SalePrice), await scene.BalanceAsync(AccountClass.DeferredInterest)));
        var report = await scene.Site.UseAsync((PriceReportQueries q) => q.ReadAsync(TenderBuilder.Centre, PriceGrouping.Lot, Opened, Opened.AddDays(105), default));
        Assert.Equal((Money.Yuan(8_458.33m), Money.Zero, Money.Zero), (Assert.Single(report.Rows).Interest, report.Rows[0].Held, report.Ledger));
        Assert.All(await FindingsAsync(scene), f => Assert.True(f.Ok, f.Check));
        await scene.Site.AssertLedgerAsync();
    }

    /// <summary>A rate that is changed runs from the agreement on; the days before bear the one before, and it is no less than the table's of its day.</summary>
    [Theory, OnEveryDatabase]
    public async Task Interest_ChangedByAgreement_RunsFromItsDay_AndNoLowerThanTheTable(DatabaseKind kind)
    {
        await using var scene = await WonAsync(kind, "state-property");
        var id = await ProposeAsync(scene, 435, "银行保函 2026-1", (300_000m, 5), (700_000m, 205));
        await ApproveAsync(scene, await DecisionAsync(scene, id), MoneyScene.Checker);
        var plan = await PlanAsync(scene, id);
        await PayAsync(scene, plan, Money.Yuan(240_000m));
        scene.Site.Be(Instants.StartOfBeijingDay(Opened.AddDays(55)));
        var low = await RefusedAsync(() => RateAsync(scene, plan, 434, null));
        Assert.Equal((ProceedsRules.InterestTooLow, true), (low.Rule, low.Citation!.Contains("第二十八条", StringComparison.Ordinal)));

        var decision = await RateAsync(scene, plan, 500, "抵押登记 2026-9");
        await ApproveChangeAsync(scene, decision);
        plan = await PlanAsync(scene, id);
        Assert.Equal((500, Opened.AddDays(5), "抵押登记 2026-9", "银行保函 2026-1"), (plan.Interest!.BasisPoints, plan.Interest.From, plan.SecurityNow, plan.Security));

        // 700,000.00 for 50 days at 4.35 % and 50 at 5 %: 4,229.17 and 4,861.11, rounded once.
        scene.Site.Be(Instants.StartOfBeijingDay(Opened.AddDays(105)));
        await PayAsync(scene, plan, Money.Yuan(709_090.28m));
        Assert.Equal(PricePlanState.Paid, (await PlanAsync(scene, id)).State);
        Assert.Equal(-Money.Yuan(9_090.28m), await scene.BalanceAsync(AccountClass.DeferredInterest));
        Assert.All(await FindingsAsync(scene), f => Assert.True(f.Ok, f.Check));
        await scene.Site.AssertLedgerAsync();
    }

    /// <summary>Given back to the very account that paid it, before it is passed on; the receipt stays, and what is left goes to whose it is.</summary>
    [Theory, OnEveryDatabase]
    public async Task Penalty_ThatWasPaid_GoesBackToTheBuyer_AsLongAsItIsNotPassedOn(DatabaseKind kind)
    {
        await using var scene = await WonAsync(kind, "land");
        var plan = await ApprovedAsync(scene, (1_000_000m, 30));
        scene.Site.Be(Instants.StartOfBeijingDay(Opened.AddDays(40)));
        await PayAsync(scene, plan, Money.Yuan(944_400m));
        var receipt = (await ReceiptsAsync(scene, plan)).Single(r => r.Penalty.IsPositive);
        Assert.Equal(ProceedsRules.ConsentMissing, (await RefusedAsync(() => GiveBackAsync(scene, plan, receipt, 1_000m, " "))).Rule);
        Assert.Equal(ProceedsRules.MoreThanPenaltyPaid, (await RefusedAsync(() => GiveBackAsync(scene, plan, receipt, 4_400.01m))).Rule);
        Assert.Equal(ProceedsRules.NoSuchReceipt, (await RefusedAsync(() => scene.Site.UseAsync(
            (PenaltyReturns s) => s.ProposeAsync(plan.Id, "SJ-1", Money.Yuan(1m), "c", "r", MoneyScene.Maker, default)))).Rule);
        var decision = await GiveBackAsync(scene, plan, receipt, 1_000m);
        Assert.Equal(SharedRules.MakerIsChecker, (await RefusedAsync(() => GivenAsync(scene, decision, MoneyScene.Maker))).Rule);
        await GivenAsync(scene, decision);
        await Assert.ThrowsAnyAsync<Exception>(() => scene.Site.Database.TamperAsync("UPDATE price_receipt SET penalty_returned = penalty_returned - 1 WHERE penalty > 0"));

        var owed = await scene.Site.DbAsync(db => db.Set<Payout>().AsNoTracking().SingleAsync());
        Assert.Equal((PayoutKind.PenaltyReturned, Money.Yuan(1_000m), receipt.Id, "TH-0001-2026-000001"), (owed.Kind, owed.Amount, owed.ReceiptId, owed.Number));
        await AssertAgreesAsync(scene, held: 1_003_400m, owedBack: 1_000m);
        var payment = Assert.Single(await scene.PaidBackAsync(Today(scene)));
        Assert.Equal((TestBidder.Of(1).Account, Money.Yuan(1_000m)), (payment.PayeeAccount, payment.Amount));
        Assert.Equal(-Money.Yuan(3_400m), await scene.BalanceAsync(AccountClass.LatePenalty));
        await AssertAgreesAsync(scene, held: 1_003_400m, owedBack: 0m, givenBack: 1_000m);
        Assert.Equal((Money.Yuan(4_400m), Money.Yuan(1_000m)), ((await ReceiptsAsync(scene, plan)).Single(r => r.Id == receipt.Id).Penalty, (await ReceiptsAsync(scene, plan)).Single(r => r.Id == receipt.Id).PenaltyReturned));

        // What is left is passed on, and then it is another's.
        var open = await GiveBackAsync(scene, plan, receipt, 3_400m);
        Assert.Equal(Money.Yuan(1_003_400m), Assert.Single(await PassOnAsync(scene)).Amount);
        Assert.Equal(ProceedsRules.PenaltyPassedOn, (await RefusedAsync(() => GivenAsync(scene, open))).Rule);
        await scene.Site.UseAsync((FinanceDecisions d) => d.DeclineAsync(open, "已划付", MoneyScene.Checker, default));
        Assert.Equal(ProceedsRules.PenaltyPassedOn, (await RefusedAsync(() => GiveBackAsync(scene, plan, receipt, 1m))).Rule);
        Assert.Equal(Money.Zero, await scene.BalanceAsync(AccountClass.LatePenalty));
        await AssertAgreesAsync(scene, held: 0m, owedBack: 0m, givenBack: 1_000m);
    }

    /// <summary>The bank does not pay it: owed again. One whose payer somebody changed in the database goes nowhere. A penalty alone that goes back whole leaves nothing to pass on.</summary>
    [Theory, OnEveryDatabase]
    public async Task Penalty_GivenBackWhole_IsOwedUntilItIsPaid_AndToNobodyElse(DatabaseKind kind)
    {
        await using var scene = await WonAsync(kind, "land");
        var plan = await KnownAsync(scene, await ApprovedAsync(scene, (1_000_000m, 30)));
        scene.Site.Be(Instants.StartOfBeijingDay(Opened.AddDays(40)));
        await PayAsync(scene, plan, Money.Yuan(940_000m));
        await PayAsync(scene, plan, Money.Yuan(9_400m));
        var receipt = (await ReceiptsAsync(scene, plan)).Single(r => r.Price.IsZero);
        await PassOnButAsync(scene, receipt);
        await GivenAsync(scene, await GiveBackAsync(scene, plan, receipt, 9_400m));
        Assert.Equal(1, await MailsAsync(scene, MailKinds.PenaltyReturned));
        Assert.DoesNotContain(Stages.PricePassOn, await OpenStagesAsync(scene));
        Assert.Equal(ProceedsRules.NothingToPassOn, (await RefusedAsync(() => MakeAsync(scene))).Rule);

        await scene.Site.Database.TamperUnguardedAsync($"UPDATE price_receipt SET payer_account = '{NewAccount}' WHERE price = 0");
        var left = Assert.Single(await scene.Site.UseAsync((DueRepayments d) => d.LeftOutAsync(scene.Bank.AccountId, Today(scene), default)));
        Assert.Equal(DepositRules.NotThePayersAccount, left.Refusal.Rule);
        await scene.Site.Database.TamperUnguardedAsync($"UPDATE price_receipt SET payer_account = '{TestBidder.Of(1).Account}' WHERE price = 0");
        var batch = await scene.SendAsync(Today(scene));
        await scene.ImportReplyAsync(MoneyScene.Reply(await scene.PaymentsAsync(batch), Today(scene), _ => "closed"));
        await AssertAgreesAsync(scene, held: 0m, owedBack: 9_400m);
        await scene.PaidBackAsync(Today(scene));
        await AssertAgreesAsync(scene, held: 0m, owedBack: 0m, givenBack: 9_400m);
        Assert.All(await scene.Site.UseAsync((SourceVerifier v) => v.RunAsync(default)), f => Assert.True(f.Ok, f.Check));
        await scene.Site.Database.TamperUnguardedAsync("UPDATE price_receipt SET penalty_returned = penalty_returned - 1 WHERE price = 0");
        Assert.Equal(["prices-match-journal", "payouts-match-receipts", "price-waivers-by-two"], (await FindingsAsync(scene)).Where(f => !f.Ok).Select(f => f.Check));
    }

    /// <summary>Both papers in both languages, to be looked at where <c>TRADING_PAPERS</c> names a folder.</summary>
    [Theory, OnEveryDatabase]
    public async Task Papers_OfReceiptAndReturn_AreMadeInBothLanguages(DatabaseKind kind)
    {
        await using var scene = await WonAsync(kind, "land");
        var plan = await ApprovedAsync(scene, (500_000m, 30), (200_000m, 60), (300_000m, 300));
        scene.Site.Be(Instants.StartOfBeijingDay(Opened.AddDays(40)));
        await PayAsync(scene, plan, Money.Yuan(540_000m));
        await PayAsync(scene, plan, Money.Yuan(404_400m));
        var receipt = (await ReceiptsAsync(scene, plan)).Single(r => r.Penalty.IsPositive);
        await GivenAsync(scene, await GiveBackAsync(scene, plan, receipt, 1_000m));
        plan = await PlanAsync(scene, plan.Id);
        foreach (var number in (string[])["SJ-0001-2026-000001", "SJ-0001-2026-000002", receipt.Number, "TH-0001-2026-000001"])
        {
            foreach (var language in (WordsLanguage[])[WordsLanguage.Chinese, WordsLanguage.English])
            {
                var paper = await scene.Site.UseAsync((PricePrints p) => p.FindAsync(plan, number, language, default));
                Assert.Equal("%PDF"u8.ToArray(), paper![..4]);
                if (Environment.GetEnvironmentVariable("TRADING_PAPERS") is { Length: > 0 } folder)
                {
                    await File.WriteAllBytesAsync(Path.Combine(folder, $"{number}-{language}.pdf"), paper);
                }
            }
        }

        Assert.Null(await scene.Site.UseAsync((PricePrints p) => p.FindAsync(plan, "TH-0001-2026-000002", WordsLanguage.Chinese, default)));
    }

    private static Task<Guid> RateAsync(MoneyScene scene, PricePlan plan, long basisPoints, string? security) => scene.Site.UseAsync((PricePlanChanges s) => s.ProposeTermsAsync(
        plan.Id, new PriceChangeTerms("补 2026-3", Today(scene), [new InstalmentTerms(Money.Yuan(700_000m), Opened.AddDays(205))]) { InterestBasisPoints = basisPoints, Security = security },
        "补充协议", MoneyScene.Maker, default));

    private static Task<Guid> GiveBackAsync(MoneyScene scene, PricePlan plan, PriceReceipt receipt, decimal yuan, string consent = "财综函〔2026〕3号") => scene.Site.UseAsync(
        (PenaltyReturns s) => s.ProposeAsync(plan.Id, receipt.Number, Money.Yuan(yuan), consent, "不可抗力", MoneyScene.Maker, default));

    private static Task GivenAsync(MoneyScene scene, Guid decision, Acting? by = null) => scene.Site.UseAsync((PenaltyReturns s) => s.ApproveAsync(decision, by ?? MoneyScene.Checker, default));

    /// <summary>Everything but one receipt's money is passed on, which is held back for the moment.</summary>
    private static async Task PassOnButAsync(MoneyScene scene, PriceReceipt but)
    {
        await scene.Site.Database.TamperUnguardedAsync($"UPDATE price_receipt SET value_on = '{Today(scene).AddDays(1):yyyy-MM-dd}' WHERE number = '{but.Number}'");
        await PassOnAsync(scene);
        await scene.Site.Database.TamperUnguardedAsync($"UPDATE price_receipt SET value_on = '{Today(scene):yyyy-MM-dd}' WHERE number = '{but.Number}'");
    }

    private static async Task AssertAgreesAsync(MoneyScene scene, decimal held, decimal owedBack, decimal givenBack = 0m)
    {
        Assert.All(await FindingsAsync(scene), f => Assert.True(f.Ok, f.Check));
        Assert.All(await scene.Site.UseAsync((DepositVerifier v) => v.RunAsync(default)), f => Assert.True(f.Ok, f.Check));
        var report = await scene.Site.UseAsync((PriceReportQueries q) => q.ReadAsync(TenderBuilder.Centre, PriceGrouping.Lot, Opened, Today(scene), default));
        var owed = await scene.Site.UseAsync((OwedBackQueries q) => q.ListAsync(TenderBuilder.Centre, Today(scene), default));
        Assert.Equal((Money.Yuan(owedBack), Money.Yuan(owedBack)), (Money.Sum(owed.Rows.Select(r => r.Amount)), owed.Ledger));
        Assert.Equal((Money.Yuan(givenBack), Money.Yuan(held + owedBack), Money.Yuan(held + owedBack)), (Assert.Single(report.Rows).GivenBack, report.Rows[0].Held, report.Ledger));
        await scene.Site.AssertLedgerAsync();
    }

    /// <summary>Not even somebody with the database changes it alone: what two people did not decide is refused there.</summary>
    [Theory]
    [OnEveryDatabase("UPDATE price_plan SET penalty_waived = penalty_waived + 1")]
    [OnEveryDatabase("UPDATE price_plan SET revision = 1")]
    [OnEveryDatabase("UPDATE price_plan_change SET approved_at_utc = proposed_at_utc")]
    [OnEveryDatabase("UPDATE price_plan_change SET payee_account = '1'")]
    [OnEveryDatabase("DELETE FROM price_plan_change")]
    public async Task Database_LetsNobodyChangeAPlanAlone(DatabaseKind kind, string tamper)
    {
        await using var scene = await WonAsync(kind, "land");
        var plan = await ApprovedAsync(scene, (500_000m, 30), (500_000m, 300));
        await ChangeAsync(scene, plan, (440_000m, 30), (500_000m, 340));

        await Assert.ThrowsAnyAsync<Exception>(() => scene.Site.Database.TamperAsync(tamper));
    }

    [Theory]
    [OnEveryDatabase("UPDATE price_plan SET penalty_waived = penalty_waived + 1", "price-waivers-by-two")]
    [OnEveryDatabase("UPDATE price_plan_change SET approved_at_utc = proposed_at_utc", "price-changes-by-two")]
    [OnEveryDatabase("UPDATE finance_decision SET state = 'Declined' WHERE kind = 'PenaltyWaived'", "price-waivers-by-two")]
    public async Task Verify_NamesWhatTwoDidNotDecide(DatabaseKind kind, string tamper, string check)
    {
        await using var scene = await WonAsync(kind, "land");
        var plan = await ApprovedAsync(scene, (500_000m, 30), (500_000m, 300));
        scene.Site.Be(Instants.StartOfBeijingDay(Opened.AddDays(40)));
        await ApproveWaiverAsync(scene, await WaiveAsync(scene, plan, 3_000m), MoneyScene.Checker);
        await ChangeAsync(scene, plan, (440_000m, 30), (500_000m, 340));
        Assert.All(await FindingsAsync(scene), f => Assert.True(f.Ok, f.Check));
        await scene.Site.Database.TamperUnguardedAsync(tamper);

        Assert.Contains(await FindingsAsync(scene), f => f.Check == check && !f.Ok && f.FirstOffender is not null);
    }

    /// <summary>The scene's bidders are no organisations; this one is, so that it can be written to.</summary>
    private static async Task<PricePlan> KnownAsync(MoneyScene scene, PricePlan plan)
    {
        await scene.Site.RegisterAsync(TestBidder.Of(1));
        await scene.Site.Database.TamperUnguardedAsync($"UPDATE price_plan SET buyer_id = {TestBidder.Of(1).OrganisationId}");
        return plan;
    }

    private static Task<Guid> WaiveAsync(MoneyScene scene, PricePlan plan, decimal yuan, string consent = "转让方同意函 7") =>
        scene.Site.UseAsync((PenaltyWaivers s) => s.ProposeAsync(plan.Id, Money.Yuan(yuan), consent, "不可抗力", MoneyScene.Maker, default));

    private static Task ApproveWaiverAsync(MoneyScene scene, Guid decision, Acting by) => scene.Site.UseAsync((PenaltyWaivers s) => s.ApproveAsync(decision, by, default));

    private static Task<Guid> ChangeAsync(MoneyScene scene, PricePlan plan, params (decimal Yuan, int Days)[] parts) => scene.Site.UseAsync((PricePlanChanges s) => s.ProposeTermsAsync(
        plan.Id, new PriceChangeTerms("补充协议 1", Today(scene), [.. parts.Select(p => new InstalmentTerms(Money.Yuan(p.Yuan), Opened.AddDays(p.Days)))]), "双方协商", MoneyScene.Maker, default));

    private static Task<Guid> CorrectAsync(MoneyScene scene, PricePlan plan) => scene.Site.UseAsync((PricePlanChanges s) => s.ProposePayeeAsync(plan.Id, "账户变更", MoneyScene.Maker, default));

    private static Task ApproveChangeAsync(MoneyScene scene, Guid decision, Acting? by = null) =>
        scene.Site.UseAsync((PricePlanChanges s) => s.ApproveAsync(decision, by ?? MoneyScene.Checker, default));

    private static Task<int> MailsAsync(MoneyScene scene, string kind) => scene.Site.DbAsync(db => db.Set<OutboxMail>().CountAsync(m => m.Kind == kind));
}
