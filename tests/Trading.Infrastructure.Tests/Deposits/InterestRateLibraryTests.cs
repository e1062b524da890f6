using Trading.Domain.Deposits;
using Trading.Domain.Shared;
using Trading.Infrastructure.Deposits;

namespace Trading.Infrastructure.Tests.Deposits;

public sealed class InterestRateLibraryTests
{
    private static readonly InterestRates Demand = InterestRateLibrary.Load().Get("demand-deposit");

    [Theory]
    [InlineData(2007, 5, 9, 72)]
    [InlineData(2012, 7, 5, 40)]
    [InlineData(2012, 7, 6, 35)]
    [InlineData(2026, 3, 2, 35)]
    public void DemandDeposit_Day_HasItsRate(int year, int month, int day, long basisPoints)
    {
        var date = new DateOnly(year, month, day);

        Assert.Equal(basisPoints, Assert.Single(Demand.Segments(date, date)).Rate.BasisPoints);
    }

    [Fact]
    public void DemandDeposit_800000For60Days_Earns466Yuan67() =>
        Assert.Equal(new Money(466_67), Interest.Calculate(new Money(800_000_00), new DateOnly(2026, 3, 3), new DateOnly(2026, 5, 1), Demand));

    [Fact]
    public void Get_UnknownTable_IsABug() => Assert.Throws<KeyNotFoundException>(() => InterestRateLibrary.Load().Get("loan"));
}
