using Trading.Domain.Deposits;
using Trading.Domain.Shared;
using Trading.Infrastructure.Rulebooks;

namespace Trading.Infrastructure.Tests.Deposits;

public sealed class DepositCapTests
{
    [Theory]
    [InlineData("works", 50_000_000_00, 800_000_00)] // 2 % is 1,000,000
    [InlineData("works", 40_000_000_00, 800_000_00)]
    [InlineData("works", 30_000_000_00, 600_000_00)]
    [InlineData("goods", 50_000_000_00, 800_000_00)]
    [InlineData("design", 50_000_000_00, 100_000_00)]
    [InlineData("works", 100_99, 2_01)] // 2 % is 2.0198: rounding up would exceed it
    public void Of_Estimate_IsTwoPercentUpToTheCategorysCap(string category, long estimateFen, long capFen)
    {
        var rulebook = RulebookLibrary.Load().Resolve("construction", new DateOnly(2026, 3, 2), [], []);

        Assert.Equal(new Money(capFen), DepositCap.Of(rulebook, category, new Money(estimateFen)));
    }
}
