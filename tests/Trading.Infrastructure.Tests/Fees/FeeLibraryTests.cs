using Trading.Domain.Fees;
using Trading.Domain.Rulebooks;
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
        Assert.Equal(new Money(feeFen), Quote("agency-1980", category, dealWan).Fee);

    [Fact]
    public void Agency1980_Works6000Wan_UsesFiveTiers() =>
        Assert.Equal(
            [10_000_00m, 28_000_00m, 27_500_00m, 140_000_00m, 20_000_00m],
            Quote("agency-1980", "works", 6_000).Payers.Single().Charges.Select(c => c.ExactFen));

    [Fact]
    public void Agency1980_TenderDocumentOnly_IsThirtyPercent() =>
        Assert.Equal(new Money(67_650_00), Quote("agency-1980-document", "works", 6_000).Fee);

    // The tariff of 534号: up to 5亿 that of 1980号; above, 0.035, 0.008, 0.006 and 0.004 %.
    [Theory]
    [InlineData("works", 6_000, 225_500_00)]
    [InlineData("services", 6_000, 179_500_00)]
    [InlineData("works", 50_000, 505_500_00)] // 30.55 + 40,000 × 0.05 %
    [InlineData("works", 100_000, 680_500_00)] // + 50,000 × 0.035 %
    [InlineData("works", 500_000, 1_000_500_00)] // + 400,000 × 0.008 %
    [InlineData("works", 1_000_000, 1_300_500_00)] // + 500,000 × 0.006 %
    [InlineData("works", 1_000_001, 1_300_500_40)] // + 1 × 0.004 %
    [InlineData("goods", 50_000, 624_000_00)]
    [InlineData("goods", 100_000, 799_000_00)]
    [InlineData("goods", 500_000, 1_119_000_00)]
    [InlineData("goods", 1_000_000, 1_419_000_00)]
    [InlineData("services", 50_000, 419_500_00)]
    [InlineData("services", 100_000, 594_500_00)]
    [InlineData("services", 500_000, 914_500_00)]
    [InlineData("services", 1_000_000, 1_214_500_00)]
    public void Agency534_Deal_PaysTheTariff(string category, long dealWan, long feeFen)
    {
        var fee = Quote("agency-534", category, dealWan).Payers.Single();

        Assert.Equal((new Money(feeFen), FeePayer.Owner, null), (fee.Fee, fee.Payer, fee.BoundBy));
    }

    // Works: 450 − 130.05 = 319.95, which 0.004 % takes 7,998,750万 above 1,000,000万 to reach.
    [Theory]
    [InlineData("works", 8_998_750, 4_500_000_00)]
    [InlineData("goods", 6_202_500, 3_500_000_00)]
    [InlineData("services", 5_463_750, 3_000_000_00)]
    public void Agency534_IsCappedByCategory(string category, long dealWan, long capFen)
    {
        var (at, above) = (Quote("agency-534", category, dealWan).Payers.Single(), Quote("agency-534", category, dealWan + 1).Payers.Single());

        Assert.Equal((new Money(capFen), null), (at.Fee, at.BoundBy));
        Assert.Equal((new Money(capFen), new FeeBound(FeeBoundKind.Cap, new Money(capFen), new Money(capFen + 40))), (above.Fee, above.BoundBy));
    }

    [Fact]
    public void Agency534_IsInForceFromMay2011_AndAsWellKnown()
    {
        var works = Library.Get("agency-534", "works", new DateOnly(2011, 5, 1));

        Assert.Equal((RuleTag.Unconfirmed, FeeCollector.Agency, null), (works.Tag, works.CollectedBy, works.EffectiveTo));
        Assert.Contains("发改价格〔2011〕534号", works.Citation, StringComparison.Ordinal);
        Assert.Equal(FeeRules.NoSchedule, Assert.Throws<RuleBrokenException>(() => Library.Get("agency-534", "works", new DateOnly(2011, 4, 30))).Rule);
    }

    [Theory]
    [InlineData("property", 4_500, 102_000_00, 1_320_000_00)]
    [InlineData("property", 3_000, 72_000_00, 960_000_00)]
    [InlineData("property", 6_000, 132_000_00, 1_680_000_00)]
    [InlineData("property", 10_000, 192_000_00, 2_240_000_00)]
    [InlineData("property", 50_000, 472_000_00, 4_640_000_00)]
    [InlineData("property", 60_000, 502_000_00, 4_940_000_00)]
    [InlineData("property-agreement", 4_500, 102_000_00, 102_000_00)]
    [InlineData("property-agreement", 60_000, 542_000_00, 542_000_00)] // 19.2 + 50,000 × 0.07 %
    public void ExchangeChangsha_Deal_PaysTheTariffOfEachSide(string category, long dealWan, long transferorFen, long transfereeFen) =>
        Assert.Equal((new Money(transferorFen), new Money(transfereeFen)), Sides(Quote("exchange-changsha", category, dealWan)));

    // 10万: 240 and 3,200 yuan, 160 less than a case pays. By agreement 240 and 240, 1,520 less.
    [Theory]
    [InlineData("property", 240_00, 3_360_00)]
    [InlineData("property-agreement", 240_00, 1_760_00)]
    public void ExchangeChangsha_BelowTheMinimumOfTheCase_TheTransfereeBearsTheShortfall(string category, long transferorFen, long transfereeFen) =>
        Assert.Equal((new Money(transferorFen), new Money(transfereeFen)), Sides(Quote("exchange-changsha", category, 10)));

    [Theory]
    [InlineData(800, null, 37_000_00, 105_000_00)]
    [InlineData(500, null, 25_000_00, 75_000_00)]
    [InlineData(1_000, null, 45_000_00, 125_000_00)]
    [InlineData(5_000, null, 165_000_00, 445_000_00)]
    [InlineData(10_000, null, 265_000_00, 695_000_00)]
    [InlineData(12_000, null, 120_000_00, 480_000_00)] // 0.1 and 0.4 % of the deal
    [InlineData(20_000, null, 200_000_00, 800_000_00)]
    [InlineData(50_000, null, 400_000_00, 1_100_000_00)]
    [InlineData(100_000, null, 600_000_00, 1_400_000_00)]
    [InlineData(200_000, null, 600_000_00, 1_400_000_00)]
    [InlineData(900, 800L, 37_000_00, 105_000_00)] // the parts of the listing pay, whatever the deal
    [InlineData(15_000, 10_000L, 265_000_00, 695_000_00)]
    [InlineData(9_000, 12_000L, 90_000_00, 360_000_00)] // the listing finds the rate, the deal pays it
    [InlineData(21_000, 20_000L, 210_000_00, 840_000_00)]
    public void ExchangeTaizhou_Property_PaysByTheListing(long dealWan, long? listingWan, long transferorFen, long transfereeFen) =>
        Assert.Equal((new Money(transferorFen), new Money(transfereeFen)), Sides(Quote("exchange-taizhou", "property", dealWan, listingWan)));

    // 9万: 450 and 1,350 yuan, 200 less than a case pays.
    [Fact]
    public void ExchangeTaizhou_BelowTheMinimumOfTheCase_TheTransfereeBearsTheShortfall() =>
        Assert.Equal((new Money(450_00), new Money(1_550_00)), Sides(Quote("exchange-taizhou", "property", 9)));

    [Fact]
    public void ExchangeTaizhou_RealEstateLeaseAndCapital_PayOneRate()
    {
        Assert.Equal((new Money(5_000_00), new Money(5_000_00)), Sides(Quote("exchange-taizhou", "real-estate", 100)));
        var lease = Library.Get("exchange-taizhou", "lease", Today);
        Assert.Equal((new Money(2_500_00), new Money(2_500_00)), Sides(lease.Quote(new FeeCase(new Money(10 * Wan), Months: 120))));
        Assert.Equal((new Money(20_000_00), new Money(5_000_00)), (Quote("exchange-taizhou", "capital-increase", 1_000).Fee, Quote("exchange-taizhou", "capital-increase", 100).Fee));
    }

    [Fact]
    public void AuctionCommission_NothingAgreed_IsFivePercentOfEachSideAtMost() =>
        Assert.Equal((new Money(50_000_00), new Money(50_000_00)), Sides(Quote("auction-commission", "unagreed", 100)));

    [Fact]
    public void DocumentFee_IsNoMoreThanItsCost() =>
        Assert.Equal(
            (new Money(80_00), FeePayer.Bidder),
            Library.Get("document-fee", "tender-document", Today).Quote(new FeeCase(new Money(300_00), Cost: new Money(80_00))).Payers.Select(p => (p.Fee, p.Payer)).Single());

    [Theory]
    [InlineData("opening-room", 3, 2, 1_200_00)]
    [InlineData("evaluation-room", 3, 2, 1_000_00)]
    [InlineData("evaluation-room", 6, 1, 800_00)]
    public void DemoVenue_IsPaidByRoomAndHour(string category, int hours, int rooms, long feeFen) =>
        Assert.Equal(new Money(feeFen), Library.Get("demo-venue", category, Today).Quote(new FeeCase(null, Hours: hours, Rooms: rooms)).Fee);

    [Fact]
    public void DemoExpertFee_IsPaidByExpertAndHour() =>
        Assert.Equal(new Money(3_500_00), Library.Get("demo-expert-fee", null, Today).Quote(new FeeCase(null, Hours: 6, Experts: 5)).Fee);

    [Theory]
    [InlineData(1, 200_00)] // 8.00 of 1万, held at the floor
    [InlineData(1_000, 5_300_00)] // 800.00 + 4,500.00
    [InlineData(100_000, 30_000_00)] // held at the cap
    public void DemoTradingService_Works_IsHeldBetweenFloorAndCap(long dealWan, long feeFen)
    {
        var schedule = Library.Get("demo-trading-service", "works", new DateOnly(2007, 5, 9));

        Assert.Equal((new Money(feeFen), FeePayer.Winner), (schedule.Quote(new FeeCase(new Money(dealWan * Wan))).Fee, schedule.Payers.Single()));
    }

    [Fact]
    public void KeysFor_AnOccasion_AreThoseThatChargeWhomItNames_ByWhatItBrings()
    {
        Assert.Equal(["agency-1980", "agency-1980-document", "agency-534", "demo-trading-service"], Library.KeysFor(FeeOccasion.Award));
        Assert.Equal(["auction-commission", "exchange-changsha", "exchange-taizhou"], Library.KeysFor(FeeOccasion.Deal));
        Assert.Equal(["auction-commission", "exchange-changsha"], Library.KeysFor(FeeOccasion.HammerFall));
        Assert.Equal(["demo-venue"], Library.KeysFor(FeeOccasion.VenueUsed));
        Assert.Equal(["document-fee"], Library.KeysFor(FeeOccasion.DocumentSold));
        Assert.Equal(["demo-expert-fee"], Library.KeysFor(FeeOccasion.ExpertsSat));
    }

    /// <summary>At and around every edge of every shipped tariff there is a fee, and as long as tiers are cumulative a greater deal never pays less.</summary>
    [Fact]
    public void All_AroundEveryEdge_ThereIsAFee_AndItDoesNotFall() =>
        Assert.All(Library.All.Where(s => s is { Basis: FeeBasis.Deal or FeeBasis.Listing, IsCappedAtCost: false }), schedule =>
        {
            var flat = schedule.Parts.SelectMany(p => p.Tiers).Where(t => t.Method == FeeMethod.Flat).Min(t => t.UpTo);
            var cumulativeUpTo = schedule.Parts.SelectMany(p => p.Tiers).Where(t => t.Method == FeeMethod.Cumulative).Max(t => t.UpTo);
            var edges = schedule.Parts.SelectMany(p => p.Tiers).Select(t => t.UpTo?.Fen ?? 10_000_000_000_000).Append(1).Distinct().Order();
            var fees = edges.SelectMany(e => new[] { e, e + 1 }).Where(e => flat is null || e <= cumulativeUpTo!.Value.Fen)
                .Select(e => schedule.Quote(new FeeCase(new Money(e))).Fee).ToList();

            Assert.NotEmpty(fees);
            Assert.Equal(fees.Order(), fees);
        });

    [Theory]
    [InlineData(FeeRules.UnknownSchedule, "agency-1981", "works", 2026)]
    [InlineData(FeeRules.UnknownCategory, "agency-1980", "land", 2026)]
    [InlineData(FeeRules.CategoryMissing, "agency-1980", null, 2026)]
    [InlineData(FeeRules.NoSchedule, "agency-1980", "works", 2002)]
    public void Get_NothingInForce_IsRefused(string rule, string key, string? category, int year) =>
        Assert.Equal(rule, Assert.Throws<RuleBrokenException>(() => Library.Get(key, category, new DateOnly(year, 12, 31))).Rule);

    private static FeeQuote Quote(string key, string category, long dealWan, long? listingWan = null) =>
        Library.Get(key, category, Today).Quote(new FeeCase(new Money(dealWan * Wan), listingWan is { } listing ? new Money(listing * Wan) : null));

    private static (Money Transferor, Money Transferee) Sides(FeeQuote quote) => (quote.Of(FeePayer.Transferor).Fee, quote.Of(FeePayer.Transferee).Fee);
}
