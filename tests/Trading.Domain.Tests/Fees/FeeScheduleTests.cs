using CsCheck;
using Trading.Domain.Fees;
using Trading.Domain.Shared;

namespace Trading.Domain.Tests.Fees;

public sealed class FeeScheduleTests
{
    private static readonly FeeSchedule Works = new(
        "test", "works", FeeMethod.Cumulative, [new(new Money(100_00), 1000), new(new Money(500_00), 700), new(null, 35)],
        FeePayer.Owner, "收费标准", new DateOnly(2000, 1, 1));

    [Theory]
    [InlineData(100_00, 1_00)]
    [InlineData(100_71, 1_00)] // 0.71 × 0.7 % = 0.497 fen
    [InlineData(100_72, 1_01)] // 0.72 × 0.7 % = 0.504 fen
    [InlineData(500_00, 3_80)]
    [InlineData(10_500_00, 7_30)]
    public void Calculate_Cumulative_EachPartPaysItsTier(long dealFen, long feeFen) =>
        Assert.Equal(new Money(feeFen), Works.Calculate(new Money(dealFen)).Fee);

    [Fact]
    public void Calculate_Cumulative_ListsTheTiersUsed() =>
        Assert.Equal(
            [
                new TierCharge(Money.Zero, new Money(100_00), new Money(100_00), 1000, 100m),
                new TierCharge(new Money(100_00), new Money(500_00), new Money(50_01), 700, 35.007m),
            ],
            Works.Calculate(new Money(150_01)).Charges);

    [Theory]
    [InlineData(100_00, 1_00)]
    [InlineData(100_01, 70)] // 100.01 × 0.7 %, the boundary belongs to the tier below
    [InlineData(500_01, 18)]
    public void Calculate_Flat_TheWholeDealPaysTheTierItEndsIn(long dealFen, long feeFen) =>
        Assert.Equal(new Money(feeFen), (Works with { Method = FeeMethod.Flat }).Calculate(new Money(dealFen)).Fee);

    [Theory]
    [InlineData(1_99, 2_00)]
    [InlineData(200_00, 2_00)]
    [InlineData(200_01, 2_00)]
    [InlineData(500_00, 3_80)]
    [InlineData(514_28, 3_80)]
    [InlineData(514_29, 3_81)]
    [InlineData(9_999_999_00, 4_00)]
    public void Calculate_FloorAndCap_HoldTheFee(long dealFen, long feeFen) =>
        Assert.Equal(new Money(feeFen), (Works with { Floor = new Money(2_00), Cap = new Money(4_00) }).Calculate(new Money(dealFen)).Fee);

    // 0.5 fen in the first tier and 0.5 fen in the second are one fen together, not two.
    [Fact]
    public void Calculate_HalfFenInTwoTiers_IsRoundedOnce()
    {
        var schedule = Works with { Tiers = [new(new Money(50), 1000), new(null, 1000)] };

        Assert.Equal(new Money(1), schedule.Calculate(new Money(100)).Fee);
    }

    [Theory]
    [InlineData(49, 0)]
    [InlineData(50, 1)] // exactly half a fen
    public void Calculate_HalfAFen_IsRoundedUp(long dealFen, long feeFen) =>
        Assert.Equal(new Money(feeFen), (Works with { Tiers = [new(null, 1000)] }).Calculate(new Money(dealFen)).Fee);

    // 34 % of 1.49 fen is 0.5066 fen; of a rounded fen it would be 0.34.
    [Fact]
    public void Calculate_Share_IsTakenOfTheExactSum() =>
        Assert.Equal(new Money(1), (Works with { ShareBasisPoints = 3400 }).Calculate(new Money(149)).Fee);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Calculate_DealNotPositive_IsRefused(long dealFen) =>
        Assert.Equal(FeeRules.DealNotPositive, Assert.Throws<RuleBrokenException>(() => Works.Calculate(new Money(dealFen))).Rule);

    [Fact]
    public void Calculate_AnyDeal_ChargesCoverItOnceAndSumToTheFee() =>
        Gen.Select(Tiers, Gen.Long[1, 10_000_000_000_000]).Sample((tiers, fen) =>
        {
            var quote = (Works with { Tiers = tiers }).Calculate(new Money(fen));

            Assert.Equal(fen, quote.Charges.Sum(c => c.Amount.Fen));
            Assert.All(quote.Charges.Zip(quote.Charges.Skip(1)), pair => Assert.Equal(pair.First.UpTo, pair.Second.From));
            Assert.Equal(FenByFen(tiers, fen), quote.Fee.Fen);
        });

    [Fact]
    public void Calculate_GreaterDeal_NeverPaysLess() =>
        Gen.Select(Tiers, Gen.Long[1, 1_000_000_000], Gen.Long[0, 1_000_000_000]).Sample((tiers, fen, more) =>
        {
            var schedule = Works with { Tiers = tiers };

            Assert.True(schedule.Calculate(new Money(fen)).Fee <= schedule.Calculate(new Money(fen + more)).Fee);
        });

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
