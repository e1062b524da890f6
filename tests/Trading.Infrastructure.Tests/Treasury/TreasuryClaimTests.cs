using Microsoft.EntityFrameworkCore;
using Trading.Domain.Banking;
using Trading.Domain.Deposits;
using Trading.Domain.Fees;
using Trading.Domain.Ledger;
using Trading.Domain.Reports;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Domain.Treasury;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Settlement;
using Trading.Infrastructure.Treasury;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Treasury;

/// <summary>What was remitted of a fee and goes back: claimed from the treasury, refused and filed anew, paid, and passed on to its payer; and what the statement says of it.</summary>
public sealed class TreasuryClaimTests
{
    private static readonly DateOnly April = new(2026, 4, 10);

    [Theory, OnEveryDatabase]
    public async Task Remitted_IsClaimed_AndOwedToNobody_BeforeTheTreasuryHasPaid(DatabaseKind kind)
    {
        await using var scene = await TreasuryScene.CreateAsync(kind);
        var charge = await RemittedAsync(scene);
        scene.Be(April);
        await FeeRefundTests.CorrectAsync(scene, charge, Money.Yuan(1_800m));

        Assert.Equal((300_000, -300_000, 0, 0, 0), await BalancesAsync(scene));
        var claim = Assert.Single(await ClaimsAsync(scene));
        Assert.Equal(("TK-0001-2026-000001", Money.Yuan(3_000m), "计费基数有误", TreasuryClaimState.Filed), (claim.Number, claim.Amount, claim.Ground, claim.State));
        Assert.Equal([Money.Yuan(3_000m)], await WorkAsync(scene, Stages.TreasuryClaim));
        Assert.Empty(await WorkAsync(scene, Stages.FeeRefund));
        Assert.Equal(DepositRules.EmptyBatch, await FeeRefundTests.RuleAsync(() => FeeRefundTests.MakeAsync(scene)));
        Assert.True(await scene.Site.UseAsync(async (NonTaxPrints p) => await p.ClaimAsync(TenderBuilder.Centre, claim.RefundId, claim.Number, WordsLanguage.Chinese, default) is { Length: > 0 }));
        Assert.Null(await scene.Site.UseAsync((NonTaxPrints p) => p.ClaimAsync(TenderBuilder.Centre + 1, claim.RefundId, claim.Number, WordsLanguage.Chinese, default)));
        var listed = await scene.Site.UseAsync((OwedBackQueries q) => q.ListAsync(TenderBuilder.Centre, scene.Today, default));
        Assert.Equal((Money.Yuan(3_000m), "finance.books.fee-claimed"), (listed.Ledger, Assert.Single(listed.Rows).What));
        Assert.True((await scene.Site.UseAsync((SettlementQueries q) => q.ReportAsync(TenderBuilder.Centre, TreasuryScene.Start, scene.Today, ReportBasis.ValueDay, default))).TiesToLedger);
        await scene.Site.AssertLedgerAsync();

        // A fen less is somebody's money in suspense; exactly it is the claim, once.
        Assert.Equal([SuspenseReasons.RefundDiffers], await ReasonsAsync(scene, claim.Number, Money.Yuan(3_000m) - new Money(1)));
        scene.Be(April.AddDays(20));
        Assert.Empty(await ReasonsAsync(scene, claim.Number, Money.Yuan(3_000m)));
        Assert.Equal((0, 0, -300_000, 0, 0), await BalancesAsync(scene));
        await scene.Site.AssertLedgerAsync();
        Assert.Equal([SuspenseReasons.RefundDiffers], await ReasonsAsync(scene, claim.Number, Money.Yuan(3_000m)));
        Assert.Empty(await WorkAsync(scene, Stages.TreasuryClaim));
        Assert.Equal([Money.Yuan(3_000m)], await WorkAsync(scene, Stages.FeeRefund));
        var refund = await scene.Site.DbAsync(db => db.Set<FeeRefund>().AsNoTracking().SingleAsync());
        Assert.Equal((FeeRefundState.Owed, scene.Today), (refund.State, refund.OwedOn));

        var paid = (await scene.AnswerAsync(await FeeRefundTests.BatchAsync(scene))).Single(p => p.Amount == Money.Yuan(3_000m));
        Assert.Equal(TreasuryScene.Winner.Account, paid.PayeeAccount);
        Assert.Equal((0, 0, 0, 0, 0), await BalancesAsync(scene));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task UnderWay_IsRefused_UntilTheBankHasAnswered(DatabaseKind kind)
    {
        await using var scene = await TreasuryScene.CreateAsync(kind);
        var charge = await scene.PaidAsync();
        var batch = await FeeRefundTests.RemitAsync(scene);

        Assert.Equal(FeeRules.Remitted, await FeeRefundTests.RuleAsync(() => FeeRefundTests.CorrectAsync(scene, charge, null)));
        await scene.AnswerAsync(batch);
        await FeeRefundTests.CorrectAsync(scene, charge, null);

        Assert.Equal(Money.Yuan(4_800m), Assert.Single(await ClaimsAsync(scene)).Amount);
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Refused_ByTwo_IsFiledAnew_AndWhatWasDecidedStands(DatabaseKind kind)
    {
        await using var scene = await TreasuryScene.CreateAsync(kind);
        await FeeRefundTests.CorrectAsync(scene, await RemittedAsync(scene), null);
        var first = Assert.Single(await ClaimsAsync(scene));
        Assert.Equal(TreasuryRules.ClaimWaits, await FeeRefundTests.RuleAsync(() => FileAgainAsync(scene, first.RefundId)));

        var decision = await scene.Site.UseAsync((ClaimRefusals r) => r.ProposeAsync(first.RefundId, "材料不齐", TreasuryScene.Maker, default));
        Assert.Equal(SharedRules.MakerIsChecker, await FeeRefundTests.RuleAsync(() => scene.Site.UseAsync((ClaimRefusals r) => r.ApproveAsync(decision, TreasuryScene.Maker, default))));
        await Assert.ThrowsAnyAsync<Exception>(() => scene.Site.Database.TamperAsync("UPDATE treasury_claim SET state = 'Refused'"));
        await scene.Site.UseAsync((ClaimRefusals r) => r.ApproveAsync(decision, TreasuryScene.Checker, default));

        Assert.Equal((480_000, -480_000, 0, 0, 0), await BalancesAsync(scene));
        Assert.Equal(TreasuryRules.ClaimAnswered, await FeeRefundTests.RuleAsync(() => scene.Site.UseAsync((ClaimRefusals r) => r.ProposeAsync(first.RefundId, "再次", TreasuryScene.Maker, default))));
        await scene.Site.AssertLedgerAsync();
        Assert.Equal([SuspenseReasons.RefundDiffers], await ReasonsAsync(scene, first.Number, first.Amount));
        scene.Be(April);
        await FileAgainAsync(scene, first.RefundId);
        var second = (await ClaimsAsync(scene))[1];
        Assert.Equal(("TK-0001-2026-000002", "补齐材料后重新申请", TreasuryClaimState.Filed), (second.Number, second.Ground, second.State));
        Assert.Single(await WorkAsync(scene, Stages.TreasuryClaim));
        await scene.Site.AssertLedgerAsync();

        Assert.Empty(await ReasonsAsync(scene, second.Number, second.Amount));
        Assert.Equal(TreasuryRules.ClaimAnswered, await FeeRefundTests.RuleAsync(() => FileAgainAsync(scene, first.RefundId)));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Refused_WhenTheRemittanceCameBack_WaitsUntilItIsRemittedAgain(DatabaseKind kind)
    {
        await using var scene = await TreasuryScene.CreateAsync(kind);
        var charge = await scene.PaidAsync();
        var order = Assert.Single(await scene.AnswerAsync(await FeeRefundTests.RemitAsync(scene)));
        await FeeRefundTests.CorrectAsync(scene, charge, null);
        var claim = Assert.Single(await ClaimsAsync(scene));
        var decision = await scene.Site.UseAsync((ClaimRefusals r) => r.ProposeAsync(claim.RefundId, "未收到款项", TreasuryScene.Maker, default));
        await scene.Site.UseAsync((ClaimRefusals r) => r.ApproveAsync(decision, TreasuryScene.Checker, default));
        await scene.Bank.ImportAsync(scene.Bank.Other(order.Amount, "退汇", order.EndToEndId) with { CounterpartyName = order.PayeeName, CounterpartyAccount = order.PayeeAccount });
        await scene.Site.AssertLedgerAsync();

        Assert.Equal(TreasuryRules.ReceiptNotRemitted, await FeeRefundTests.RuleAsync(() => FileAgainAsync(scene, claim.RefundId)));
        await scene.AnswerAsync(await FeeRefundTests.RemitAsync(scene));
        await FileAgainAsync(scene, claim.RefundId);
        await scene.Site.AssertLedgerAsync();
    }

    /// <summary>The statement and return of a month that is over stay; what goes back stands in the month of the decision, or of the treasury's payment, and is taken off the next return that bears it.</summary>
    [Theory]
    [OnEveryDatabase(true)]
    [OnEveryDatabase(false)]
    public async Task Statement_OfAMonthThatIsOver_StaysAsItWas(DatabaseKind kind, bool remitted)
    {
        await using var scene = await TreasuryScene.CreateAsync(kind);
        var charge = remitted ? await RemittedAsync(scene) : await scene.PaidAsync();
        scene.Be(April);
        await scene.ReckonAsync();
        var before = (await scene.ReportAsync()).Rows;

        await FeeRefundTests.CorrectAsync(scene, charge, Money.Yuan(1_800m));
        if (remitted)
        {
            Assert.Empty(await ReasonsAsync(scene, Assert.Single(await ClaimsAsync(scene)).Number, Money.Yuan(3_000m)));
        }

        var report = await scene.ReportAsync();
        Assert.Equal(before, report.Rows.Take(1));
        var correction = report.Rows[1];
        Assert.Equal((new DateOnly(2026, 4, 1), remitted ? 0 : -300_000, remitted ? 300_000 : 0, -300_000), (correction.Month, correction.Collected.Fen, correction.GivenBack.Fen, correction.NotReckoned.Fen));
        Assert.Equal(report.Sum(r => r.Collected), report.CollectedByJournal);
        await scene.Site.AssertLedgerAsync();

        // April bears nothing: what is over is taken off May, of which 4,800.00 − 3,000.00 are counted, and half of that comes back.
        scene.Be(new DateOnly(2026, 5, 2));
        Assert.Equal(TreasuryRules.NothingToReckon, await FeeRefundTests.RuleAsync(scene.ReckonAsync));
        await scene.PaidAsync();
        scene.Be(new DateOnly(2026, 6, 2));
        await scene.ReckonAsync();
        var returns = await scene.ReturnsAsync();
        Assert.Equal([(new DateOnly(2026, 3, 1), 480_000L, 240_000L), (new DateOnly(2026, 5, 1), 180_000L, 90_000L)], returns.Select(r => (r.Month, r.Collected.Fen, r.Amount.Fen)));
        Assert.Equal(0, (await scene.ReportAsync()).Sum(r => r.NotReckoned).Fen);
        await scene.Site.AssertLedgerAsync();

        // The paper goes with its receipt where the centre had it still, so that no more is remitted than is there.
        await scene.AnswerAsync(await FeeRefundTests.RemitAsync(scene));
        Assert.Equal(0, await scene.SumAsync(AccountClass.TreasuryOwed));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task PayerWithoutAnAccount_IsEnteredByTwo_AndPinned(DatabaseKind kind)
    {
        await using var scene = await TreasuryScene.CreateAsync(kind, TreasuryScene.SelfFinancing);
        var charge = await scene.ChargeAsync();
        await scene.Bank.ImportAsync(scene.Bank.In(TreasuryScene.Winner, charge.Amount, charge.SubAccount) with { CounterpartyAccount = "", CounterpartyBank = "" });
        await FeeRefundTests.CorrectAsync(scene, charge, null);
        var refund = await scene.Site.DbAsync(db => db.Set<FeeRefund>().AsNoTracking().SingleAsync());
        var payer = new CompletedPayer(TreasuryScene.Winner.Name, "6222 0000 0000 1234", "某某银行");
        Task<Guid> ProposeAsync(CompletedPayer who, string evidence) => scene.Site.UseAsync((FeePayers p) => p.ProposeAsync(refund.Id, who, evidence, "银行回单未列付款账号", TreasuryScene.Maker, default));

        Assert.Equal(DepositRules.EmptyBatch, await FeeRefundTests.RuleAsync(() => FeeRefundTests.MakeAsync(scene)));
        Assert.Equal(BankingRules.BadPayeeAccount, Assert.Single(await scene.Site.UseAsync((DueRepayments d) => d.LeftOutAsync(scene.Bank.AccountId, scene.Today, default))).Refusal.Rule);
        Assert.Equal(SuspenseRules.EvidenceMissing, await FeeRefundTests.RuleAsync(() => ProposeAsync(payer, " ")));
        Assert.Equal(SuspenseRules.PayerDiffers, await FeeRefundTests.RuleAsync(() => ProposeAsync(payer with { Name = "别家公司" }, "回单")));
        Assert.Equal(SuspenseRules.PayerIncomplete, await FeeRefundTests.RuleAsync(() => ProposeAsync(payer with { Account = "12" }, "回单")));
        var decision = await ProposeAsync(payer, "回单 2026-17");
        Assert.Equal(DepositRules.EmptyBatch, await FeeRefundTests.RuleAsync(() => FeeRefundTests.MakeAsync(scene)));
        Assert.Equal(SharedRules.MakerIsChecker, await FeeRefundTests.RuleAsync(() => scene.Site.UseAsync((FeePayers p) => p.ApproveAsync(decision, TreasuryScene.Maker, default))));
        await scene.Site.AssertLedgerAsync();
        await scene.Site.UseAsync((FeePayers p) => p.ApproveAsync(decision, TreasuryScene.Checker, default));

        var view = await scene.Site.UseAsync((FeePayers p) => p.OfAsync(refund.Id, default));
        Assert.Equal((false, "6222000000001234"), (view!.IsKnown, view.Completed!.Account));
        var order = Assert.Single(await scene.AnswerAsync(await FeeRefundTests.BatchAsync(scene)));
        Assert.Equal((TreasuryScene.Winner.Name, "6222000000001234", charge.Amount), (order.PayeeName, order.PayeeAccount, order.Amount));
        await scene.Site.AssertLedgerAsync();
        Assert.Equal(FeeRules.RefundWrongState, await FeeRefundTests.RuleAsync(() => ProposeAsync(payer, "回单")));
        await scene.Site.Database.TamperUnguardedAsync("UPDATE repayment SET payee_account = '6222000000009999'");
        Assert.False((await scene.Site.UseAsync((SourceVerifier v) => v.RunAsync(default))).Single(f => f.Check == "refunds-to-payers").Ok);
    }

    [Theory, OnEveryDatabase]
    public async Task PayerEnteredByTwo_AndChangedInTheDatabase_IsLeftOut(DatabaseKind kind)
    {
        await using var scene = await TreasuryScene.CreateAsync(kind, TreasuryScene.SelfFinancing);
        var charge = await scene.ChargeAsync();
        await scene.Bank.ImportAsync(scene.Bank.In(TreasuryScene.Winner, charge.Amount, charge.SubAccount) with { CounterpartyAccount = "" });
        await FeeRefundTests.CorrectAsync(scene, charge, null);
        var refund = await scene.Site.DbAsync(db => db.Set<FeeRefund>().AsNoTracking().SingleAsync());
        var decision = await scene.Site.UseAsync((FeePayers p) => p.ProposeAsync(
            refund.Id, new CompletedPayer(TreasuryScene.Winner.Name, "6222000000001234", "某某银行"), "回单", "未列账号", TreasuryScene.Maker, default));
        await scene.Site.UseAsync((FeePayers p) => p.ApproveAsync(decision, TreasuryScene.Checker, default));
        await scene.Site.Database.TamperUnguardedAsync("UPDATE finance_decision SET payer_account = '6222000000009999' WHERE kind = 'FeePayerCompleted'");

        Assert.Equal(DepositRules.NotThePayersAccount, Assert.Single(await scene.Site.UseAsync((DueRepayments d) => d.LeftOutAsync(scene.Bank.AccountId, scene.Today, default))).Refusal.Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task PayerNamedInFull_IsReplacedByNobody(DatabaseKind kind)
    {
        await using var scene = await TreasuryScene.CreateAsync(kind, TreasuryScene.SelfFinancing);
        await FeeRefundTests.CorrectAsync(scene, await scene.PaidAsync(), null);
        var refund = await scene.Site.DbAsync(db => db.Set<FeeRefund>().AsNoTracking().SingleAsync());

        Assert.Equal(SuspenseRules.PayerKnown, await FeeRefundTests.RuleAsync(() => scene.Site.UseAsync((FeePayers p) => p.ProposeAsync(
            refund.Id, new CompletedPayer(TreasuryScene.Winner.Name, "6222000000001234", "某某银行"), "回单", "换账号", TreasuryScene.Maker, default))));
    }

    [Theory]
    [OnEveryDatabase(false, "UPDATE fee_refund SET amount = amount - 1")]
    [OnEveryDatabase(false, "UPDATE treasury_claim SET amount = amount - 1")]
    [OnEveryDatabase(false, "UPDATE treasury_claim SET state = 'Refused'")]
    [OnEveryDatabase(false, "UPDATE fee_refund SET state = 'Owed'")]
    [OnEveryDatabase(false, "DELETE FROM treasury_claim")]
    [OnEveryDatabase(false, "DELETE FROM posting WHERE entry_id IN (SELECT id FROM journal_entry WHERE kind = 'treasury-claimed')")]
    [OnEveryDatabase(true, "UPDATE bank_line SET amount = amount - 1 WHERE state = 'TreasuryRefund'")]
    [OnEveryDatabase(true, "DELETE FROM non_tax_receipt WHERE claim_id IS NOT NULL")]
    [OnEveryDatabase(true, "UPDATE treasury_claim SET state = 'Filed', line_id = NULL, paid_on = NULL")]
    public async Task Verify_AfterTampering_NamesTheCheck(DatabaseKind kind, bool paid, string damage)
    {
        await using var scene = await TreasuryScene.CreateAsync(kind);
        await FeeRefundTests.CorrectAsync(scene, await RemittedAsync(scene), null);
        if (paid)
        {
            var claim = Assert.Single(await ClaimsAsync(scene));
            await ReasonsAsync(scene, claim.Number, claim.Amount);
        }

        Assert.NotEqual(0, await scene.Site.Database.TamperUnguardedAsync(damage));
        var findings = await scene.Site.UseAsync((TreasuryVerifier v) => v.RunAsync(default));
        Assert.False(Assert.Single(findings, f => f.Check == "claims-match-journal").Ok);
    }

    [Theory]
    [OnEveryDatabase("UPDATE treasury_claim SET amount = amount - 1")]
    [OnEveryDatabase("UPDATE treasury_claim SET ground = ''")]
    [OnEveryDatabase("UPDATE treasury_claim SET state = 'Refused'")]
    [OnEveryDatabase("UPDATE treasury_claim SET line_id = id, paid_on = '2026-04-01'")]
    [OnEveryDatabase("DELETE FROM treasury_claim")]
    [OnEveryDatabase("UPDATE fee_refund SET state = 'PassedOn'")]
    [OnEveryDatabase("UPDATE fee_refund SET amount = amount - 1")]
    public async Task Database_RefusesToChangeWhatIsClaimed(DatabaseKind kind, string damage)
    {
        await using var scene = await TreasuryScene.CreateAsync(kind);
        await FeeRefundTests.CorrectAsync(scene, await RemittedAsync(scene), null);

        await Assert.ThrowsAnyAsync<Exception>(() => scene.Site.Database.TamperAsync(damage));
    }

    /// <summary>A fee of 4,800.00 that was paid in March, and remitted.</summary>
    private static async Task<FeeCharge> RemittedAsync(TreasuryScene scene)
    {
        var charge = await scene.PaidAsync();
        await scene.AnswerAsync(await FeeRefundTests.RemitAsync(scene));
        return charge;
    }

    private static Task FileAgainAsync(TreasuryScene scene, Guid refund) => scene.Site.UseAsync((ClaimRefusals r) => r.FileAgainAsync(refund, "补齐材料后重新申请", TreasuryScene.Maker, default));

    private static Task<List<TreasuryClaim>> ClaimsAsync(TreasuryScene scene) => scene.Site.DbAsync(db => db.Set<TreasuryClaim>().AsNoTracking().OrderBy(c => c.Number).ToListAsync());

    /// <summary>The treasury pays, naming a claim; why that is in suspense, where it is.</summary>
    private static async Task<IReadOnlyList<string>> ReasonsAsync(TreasuryScene scene, string number, Money amount)
    {
        var before = await scene.Site.DbAsync(db => db.Set<BankLine>().Where(l => l.Reason != null).Select(l => l.Id).ToListAsync());
        await scene.Bank.ImportAsync(scene.Bank.Other(amount, "某某市财政局", $"非税退付 {number}"));
        return await scene.Site.DbAsync(db => db.Set<BankLine>().Where(l => l.Reason != null && !before.Contains(l.Id)).Select(l => l.Reason!).ToListAsync());
    }

    private static async Task<(long Claim, long Awaited, long Refundable, long Owed, long Pending)> BalancesAsync(TreasuryScene scene) => (
        await scene.SumAsync(AccountClass.TreasuryClaim), await scene.SumAsync(AccountClass.FeeClaimed), await scene.SumAsync(AccountClass.FeeRefundable),
        await scene.SumAsync(AccountClass.TreasuryOwed), await scene.SumAsync(AccountClass.TreasuryPending));

    private static async Task<Money[]> WorkAsync(TreasuryScene scene, string stage) =>
        [.. (await scene.Site.UseAsync((FinanceWorkQueries q) => q.OpenAsync(TenderBuilder.Centre, default))).Where(w => w.Step.Stage == stage).Select(w => w.Amount!.Value)];
}
