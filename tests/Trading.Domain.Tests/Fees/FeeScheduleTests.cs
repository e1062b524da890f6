using CsCheck;
using Trading.Domain.Fees;
using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;

namespace Trading.Domain.Tests.Fees;

public sealed class FeeScheduleTests
{
    private static readonly FeePart Part = new(
        [new(new Money(100_00), 1000), new(new Money(500_00), 700), new(null, 35)], [new(FeePayer.Owner, 10_000)]);

    private static readonly FeeSchedule Works = new(
        "test", "works", "收费标准", RuleTag.Local, new DateOnly(2000, 1, 1), null, FeeCollector.Centre, IncomeKind.TradingServiceFee, [Part], MostDiscountBasisPoints: 5000);

    [Theory]
    [InlineData(100_00, 1_00)]
    [InlineData(100_71, 1_00)] // 0.71 × 0.7 % = 0.497 fen
    [InlineData(100_72, 1_01)] // 0.72 × 0.7 % = 0.504 fen
    [InlineData(500_00, 3_80)]
    [InlineData(10_500_00, 7_30)]
    public void Quote_Cumulative_EachPartPaysItsTier(long dealFen, long feeFen) =>
        Assert.Equal(new Money(feeFen), Fee(Works, dealFen));

    [Fact]
    public void Quote_Cumulative_ListsTheTiersUsed() =>
        Assert.Equal(
            [
                new TierCharge(Money.Zero, new Money(100_00), new Money(100_00), 1000, 100m),
                new TierCharge(new Money(100_00), new Money(500_00), new Money(50_01), 700, 35.007m),
            ],
            Works.Quote(new FeeCase(new Money(150_01))).Payers.Single().Charges);

    [Theory]
    [InlineData(100_00, 1_00)]
    [InlineData(100_01, 70)] // 100.01 × 0.7 %, the boundary belongs to the tier below
    [InlineData(500_01, 18)]
    public void Quote_Flat_TheWholeDealPaysTheTierItEndsIn(long dealFen, long feeFen) =>
        Assert.Equal(new Money(feeFen), Fee(With(Part with { Tiers = [.. Part.Tiers.Select(t => t with { Method = FeeMethod.Flat })] }), dealFen));

    [Theory]
    [InlineData(1_99, 2_00)]
    [InlineData(200_00, 2_00)]
    [InlineData(200_01, 2_00)]
    [InlineData(500_00, 3_80)]
    [InlineData(514_28, 3_80)]
    [InlineData(514_29, 3_81)]
    [InlineData(9_999_999_00, 4_00)]
    public void Quote_FloorAndCap_HoldTheFee(long dealFen, long feeFen) =>
        Assert.Equal(new Money(feeFen), Fee(With(Part with { Floor = new Money(2_00), Cap = new Money(4_00) }), dealFen));

    // 0.5 fen in the first tier and 0.5 fen in the second are one fen together, not two.
    [Fact]
    public void Quote_HalfFenInTwoTiers_IsRoundedOnce()
    {
        var schedule = WithTiers(new(new Money(50), 1000), new(null, 1000));

        Assert.Equal(new Money(1), Fee(schedule, 100));
    }

    [Theory]
    [InlineData(49, 0)]
    [InlineData(50, 1)] // exactly half a fen
    public void Quote_HalfAFen_IsRoundedUp(long dealFen, long feeFen) =>
        Assert.Equal(new Money(feeFen), Fee(WithTiers(new FeeTier(null, 1000)), dealFen));

    // 34 % of 1.49 fen is 0.5066 fen; of a rounded fen it would be 0.34.
    [Fact]
    public void Quote_Share_IsTakenOfTheExactSum() =>
        Assert.Equal(new Money(1), Fee(Works with { ShareBasisPoints = 3400 }, 149));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Quote_DealNotPositive_IsRefused(long dealFen) =>
        Assert.Equal(FeeRules.DealNotPositive, Assert.Throws<RuleBrokenException>(() => Fee(Works, dealFen)).Rule);

    [Fact]
    public void Quote_AnyDeal_ChargesCoverItOnceAndSumToTheFee() =>
        Gen.Select(Tiers, Gen.Long[1, 10_000_000_000_000]).Sample((tiers, fen) =>
        {
            var quote = WithTiers(tiers).Quote(new FeeCase(new Money(fen))).Payers.Single();

            Assert.Equal(fen, quote.Charges.Sum(c => c.Amount.Fen));
            Assert.All(quote.Charges.Zip(quote.Charges.Skip(1)), pair => Assert.Equal(pair.First.UpTo, pair.Second.From));
            Assert.Equal(FenByFen(tiers, fen), quote.Fee.Fen);
        });

    [Fact]
    public void Quote_GreaterDeal_NeverPaysLess() =>
        Gen.Select(Tiers, Gen.Long[1, 1_000_000_000], Gen.Long[0, 1_000_000_000]).Sample((tiers, fen, more) =>
        {
            var schedule = WithTiers(tiers);

            Assert.True(Fee(schedule, fen) <= Fee(schedule, fen + more));
        });

    private static Money Fee(FeeSchedule schedule, long dealFen) => schedule.Quote(new FeeCase(new Money(dealFen))).Fee;

    private static FeeSchedule With(FeePart part) => Works with { Parts = [part] };

    private static FeeSchedule WithTiers(params FeeTier[] tiers) => With(Part with { Tiers = tiers });

    private static readonly Gen<FeeTier[]> Tiers =
        Gen.Select(Gen.Long[1, 10_000_000_000].ArrayUnique[0, 6], Gen.Long[0, 5000].Array[7], (ends, rates) =>
            ends.Order().Select(e => (Money?)new Money(e)).Append(null).Select((end, i) => new FeeTier(end, rates[i])).ToArray());

    /// <summary>The same sum by differences: the rate of each tier on all that lies above its start, less the rate before.</summary>
    private static long FenByFen(FeeTier[] tiers, long fen)
    {
        Int128 sum = 0;
        for (var i = 0; i < tiers.Length; i++)
        {
            var start = i == 0 ? 0 : tiers[i - 1].UpTo!.Value.Fen;
            var before = i == 0 ? 0 : tiers[i - 1].RatePer100000;
            sum += (Int128)Math.Max(0, fen - start) * (tiers[i].RatePer100000 - before);
        }

        return (long)((sum + 50_000) / 100_000);
    }
}
