using Microsoft.EntityFrameworkCore;
using Trading.Domain.Fees;
using Trading.Domain.Ledger;
using Trading.Domain.Reports;
using Trading.Domain.Shared;
using Trading.Infrastructure.Fees;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Settlement;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Tests.Deposits;
using Trading.TestKit;
using Trading.TestKit.Builders;
using Trading.TestKit.Parties;

namespace Trading.Infrastructure.Tests.Fees;

/// <summary>Each tariff is charged by an event, once, and as its quote has it.</summary>
public sealed class FeeEventTests
{
    private static readonly Acting Staff = new(9);
    private static readonly Money Million = Money.Yuan(1_000_000m);
    private static readonly FeeLibrary Library = FeeLibrary.Load();

    private static readonly IReadOnlyDictionary<FeePayer, long> Parties = new Dictionary<FeePayer, long>
    {
        [FeePayer.Owner] = 50,
        [FeePayer.Winner] = 101,
        [FeePayer.Transferor] = 50,
        [FeePayer.Transferee] = 102,
        [FeePayer.Bidder] = 103,
        [FeePayer.Host] = 50,
    };

    /// <summary>Every category of every tariff that is shipped, with a case of it.</summary>
    private static readonly (string Tariff, string Category, FeeOccasion Occasion, FeeCase Case)[] Cases =
    [
        .. from tariff in (string[])["agency-1980", "agency-1980-document", "agency-534", "demo-trading-service"]
           from category in (string[])["works", "goods", "services"]
           select (tariff, category, FeeOccasion.Award, new FeeCase(Million)),
        ("exchange-changsha", "property", FeeOccasion.Deal, new FeeCase(Money.Yuan(50_000m))),
        ("exchange-changsha", "property-agreement", FeeOccasion.Deal, new FeeCase(Million)),
        ("exchange-taizhou", "property", FeeOccasion.Deal, new FeeCase(Million, Listing: Money.Yuan(900_000m))),
        ("exchange-taizhou", "real-estate", FeeOccasion.Deal, new FeeCase(new Money(100_000_100))),
        ("exchange-taizhou", "lease", FeeOccasion.Deal, new FeeCase(Money.Yuan(120_000m), Months: 72)),
        ("exchange-taizhou", "capital-increase", FeeOccasion.Deal, new FeeCase(Million)),
        ("auction-commission", "unagreed", FeeOccasion.HammerFall, new FeeCase(Million, DiscountBasisPoints: 2_000)),
        ("demo-venue", "opening-room", FeeOccasion.VenueUsed, new FeeCase(null, Hours: 3, Rooms: 2)),
        ("demo-venue", "evaluation-room", FeeOccasion.VenueUsed, new FeeCase(null, Hours: 6, Rooms: 1)),
        ("document-fee", "tender-document", FeeOccasion.DocumentSold, new FeeCase(Money.Yuan(500m), Cost: Money.Yuan(180m))),
        ("demo-expert-fee", "evaluation", FeeOccasion.ExpertsSat, new FeeCase(null, Hours: 5, Experts: 5)),
    ];

    [Fact]
    public void Cases_AreOfEveryCategoryOfEveryTariff() =>
        Assert.Equal(Library.All.Select(s => $"{s.Key} {s.Category}").Order(StringComparer.Ordinal), Cases.Select(c => $"{c.Tariff} {c.Category}").Order(StringComparer.Ordinal));

    [Theory, OnEveryDatabase]
    public async Task Event_OfEachTariff_IsChargedAsItsQuoteHasIt_ToEachPayer(DatabaseKind kind)
    {
        await using var scene = await OpenedAsync(kind);
        var (site, today) = (scene.Site, Instants.BeijingDay(scene.Site.NowUtc));
        var (together, days) = (Money.Zero, 0);
        foreach (var (tariff, category, occasion, asked) in Cases)
        {
            await SetAsync(site, occasion, tariff);

            var charges = await ChargeAsync(site, new FeeEvent(occasion, $"{tariff} {category}", scene.Lot.Id, asked, Parties, category));

            var quote = Library.Get(tariff, category, today).Quote(asked);
            Assert.Equal(quote.Payers.Where(p => p.Fee.IsPositive).Select(p => (p.Payer, Parties[p.Payer], p.Fee)), charges.Select(c => (c.Payer, c.OrganisationId, c.Amount)));
            Assert.All(charges, c => Assert.Equal((tariff, quote.Citation, asked.Amount, FeeChargeState.Charged), (c.ScheduleKey, c.Citation, c.Base, c.State)));
            together += quote.Fee;
            days += charges.Count;
        }

        Assert.Equal(together.Fen, await SumAsync(site, AccountClass.FeeReceivable));
        Assert.Equal(-together.Fen, await SumAsync(site, AccountClass.FeeIncome));
        Assert.Equal(days, await site.DbAsync(db => db.Set<FeeCharge>().Select(c => c.SubAccount).Distinct().CountAsync()));
        await site.AssertLedgerAsync();

        var report = await site.UseAsync((FeeSettlements f) => f.ReportAsync(TenderBuilder.Centre, today, today, ReportBasis.ValueDay, WordsLanguage.Chinese, default));
        Assert.Equal((together, 10), (Money.Sum(report.Rows.Select(r => r.Charged)), report.Rows.Count));
        Assert.NotNull(report.ToTable(WordsLanguage.Chinese));
    }

    [Theory, OnEveryDatabase]
    public async Task Deal_BelowTheMinimum_ChargesBothSides_AndTheTransfereeWhatIsWanting(DatabaseKind kind)
    {
        await using var site = await SiteAsync(kind);
        var lot = await new TenderBuilder(site).PublishAsync();
        await SetAsync(site, FeeOccasion.Deal, "exchange-changsha");

        var charges = await ChargeAsync(site, new FeeEvent(FeeOccasion.Deal, "deal-1", lot.Id, new FeeCase(Money.Yuan(50_000m)), Parties, "property"));

        // 50,000 at 0.24 % is 120.00 and at 3.2 % 1,600.00; 3,600.00 a case at least.
        Assert.Equal([(FeePayer.Transferor, Money.Yuan(120m)), (FeePayer.Transferee, Money.Yuan(3_480m))], charges.Select(c => (c.Payer, c.Amount)));
        Assert.Equal(2, charges.Select(c => c.SubAccount).Distinct().Count());
        await site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Event_ToldTwice_IsChargedOnce_AndWithOtherContentIsRefused(DatabaseKind kind)
    {
        await using var site = await SiteAsync(kind);
        var lot = await new TenderBuilder(site).PublishAsync();
        var other = await new TenderBuilder(site).Named("二标段").PublishAsync();
        await SetAsync(site, FeeOccasion.VenueUsed, "demo-venue");
        var told = Rooms(lot.Id);
        var first = await ChargeAsync(site, told);

        Assert.Equal(first.Select(c => c.Id), (await ChargeAsync(site, told with { Parties = new Dictionary<FeePayer, long>(Parties) })).Select(c => c.Id));
        foreach (var otherwise in (FeeEvent[])
                 [told with { Case = new FeeCase(null, Hours: 3, Rooms: 2) }, told with { Category = "evaluation-room" }, told with { LotId = other.Id },
                     told with { Parties = new Dictionary<FeePayer, long> { [FeePayer.Host] = 51 } }])
        {
            Assert.Equal(FeeRules.ToldOtherwise, await RuleAsync(() => ChargeAsync(site, otherwise)));
        }

        // The same key of another occasion is another event.
        await SetAsync(site, FeeOccasion.ExpertsSat, "demo-expert-fee");
        await ChargeAsync(site, new FeeEvent(FeeOccasion.ExpertsSat, told.Key, lot.Id, new FeeCase(null, Hours: 1, Experts: 1), Parties));
        Assert.Equal(2, await site.DbAsync(db => db.Set<FeeCharge>().CountAsync()));
        await site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Event_ThatFiveTellAtOnce_IsChargedOnce(DatabaseKind kind)
    {
        await using var site = await SiteAsync(kind);
        var lot = await new TenderBuilder(site).PublishAsync();
        await SetAsync(site, FeeOccasion.Deal, "exchange-taizhou");
        var told = new FeeEvent(FeeOccasion.Deal, "deal-1", lot.Id, new FeeCase(Million), Parties, "real-estate");

        var all = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => ChargeAsync(site, told))));

        Assert.Single(all.Select(charges => string.Join(' ', charges.Select(c => c.Id))).Distinct());
        Assert.Equal(2, await site.DbAsync(db => db.Set<FeeCharge>().CountAsync()));
        await site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Event_ThatCannotBeCharged_IsRefused_AndLeavesNothing(DatabaseKind kind)
    {
        await using var site = await SiteAsync(kind);
        var lot = await new TenderBuilder(site).PublishAsync();
        Assert.Equal(FeeRules.NoTariff, await RuleAsync(() => ChargeAsync(site, Rooms(lot.Id))));
        await SetAsync(site, FeeOccasion.VenueUsed, "demo-venue");
        await SetAsync(site, FeeOccasion.DocumentSold, "document-fee");

        Assert.Equal(FeeRules.UnknownPayer, await RuleAsync(() => ChargeAsync(site, Rooms(lot.Id) with { Parties = new Dictionary<FeePayer, long> { [FeePayer.Owner] = 50 } })));
        Assert.Equal(FeeRules.FactMissing, await RuleAsync(() => ChargeAsync(site, Rooms(lot.Id) with { Case = new FeeCase(null, Hours: 3) })));
        Assert.Equal(FeeRules.FactNotUsed, await RuleAsync(() => ChargeAsync(site, Rooms(lot.Id) with { Case = new FeeCase(Million, Hours: 3, Rooms: 1) })));
        Assert.Equal(FeeRules.CategoryMissing, await RuleAsync(() => ChargeAsync(site, Rooms(lot.Id) with { Category = null })));
        Assert.Equal(FeeRules.BeforeOpening, await RuleAsync(() => ChargeAsync(site, Sale(lot.Id))));
        foreach (var (occasion, key) in ((FeeOccasion, string)[])[(FeeOccasion.HammerFall, "exchange-taizhou"), (FeeOccasion.Award, "demo-venue"), (FeeOccasion.DocumentSold, "agency-1980")])
        {
            Assert.Equal(FeeRules.NotForOccasion, await RuleAsync(() => SetAsync(site, occasion, key)));
        }

        Assert.Equal((0, 0), await site.DbAsync(async db => (await db.Set<FeeCharge>().CountAsync(), await db.Set<ChargedEvent>().CountAsync())));
        await site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Event_ThatCostsNothing_IsKept_AndChargesNobody(DatabaseKind kind)
    {
        await using var scene = await OpenedAsync(kind);
        await SetAsync(scene.Site, FeeOccasion.DocumentSold, "document-fee");

        Assert.Empty(await ChargeAsync(scene.Site, Sale(scene.Lot.Id) with { Case = new FeeCase(Money.Yuan(300m), Cost: Money.Zero) }));

        Assert.Equal(Money.Zero, await scene.Site.DbAsync(db => db.Set<ChargedEvent>().Select(e => e.Charged).SingleAsync()));
        await Assert.ThrowsAnyAsync<Exception>(() => scene.Site.Database.TamperAsync("UPDATE fee_event SET charged = 1"));
        await scene.Site.AssertLedgerAsync();
    }

    private static FeeEvent Rooms(long lotId) => new(FeeOccasion.VenueUsed, "booking-7", lotId, new FeeCase(null, Hours: 3, Rooms: 1), Parties, "opening-room");

    private static FeeEvent Sale(long lotId) => new(FeeOccasion.DocumentSold, "sale-1", lotId, new FeeCase(Money.Yuan(300m), Cost: Money.Yuan(180m)), Parties);

    private static async Task<TestSite> SiteAsync(DatabaseKind kind)
    {
        var site = await TestSite.CreateAsync(kind);
        Assert.Equal(TenderBuilder.Centre, await new PartyFolk(site.Services).CentreAsync());
        return site;
    }

    private static async Task<MoneyScene> OpenedAsync(DatabaseKind kind)
    {
        var scene = await MoneyScene.PaidAsync(kind);
        Assert.Equal(TenderBuilder.Centre, await new PartyFolk(scene.Site.Services).CentreAsync());
        await scene.OpenAsync();
        return scene;
    }

    private static Task SetAsync(TestSite site, FeeOccasion occasion, string key) =>
        site.UseAsync((CentreFeeSchedules s) => s.SetAsync(TenderBuilder.Centre, occasion, key, new DateOnly(2026, 1, 1), null, 1, default));

    private static Task<IReadOnlyList<FeeCharge>> ChargeAsync(TestSite site, FeeEvent told) => site.UseAsync((FeeService s) => s.ChargeAsync(told, Staff, default));

    private static async Task<string> RuleAsync(Func<Task> act) => (await Assert.ThrowsAsync<RuleBrokenException>(act)).Rule;

    private static Task<long> SumAsync(TestSite site, AccountClass accountClass) => site.DbAsync(async db =>
        (await db.Set<Posting>().Where(p => db.Set<Account>().Any(a => a.Id == p.AccountId && a.Class == accountClass)).Select(p => p.Amount).ToListAsync()).Sum(m => m.Fen));
}
