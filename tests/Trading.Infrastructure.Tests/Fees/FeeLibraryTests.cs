using Trading.Domain.Fees;
using Trading.Domain.Shared;
using Trading.Infrastructure.Fees;

namespace Trading.Infrastructure.Tests.Fees;

public sealed class FeeLibraryTests
{
    private const long Wan = 10_000_00;

    private static readonly FeeLibrary Library = FeeLibrary.Load();
    private static readonly DateOnly Today = new(2026, 3, 2);

    // The tariff of 1980号: works of 6,000万 is the example printed in the document itself.
    [Theory]
    [InlineData("works", 6_000, 225_500_00)]
    [InlineData("services", 6_000, 179_500_00)]
    [InlineData("goods", 100, 15_000_00)]
    [InlineData("services", 100, 15_000_00)]
    [InlineData("works", 100, 10_000_00)]
    [InlineData("goods", 500, 59_000_00)]
    [InlineData("services", 500, 47_000_00)]
    [InlineData("works", 500, 38_000_00)]
    [InlineData("goods", 10_000, 424_000_00)]
    [InlineData("services", 10_000, 219_500_00)]
    [InlineData("works", 10_000, 305_500_00)]
    [InlineData("goods", 100_000, 874_000_00)] // 42.4 + 90,000 × 0.05 %
    [InlineData("goods", 200_000, 974_000_00)] // + 100,000 × 0.01 %
    public void Agency1980_Deal_PaysTheTariff(string category, long dealWan, long feeFen) =>
        Assert.Equal(new Money(feeFen), Library.Get("agency-1980", category, Today).Calculate(new Money(dealWan * Wan)).Fee);

    [Fact]
    public void Agency1980_Works6000Wan_UsesFiveTiers() =>
        Assert.Equal(
            [10_000_00m, 28_000_00m, 27_500_00m, 140_000_00m, 20_000_00m],
            Library.Get("agency-1980", "works", Today).Calculate(new Money(6_000 * Wan)).Charges.Select(c => c.ExactFen));

    [Fact]
    public void Agency1980_TenderDocumentOnly_IsThirtyPercent() =>
        Assert.Equal(
            new Money(67_650_00),
            Library.Get("agency-1980-document", "works", Today).Calculate(new Money(6_000 * Wan)).Fee);

    [Theory]
    [InlineData(1, 200_00)] // 8.00 of 1万, held at the floor
    [InlineData(1_000, 5_300_00)] // 800.00 + 4,500.00
    [InlineData(100_000, 30_000_00)] // held at the cap
    public void DemoTradingService_Works_IsHeldBetweenFloorAndCap(long dealWan, long feeFen)
    {
        var schedule = Library.Get("demo-trading-service", "works", new DateOnly(2007, 5, 9));

        Assert.Equal((new Money(feeFen), FeePayer.Winner), (schedule.Calculate(new Money(dealWan * Wan)).Fee, schedule.Payer));
    }

    [Fact]
    public void All_Tiers_RiseAndOnlyTheLastIsOpen() =>
        Assert.All(Library.All, schedule =>
        {
            Assert.Null(schedule.Tiers[^1].UpTo);
            Assert.All(schedule.Tiers.SkipLast(1).Zip(schedule.Tiers.Skip(1).SkipLast(1)), pair => Assert.True(pair.First.UpTo < pair.Second.UpTo));
        });

    [Theory]
    [InlineData("agency-1981", "works", 2026)]
    [InlineData("agency-1980", "land", 2026)]
    [InlineData("agency-1980", "works", 2002)]
    public void Get_NothingInForce_IsRefused(string key, string category, int year) =>
        Assert.Equal(
            FeeRules.NoSchedule,
            Assert.Throws<RuleBrokenException>(() => Library.Get(key, category, new DateOnly(year, 12, 31))).Rule);
}
