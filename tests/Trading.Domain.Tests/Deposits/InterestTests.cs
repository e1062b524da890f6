using CsCheck;
using Trading.Domain.Deposits;
using Trading.Domain.Shared;

namespace Trading.Domain.Tests.Deposits;

public sealed class InterestTests
{
    private static readonly DateOnly Change = new(2012, 7, 6);

    private static readonly InterestRates Rates =
        new("test", [new(Change, 35, "0.35 %"), new(new DateOnly(2011, 4, 6), 50, "0.50 %"), new(new DateOnly(2012, 6, 8), 40, "0.40 %")]);

    [Fact]
    public void Calculate_SixtyDaysAtOneRate_IsActualOver360() =>
        Assert.Equal(new Money(466_67), Interest.Calculate(new Money(800_000_00), new DateOnly(2026, 3, 3), new DateOnly(2026, 5, 1), Rates));

    // 36 million fen at 1 basis point are 10 fen a day: 35 × 10 at the old rate's end, 40 × 10 before.
    [Theory]
    [InlineData("2012-07-06", "2012-07-06", 350)]
    [InlineData("2012-07-05", "2012-07-05", 400)]
    [InlineData("2012-07-05", "2012-07-06", 750)]
    [InlineData("2012-07-04", "2012-07-07", 1500)]
    [InlineData("2012-06-07", "2012-07-06", 500 + (28 * 400) + 350)]
    public void Calculate_AcrossAChange_EachDayEarnsItsOwnRate(string first, string paidOn, long fen) =>
        Assert.Equal(new Money(fen), Interest.Calculate(new Money(36_000_000), Calendar.Day.Of(first), Calendar.Day.Of(paidOn), Rates));

    [Fact]
    public void Calculate_PaidBackOnTheValueDate_EarnsNothing() =>
        Assert.Equal(Money.Zero, Interest.Calculate(new Money(800_000_00), new DateOnly(2026, 3, 3), new DateOnly(2026, 3, 2), Rates));

    // One day at 0.50 %: 36,000 fen earn exactly half a fen.
    [Theory]
    [InlineData(35_999, 0)]
    [InlineData(36_000, 1)]
    public void Calculate_HalfAFen_IsRoundedUp(long principalFen, long fen) =>
        Assert.Equal(new Money(fen), Interest.Calculate(new Money(principalFen), new DateOnly(2012, 6, 7), new DateOnly(2012, 6, 7), Rates));

    [Fact]
    public void Calculate_BeforeTheTableBegins_IsRefused() =>
        Assert.Equal(
            InterestRules.NoRate,
            Assert.Throws<RuleBrokenException>(() => Interest.Calculate(new Money(1), new DateOnly(2011, 4, 5), Change, Rates)).Rule);

    [Fact]
    public void Calculate_AnyTimes_EqualsTheSumOfItsDays() =>
        Gen.Select(Gen.Long[1, 10_000_000_000], Gen.Int[0, 900], Gen.Int[0, 900]).Sample((principal, start, length) =>
        {
            var first = new DateOnly(2011, 4, 6).AddDays(start);
            var last = first.AddDays(length);
            var basisPointDays = Enumerable.Range(0, length + 1).Select(first.AddDays).Sum(RateOn);

            Assert.Equal(
                (long)(((Int128)principal * basisPointDays + 1_800_000) / 3_600_000),
                Interest.Calculate(new Money(principal), first, last, Rates).Fen);
        });

    private static int RateOn(DateOnly day) => day < new DateOnly(2012, 6, 8) ? 50 : day < Change ? 40 : 35;
}
