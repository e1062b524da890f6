using CsCheck;
using Trading.Web.Shared.Charts;

namespace Trading.Web.Tests.Shared;

public sealed class ChartScaleTests
{
    [Theory]
    [InlineData(11842, 12000, 3000)]
    [InlineData(12000, 12000, 3000)]
    [InlineData(12001, 15000, 5000)]
    [InlineData(100, 100, 25)]
    [InlineData(7, 8, 2)]
    [InlineData(1, 1, 0.25)]
    [InlineData(0, 1, 1)]
    public void For_Largest_IsRound(decimal largest, decimal top, decimal step) => Assert.Equal(new ChartScale(top, step), ChartScale.For(largest));

    [Fact]
    public void For_AnyAmount_HoldsItInFewSteps() => Gen.Long[1, 99_999_999_999].Sample(fen =>
    {
        var scale = ChartScale.For(fen / 100m);
        return scale.Top >= fen / 100m && scale.Top - scale.Step < fen / 100m && scale.Lines().Count() is >= 2 and <= 5 && scale.Lines().Last() == scale.Top;
    });
}
