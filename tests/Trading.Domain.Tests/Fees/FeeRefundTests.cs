using Trading.Domain.Fees;
using Trading.Domain.Shared;

namespace Trading.Domain.Tests.Fees;

public sealed class FeeRefundTests
{
    [Fact]
    public void Refund_IsPaidOnce_AndOwedAgainWhereverItComesBack()
    {
        var refund = Refund(isClaimed: false);
        AssertRefused(() => refund.Arrive(Day));
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

    [Fact]
    public void Claimed_GoesNowhere_BeforeTheTreasuryHasPaid()
    {
        var refund = Refund(isClaimed: true);
        AssertRefused(() => refund.GoWith(Guid.NewGuid()));
        AssertRefused(refund.PassOn);
        AssertRefused(refund.StayOwed);
        refund.Arrive(Day.AddDays(30));
        Assert.Equal((FeeRefundState.Owed, Day.AddDays(30)), (refund.State, refund.OwedOn));
        AssertRefused(() => refund.Arrive(Day));

        refund.PassOn();
        AssertRefused(() => refund.GoWith(Guid.NewGuid()));
        AssertRefused(refund.StayOwed);
    }

    private static readonly DateOnly Day = new(2026, 4, 1);

    private static FeeRefund Refund(bool isClaimed)
    {
        var charge = new FeeCharge { Id = Guid.NewGuid(), ScheduleKey = "s", Citation = "c", Amount = Money.Yuan(1m), SubAccount = "1" };
        return FeeRefund.Of(Guid.NewGuid(), charge, new FeePayment(Guid.NewGuid(), null, 1, Day, Money.Yuan(1m)), new Money(1), Day, isClaimed);
    }

    private static void AssertRefused(Action act) => Assert.Equal(FeeRules.RefundWrongState, Assert.Throws<RuleBrokenException>(act).Rule);
}
