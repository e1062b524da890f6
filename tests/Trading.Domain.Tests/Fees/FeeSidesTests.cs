using CsCheck;
using Trading.Domain.Fees;
using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;

namespace Trading.Domain.Tests.Fees;

/// <summary>Fees of two sides, with a minimum for the case; payers who share; tiers that follow the listing; leases; discounts.</summary>
public sealed class FeeSidesTests
{
    private static readonly FeePart Seller = new([new(new Money(1_000_00), 200), new(null, 100)], [new(FeePayer.Transferor, 10_000)]);
    private static readonly FeePart Buyer = Seller with { Tiers = [new(new Money(1_000_00), 3000), new(null, 2000)], Payers = [new(FeePayer.Transferee, 10_000)] };

    private static readonly FeeSchedule Exchange = new(
        "exchange", "property", "收费标准", RuleTag.Secondary, new DateOnly(2000, 1, 1), null, FeeCollector.Exchange, IncomeKind.TradingServiceFee, [Seller, Buyer],
        Minimum: new FeeMinimum(new Money(10_00), FeePayer.Transferee));

    private static readonly FeeSchedule OneSided = Exchange with { Parts = [Seller], Minimum = null, MostDiscountBasisPoints = 5_000 };

    private const long Most = 10_000_000_000_000_000;

    // 300.00 pays 0.60 and 9.00: 9.60, 0.40 less than a case pays.
    [Fact]
    public void Quote_SidesBelowTheMinimum_TheNamedPayerBearsWhatIsWanting()
    {
        var quote = Exchange.Quote(new FeeCase(new Money(300_00)));

        Assert.Equal((new Money(60), new Money(9_40), new Money(10_00)), (quote.Of(FeePayer.Transferor).Fee, quote.Of(FeePayer.Transferee).Fee, quote.Fee));
        Assert.Null(quote.Of(FeePayer.Transferor).BoundBy);
        Assert.Equal(new FeeBound(FeeBoundKind.Minimum, new Money(10_00), new Money(9_00)), quote.Of(FeePayer.Transferee).BoundBy);
        Assert.Equal((new Money(9_60), new Money(40)), (quote.Case!.Sum, quote.Case.Shortfall));
    }

    [Fact]
    public void Quote_MinimumBorneByTheOther_RaisesTheOther()
    {
        var quote = (Exchange with { Minimum = new FeeMinimum(new Money(10_00), FeePayer.Transferor) }).Quote(new FeeCase(new Money(300_00)));

        Assert.Equal((new Money(1_00), new Money(9_00)), (quote.Of(FeePayer.Transferor).Fee, quote.Of(FeePayer.Transferee).Fee));
    }

    // 312.50 pays 0.625 and 9.375, each rounded half up by itself: 0.63 and 9.38, above the minimum.
    [Theory]
    [InlineData(312_49, 9_37, true)]
    [InlineData(312_50, 9_38, false)]
    public void Quote_SidesThatReachTheMinimum_AreNotRaised(long dealFen, long buyerBeforeFen, bool raised)
    {
        var buyer = Exchange.Quote(new FeeCase(new Money(dealFen))).Of(FeePayer.Transferee);

        Assert.Equal(raised, buyer.BoundBy is not null);
        Assert.Equal(new Money(buyerBeforeFen), buyer.BoundBy?.Before ?? buyer.Fee);
    }

    [Fact]
    public void Quote_AnyDeal_SidesTogetherReachTheMinimum_AndEachPaysItsTiersAtLeast() =>
        Gen.Select(Gen.Long[1, 1_000_000_00], Gen.Long[1, 100_00]).Sample((fen, minimum) =>
        {
            var quote = (Exchange with { Minimum = new FeeMinimum(new Money(minimum), FeePayer.Transferor) }).Quote(new FeeCase(new Money(fen)));
            var plain = (Exchange with { Minimum = null }).Quote(new FeeCase(new Money(fen)));

            Assert.Equal(Math.Max(minimum, plain.Fee.Fen), quote.Fee.Fen);
            Assert.Equal(plain.Of(FeePayer.Transferee).Fee, quote.Of(FeePayer.Transferee).Fee);
        });

    [Fact]
    public void Quote_SharedPart_PartsSumToTheWhole_AndDifferFromTheirShareByLessThanAFen() =>
        Gen.Select(Gen.Long[1, 10_000_000_000_000], Gen.Long[1, 9_998], Gen.Long[1, 9_998]).Sample((fen, one, two) =>
        {
            var (first, second) = one + two < 10_000 ? (one, two) : (1, 1);
            PayerShare[] shares = [new(FeePayer.Owner, first), new(FeePayer.Winner, second), new(FeePayer.Transferee, 10_000 - first - second)];
            var split = (Seller with { Payers = shares }).Split(new Money(fen));

            Assert.Equal(fen, split.Sum(m => m.Fen));
            Assert.All(split.Zip(shares), p => Assert.True(decimal.Abs(p.First.Fen - ((decimal)fen * p.Second.BasisPoints / 10_000)) < 1));
        });

    [Theory]
    [InlineData(3, 2, 1)] // equal remainders: the first
    [InlineData(4, 2, 2)]
    public void Quote_Halves_TheOddFenIsTheFirsts(long fen, long first, long second)
    {
        var part = Seller with { Payers = [new(FeePayer.Transferor, 5_000), new(FeePayer.Transferee, 5_000)] };

        Assert.Equal([new Money(first), new Money(second)], part.Split(new Money(fen)));
    }

    [Fact]
    public void Quote_Thirds_TheFenLeftOverGoesToTheLargestRemainder()
    {
        var part = Seller with { Payers = [new(FeePayer.Transferor, 3_333), new(FeePayer.Transferee, 6_667)] };

        Assert.Equal([new Money(33), new Money(67)], part.Split(new Money(100)));
    }

    [Fact]
    public void Quote_FloorOfASharedPart_IsThatOfTheWhole()
    {
        var part = Seller with { Payers = [new(FeePayer.Transferor, 5_000), new(FeePayer.Transferee, 5_000)], Floor = new Money(5_00) };
        var quote = (Exchange with { Parts = [part], Minimum = null }).Quote(new FeeCase(new Money(1_00)));

        Assert.Equal([new Money(2_50), new Money(2_50)], quote.Payers.Select(p => p.Fee));
        Assert.All(quote.Payers, p => Assert.Equal(new FeeBound(FeeBoundKind.Floor, new Money(5_00), Money.Zero), p.BoundBy));
    }

    [Fact]
    public void Quote_AboveTheCap_SaysSo()
    {
        var quote = (Exchange with { Parts = [Seller with { Cap = new Money(1_99) }], Minimum = null }).Quote(new FeeCase(new Money(1_000_00)));

        Assert.Equal(new FeeBound(FeeBoundKind.Cap, new Money(1_99), new Money(2_00)), quote.Payers.Single().BoundBy);
    }

    private static readonly FeeSchedule Listed = Exchange with
    {
        Basis = FeeBasis.Listing,
        Minimum = null,
        Parts = [Seller with { Tiers = [new(new Money(500_00), 500), new(new Money(1_000_00), 400), new(new Money(2_000_00), 100, FeeMethod.Flat), new(null, 50, FeeMethod.Flat)] }],
    };

    [Theory]
    [InlineData(1_000_00, null, 4_50)] // listed at the deal: 2.50 + 2.00
    [InlineData(9_999_00, 600_00L, 2_90)] // the parts of the listing: 2.50 + 0.40, whatever the deal
    [InlineData(600_00, 1_000_00L, 4_50)]
    [InlineData(1_500_00, 1_000_01L, 1_50)] // one fen above: the deal pays the one rate
    [InlineData(3_000_00, 2_000_00L, 3_00)]
    [InlineData(1_500_00, 2_000_01L, 75)] // the rate is that of the listing, not of the deal
    public void Quote_TiersOfTheListing_ChargeItsPartsOrTheWholeDeal(long dealFen, long? listingFen, long feeFen) =>
        Assert.Equal(new Money(feeFen), Listed.Quote(new FeeCase(new Money(dealFen), listingFen is { } l ? new Money(l) : null)).Fee);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Quote_ListingNotPositive_IsRefused(long listingFen) =>
        Assert.Equal(FeeRules.DealNotPositive, Refusal(Listed, new FeeCase(new Money(1), new Money(listingFen))));

    [Fact]
    public void Quote_ListingWhereTheTiersFollowTheDeal_IsRefused() =>
        Assert.Equal(FeeRules.FactNotUsed, Refusal(Exchange, new FeeCase(new Money(1), new Money(1))));

    private static readonly FeeSchedule Lease = Exchange with { Basis = FeeBasis.Rent, MostMonths = 60, Minimum = null, Parts = [Seller with { Tiers = [new(null, 1000)] }] };

    [Theory]
    [InlineData(59, 59_00)]
    [InlineData(60, 60_00)]
    [InlineData(61, 60_00)]
    [InlineData(1, 1_00)]
    public void Quote_Lease_PaysOnTheRentOfTheMonthsThatCount(int months, long feeFen) =>
        Assert.Equal(new Money(feeFen), Lease.Quote(new FeeCase(new Money(1_200_00), Months: months)).Fee);

    [Theory]
    [InlineData(FeeRules.FactMissing, null)]
    [InlineData(FeeRules.FactOutOfRange, 0)]
    [InlineData(FeeRules.FactOutOfRange, 100_001)]
    public void Quote_LeaseWithoutMonths_IsRefused(string rule, int? months) =>
        Assert.Equal(rule, Refusal(Lease, new FeeCase(new Money(1), Months: months)));

    [Fact]
    public void Quote_MonthsOfWhatIsNoLease_AreRefused() =>
        Assert.Equal(FeeRules.FactNotUsed, Refusal(Exchange, new FeeCase(new Money(1), Months: 1)));

    // 13.00 pays 2.6 fen, of which half is 1.3 and three quarters 1.95; half of a rounded 3 would be 2.
    [Theory]
    [InlineData(0, 3)]
    [InlineData(2_500, 2)]
    [InlineData(5_000, 1)]
    public void Quote_Discount_IsTakenOffTheExactSum(long basisPoints, long feeFen) =>
        Assert.Equal(new Money(feeFen), OneSided.Quote(new FeeCase(new Money(13_00), DiscountBasisPoints: basisPoints)).Fee);

    [Theory]
    [InlineData(-1)]
    [InlineData(5_001)]
    public void Quote_DiscountThatTheTariffDoesNotGrant_IsRefused(long basisPoints) =>
        Assert.Equal(FeeRules.DiscountOutOfBounds, Refusal(OneSided, new FeeCase(new Money(1), DiscountBasisPoints: basisPoints)));

    [Fact]
    public void Quote_Discount_DoesNotGoBelowTheMinimumOfTheCase() =>
        Assert.Equal(
            new Money(10_00),
            (Exchange with { MostDiscountBasisPoints = 10_000 }).Quote(new FeeCase(new Money(300_00), DiscountBasisPoints: 10_000)).Fee);

    // The greatest amount that is taken: decimal would lose digits below share and discount.
    [Fact]
    public void Quote_GreatestAmount_IsExact() =>
        Assert.Equal(
            new Money((long)((((Int128)Most * 99_999 * 9_999 * 9_999 * 2) + 10_000_000_000_000) / 20_000_000_000_000)),
            (OneSided with { Parts = [Seller with { Tiers = [new(null, 99_999)] }], ShareBasisPoints = 9_999 })
                .Quote(new FeeCase(new Money(Most), DiscountBasisPoints: 1)).Fee);

    [Fact]
    public void Quote_AmountOrListingAboveTheGreatest_OrNone_IsRefused()
    {
        Assert.Equal(FeeRules.FactOutOfRange, Refusal(OneSided, new FeeCase(new Money(Most + 1))));
        Assert.Equal(FeeRules.FactOutOfRange, Refusal(Listed, new FeeCase(new Money(1), new Money(Most + 1))));
        Assert.Equal(FeeRules.FactMissing, Refusal(OneSided, new FeeCase(null)));
    }

    private static readonly FeeSchedule Rooms = Exchange with
    {
        Basis = FeeBasis.RoomHours,
        Minimum = null,
        MostDiscountBasisPoints = 5_000,
        Parts = [Seller with { Tiers = [], Hours = new HourRate(new Money(100_00), 4, new Money(500_00)) }],
    };

    [Theory]
    [InlineData(1, 1, 500_00)]
    [InlineData(4, 1, 500_00)]
    [InlineData(5, 1, 600_00)]
    [InlineData(5, 3, 1_800_00)]
    [InlineData(100_000, 100_000, 1_000_010_000_000_00)] // 500 + 99,996 × 100 of each
    public void Quote_Hours_CostTheFirstSumAndTheRateOfEachFurther(int hours, int rooms, long feeFen)
    {
        var fee = Rooms.Quote(new FeeCase(null, Hours: hours, Rooms: rooms)).Payers.Single();

        Assert.Equal(new Money(feeFen), fee.Fee);
        Assert.Equal((hours, rooms, 0), (fee.Time!.Hours, fee.Time.Count, fee.Charges.Count));
    }

    [Fact]
    public void Quote_Hours_TakeADiscount_AndExpertsAreCountedLikeRooms()
    {
        Assert.Equal(new Money(300_00), Rooms.Quote(new FeeCase(null, Hours: 5, Rooms: 1, DiscountBasisPoints: 5_000)).Fee);
        Assert.Equal(new Money(1_200_00), (Rooms with { Basis = FeeBasis.ExpertHours }).Quote(new FeeCase(null, Hours: 5, Experts: 2)).Fee);
    }

    [Theory]
    [InlineData(FeeRules.FactMissing, null, 1, null, null)]
    [InlineData(FeeRules.FactMissing, 1, null, null, null)]
    [InlineData(FeeRules.FactOutOfRange, 0, 1, null, null)]
    [InlineData(FeeRules.FactOutOfRange, 1, 100_001, null, null)]
    [InlineData(FeeRules.FactNotUsed, 1, 1, 1, null)]
    [InlineData(FeeRules.FactNotUsed, 1, 1, null, 1)]
    public void Quote_RoomsWithoutHours_OrWithWhatIsNotOfThem_IsRefused(string rule, int? hours, int? rooms, int? experts, int? yuan) =>
        Assert.Equal(rule, Refusal(Rooms, new FeeCase(yuan is { } y ? Money.Yuan(y) : null, Hours: hours, Rooms: rooms, Experts: experts)));

    private static readonly FeeSchedule Document = OneSided with { IsCappedAtCost = true, Parts = [Seller with { Tiers = [new(null, 100_000)] }] };

    [Theory]
    [InlineData(300_00, 120_00, 120_00, true)]
    [InlineData(120_01, 120_00, 120_00, true)]
    [InlineData(120_00, 120_00, 120_00, false)]
    [InlineData(1, 0, 0, true)] // an electronic document costs nothing
    public void Quote_DocumentFee_IsCappedAtItsCost(long priceFen, long costFen, long feeFen, bool bound)
    {
        var fee = Document.Quote(new FeeCase(new Money(priceFen), Cost: new Money(costFen))).Payers.Single();

        Assert.Equal((new Money(feeFen), bound), (fee.Fee, fee.BoundBy is { Kind: FeeBoundKind.Cap }));
    }

    [Fact]
    public void Quote_DocumentWithoutItsCost_OrACostOfAnythingElse_IsRefused()
    {
        Assert.Equal(FeeRules.FactMissing, Refusal(Document, new FeeCase(new Money(1))));
        Assert.Equal(FeeRules.FactOutOfRange, Refusal(Document, new FeeCase(new Money(1), Cost: new Money(-1))));
        Assert.Equal(FeeRules.FactNotUsed, Refusal(OneSided, new FeeCase(new Money(1), Cost: new Money(1))));
    }

    [Fact]
    public void PayerNamed_OfOneSide_NeedsNoName()
    {
        Assert.Equal(FeePayer.Transferor, OneSided.PayerNamed(null));
        Assert.Equal(FeePayer.Transferee, Exchange.PayerNamed("transferee"));
    }

    [Fact]
    public void PayerNamed_NoNameOfTwo_OrAnother_IsRefused()
    {
        Assert.Equal(FeeRules.SideMissing, Assert.Throws<RuleBrokenException>(() => Exchange.PayerNamed(null)).Rule);
        Assert.Equal(FeeRules.UnknownSide, Assert.Throws<RuleBrokenException>(() => Exchange.PayerNamed("owner")).Rule);
        Assert.Equal(FeeRules.UnknownSide, Assert.Throws<RuleBrokenException>(() => OneSided.PayerNamed("transferee")).Rule);
    }

    private static string Refusal(FeeSchedule schedule, FeeCase asked) => Assert.Throws<RuleBrokenException>(() => schedule.Quote(asked)).Rule;
}
