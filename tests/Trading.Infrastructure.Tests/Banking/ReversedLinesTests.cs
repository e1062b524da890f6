using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Ledger;
using Trading.Domain.Reports;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Banking.Simulation;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Settlement;
using Trading.Infrastructure.Tests.Deposits;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Banking;

/// <summary>A line that takes an earlier one back (红字): a negative amount on the side of the first.</summary>
public sealed class ReversedLinesTests
{
    private static readonly TestBidder Stranger = TestBidder.Of(7);

    [Theory]
    [OnEveryDatabase(true)]
    [OnEveryDatabase(false)]
    public async Task Reversal_OfMoneyInSuspense_LeavesNothingOfEither(DatabaseKind kind, bool sameStatement)
    {
        await using var scene = await MoneyScene.PaidAsync(kind);
        var first = scene.Bank.In(Stranger, Money.Yuan(500m));
        if (sameStatement)
        {
            await scene.Bank.ImportAsync(first, Back(scene, first));
        }
        else
        {
            await scene.Bank.ImportAsync(first);
            await scene.Bank.ImportAsync(Back(scene, first));
        }

        Assert.Equal([BankLineState.Reversed, BankLineState.Reversed], await StatesAsync(scene));
        Assert.Equal(0, await SumAsync(scene, AccountClass.Suspense));
        Assert.Equal(0, await scene.Site.DbAsync(db => db.Set<ProcedureStep>().CountAsync(s => s.Stage == Stages.SuspenseReturn && s.DoneAtUtc == null)));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Reversal_OfADeposit_TakesItBack_AndItCanBePaidAnew(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.PaidAsync(kind);
        var number = await scene.Bank.SubAccountOfAsync(scene.Participations[0]);
        var first = scene.Bank.In(TestBidder.Of(1), MoneyScene.Asked, number);

        await scene.Bank.ImportAsync(Back(scene, first));

        var deposit = await scene.DepositAsync();
        Assert.Equal((DepositState.Awaited, Money.Zero, (Guid?)null, (byte[]?)null), (deposit.State, deposit.Received, deposit.HoldId, deposit.SealedPayer));
        Assert.Equal(0, await SumAsync(scene, AccountClass.DepositHeld));
        // In no list and in no count, as the deposit itself.
        Assert.All(await scene.Site.DbAsync(db => db.Set<BankLine>().ToListAsync()), l => Assert.Equal((BankLineState.Deposit, (string?)null, (string?)null), (l.State, l.PayerName, l.Remark)));
        await scene.Site.AssertLedgerAsync();

        await scene.Bank.ImportAsync(first);
        Assert.Equal(DepositState.Confirmed, (await scene.DepositAsync()).State);
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Reversal_OfADeposit_LeavesItNoInterest_AndWhatIsPaidAnewBearsItFromItsOwnDay(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.PaidAsync(kind);
        var first = scene.Bank.In(TestBidder.Of(1), MoneyScene.Asked, await scene.Bank.SubAccountOfAsync(scene.Participations[0]));
        await scene.Bank.ImportAsync(Back(scene, first));
        scene.Site.Be(scene.Site.NowUtc.AddDays(20));
        await scene.Bank.ImportAsync(scene.Bank.In(TestBidder.Of(1), MoneyScene.Asked, await scene.Bank.SubAccountOfAsync(scene.Participations[0])));
        await scene.OpenAsync();
        await scene.FallDueAsync();

        var payment = Assert.Single(await scene.PaymentsAsync(await scene.SendAsync(new DateOnly(2026, 5, 1))));

        // From 22 March: 6,000,000 x 40 x 35 / 3,600,000 = 2,333.33 fen; from the second of March it would be 3,500.
        Assert.Equal(Money.Yuan(60_023.33m), payment.Amount);
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Reversal_OfADeposit_IsNothingInTheReport(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.PaidAsync(kind);
        var first = scene.Bank.In(TestBidder.Of(1), MoneyScene.Asked, await scene.Bank.SubAccountOfAsync(scene.Participations[0]));
        await scene.Bank.ImportAsync(Back(scene, first));
        await scene.OpenAsync();

        var report = await scene.Site.UseAsync((SettlementQueries q) => q.ReportAsync(TenderBuilder.Centre, new DateOnly(2020, 1, 1), new DateOnly(2040, 12, 31), ReportBasis.ValueDay, CancellationToken.None));

        Assert.True(report.TiesToLedger, string.Join('\n', report.Controls));
        Assert.Equal(Money.Zero, report.DepositsIn);
    }

    [Theory, OnEveryDatabase]
    public async Task Reversal_OfADepositThatIsOnItsWayBack_IsUnexplained(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind);
        var first = scene.Bank.In(TestBidder.Of(1), MoneyScene.Asked, await scene.Bank.SubAccountOfAsync(scene.Participations[0]));

        await scene.Bank.ImportAsync(Back(scene, first));

        Assert.Equal((DepositState.RefundDue, MoneyScene.Asked), ((await scene.DepositAsync()).State, (await scene.DepositAsync()).Received));
        Assert.Equal(6_000_000, await SumAsync(scene, AccountClass.OutgoingUnexplained));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Reversal_OfACharge_GivesItBack_AndOneThatAgreesWithNothing_IsInSuspense(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.PaidAsync(kind);
        var charge = scene.Bank.Other(-Money.Yuan(30m), "手续费") with { CounterpartyName = "某某银行", CounterpartyAccount = "9999000000000001" };
        await scene.Bank.ImportAsync(charge);

        await scene.Bank.ImportAsync(Back(scene, charge), Back(scene, charge) with { CounterpartyAccount = "9999000000000002" });

        Assert.Equal([BankLineState.Suspense, BankLineState.Reversed, BankLineState.Reversed], (await StatesAsync(scene)).Order());
        Assert.Equal(0, await SumAsync(scene, AccountClass.OutgoingUnexplained));
        Assert.Equal(SuspenseReasons.UnprovedReversal, await scene.Site.DbAsync(db => db.Set<BankLine>().Where(l => l.Reason != null).Select(l => l.Reason).SingleAsync()));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Reversal_WithTwoLinesThatAgree_OrASecondTime_UndoesNothing(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.PaidAsync(kind);
        var (one, two) = (scene.Bank.In(Stranger, Money.Yuan(500m)), scene.Bank.In(Stranger, Money.Yuan(500m)));
        var single = scene.Bank.In(Stranger, Money.Yuan(70m));
        await scene.Bank.ImportAsync(one, two, single);

        await scene.Bank.ImportAsync(Back(scene, one), Back(scene, single), Back(scene, single));

        Assert.Equal(
            [BankLineState.Reversed, BankLineState.Reversed, BankLineState.Suspense, BankLineState.Suspense, BankLineState.Unexplained, BankLineState.Unexplained],
            (await StatesAsync(scene)).Order(Comparer<BankLineState>.Create((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()))));
        Assert.Equal((57_000, -100_000), (await SumAsync(scene, AccountClass.OutgoingUnexplained), await SumAsync(scene, AccountClass.Suspense)));
        await scene.Site.AssertLedgerAsync();
    }

    private static SimulatedLine Back(MoneyScene scene, SimulatedLine first) =>
        scene.Bank.Other(-first.Amount, "冲正") with { CounterpartyName = first.CounterpartyName, CounterpartyAccount = first.CounterpartyAccount, IsReversal = true };

    private static Task<List<BankLineState>> StatesAsync(MoneyScene scene) =>
        scene.Site.DbAsync(db => db.Set<BankLine>().Where(l => l.State != BankLineState.Deposit).Select(l => l.State).ToListAsync());

    private static async Task<long> SumAsync(MoneyScene scene, AccountClass of) => await scene.Site.DbAsync(async db => (await (
        from posting in db.Set<Posting>()
        join account in db.Set<Account>() on posting.AccountId equals account.Id
        where account.Class == of
        select posting.Amount).ToListAsync()).Sum(m => m.Fen));
}
