using Microsoft.EntityFrameworkCore;
using Trading.Domain.Fees;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Domain.Treasury;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Treasury;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Treasury;

/// <summary>The two lines of revenue, from the charge to the share that comes back.</summary>
public sealed class TreasuryTests
{
    private static readonly Money Fee = Money.Yuan(4_800m);

    [Theory, OnEveryDatabase]
    public async Task Fee_ThatIsTheTreasurys_IsOwedWhenItIsCollected_AndIsNeverIncome(DatabaseKind kind)
    {
        await using var scene = await TreasuryScene.CreateAsync(kind);
        var charge = await scene.ChargeAsync();
        Assert.Equal((-480_000, 0, 480_000), (await scene.SumAsync(AccountClass.TreasuryPending), await scene.SumAsync(AccountClass.FeeIncome), await scene.SumAsync(AccountClass.FeeReceivable)));

        await scene.PayAsync(charge, Money.Yuan(1_000m));
        Assert.Equal((-380_000, -100_000), (await scene.SumAsync(AccountClass.TreasuryPending), await scene.SumAsync(AccountClass.TreasuryOwed)));
        await scene.PayAsync(charge, Money.Yuan(3_800m));

        Assert.Equal(
            (0, -480_000, 0, 0, 480_000),
            (await scene.SumAsync(AccountClass.TreasuryPending), await scene.SumAsync(AccountClass.TreasuryOwed), await scene.SumAsync(AccountClass.FeeReceivable),
                await scene.SumAsync(AccountClass.FeeIncome), await scene.SumAsync(AccountClass.Bank)));
        var papers = await scene.Site.UseAsync((TreasuryQueries q) => q.PapersAsync(TenderBuilder.Centre, charge.Id, CancellationToken.None));
        Assert.Equal(("JK-0001-2026-000001", Fee), (papers!.Notice!.Number, papers.Notice.Amount));
        Assert.Equal(
            [("PJ-0001-2026-000001", Money.Yuan(1_000m)), ("PJ-0001-2026-000002", Money.Yuan(3_800m))], papers.Receipts.Select(r => (r.Number, r.Amount)));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Fee_ThatIsTheCentres_IsItsIncome_AndHasNoPapers(DatabaseKind kind)
    {
        await using var scene = await TreasuryScene.CreateAsync(kind, TreasuryScene.SelfFinancing);
        var charge = await scene.PaidAsync();

        Assert.Equal((-480_000, 0, 0), (await scene.SumAsync(AccountClass.FeeIncome), await scene.SumAsync(AccountClass.TreasuryOwed), await scene.SumAsync(AccountClass.TreasuryPending)));
        Assert.Null(await scene.Site.UseAsync((TreasuryQueries q) => q.PapersAsync(TenderBuilder.Centre, charge.Id, CancellationToken.None)));
        Assert.Equal(TreasuryRules.NothingToRemit, (await Assert.ThrowsAsync<RuleBrokenException>(scene.RemitAsync)).Rule);
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Remittance_GoesThroughMakerCheckerAndBank_AndWhatTheBankRejectsIsOwedAgain(DatabaseKind kind)
    {
        await using var scene = await TreasuryScene.CreateAsync(kind);
        await scene.PaidAsync();
        scene.Be(new DateOnly(2026, 4, 1));
        await scene.PaidAsync(Money.Yuan(100m));

        var batch = await scene.RemitAsync();
        Assert.Equal(TreasuryRules.NothingToRemit, (await Assert.ThrowsAsync<RuleBrokenException>(scene.RemitAsync)).Rule);
        Assert.Equal(SharedRules.MakerIsChecker, (await Assert.ThrowsAsync<RuleBrokenException>(
            () => scene.Site.UseAsync((RepaymentService s) => s.ApproveAsync(batch, TreasuryScene.Maker, CancellationToken.None)))).Rule);
        Assert.Equal(-490_000, await scene.SumAsync(AccountClass.TreasuryOwed));
        await scene.ApproveAsync(batch);
        Assert.Equal((0, -490_000), (await scene.SumAsync(AccountClass.TreasuryOwed), await scene.SumAsync(AccountClass.RepaymentInTransit)));
        await scene.Site.AssertLedgerAsync();

        // A payment for each month.
        var payments = await scene.AnswerAsync(batch, "账户状态异常");
        Assert.Equal([Fee, Money.Yuan(100m)], payments.Select(p => p.Amount).OrderDescending());
        Assert.All(payments, p => Assert.Equal((TreasuryScene.Treasury.Name, TreasuryScene.Treasury.Account), (p.PayeeName, p.PayeeAccount)));
        Assert.Equal((-490_000, 0, 490_000), (await scene.SumAsync(AccountClass.TreasuryOwed), await scene.SumAsync(AccountClass.RepaymentInTransit), await scene.SumAsync(AccountClass.Bank)));
        await scene.Site.AssertLedgerAsync();

        var again = await scene.RemitAsync();
        await scene.ApproveAsync(again);
        var paid = await scene.AnswerAsync(again);
        var report = await scene.ReportAsync();
        Assert.Equal((0, 0, 0), (await scene.SumAsync(AccountClass.TreasuryOwed), await scene.SumAsync(AccountClass.RepaymentInTransit), await scene.SumAsync(AccountClass.Bank)));
        Assert.Equal((Money.Yuan(4_900m), Money.Yuan(4_900m), Money.Zero, Money.Yuan(4_900m)), (report.Sum(r => r.Collected), report.Sum(r => r.Remitted), report.Sum(r => r.Owed), report.CollectedByJournal));

        // The bank's line out is known as our own payment.
        await scene.Bank.ImportAsync([.. paid.Select(p => scene.Bank.Other(-p.Amount, "转账", p.EndToEndId))]);
        Assert.Equal(0, await scene.SumAsync(AccountClass.OutgoingUnexplained));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Remittance_ThatIsCancelled_OrComesBackAfterItWasPaid_IsOwedAgain(DatabaseKind kind)
    {
        await using var scene = await TreasuryScene.CreateAsync(kind);
        await scene.PaidAsync();
        var cancelled = await scene.RemitAsync();
        await scene.Site.UseAsync((RepaymentService s) => s.CancelAsync(cancelled, TreasuryScene.Maker, CancellationToken.None));
        await scene.Site.AssertLedgerAsync();
        var batch = await scene.RemitAsync();
        await scene.ApproveAsync(batch);
        var payment = (await scene.AnswerAsync(batch)).Single();

        await scene.Bank.ImportAsync(scene.Bank.Other(payment.Amount, "退汇", payment.EndToEndId) with
        {
            CounterpartyName = payment.PayeeName,
            CounterpartyAccount = payment.PayeeAccount,
            CounterpartyBank = payment.PayeeBank,
        });

        Assert.Equal((-480_000, Money.Yuan(4_800m)), (await scene.SumAsync(AccountClass.TreasuryOwed), (await scene.ReportAsync()).Sum(r => r.Owed)));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Remittance_WithTheTreasurysAccountChangedInTheDatabase_IsRefused(DatabaseKind kind)
    {
        await using var scene = await TreasuryScene.CreateAsync(kind);
        await scene.PaidAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => scene.Site.Database.TamperAsync("UPDATE centre_revenue_model SET treasury_number = '1234567890'"));
        await scene.Site.Database.TamperAsync(kind == DatabaseKind.Sqlite
            ? "DROP TRIGGER centre_revenue_model_no_update; UPDATE centre_revenue_model SET treasury_number = '1234567890'"
            : "DROP TRIGGER centre_revenue_model_no_change ON centre_revenue_model; UPDATE centre_revenue_model SET treasury_number = '1234567890'");

        Assert.Equal(TreasuryRules.AccountChanged, (await Assert.ThrowsAsync<RuleBrokenException>(scene.RemitAsync)).Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task Return_IsReckonedByMonth_AndBookedByItsNumberAndAmountAlone(DatabaseKind kind)
    {
        await using var scene = await TreasuryScene.CreateAsync(kind);
        await scene.PaidAsync(new Money(100_01));
        Assert.Equal(TreasuryRules.NothingToReckon, (await Assert.ThrowsAsync<RuleBrokenException>(scene.ReckonAsync)).Rule);
        scene.Be(new DateOnly(2026, 4, 1));

        Assert.Equal(1, await scene.ReckonAsync());
        Assert.Equal(TreasuryRules.NothingToReckon, (await Assert.ThrowsAsync<RuleBrokenException>(scene.ReckonAsync)).Rule);
        var expected = Assert.Single(await scene.ReturnsAsync());
        Assert.Equal(
            ("FH-0001-2026-000001", new DateOnly(2026, 3, 1), new Money(100_01), new Money(50_00), TreasuryReturnState.Expected),
            (expected.Number, expected.Month, expected.Collected, expected.Amount, expected.State));

        await scene.ReturnedAsync(expected.Number, new Money(50_01));
        Assert.Equal((0, -50_01), (await scene.SumAsync(AccountClass.TreasuryGrant), await scene.SumAsync(AccountClass.Suspense)));
        await scene.ReturnedAsync(expected.Number, new Money(50_00));
        Assert.Equal((-50_00, -50_01), (await scene.SumAsync(AccountClass.TreasuryGrant), await scene.SumAsync(AccountClass.Suspense)));
        await scene.ReturnedAsync(expected.Number, new Money(50_00));
        Assert.Equal((-50_00, -100_01), (await scene.SumAsync(AccountClass.TreasuryGrant), await scene.SumAsync(AccountClass.Suspense)));

        var reasons = await scene.Site.DbAsync(db => db.Set<BankLine>().Where(l => l.State == BankLineState.Suspense).Select(l => l.Reason).Distinct().ToListAsync());
        Assert.Equal([SuspenseReasons.ReturnDiffers], reasons);
        Assert.Equal((new Money(50_00), new Money(50_00)), ((await scene.ReportAsync()).Sum(r => r.Expected), (await scene.ReportAsync()).Sum(r => r.Returned)));
        await scene.Site.AssertLedgerAsync();
    }

    /// <summary>A model that changes in mid-month splits the month by day; a line that comes late makes a return of its own.</summary>
    [Theory, OnEveryDatabase]
    public async Task Return_OfAMonthInWhichTheModelChanges_IsSplitByDay(DatabaseKind kind)
    {
        await using var scene = await TreasuryScene.CreateAsync(kind);
        await scene.PaidAsync(Money.Yuan(300m));
        var charge = await scene.ChargeAsync();
        await scene.SetAsync("committee-office", new DateOnly(2026, 3, 16));
        scene.Be(new DateOnly(2026, 3, 16));
        await scene.PayAsync(charge, Money.Yuan(100m));
        scene.Be(new DateOnly(2026, 4, 1));

        Assert.Equal(2, await scene.ReckonAsync());

        Assert.Equal(
            [(Money.Yuan(300m), Money.Yuan(150m), TreasuryReturnState.Expected), (Money.Yuan(100m), Money.Zero, TreasuryReturnState.Nothing)],
            (await scene.ReturnsAsync()).Select(r => (r.Collected, r.Amount, r.State)));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Model_ThatIsUnknown_Changed_OrOutOfOrder_IsRefused(DatabaseKind kind)
    {
        await using var scene = await TreasuryScene.CreateAsync(kind, model: null);

        Assert.Equal(TreasuryRules.UnknownModel, await RuleAsync(() => scene.SetAsync("none", TreasuryScene.Start)));
        Assert.Equal(TreasuryRules.DatesOutOfOrder, await RuleAsync(() => scene.SetAsync(TreasuryScene.Merged, TreasuryScene.Start, TreasuryScene.Start.AddDays(-1))));
        Assert.Equal(IncomeOwner.Centre, await OwnerAsync(IncomeKind.TradingServiceFee));
        Assert.Equal(TreasuryRules.NoModel, await RuleAsync(() => OwnerAsync(IncomeKind.AdministrativeFee)));

        await scene.SetAsync(TreasuryScene.Merged, TreasuryScene.Start);
        Assert.Equal(IncomeOwner.Treasury, await OwnerAsync(IncomeKind.AdministrativeFee));
        Assert.Equal(TreasuryRules.NotCollectedHere, await RuleAsync(() => OwnerAsync(IncomeKind.AgencyFee)));
        Assert.Equal(TreasuryRules.NoIncomeRule, await RuleAsync(() => OwnerAsync(IncomeKind.TradingServiceFee, new DateOnly(2010, 12, 31), early: true)));

        var model = RevenueLibrary.Load().Get(TreasuryScene.Merged) with { Citation = "别的" };
        await scene.Site.DbAsync(db =>
        {
            db.Add(CentreRevenueModel.Set(Guid.NewGuid(), TenderBuilder.Centre, model, TreasuryScene.Start.AddDays(1), null, TreasuryScene.Treasury, "x", (1, scene.Site.NowUtc)));
            return db.SaveChangesAsync();
        });
        Assert.Equal(TreasuryRules.ModelChanged, await RuleAsync(() => OwnerAsync(IncomeKind.AdministrativeFee)));

        async Task<IncomeOwner> OwnerAsync(IncomeKind income, DateOnly? day = null, bool early = false)
        {
            if (early)
            {
                await scene.SetAsync(TreasuryScene.Merged, day!.Value, day);
            }

            return await scene.Site.UseAsync((CentreRevenueModels m) => m.OwnerAsync(TenderBuilder.Centre, income, day ?? scene.Today, CancellationToken.None));
        }
    }

    /// <summary>What is charged, received, reckoned or carried is changed by nobody: neither by the site nor at the prompt.</summary>
    [Theory, OnEveryDatabase]
    public async Task Rows_ChangedAtThePrompt_AreRefused(DatabaseKind kind)
    {
        await using var scene = await TreasuryScene.CreateAsync(kind);
        await scene.PaidAsync();
        await scene.RemitAsync();
        scene.Be(new DateOnly(2026, 4, 1));
        await scene.ReckonAsync();
        string[] changes =
        [
            "UPDATE non_tax_notice SET amount = 1", "DELETE FROM non_tax_notice", "UPDATE non_tax_receipt SET amount = 1", "UPDATE non_tax_receipt SET return_id = NULL",
            "DELETE FROM non_tax_receipt", "UPDATE remittance SET amount = 1", "DELETE FROM remittance", "UPDATE treasury_return SET amount = 1", "DELETE FROM treasury_return",
            "UPDATE treasury_return SET state = 'Received'",
        ];
        foreach (var change in changes)
        {
            Assert.NotNull(await Record.ExceptionAsync(() => scene.Site.Database.TamperAsync(change)));
        }

        await scene.ReturnedAsync("FH-0001-2026-000001", Money.Yuan(2_400m));
        Assert.NotNull(await Record.ExceptionAsync(() => scene.Site.Database.TamperAsync("UPDATE treasury_return SET state = 'Expected', line_id = NULL")));
        await scene.Site.AssertLedgerAsync();
    }

    private static async Task<string> RuleAsync(Func<Task> act) => (await Assert.ThrowsAsync<RuleBrokenException>(act)).Rule;
}
