using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Rulebooks;

namespace Trading.Infrastructure.Tests.Rulebooks;

public sealed class HighestDepositTests
{
    [Theory]
    [InlineData(LotCategory.Works, 50_000_000_00, 800_000_00, "construction.deposit-cap-works-fen")] // 2 % is 1,000,000
    [InlineData(LotCategory.Works, 40_000_000_00, 800_000_00, "construction.deposit-basis-points")]
    [InlineData(LotCategory.Works, 30_000_000_00, 600_000_00, "construction.deposit-basis-points")]
    [InlineData(LotCategory.Goods, 50_000_000_00, 800_000_00, "construction.deposit-cap-goods-fen")]
    [InlineData(LotCategory.Design, 50_000_000_00, 100_000_00, "construction.deposit-cap-design-fen")]
    [InlineData(LotCategory.Design, 4_000_000_00, 80_000_00, "construction.deposit-basis-points")]
    [InlineData(LotCategory.Services, 50_000_000_00, 1_000_000_00, "construction.deposit-basis-points")] // supervision has no cap but the share
    [InlineData(LotCategory.Works, 100_99, 2_01, "construction.deposit-basis-points")] // 2 % is 2.0198: rounding up would exceed it
    public void HighestDeposit_ConstructionRulebook_IsTwoPercentUpToTheCategorysCap_AndNamesItsRule(LotCategory category, long estimateFen, long capFen, string rule)
    {
        var rulebook = RulebookLibrary.Load().Resolve("construction", new DateOnly(2026, 3, 2), [], []);

        var (highest, by) = new TenderRulebook(rulebook, "construction", isLegallyRequired: true).DepositLimit(category, new Money(estimateFen));
        Assert.Equal((new Money(capFen), rule), (highest, by.Key));
    }
}
