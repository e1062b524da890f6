using Trading.Domain.Shared;
using Trading.Domain.Tendering;

namespace Trading.Domain.Tests.Tendering;

/// <summary>The rule rejects at the opening what is outside the lot's limits, to the fen; the limits themselves are allowed.</summary>
public sealed class BidTests
{
    private static readonly Money Ceiling = Money.Yuan(980m);
    private static readonly Money Floor = Money.Yuan(700m);

    [Theory]
    [InlineData(98_000, BidState.Opened, null)]
    [InlineData(98_001, BidState.RejectedByRule, OpeningRules.AboveCeiling)]
    [InlineData(70_000, BidState.Opened, null)]
    [InlineData(69_999, BidState.RejectedByRule, OpeningRules.BelowFloor)]
    public void Open_APrice_IsHeldToCeilingAndFloor(long fen, BidState state, string? rule)
    {
        var bid = Opened(new Money(fen), Floor);

        Assert.Equal((state, rule), (bid.State, bid.RejectedUnder));
    }

    [Fact]
    public void Open_WithoutAFloorOrAPrice_GoesToThePanel()
    {
        Assert.Equal((BidState.Opened, (string?)null), (Opened(new Money(1), floor: null).State, Opened(new Money(1), floor: null).RejectedUnder));
        Assert.Equal(BidState.Opened, Opened(price: null, Floor).State);
    }

    private static Bid Opened(Money? price, Money? floor)
    {
        var bid = Bid.Submit(Guid.NewGuid(), Guid.NewGuid(), 1, 1, "R1", new DateTime(2026, 3, 2, 1, 0, 0, DateTimeKind.Utc), [], [], []);
        bid.Open(price, 300, Ceiling, floor);
        return bid;
    }
}
