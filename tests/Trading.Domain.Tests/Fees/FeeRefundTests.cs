using Trading.Domain.Fees;
using Trading.Domain.Shared;

namespace Trading.Domain.Tests.Fees;

public sealed class FeeRefundTests
{
    [Fact]
    public void Refund_IsPaidOnce_AndOwedAgainWhereverItComesBack()
    {
        var charge = new FeeCharge { Id = Guid.NewGuid(), ScheduleKey = "s", Citation = "c", Amount = Money.Yuan(1m), SubAccount = "1" };
        var refund = FeeRefund.Owe(Guid.NewGuid(), charge, Guid.NewGuid(), 1, new Money(1), new DateOnly(2026, 4, 1));
        AssertRefused(refund.StayOwed);
        refund.GoWith(Guid.NewGuid());
        AssertRefused(() => refund.GoWith(Guid.NewGuid()));
        AssertRefused(refund.Pay);
        refund.Send();
        AssertRefused(refund.Send);
        refund.Pay();
        AssertRefused(refund.Pay);

        refund.StayOwed();
        Assert.Equal((FeeRefundState.Owed, null), (refund.State, refund.BatchId));
    }

    private static void AssertRefused(Action act) => Assert.Equal(FeeRules.RefundWrongState, Assert.Throws<RuleBrokenException>(act).Rule);
}
