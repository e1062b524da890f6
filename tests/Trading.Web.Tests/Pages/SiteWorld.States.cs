using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Banking;
using Trading.Domain.Deposits;
using Trading.Domain.Fees;
using Trading.Domain.Proceeds;
using Trading.Domain.Projects;
using Trading.Domain.Reports;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Fees;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Rulebooks;
using Trading.Infrastructure.Settlement;
using Trading.Infrastructure.Shared;
using Trading.TestKit.Parties;
using Trading.TestKit.Stories;

namespace Trading.Web.Tests.Pages;

// Rarer states of money, each left standing for its pages.
public static partial class SiteWorld
{
    /// <summary>One project: bidder A paid for this lot, and its deposit was forfeited.</summary>
    public const long ForfeitedLot = 18;

    /// <summary>A's bid stood on the deposit that was forfeited: the owner has to decide about it.</summary>
    public const long UncoveredLot = 19;

    /// <summary>A paid for this lot, which has let the deposit go; its bid on the next still stands on it.</summary>
    public const long LetGoLot = 20;
    public const long StandingLot = 21;

    /// <summary>One project under the rules of property. Bidder A has bought this lot, and paid for it late; half of the penalty goes back.</summary>
    public const long SoldLot = 22;

    /// <summary>Won by bidder A, and without a plan.</summary>
    public const long WonLot = 23;

    /// <summary>One project that takes bids: bidder A has paid for this lot.</summary>
    public const long PaidLot = 24;

    /// <summary>A stands in it on that deposit.</summary>
    public const long PooledLot = 25;

    /// <summary>A takes part in it, and may pay or stand on that deposit.</summary>
    public const long OfferedLot = 26;

    private const string Booking = "booking-";

    /// <summary>Bidder A pays for every so manyth lot and stands on that in those between; B and C stand everywhere on one deposit.</summary>
    private static async Task<SiteLots> JoinedAsync(SiteLots lots, int every)
    {
        await lots.PublishAsync();
        var first = lots.Numbers[0];
        foreach (var bidder in (int[])[1, 2])
        {
            await lots.PayAsync(first, bidder);
        }

        for (var i = 0; i < lots.Numbers.Count; i += every)
        {
            await lots.PayAsync(lots.Numbers[i], 0);
        }

        await lots.ImportAsync();
        for (var i = 1; i < lots.Numbers.Count; i++)
        {
            foreach (var bidder in (int[])[1, 2])
            {
                await lots.StandAsync(lots.Numbers[i], first, bidder);
            }

            if (i % every > 0)
            {
                await lots.StandAsync(lots.Numbers[i], lots.Numbers[i - 1], 0);
            }
        }

        await lots.BidAsync(0, 1, 2);
        return lots;
    }

    /// <summary>A pays for the first lot, stands on that in the second, and only takes part in the third.</summary>
    private static async Task OfferAsync(SiteLots lots)
    {
        await lots.PublishAsync();
        await lots.PayAsync(PaidLot, 0);
        await lots.ImportAsync();
        await lots.StandAsync(PooledLot, PaidLot, 0);
        await lots.TakePartAsync(OfferedLot, 0);
        await lots.TakePartAsync(OfferedLot, 3);
    }

    /// <summary>What becomes of deposits that several lots share, and of one that an authority holds.</summary>
    private static async Task SettleAsync(PartyFolk folk, StoryPeople people, SiteLots pool)
    {
        await pool.OpenAsync();
        var (forfeited, letGo) = (await pool.OfAsync(ForfeitedLot, 0), await pool.OfAsync(LetGoLot, 0));
        using var evidence = new MemoryStream("%PDF-1.4"u8.ToArray());
        var forfeiture = await folk.Do((ForfeitureService s) => s.ProposeAsync(
            forfeited, new ForfeitureCase(ForfeitGround.RefusedContract, "Clause 3.4", "The bidder was asked and did not answer.", Money.Zero), new EvidenceFile("letter.pdf", evidence, 1000),
            new Acting(people.MakerId), default));
        foreach (var checker in (long[])[people.CheckerId, SiteReaders.ManagerId])
        {
            await folk.Do((ForfeitureService s) => s.ApproveAsync(forfeiture, new Acting(checker), default));
        }

        await folk.Do((DepositService s) => s.RaiseAsync(LetGoLot, DepositEvent.NotQualified, pool.NowUtc, [letGo], default));
        var held = await pool.OfAsync(ReportedLot, 0);
        foreach (var participation in (Guid[])[held, await pool.OfAsync(ForfeitedLot, 1)])
        {
            await folk.Do((DepositOrders s) => s.FreezeAsync(participation, "Order 7", "Story Authority", "A complaint is looked into.", new Acting(people.CheckerId), default));
        }
    }

    /// <summary>A project that has become one of property: of one lot the price was paid late and half of the penalty goes back, of the other there is no plan.</summary>
    private static async Task PayLateAsync(PartyFolk folk, StoryPeople people, StoryBank bank, SiteLots sold)
    {
        await sold.OpenAsync();
        var (maker, checker, today) = (new Acting(people.MakerId), new Acting(people.CheckerId), Instants.BeijingDay(sold.NowUtc));
        var rules = RulebookLibrary.Load().Resolve("state-property", today, [], []);
        await folk.Do((TradingDbContext db) => db.Set<Project>().Where(p => db.Set<Lot>().Any(l => l.Id == SoldLot && l.ProjectId == p.Id))
            .ExecuteUpdateAsync(s => s.SetProperty(p => p.Line, "state-property").SetProperty(p => p.RulebookJson, rules.ToJson()).SetProperty(p => p.RulebookHash, rules.Hash)));
        foreach (var lot in sold.Numbers)
        {
            await folk.Do(async (DepositDecisions s) => await s.ApproveAsync(
                await s.ProposeConversionAsync(await sold.OfAsync(lot, 0), SiteLots.Asked, null, "The contract is signed.", maker, default), checker, default));
        }

        var contract = today.AddDays(-20);
        var plan = await folk.Do(async (PricePlans s) => await s.ProposeAsync(
            await sold.OfAsync(SoldLot, 0), new PriceTerms(Money.Yuan(960_000m), contract, [new InstalmentTerms(Money.Yuan(960_000m), contract.AddDays(2))]), "Contract 2026-08", maker, default));
        await folk.Do(async (PricePlans s) => await s.ApproveAsync(await DecisionAsync(folk, plan), checker, default));
        var owed = await folk.Read(db => db.Set<PricePlan>().AsNoTracking().SingleAsync(p => p.Id == plan));
        bank.PayIn(sold.NowUtc, owed.OwedOn(today), people.Bidder(0), owed.SubAccount);
        await sold.ImportAsync();
        var receipt = await folk.Read(db => db.Set<PriceReceipt>().AsNoTracking().Where(r => r.PlanId == plan && r.Penalty != Money.Zero).SingleAsync());
        await folk.Do(async (PenaltyReturns s) => await s.ApproveAsync(
            await s.ProposeAsync(plan, receipt.Number, receipt.Penalty.Portion(1, 2), "Consent 2026-3", "The bank was closed for two days.", maker, default), checker, default));
    }

    private static Task<Guid> DecisionAsync(PartyFolk folk, Guid subject) =>
        folk.Read(db => db.Set<FinanceDecision>().Where(d => d.SubjectId == subject && d.State == DecisionState.Proposed).Select(d => d.Id).SingleAsync());

    /// <summary>Rooms that were used for a lot: what was paid for the first goes back with a batch that waits, of the second a part is owed back, the third is not paid.</summary>
    private static async Task BookRoomsAsync(PartyFolk folk, StoryClock clock, StoryPeople people, StoryBank bank)
    {
        await folk.Do((CentreFeeSchedules s) => s.SetAsync(people.CentreId, FeeOccasion.VenueUsed, "demo-venue", new DateOnly(2020, 1, 1), null, 1, default));
        var charges = new List<FeeCharge>();
        foreach (var number in (int[])[1, 2, 3])
        {
            charges.Add((await folk.Do((FeeService s) => s.ChargeAsync(
                new FeeEvent(
                    FeeOccasion.VenueUsed, Booking + number.ToString(CultureInfo.InvariantCulture), OverLot, new FeeCase(null, Hours: 2 + number, Rooms: 1),
                    new Dictionary<FeePayer, long> { [FeePayer.Host] = people.Owner.Id }, "opening-room"),
                new Acting(people.OperatorId), default))).Single());
        }

        foreach (var paid in charges.Take(2))
        {
            bank.PayIn(clock.Now(), paid.Amount, people.Owner, paid.SubAccount);
        }

        await folk.Do((StatementImportService s) => s.ImportAsync(people.BankAccountId, bank.Statement(clock.Now()), new Acting(people.MakerId), default));
        await CorrectAsync(folk, people, charges[0].Id, null);
        await folk.Do((RepaymentService s) => s.MakeBatchAsync(people.CentreId, people.BankAccountId, Instants.BeijingDay(clock.Now()), new Acting(people.MakerId), default));
        await CorrectAsync(folk, people, charges[1].Id, Money.Yuan(300m));
        await folk.Do((FeeCorrections s) => s.ProposeWaiverAsync(charges[2].Id, "The room could not be heated.", new Acting(people.MakerId), default));

        // The owner pays the third fee, and D for the lot on offer; neither says what for.
        bank.PayIn(clock.Now(), charges[2].Amount, people.Owner, "");
        bank.PayIn(clock.Now(), SiteLots.Asked, people.Bidder(3), "");
    }

    /// <summary>A fee is waived, or becomes another, by two.</summary>
    private static async Task CorrectAsync(PartyFolk folk, StoryPeople people, Guid charge, Money? amount)
    {
        var maker = new Acting(people.MakerId);
        await folk.Do(async (FeeCorrections s) => await s.ApproveAsync(
            amount is { } another
                ? await s.ProposeAdjustmentAsync(charge, another, "The room was used for an hour less.", maker, default)
                : await s.ProposeWaiverAsync(charge, "The centre had promised it free of charge.", maker, default),
            new Acting(people.CheckerId), default));
    }

    /// <summary>One report waits, one is being made, and one could not be.</summary>
    private static Task OrderReportsAsync(PartyFolk folk, StoryPeople people) => folk.Do(async (TradingDbContext db) =>
    {
        var nowUtc = await folk.Do((TimeProvider clock) => Task.FromResult(clock.NowUtc()));
        ReportOrder Order(ReportKind kind, ReportFormat format) =>
            ReportOrder.Of(Guid.NewGuid(), people.CentreId, kind, format, ReportBasis.ValueDay, new DateOnly(2020, 1, 1), new DateOnly(2040, 12, 31), "en", people.MakerId, nowUtc);
        var (making, failed) = (Order(ReportKind.FeeSettlement, ReportFormat.Xlsx), Order(ReportKind.DepositMovement, ReportFormat.Csv));
        making.Begin(nowUtc);
        failed.Begin(nowUtc);
        failed.GiveUp("reports.failed", nowUtc);
        db.AddRange(making, failed, Order(ReportKind.TrialBalance, ReportFormat.Pdf));
        await db.SaveChangesAsync();
        await db.Set<ReportOrder>().Where(o => o.Id == making.Id).ExecuteUpdateAsync(s => s.SetProperty(o => o.Percent, 60));
    });
}
