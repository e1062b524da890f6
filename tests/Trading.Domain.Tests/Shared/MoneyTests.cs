using Trading.Domain.Shared;

namespace Trading.Domain.Tests.Shared;

public sealed class MoneyTests
{
    [Fact]
    public void Yuan_WithThreeDecimals_IsRefused() =>
        Assert.Equal(SharedRules.FractionOfFen, Assert.Throws<RuleBrokenException>(() => Money.Yuan(1.005m)).Rule);

    [Fact]
    public void Yuan_WithTwoDecimals_IsWholeFen() => Assert.Equal(new Money(101), Money.Yuan(1.01m));
}
