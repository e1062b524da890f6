using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Rulebooks;

namespace Trading.Infrastructure.Tests.Rulebooks;

public sealed class HighestDepositTests
{
    [Theory]
    [InlineData(LotCategory.Works, 50_000_000_00, 800_000_00)] // 2 % is 1,000,000
    [InlineData(LotCategory.Works, 40_000_000_00, 800_000_00)]
    [InlineData(LotCategory.Works, 30_000_000_00, 600_000_00)]
    [InlineData(LotCategory.Goods, 50_000_000_00, 800_000_00)]
    [InlineData(LotCategory.Services, 50_000_000_00, 100_000_00)]
    [InlineData(LotCategory.Works, 100_99, 2_01)] // 2 % is 2.0198: rounding up would exceed it
    public void HighestDeposit_ConstructionRulebook_IsTwoPercentUpToTheCategorysCap(LotCategory category, long estimateFen, long capFen)
    {
        var rulebook = RulebookLibrary.Load().Resolve("construction", new DateOnly(2026, 3, 2), [], []);

        Assert.Equal(new Money(capFen), new TenderRulebook(rulebook, "construction").HighestDeposit(category, new Money(estimateFen)));
    }
}
