using Trading.Domain.Deposits;
using Trading.Domain.Shared;

namespace Trading.Domain.Tests.Deposits;

public sealed class PayoutTests
{
    private static readonly DateOnly Day = new(2026, 4, 1);

    [Fact]
    public void Payout_IsPaidOnce_AndOwedAgainWhereverItComesBack()
    {
        var payout = Bond();
        var batch = Guid.NewGuid();
        payout.GoWith(batch);
        Assert.Equal((PayoutState.Batched, batch), (payout.State, payout.BatchId));
        AssertRefused(() => payout.GoWith(Guid.NewGuid()));
        AssertRefused(payout.Pay);
        payout.Send();
        AssertRefused(payout.Send);
        payout.Pay();
        AssertRefused(payout.Pay);
        AssertRefused(() => payout.GoWith(Guid.NewGuid()));

        // 退汇: the bank had paid, and the money came back.
        payout.StayOwed();
        Assert.Equal((PayoutState.Owed, null), (payout.State, payout.BatchId));
        AssertRefused(payout.StayOwed);
        AssertRefused(payout.Send);
    }

    private static Payout Bond() => Payout.OfBond(
        Guid.NewGuid(), Deposit.Instruct(Guid.NewGuid(), 1, 1, 1, "tag", Money.Yuan(60_000m), "check"), Money.Yuan(20_000m), "招标文件", Day);

    private static void AssertRefused(Action act) => Assert.Equal(DepositRules.PayoutWrongState, Assert.Throws<RuleBrokenException>(act).Rule);
}
