using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Fees;
using Trading.Domain.Ledger;
using Trading.Domain.Projects;
using Trading.Domain.Reports;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Domain.Treasury;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Fees;
using Trading.Infrastructure.Rulebooks;
using Trading.Infrastructure.Settlement;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Tests.Fees;
using Trading.Infrastructure.Treasury;
using Trading.TestKit;
using Trading.TestKit.Builders;
using Trading.TestKit.Parties;

namespace Trading.Infrastructure.Tests.Deposits;

/// <summary>What a deposit has become goes out to whose it is: forfeited, to the owner or the treasury; a performance bond, back to whoever gave it.</summary>
public sealed class PayoutsTests
{
    private static readonly DateOnly Opened = new(2026, 3, 30);
    private static readonly DateOnly PayOn = new(2026, 4, 1);
    private static readonly TestBidder Owner = new(TenderBuilder.Owner, "某某市建设投资有限公司", "6222000000005050");
    private static readonly TreasuryAccount Treasury = new("某某市财政局非税收入汇缴专户", "3602000000000099", "某某银行国库支行");

    [Theory, OnEveryDatabase]
    public async Task Forfeited_ToAnOwner_GoesToItsRegisteredAccount_AndIsOwedAgainWhereTheBankRefuses(DatabaseKind kind)
    {
        await using var scene = await OpenedAsync(kind, "construction");
        await ForfeitAsync(scene);
        var payout = await PayoutAsync(scene);
        Assert.Equal((PayoutKind.ForfeitedToOwner, MoneyScene.Asked, PayoutState.Owed, "招标文件"), (payout.Kind, payout.Amount, payout.State, payout.Citation));
        Assert.Equal([MoneyScene.Asked], await WaitingAsync(scene));

        // Whose account nobody knows is left out, and said.
        Assert.Equal(DepositRules.EmptyBatch, await RuleAsync(() => scene.MakeAsync(PayOn)));
        var left = Assert.Single(await scene.Site.UseAsync((DueRepayments d) => d.LeftOutAsync(scene.Bank.AccountId, PayOn, default)));
        Assert.Equal((payout.Id, DepositRules.NoPayeeAccount), (left.Id, left.Refusal.Rule));

        await scene.Site.RegisterAsync(Owner);
        var payments = await scene.PaymentsAsync(await scene.SendAsync(PayOn));
        Assert.Equal((Owner.Name, Owner.Account, MoneyScene.Asked), (payments[0].PayeeName, payments[0].PayeeAccount, Assert.Single(payments).Amount));
        Assert.Empty(await WaitingAsync(scene));
        Assert.Equal(Money.Zero, await scene.BalanceAsync(AccountClass.ForfeitedToOwner));
        await scene.Site.AssertLedgerAsync();

        await scene.ImportReplyAsync(MoneyScene.Reply(payments, PayOn, _ => "closed"));
        Assert.Equal((PayoutState.Owed, null), ((await PayoutAsync(scene)).State, (await PayoutAsync(scene)).BatchId));
        Assert.Equal([MoneyScene.Asked], await WaitingAsync(scene));
        Assert.Equal(-MoneyScene.Asked, await scene.BalanceAsync(AccountClass.ForfeitedToOwner));
        await scene.Site.AssertLedgerAsync();

        await scene.PaidBackAsync(PayOn.AddDays(1));
        Assert.Equal(PayoutState.Paid, (await PayoutAsync(scene)).State);
        Assert.Equal(DepositRules.EmptyBatch, await RuleAsync(() => scene.MakeAsync(PayOn.AddDays(2))));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Forfeited_ToAnOwnerWhoseAccountSomebodyChangedInTheDatabase_IsLeftOut_AndSaid(DatabaseKind kind)
    {
        foreach (var damage in (string[])["account_number = '6222000000009999'", "account_name = 'x'", "bank_name = 'x'", "proof = NULL"])
        {
            await using var scene = await OpenedAsync(kind, "construction");
            await ForfeitAsync(scene);
            await scene.Site.RegisterAsync(Owner);
            await scene.Site.Database.TamperUnguardedAsync($"UPDATE organisation_accounts SET {damage} WHERE organisation_id = {Owner.OrganisationId}");

            Assert.Equal(DepositRules.EmptyBatch, await RuleAsync(() => scene.MakeAsync(PayOn)));
            var left = Assert.Single(await scene.Site.UseAsync((DueRepayments d) => d.LeftOutAsync(scene.Bank.AccountId, PayOn, default)));
            Assert.Equal(DepositRules.PayeeAccountChanged, left.Refusal.Rule);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Forfeited_ToAnOwnerWithTheRowOfAnothersAccount_IsLeftOut(DatabaseKind kind)
    {
        await using var scene = await OpenedAsync(kind, "construction");
        await ForfeitAsync(scene);
        await scene.Site.RegisterAsync(Owner);
        await scene.Site.RegisterAsync(TestBidder.Of(7));
        await scene.Site.Database.TamperUnguardedAsync($"UPDATE organisation_accounts SET until_utc = from_utc WHERE organisation_id = {Owner.OrganisationId}");
        await scene.Site.Database.TamperUnguardedAsync($"UPDATE organisation_accounts SET organisation_id = {Owner.OrganisationId} WHERE organisation_id = {TestBidder.Of(7).OrganisationId}");

        Assert.Equal(DepositRules.EmptyBatch, await RuleAsync(() => scene.MakeAsync(PayOn)));
    }

    /// <summary>On every way out, what the list has of each kind is what stands on its accounts.</summary>
    [Theory]
    [OnEveryDatabase("construction", PayoutKind.ForfeitedToOwner)]
    [OnEveryDatabase("land", PayoutKind.ForfeitedToTreasury)]
    [OnEveryDatabase("construction", PayoutKind.BondReleased)]
    public async Task OwedToOthers_IsInTheListOfWhatIsOwedBack_TiedToItsAccounts(DatabaseKind kind, string line, PayoutKind what)
    {
        await using var scene = what == PayoutKind.ForfeitedToTreasury ? await WithTreasuryAsync(kind, line) : await OpenedAsync(kind, line);
        if (what == PayoutKind.ForfeitedToOwner)
        {
            await scene.Site.RegisterAsync(Owner);
        }

        var amount = what == PayoutKind.BondReleased ? Money.Yuan(20_000m) : MoneyScene.Asked;
        if (what == PayoutKind.BondReleased)
        {
            await ApproveAsync(scene, await scene.Site.UseAsync((DepositDecisions d) => d.ProposeConversionAsync(scene.Participations[0], MoneyScene.Asked, "合同第5条", "双方约定", MoneyScene.Maker, default)));
            await ApproveAsync(scene, await ReleaseAsync(scene, amount));
        }
        else
        {
            await ForfeitAsync(scene);
        }

        await AssertListedAsync(scene, what, (amount, false));
        var batch = what == PayoutKind.ForfeitedToTreasury ? await RemitAsync(scene) : await scene.MakeAsync(PayOn);
        await AssertListedAsync(scene, what, (amount, true));
        await scene.ApproveAsync(batch);
        await AssertListedAsync(scene, what, (amount, true));
        if (what == PayoutKind.BondReleased)
        {
            // A second part is owed while the first is with the bank.
            await ApproveAsync(scene, await ReleaseAsync(scene, Money.Yuan(30_000m)));
            await AssertListedAsync(scene, what, (amount, true), (Money.Yuan(30_000m), false));
        }

        await scene.ImportReplyAsync(MoneyScene.Reply(await scene.PaymentsAsync(batch), PayOn, _ => "closed"));
        await AssertListedAsync(scene, what, what == PayoutKind.BondReleased ? [(amount, false), (Money.Yuan(30_000m), false)] : [(amount, false)]);
        var again = what == PayoutKind.ForfeitedToTreasury ? await RemitAsync(scene) : await scene.MakeAsync(PayOn);
        await scene.ApproveAsync(again);
        var payments = await scene.PaymentsAsync(again);
        await scene.ImportReplyAsync(MoneyScene.Reply([payments.OrderBy(p => p.Amount.Fen).First()], PayOn));
        await AssertListedAsync(scene, what, what == PayoutKind.BondReleased ? [(Money.Yuan(30_000m), true)] : []);
        await scene.Site.AssertLedgerAsync();

        // What the accounts do not have goes out in no form.
        if (what == PayoutKind.BondReleased)
        {
            await scene.Site.Database.TamperUnguardedAsync("UPDATE deposit_payout SET amount = amount + 1 WHERE state = 'Sent'");
            var list = await OwedAsync(scene);
            Assert.NotEqual(Money.Sum(list.Rows.Select(r => r.Amount)), list.Ledger);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Forfeited_LessTheCentresFee_IsOwedWithoutIt(DatabaseKind kind)
    {
        await using var scene = await OpenedAsync(kind, "state-property");
        Assert.Equal(TenderBuilder.Centre, await new PartyFolk(scene.Site.Services).CentreAsync());
        await scene.Site.RegisterAsync(Owner);

        // No more than what is owed.
        Assert.Equal(DepositRules.FeeNotDeducted, await RuleAsync(() => ForfeitAsync(scene, Money.Yuan(4_800m))));
        var charge = await ChargeAsync(scene);
        Assert.Equal(DepositRules.FeeNotDeducted, await RuleAsync(() => ForfeitAsync(scene, charge.Amount + new Money(1))));
        await ForfeitAsync(scene, charge.Amount);

        Assert.Equal(MoneyScene.Asked - charge.Amount, Assert.Single(await scene.PaidBackAsync(PayOn)).Amount);
        Assert.Equal((Money.Zero, Money.Zero), (await scene.BalanceAsync(AccountClass.ForfeitedForFee), await scene.BalanceAsync(AccountClass.FeeReceivable)));
        Assert.Equal(FeeChargeState.Received, (await scene.Site.DbAsync(db => db.Set<FeeCharge>().SingleAsync())).State);
        var report = await scene.Site.UseAsync((SettlementQueries q) => q.ReportAsync(TenderBuilder.Centre, Opened.AddDays(-60), PayOn, ReportBasis.ValueDay, default));
        Assert.Equal(charge.Amount, report.FeesReceived);
        Assert.All(report.Controls, c => Assert.True(c.Ties, c.Name));
        await scene.Site.AssertLedgerAsync();
        await scene.Site.Database.TamperUnguardedAsync("DELETE FROM posting WHERE entry_id IN (SELECT id FROM journal_entry WHERE kind = 'fee-settled')");
        Assert.Contains("forfeited-fees-settled", (await scene.Site.UseAsync((DepositVerifier v) => v.RunAsync(default))).Where(f => !f.Ok).Select(f => f.Check));
    }

    // Not to the bidder, and not to whoever was charged: it was taken from the transferor.
    [Theory, OnEveryDatabase]
    public async Task FeePaidOutOfAForfeitedDeposit_ThatIsTakenBack_GoesWhereTheRestOfItWent(DatabaseKind kind)
    {
        await using var scene = await OpenedAsync(kind, "state-property");
        Assert.Equal(TenderBuilder.Centre, await new PartyFolk(scene.Site.Services).CentreAsync());
        await scene.Site.RegisterAsync(Owner);
        var charge = await ChargeAsync(scene);
        await ForfeitAsync(scene, charge.Amount);
        Assert.Equal(MoneyScene.Asked - charge.Amount, Assert.Single(await scene.PaidBackAsync(PayOn)).Amount);

        await WaiveAsync(scene, charge);

        var refund = await scene.Site.DbAsync(db => db.Set<FeeRefund>().AsNoTracking().SingleAsync());
        Assert.Equal((FeeRefundState.PassedOn, null, charge.Amount), (refund.State, refund.LineId, refund.Amount));
        Assert.Equal((Money.Zero, -charge.Amount), (await scene.BalanceAsync(AccountClass.FeeRefundable), await scene.BalanceAsync(AccountClass.ForfeitedToOwner)));
        await AssertListedAsync(scene, PayoutKind.ForfeitedToOwner, (charge.Amount, false));
        await scene.Site.AssertLedgerAsync();
        var paid = Assert.Single(await scene.PaidBackAsync(PayOn));
        Assert.Equal((Owner.Account, charge.Amount), (paid.PayeeAccount, paid.Amount));
        Assert.Equal(Money.Zero, await scene.BalanceAsync(AccountClass.ForfeitedToOwner));
        await scene.Site.AssertLedgerAsync();
        await scene.Site.Database.TamperUnguardedAsync("DELETE FROM deposit_payout WHERE amount = (SELECT amount FROM fee_refund)");
        Assert.Contains("payouts-match-journal", (await scene.Site.UseAsync((DepositVerifier v) => v.RunAsync(default))).Where(f => !f.Ok).Select(f => f.Check));
    }

    // The treasury's fee, remitted: the transferor waits for the treasury.
    [Theory]
    [OnEveryDatabase(true)]
    [OnEveryDatabase(false)]
    public async Task TreasurysFeePaidOutOfAForfeitedDeposit_GoesWhereTheRestWent_OnceTheTreasuryHasPaid(DatabaseKind kind, bool remitted)
    {
        await using var scene = await WithTreasuryAsync(kind, "state-property");
        await scene.Site.RegisterAsync(Owner);
        var charge = await ChargeAsync(scene);
        await ForfeitAsync(scene, charge.Amount);
        await scene.PaidBackAsync(PayOn);
        if (remitted)
        {
            var batch = await RemitAsync(scene);
            await scene.ApproveAsync(batch);
            await scene.ImportReplyAsync(MoneyScene.Reply(await scene.PaymentsAsync(batch), PayOn));
        }

        await WaiveAsync(scene, charge);
        await scene.Site.AssertLedgerAsync();
        if (remitted)
        {
            Assert.Equal(Money.Zero, await scene.BalanceAsync(AccountClass.ForfeitedToOwner));
            var claim = await scene.Site.DbAsync(db => db.Set<TreasuryClaim>().AsNoTracking().SingleAsync());
            await scene.Bank.ImportAsync(scene.Bank.Other(claim.Amount, "财政", $"退付 {claim.Number}"));
        }

        Assert.Equal((-charge.Amount, Money.Zero), (await scene.BalanceAsync(AccountClass.ForfeitedToOwner), await scene.BalanceAsync(AccountClass.FeeRefundable)));
        await scene.Site.AssertLedgerAsync();
        Assert.Equal(Owner.Account, Assert.Single(await scene.PaidBackAsync(PayOn)).PayeeAccount);
        await scene.Site.AssertLedgerAsync();
    }

    private static async Task WaiveAsync(MoneyScene scene, FeeCharge charge)
    {
        var decision = await scene.Site.UseAsync((FeeCorrections c) => c.ProposeWaiverAsync(charge.Id, "不应收取", new Acting(9), default));
        await scene.Site.UseAsync((FeeCorrections c) => c.ApproveAsync(decision, new Acting(10), default));
    }

    // A fee that was paid meanwhile: the second approval finds less owed than was proposed.
    [Theory, OnEveryDatabase]
    public async Task Forfeited_WithAFeeThatIsWaivedMeanwhile_IsNotApproved(DatabaseKind kind)
    {
        await using var scene = await OpenedAsync(kind, "state-property");
        Assert.Equal(TenderBuilder.Centre, await new PartyFolk(scene.Site.Services).CentreAsync());
        var charge = await ChargeAsync(scene);
        var forfeiture = await ProposeAsync(scene, charge.Amount);
        await scene.Site.UseAsync((ForfeitureService s) => s.ApproveAsync(forfeiture, MoneyScene.Checker, default));
        await scene.Site.TakeBackAsync(charge.Id);

        Assert.Equal(DepositRules.ForfeitureChanged, await RuleAsync(() => scene.Site.UseAsync((ForfeitureService s) => s.ApproveAsync(forfeiture, new Acting(43), default))));
        Assert.Equal(-MoneyScene.Asked, await scene.BalanceAsync(AccountClass.DepositHeld));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Forfeited_WithAFeeOfTheTreasurys_IsOwedToItWithItsReceipt(DatabaseKind kind)
    {
        await using var scene = await WithTreasuryAsync(kind, "state-property");
        var charge = await ChargeAsync(scene);
        Assert.Equal(IncomeOwner.Treasury, charge.Owner);
        await ForfeitAsync(scene, charge.Amount);

        var receipt = await scene.Site.DbAsync(db => db.Set<NonTaxReceipt>().SingleAsync());
        Assert.Equal((charge.Id, charge.Amount), (receipt.ChargeId, receipt.Amount));
        Assert.Equal((-charge.Amount, Money.Zero), (await scene.BalanceAsync(AccountClass.TreasuryOwed), await scene.BalanceAsync(AccountClass.TreasuryPending)));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Forfeited_ToTheTreasury_GoesWithTheNextRemittance_AndInNoBatchOfRefunds(DatabaseKind kind)
    {
        await using var scene = await WithTreasuryAsync(kind, "land");
        Assert.Equal(TreasuryRules.NothingToRemit, await RuleAsync(() => RemitAsync(scene)));
        await ForfeitAsync(scene);
        Assert.Equal(DepositRules.EmptyBatch, await RuleAsync(() => scene.MakeAsync(PayOn)));

        var batch = await RemitAsync(scene);
        await scene.ApproveAsync(batch);
        var payment = Assert.Single(await scene.PaymentsAsync(batch));
        Assert.Equal((Treasury.Account, MoneyScene.Asked), (payment.PayeeAccount, payment.Amount));
        await scene.ImportReplyAsync(MoneyScene.Reply([payment], PayOn));

        Assert.Equal(PayoutState.Paid, (await PayoutAsync(scene)).State);
        Assert.Equal(Money.Zero, await scene.BalanceAsync(AccountClass.ForfeitedToTreasury));
        Assert.Equal(TreasuryRules.NothingToRemit, await RuleAsync(() => RemitAsync(scene)));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Bond_ReleasedByTwoPeopleInParts_GoesBackToTheAccountThatTheDepositCameFrom(DatabaseKind kind)
    {
        await using var scene = await OpenedAsync(kind, "construction");
        Assert.Equal(DepositRules.MoreThanBond, await RuleAsync(() => ReleaseAsync(scene, new Money(1))));
        await ApproveAsync(scene, await scene.Site.UseAsync((DepositDecisions d) => d.ProposeConversionAsync(scene.Participations[0], MoneyScene.Asked, "合同第5条", "双方约定", MoneyScene.Maker, default)));
        Assert.Equal(DepositRules.MoreThanBond, await RuleAsync(() => ReleaseAsync(scene, MoneyScene.Asked + new Money(1))));
        var decision = await ReleaseAsync(scene, Money.Yuan(20_000m));
        Assert.Equal(DepositRules.EmptyBatch, await RuleAsync(() => scene.MakeAsync(PayOn)));
        Assert.Equal(SharedRules.MakerIsChecker, await RuleAsync(() => scene.Site.UseAsync((DepositDecisions d) => d.ApproveAsync(decision, MoneyScene.Maker, default))));
        await ApproveAsync(scene, decision);

        var payment = Assert.Single(await scene.PaidBackAsync(PayOn));
        Assert.Equal((TestBidder.Of(1).Account, Money.Yuan(20_000m)), (payment.PayeeAccount, payment.Amount));
        Assert.Equal(-Money.Yuan(40_000m), await scene.BalanceAsync(AccountClass.PerformanceBond));
        await scene.Site.AssertLedgerAsync();

        Assert.Equal(DepositRules.MoreThanBond, await RuleAsync(() => ReleaseAsync(scene, Money.Yuan(40_000m) + new Money(1))));
        await ApproveAsync(scene, await ReleaseAsync(scene, Money.Yuan(40_000m)));
        await scene.PaidBackAsync(PayOn.AddDays(1));
        Assert.Equal(Money.Zero, await scene.BalanceAsync(AccountClass.PerformanceBond));
        Assert.Equal(DepositState.Converted, (await scene.DepositAsync()).State);
        await scene.Site.AssertLedgerAsync();
    }

    [Theory]
    [OnEveryDatabase("payouts-match-journal", "UPDATE deposit_payout SET state = 'Sent', batch_id = (SELECT id FROM repayment_batch) WHERE state = 'Owed'")]
    [OnEveryDatabase("payouts-match-journal", "UPDATE deposit_payout SET state = 'Owed', batch_id = NULL WHERE state = 'Paid'")]
    [OnEveryDatabase("payouts-match-journal", "UPDATE deposit_payout SET amount = amount - 1 WHERE kind = 'ForfeitedToOwner'")]
    [OnEveryDatabase("payouts-match-journal", "DELETE FROM deposit_payout WHERE kind = 'ForfeitedToOwner'")]
    [OnEveryDatabase("payouts-match-journal", "UPDATE deposit_payout SET amount = 6000001 WHERE kind = 'BondReleased'")]
    [OnEveryDatabase("refunds-to-payers", "UPDATE organisation_accounts SET account_number = '6222000000009999'")]
    [OnEveryDatabase("refunds-to-payers", "UPDATE repayment SET payee_name = 'x' WHERE kind = 'Forfeited'")]
    public async Task Verify_AfterTampering_NamesTheCheck(DatabaseKind kind, string check, string damage)
    {
        await using var scene = await OpenedAsync(kind, "construction", bidders: 2);
        await scene.Site.RegisterAsync(Owner);
        await ForfeitAsync(scene, index: 1);
        await scene.PaidBackAsync(PayOn);
        await ApproveAsync(scene, await scene.Site.UseAsync((DepositDecisions d) => d.ProposeConversionAsync(scene.Participations[0], MoneyScene.Asked, "合同第5条", "双方约定", MoneyScene.Maker, default)));
        await ApproveAsync(scene, await ReleaseAsync(scene, Money.Yuan(20_000m)));
        await scene.Site.AssertLedgerAsync();

        Assert.NotEqual(0, await scene.Site.Database.TamperUnguardedAsync(damage));

        var findings = await scene.Site.UseAsync(async (DepositVerifier v) => (await v.RunAsync(default)).ToList());
        findings.AddRange(await scene.Site.UseAsync((SourceVerifier v) => v.RunAsync(default)));
        Assert.Contains(check, findings.Where(f => !f.Ok).Select(f => f.Check));
    }

    // Whoever has the SQL prompt makes nobody another's creditor, and no sum another.
    [Theory, OnEveryDatabase]
    public async Task Sql_AgainstAPayout_IsRefusedByTheDatabase(DatabaseKind kind)
    {
        await using var scene = await OpenedAsync(kind, "construction");
        await ForfeitAsync(scene);

        string[] forbidden =
        [
            "UPDATE deposit_payout SET amount = amount - 1",
            "UPDATE deposit_payout SET kind = 'BondReleased'",
            "UPDATE deposit_payout SET state = 'Paid'",
            "DELETE FROM deposit_payout",
            "INSERT INTO deposit_payout SELECT * FROM deposit_payout",
        ];
        foreach (var sql in forbidden)
        {
            Assert.True(await Record.ExceptionAsync(() => scene.Site.Database.TamperAsync(sql)) is not null, sql);
        }
    }

    private static async Task<MoneyScene> OpenedAsync(DatabaseKind kind, string line, int bidders = 1)
    {
        var scene = await MoneyScene.PaidAsync(kind, bidders);
        await scene.OpenAsync();
        var rules = RulebookLibrary.Load().Resolve(line, Opened, [], []);
        await scene.Site.DbAsync(db => db.Set<Project>().ExecuteUpdateAsync(s => s
            .SetProperty(p => p.Line, line).SetProperty(p => p.RulebookJson, rules.ToJson()).SetProperty(p => p.RulebookHash, rules.Hash).SetProperty(p => p.IsStateFunded, false)));
        await scene.Site.UseAsync((DepositService s) => s.RaiseAsync(scene.Lot.Id, DepositEvent.CutOffPassed, scene.Site.NowUtc, null, default));
        return scene;
    }

    /// <summary>The same of a centre whose fees are the treasury's.</summary>
    private static async Task<MoneyScene> WithTreasuryAsync(DatabaseKind kind, string line)
    {
        var scene = await OpenedAsync(kind, line);
        Assert.Equal(TenderBuilder.Centre, await new PartyFolk(scene.Site.Services).CentreAsync());
        await scene.Site.UseAsync((CentreRevenueModels m) => m.SetAsync(TenderBuilder.Centre, "merged-with-service-centre", new DateOnly(2026, 3, 1), null, Treasury, 1, default));
        return scene;
    }

    private static async Task<FeeCharge> ChargeAsync(MoneyScene scene)
    {
        await scene.Site.UseAsync((CentreFeeSchedules s) => s.SetAsync(TenderBuilder.Centre, FeeOccasion.Award, "demo-trading-service", new DateOnly(2026, 1, 1), null, 1, default));
        return (await scene.Site.UseAsync((FeeService s) => s.ChargeAsync(scene.Lot.Id, 101, Money.Yuan(9_000_000m), new Acting(9), default)))!;
    }

    private static Task<Guid> ProposeAsync(MoneyScene scene, Money fee, int index = 0) => scene.Site.UseAsync((ForfeitureService s) => s.ProposeAsync(
        scene.Participations[index], new ForfeitureCase(ForfeitGround.RefusedContract, null, "已听取陈述、申辩。", fee),
        new EvidenceFile("通知书.pdf", new MemoryStream("%PDF-1.7 evidence"u8.ToArray()), 1_000), new Acting(41), default));

    private static async Task ForfeitAsync(MoneyScene scene, Money fee = default, int index = 0)
    {
        var forfeiture = await ProposeAsync(scene, fee, index);
        await scene.Site.UseAsync((ForfeitureService s) => s.ApproveAsync(forfeiture, MoneyScene.Checker, default));
        Assert.Empty(await scene.Site.DbAsync(db => db.Set<Payout>().ToListAsync()));
        await scene.Site.UseAsync((ForfeitureService s) => s.ApproveAsync(forfeiture, new Acting(43), default));
    }

    private static Task<Guid> ReleaseAsync(MoneyScene scene, Money amount) =>
        scene.Site.UseAsync((DepositDecisions d) => d.ProposeReleaseAsync(scene.Participations[0], amount, "招标人履约证明", MoneyScene.Maker, default));

    private static Task ApproveAsync(MoneyScene scene, Guid decision) => scene.Site.UseAsync((DepositDecisions d) => d.ApproveAsync(decision, MoneyScene.Checker, default));

    private static Task<Guid> RemitAsync(MoneyScene scene) => scene.Site.UseAsync((RemittanceService s) => s.MakeBatchAsync(
        TenderBuilder.Centre, scene.Bank.AccountId, PayOn, PayOn, MoneyScene.Maker, default));

    private static Task<AgedList<Unrefunded>> OwedAsync(MoneyScene scene) => scene.Site.UseAsync((OwedBackQueries q) => q.ListAsync(TenderBuilder.Centre, PayOn, default));

    private static async Task AssertListedAsync(MoneyScene scene, PayoutKind what, params (Money Amount, bool IsUnderWay)[] rows)
    {
        var list = await OwedAsync(scene);
        Assert.Equal(rows, list.Rows.OrderBy(r => r.Amount.Fen).Select(r => (r.Amount, r.IsUnderWay)));
        Assert.All(list.Rows, r => Assert.Equal($"enum.PayoutKind.{what}", r.What));
        Assert.Equal(Money.Sum(rows.Select(r => r.Amount)), list.Ledger);
    }

    private static Task<Payout> PayoutAsync(MoneyScene scene) => scene.Site.DbAsync(db => db.Set<Payout>().AsNoTracking().SingleAsync());

    /// <summary>What waits for a batch on the list of finance.</summary>
    private static async Task<IReadOnlyList<Money>> WaitingAsync(MoneyScene scene) =>
        [.. (await scene.Site.UseAsync((FinanceWorkQueries q) => q.OpenAsync(TenderBuilder.Centre, default))).Where(w => w.Step.Stage == Stages.Payout).Select(w => w.Amount!.Value)];

    private static async Task<string> RuleAsync(Func<Task> act) => (await Assert.ThrowsAsync<RuleBrokenException>(act)).Rule;
}
