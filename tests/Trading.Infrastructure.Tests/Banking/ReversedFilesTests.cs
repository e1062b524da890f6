using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Banking;
using Trading.Domain.Fees;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Banking.Simulation;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Tests.Deposits;
using Trading.Infrastructure.Tests.Treasury;
using Trading.Infrastructure.Shared;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Banking;

/// <summary>What the bank takes back of fees and interest, in each form of file; and what is left for finance where it cannot be undone.</summary>
public sealed class ReversedFilesTests
{
    [Theory, OnEveryDatabase]
    public async Task Reversal_OfAFeeThatIsTheCentres_MakesItOwedAgain(DatabaseKind kind)
    {
        await using var scene = await TreasuryScene.CreateAsync(kind, TreasuryScene.SelfFinancing);
        var charge = await scene.PaidAsync();

        await scene.Bank.ImportAsync(Back(scene.Bank, charge));

        Assert.Equal((FeeChargeState.Charged, 0L), await scene.Site.DbAsync(db => db.Set<FeeCharge>().Select(f => new ValueTuple<FeeChargeState, long>(f.State, (long)(object)f.Received)).SingleAsync()));
        Assert.Equal((480_000, 0), (await scene.SumAsync(AccountClass.FeeReceivable), await scene.SumAsync(AccountClass.OutgoingUnexplained)));
        await scene.Site.AssertLedgerAsync();
    }

    /// <summary>What is the treasury's has its receipt: it is money out, and finance says what became of it.</summary>
    [Theory, OnEveryDatabase]
    public async Task Reversal_OfAFeeThatIsTheTreasurys_WaitsForFinance_UntilTwoPeopleHaveSettledIt(DatabaseKind kind)
    {
        await using var scene = await TreasuryScene.CreateAsync(kind);
        var charge = await scene.PaidAsync();

        await scene.Bank.ImportAsync(Back(scene.Bank, charge));

        var due = Assert.Single(await DueAsync(scene.Site));
        Assert.Equal((BankLineState.Unexplained, SuspenseReasons.ReversalNotUndone, SuspenseNeed.Settlement), (due.Item.State, due.Item.Reason, due.Item.Need));
        Assert.Equal((-charge.Amount, "common.held-statement-workdays"), (due.Item.Amount, due.Step.RuleKey));
        Assert.Equal((480_000, charge.Amount), (await scene.SumAsync(AccountClass.OutgoingUnexplained), await scene.Site.DbAsync(db => db.Set<FeeCharge>().Select(f => f.Received).SingleAsync())));
        await scene.Site.AssertLedgerAsync();

        var decision = await scene.Site.UseAsync((SuspenseService s) => s.SettleReversalAsync(due.Item.LineId, "付款方已另行汇入", TreasuryScene.Maker, CancellationToken.None));
        await scene.Site.AssertLedgerAsync();
        Assert.Equal(SharedRules.MakerIsChecker, (await Assert.ThrowsAsync<RuleBrokenException>(() => ApproveAsync(scene.Site, decision, TreasuryScene.Maker))).Rule);
        await ApproveAsync(scene.Site, decision, TreasuryScene.Checker);

        Assert.Empty(await DueAsync(scene.Site));
        Assert.Equal(SuspenseNeed.Nothing, (await scene.Site.UseAsync((SuspenseQueries q) => q.FindAsync(TenderBuilder.Centre, due.Item.LineId, CancellationToken.None)))!.Due.Item.Need);
        Assert.Equal("settled", await scene.Site.DbAsync(db => db.Set<ProcedureStep>().Where(s => s.Stage == Stages.ReversalNotUndone).Select(s => s.Outcome).SingleAsync()));
        Assert.Equal(SuspenseRules.NotToBeSettled, (await Assert.ThrowsAsync<RuleBrokenException>(
            () => scene.Site.UseAsync((SuspenseService s) => s.SettleReversalAsync(due.Item.LineId, "再次", TreasuryScene.Maker, CancellationToken.None)))).Rule);
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Charge_OfTheBank_HasNoReason_AndIsNotToBeSettled(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.PaidAsync(kind);
        await scene.Bank.ImportAsync(scene.Bank.Other(-Money.Yuan(30m), "手续费"));

        Assert.Empty(await DueAsync(scene.Site));
        var line = await scene.Site.DbAsync(db => db.Set<BankLine>().SingleAsync(l => l.State == BankLineState.Unexplained));
        Assert.Null(line.Reason);
        Assert.Equal(SuspenseRules.NotToBeSettled, (await Assert.ThrowsAsync<RuleBrokenException>(
            () => scene.Site.UseAsync((SuspenseService s) => s.SettleReversalAsync(line.Id, "已查明", MoneyScene.Maker, CancellationToken.None)))).Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task Mt940_ReversedCreditOfInterest_IsUndone_AndOneThatAgreesWithNothingWaits(DatabaseKind kind)
    {
        await using var scene = await TreasuryScene.CreateAsync(kind);
        await scene.Bank.ImportAsync(Mt940(1, 100m, Entry("C", 12.34m, "B1", "利息")));

        await scene.Bank.ImportAsync(Mt940(2, 112.34m, Entry("RC", 12.34m, "B1", "冲正"), Entry("RC", 0.05m, "B9", "冲正")));

        Assert.Equal((0, 5), (await scene.SumAsync(AccountClass.InterestEarned), await scene.SumAsync(AccountClass.OutgoingUnexplained)));
        Assert.Equal(SuspenseReasons.ReversalNotUndone, Assert.Single(await DueAsync(scene.Site)).Item.Reason);
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Mt940_ReversedDebit_UndoesTheCharge_AndOneThatAgreesWithNothingIsSuspense(DatabaseKind kind)
    {
        await using var scene = await TreasuryScene.CreateAsync(kind);
        await scene.Bank.ImportAsync(Mt940(1, 50m, Entry("D", 3m, "B1", "手续费")));

        await scene.Bank.ImportAsync(Mt940(2, 47m, Entry("RD", 3m, "B1", "冲正"), Entry("RD", 4m, "B9", "冲正")));

        Assert.Equal((0, -400), (await scene.SumAsync(AccountClass.OutgoingUnexplained), await scene.SumAsync(AccountClass.Suspense)));
        var due = Assert.Single(await DueAsync(scene.Site));
        Assert.Equal((SuspenseReasons.UnprovedReversal, SuspenseNeed.Explanation), (due.Item.Reason, due.Item.Need));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Camt_ReversalIndicator_UndoesInterest_AndASecondTimeWaits(DatabaseKind kind)
    {
        await using var scene = await TreasuryScene.CreateAsync(kind);
        await scene.Bank.ImportAsync(Camt(0m, 12.34m, CamtEntry("CRDT", "C1", "利息", isReversal: false)));
        await scene.Bank.ImportAsync(Camt(12.34m, 0m, CamtEntry("DBIT", "C1", "冲正", isReversal: true)));
        Assert.Equal((0, 0), (await scene.SumAsync(AccountClass.InterestEarned), await scene.SumAsync(AccountClass.OutgoingUnexplained)));
        Assert.Empty(await DueAsync(scene.Site));
        await scene.Site.AssertLedgerAsync();

        await scene.Bank.ImportAsync(Camt(0m, -12.34m, CamtEntry("DBIT", "C2", "冲正", isReversal: true)));

        Assert.Equal(1_234, await scene.SumAsync(AccountClass.OutgoingUnexplained));
        Assert.Equal(SuspenseNeed.Settlement, Assert.Single(await DueAsync(scene.Site)).Item.Need);
        await scene.Site.AssertLedgerAsync();
    }

    private static SimulatedLine Back(TestBank bank, FeeCharge charge) => bank.Other(-charge.Amount, "冲正") with
    {
        CounterpartyName = TreasuryScene.Winner.Name,
        CounterpartyAccount = TreasuryScene.Winner.Account,
        IsReversal = true,
    };

    private static async Task<IReadOnlyList<DueSuspense>> DueAsync(TestSite site) =>
        (await site.UseAsync((SuspenseQueries q) => q.DueAsync(TenderBuilder.Centre, DayFilter.All, CancellationToken.None))).Items;

    private static Task ApproveAsync(TestSite site, Guid decision, Trading.Infrastructure.Shared.Acting who) =>
        site.UseAsync((SuspenseService s) => s.ApproveAsync(decision, who, CancellationToken.None));

    private static byte[] Mt940(int number, decimal opening, params (string Text, decimal Amount)[] entries) => Encoding.UTF8.GetBytes(
        $":20:X{number}\n:25:{TestBank.Number}\n:28C:{number}/1\n:60F:C260227CNY{Figure(opening)}\n{string.Concat(entries.Select(e => e.Text))}"
        + $":62F:C260227CNY{Figure(opening + entries.Sum(e => e.Amount))}\n-\n");

    private static (string Text, decimal Amount) Entry(string mark, decimal amount, string reference, string text) =>
        ($":61:2602270227{mark}{Figure(amount)}NTRFNONREF//{reference}\n:86:{text}\n", mark is "C" or "RD" ? amount : -amount);

    private static string Figure(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture).Replace('.', ',');

    private static byte[] Camt(decimal opening, decimal closing, string entry)
    {
        static string Balance(string code, decimal amount) => string.Create(
            CultureInfo.InvariantCulture,
            $"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy=\"CNY\">{Math.Abs(amount):0.00}</Amt><CdtDbtInd>{(amount < 0 ? "DBIT" : "CRDT")}</CdtDbtInd><Dt><Dt>2026-02-27</Dt></Dt></Bal>");

        return Encoding.UTF8.GetBytes(
            $"<Document><BkToCstmrStmt><Stmt><Id>1</Id><Acct><Id><Othr><Id>{TestBank.Number}</Id></Othr></Id><Ccy>CNY</Ccy></Acct>"
            + $"{Balance("OPBD", opening)}{Balance("CLBD", closing)}{entry}</Stmt></BkToCstmrStmt></Document>");
    }

    private static string CamtEntry(string mark, string reference, string text, bool isReversal) =>
        $"<Ntry><Amt Ccy=\"CNY\">12.34</Amt><CdtDbtInd>{mark}</CdtDbtInd>{(isReversal ? "<RvslInd>true</RvslInd>" : "")}<Sts>BOOK</Sts><BookgDt><Dt>2026-02-27</Dt></BookgDt>"
        + $"<AcctSvcrRef>{reference}</AcctSvcrRef><AddtlNtryInf>{text}</AddtlNtryInf></Ntry>";
}
