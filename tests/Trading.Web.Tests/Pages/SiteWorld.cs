using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trading.Domain.Awards;
using Trading.Domain.Banking;
using Trading.Domain.Closing;
using Trading.Domain.Deposits;
using Trading.Domain.Fees;
using Trading.Domain.Notices;
using Trading.Domain.Participation;
using Trading.Domain.Proceeds;
using Trading.Domain.Projects;
using Trading.Domain.Reports;
using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Domain.Tendering;
using Trading.Domain.Treasury;
using Trading.Infrastructure;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Banking.Simulation;
using Trading.Infrastructure.Closing;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Fees;
using Trading.Infrastructure.Jobs;
using Trading.Infrastructure.Participation;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Reports;
using Trading.Infrastructure.Rulebooks;
using Trading.Infrastructure.Settlement;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Tendering;
using Trading.Infrastructure.Treasury;
using Trading.TestKit.Builders;
using Trading.TestKit.Parties;
using Trading.TestKit.Stories;

namespace Trading.Web.Tests.Pages;

/// <summary>
/// Tenders told side by side, one left standing at each stage, so that every page has something to show. Lots and projects are the first rows of
/// their tables, in this order; what has a random number is named in an address by a word in angle brackets, such as <c>&lt;receipt&gt;</c>.
/// </summary>
public static partial class SiteWorld
{
    public const long OverLot = 1;
    public const long FailedLot = 2;
    public const long AwardedLot = 3;
    public const long DecidedLot = 4;
    public const long PublicityLot = 5;
    public const long EvaluatedLot = 6;

    /// <summary>Opened; the panel is named and its report entered, not confirmed.</summary>
    public const long ReportedLot = 7;
    public const long OpenedLot = 8;
    public const long HeldLot = 9;
    public const long ClosedLot = 10;

    /// <summary>Three bidders have bid for it: A, B and C.</summary>
    public const long BiddingLot = 11;

    /// <summary>Nobody takes part in it.</summary>
    public const long QuietLot = 12;
    public const long PreparingLot = 13;
    public const long SubmittedProject = 14;
    public const long DraftProject = 15;
    public const long ReturnedProject = 16;

    /// <summary>Written by the agency, and before the owner for its confirmation.</summary>
    public const long ConfirmationProject = 17;

    /// <summary>The payer of money in suspense, as the bank shows him.</summary>
    private const string MaskedAccount = "6222****0007";

    /// <summary>Lots that go to their deadline, and the step at which each is left.</summary>
    private static readonly (long Lot, string Until)[] PastDeadline =
    [
        (OverLot, StorySteps.Chain), (FailedLot, StorySteps.Open), (AwardedLot, StorySteps.PayFee), (DecidedLot, StorySteps.Decide),
        (PublicityLot, StorySteps.Candidates), (EvaluatedLot, StorySteps.Confirm), (ReportedLot, StorySteps.Report), (OpenedLot, StorySteps.Open),
        (HeldLot, StorySteps.Open), (ClosedLot, StorySteps.Close),
    ];

    private static readonly (long Lot, string Until)[] BeforeDeadline =
    [
        (BiddingLot, StorySteps.Bid + " Story Bidder C"), (QuietLot, StorySteps.Publish), (PreparingLot, StorySteps.Document),
        (SubmittedProject, StorySteps.Submit), (DraftProject, StorySteps.Draft), (ReturnedProject, StorySteps.Submit),
        (ConfirmationProject, StorySteps.AskOwner),
    ];

    public static async Task<StoryPeople> TellAsync(IServiceProvider services)
    {
        var people = await StoryPeople.FoundAsync(services, SiteReaders.CentreId);
        var folk = new PartyFolk(services);
        await folk.Do((CentreRevenueModels m) => m.SetAsync(
            people.CentreId, "merged-with-service-centre", new DateOnly(2020, 1, 1), null, new TreasuryAccount("Story Treasury", "3602000000000099", "Story Bank"), 1, default));
        var clock = StoryClock.Of((BusinessClock)services.GetRequiredService<TimeProvider>());
        var bank = new StoryBank();
        var told = new List<(TenderStory Story, string Until)>();
        foreach (var (lot, until) in PastDeadline)
        {
            var story = new TenderStory(services, clock, people, bank, PlotOf(lot));
            await story.ToAsync(StorySteps.Publish);
            Assert.Equal(lot, story.LotId);
            told.Add((story, until));
        }

        foreach (var (story, _) in told)
        {
            await story.ToAsync(story.Steps.Last(s => s.Name.StartsWith(StorySteps.Bid, StringComparison.Ordinal)).Name);
        }

        await CoverAsync(services, people);
        // Their numbers come first.
        var before = BeforeDeadline.Select(b => (Story: new TenderStory(services, clock, people, bank, PlotOf(b.Lot)), b.Until)).ToList();
        foreach (var (story, _) in before)
        {
            await story.ToAsync(StorySteps.Draft);
        }

        SiteLots Lots(string name, long first, int count) => new(services, clock, people, bank, name, first, count);
        var pool = await JoinedAsync(Lots("Story roads", ForfeitedLot, 4), every: 2);
        var sold = await JoinedAsync(Lots("Story shops", SoldLot, 2), every: 1);

        // Those that go furthest last: time passes while the others stand still.
        foreach (var (story, until) in told.AsEnumerable().Reverse())
        {
            if (story.LotId == OverLot)
            {
                await story.ToAsync(StorySteps.PayFee);
                await CorrectAsync(folk, people, await folk.Read(db => db.Set<FeeCharge>().Where(f => f.LotId == OverLot).Select(f => f.Id).SingleAsync()), null);
            }

            await story.ToAsync(until);
        }

        foreach (var (story, until) in before)
        {
            await story.ToAsync(until);
        }

        await OfferAsync(Lots("Story bridges", PaidLot, 3));
        await BookRoomsAsync(folk, clock, people, bank);
        await SettleAsync(folk, people, pool);
        await PayLateAsync(folk, people, bank, sold);
        await PutTogetherAsync(services, people);
        await ReturnAsync(services, people);
        await MaskAsync(services, clock, people, bank);
        await SellAsync(services, clock, people, bank);
        await GiveBackAsync(services, clock, people, bank);
        await CloseAsync(services, people);
        await OrderReportsAsync(folk, people);
        return people;
    }

    /// <summary>A fourth bidder of the lot that is opened later hands in an insurance instead of money, and bids on it.</summary>
    private static async Task CoverAsync(IServiceProvider services, StoryPeople people)
    {
        var bidder = people.Bidder(3);
        async Task Do<T>(Func<T, Task> use)
            where T : notnull
        {
            await using var scope = services.CreateAsyncScope();
            await use(scope.ServiceProvider.GetRequiredService<T>());
        }

        await Do((ParticipationService s) => s.TakePartAsync(new BidderLink(OpenedLot, bidder.Id, bidder.Name, bidder.AccountNumber, bidder.BankName), default));
        await Do(async (CoverService s) =>
        {
            var terms = await s.TermsAsync(OpenedLot, default);
            using var policy = new MemoryStream("%PDF-1.4 policy"u8.ToArray());
            await s.HandInAsync(
                new HandInCover(
                    OpenedLot, bidder.Id, new CoverFacts(CoverKind.Insurance, "Story Insurer", "P-0001", terms.Due, terms.Validity.Date.AddDays(30), terms.Beneficiary),
                    new OfferedFile("policy.pdf", policy, null)),
                default);
        });
        using var bid = new MemoryStream("%PDF-1.4 bid"u8.ToArray());
        await Do((BidService s) => s.SubmitAsync(new SubmitBid(OpenedLot, bidder.Id, Money.Yuan(9_400_000m), 280, [new OfferedFile("bid.pdf", bid, null)]), default));
    }

    /// <summary>The address with its words in angle brackets replaced by what the world has.</summary>
    public static async Task<string> FillAsync(IServiceProvider services, string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (!url.Contains('<', StringComparison.Ordinal))
        {
            return url;
        }

        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TradingDbContext>();
        foreach (var (word, find) in Words)
        {
            if (url.Contains(word, StringComparison.Ordinal))
            {
                url = url.Replace(word, await find(db), StringComparison.Ordinal);
            }
        }

        return url;
    }

    // Bidder A's bid on the lot that is open for bids is the first.
    private static readonly Dictionary<string, Func<TradingDbContext, Task<string>>> Words = new()
    {
        ["<receipt>"] = db => db.Set<Bid>().Where(b => b.LotId == BiddingLot).OrderBy(b => b.ReceivedAtUtc).Select(b => b.ReceiptNumber).FirstAsync(),
        ["<bid>"] = async db => (await db.Set<Bid>().Where(b => b.LotId == ReportedLot).OrderBy(b => b.ReceivedAtUtc).Select(b => b.Id).FirstAsync()).ToString(),
        ["<cover>"] = async db => (await db.Set<DepositCover>().Where(c => c.LotId == OpenedLot).Select(c => c.Id).FirstAsync()).ToString(),
        ["<document>"] = async db => (await db.Set<TenderDocument>().Where(d => d.LotId == BiddingLot).Select(d => d.Id).FirstAsync()).ToString(),
        ["<notice>"] = db => db.Set<Notice>().Where(n => n.LotId == BiddingLot).Select(n => n.Number).FirstAsync(),
        ["<candidates>"] = db => db.Set<Notice>().Where(n => n.LotId == PublicityLot && n.Kind == NoticeKind.CandidatePublicity).Select(n => n.Number).FirstAsync(),
        ["<opening>"] = db => db.Set<Notice>().Where(n => n.LotId == OpenedLot && n.Kind == NoticeKind.OpeningRecord).Select(n => n.Number).FirstAsync(),
        ["<failure>"] = db => NumberAsync(db, FailedLot, NoticeKind.TenderFailure),
        ["<result>"] = db => NumberAsync(db, AwardedLot, NoticeKind.AwardResult),
        ["<contract>"] = db => NumberAsync(db, OverLot, NoticeKind.ContractRecord),
        ["<award-notice>"] = db => db.Set<AwardNotice>().Where(n => n.LotId == AwardedLot).Select(n => n.Number).FirstAsync(),
        ["<fee>"] = async db => (await db.Set<FeeCharge>().Where(f => f.LotId == AwardedLot).Select(f => f.Id).FirstAsync()).ToString(),
        ["<paper>"] = db => db.Set<NonTaxNotice>().Where(n => db.Set<FeeCharge>().Any(f => f.Id == n.ChargeId && f.LotId == AwardedLot)).Select(n => n.Number).FirstAsync(),
        ["<fee-refund>"] = async db => (await db.Set<FeeRefund>().Where(r => r.State == FeeRefundState.Claimed).Select(r => r.Id).SingleAsync()).ToString(),
        ["<owner-paper>"] = db => db.Set<NonTaxNotice>().Where(n => db.Set<FeeCharge>().Any(f => f.Id == n.ChargeId && f.LotId == EvaluatedLot && f.Payer == FeePayer.Host)).Select(n => n.Number).SingleAsync(),
        ["<claim>"] = db => db.Set<TreasuryClaim>().Select(c => c.Number).SingleAsync(),
        ["<plan>"] = async db => (await db.Set<PricePlan>().Where(p => p.State == PricePlanState.Open).Select(p => p.Id).SingleAsync()).ToString(),
        ["<proposed>"] = async db => (await db.Set<FinanceDecision>().Where(d => d.Kind == DecisionKind.PricePlan && d.State == DecisionState.Proposed).Select(d => d.Id).SingleAsync()).ToString(),
        ["<price-receipt>"] = db => db.Set<PriceReceipt>().Where(r => db.Set<PricePlan>().Any(p => p.Id == r.PlanId && p.LotId == OverLot)).OrderBy(r => r.Number).Select(r => r.Number).FirstAsync(),
        ["<account>"] = async db => (await db.Set<BankAccount>().Select(a => a.Id).FirstAsync()).ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["<deposit>"] = async db => (await db.Set<Deposit>().Where(d => d.LotId == OverLot).OrderBy(d => d.SubAccountTag).Select(d => d.ParticipationId).FirstAsync()).ToString(),
        ["<locked>"] = async db => (await db.Set<Deposit>().Where(d => d.LotId == OpenedLot && d.State == DepositState.Locked).OrderBy(d => d.SubAccountTag).Select(d => d.ParticipationId).FirstAsync()).ToString(),
        ["<batch>"] = async db => (await db.Set<RepaymentBatch>().OrderBy(b => b.MadeAtUtc).Select(b => b.Id).FirstAsync()).ToString(),
        ["<step>"] = async db => (await db.Set<ProcedureStep>().Where(s => s.LotId == BiddingLot && s.DoneAtUtc == null).Select(s => s.Id).FirstAsync()).ToString(),
        ["<suspense>"] = async db => (await db.Set<BankLine>().Where(l => l.PayerAccount == MaskedAccount).Select(l => l.Id).SingleAsync()).ToString(),
        ["<waiting>"] = async db => (await db.Set<FinanceDecision>().Where(d => d.Kind == DecisionKind.PayerCompleted).Select(d => d.SubjectId).SingleAsync()).ToString(),
        ["<decision>"] = async db => (await db.Set<FinanceDecision>().Where(d => d.Kind == DecisionKind.PayerCompleted).Select(d => d.Id).SingleAsync()).ToString(),
        ["<period>"] = async db => (await db.Set<AccountingPeriod>().Where(p => p.State == PeriodState.Proposed).Select(p => p.Id).SingleAsync()).ToString(),
        ["<report>"] = async db => (await db.Set<ReportOrder>().Where(o => o.State == ReportState.Ready).Select(o => o.Id).FirstAsync()).ToString(),
        ["<paid-back>"] = db => ChargeAsync(db, $"award-{OverLot}"),
        ["<going-back>"] = db => ChargeAsync(db, Booking + "1"),
        ["<part-back>"] = db => ChargeAsync(db, Booking + "2"),
        ["<waiver>"] = async db => (await db.Set<FinanceDecision>().Where(d => d.Kind == DecisionKind.FeeWaived && d.State == DecisionState.Proposed).Select(d => d.Id).SingleAsync()).ToString(),
        ["<waiting-batch>"] = async db => (await db.Set<RepaymentBatch>().OrderByDescending(b => b.MadeAtUtc).Select(b => b.Id).FirstAsync()).ToString(),
        ["<paid-plan>"] = async db => (await db.Set<PricePlan>().Where(p => p.LotId == SoldLot).Select(p => p.Id).SingleAsync()).ToString(),
        ["<give-back>"] = db => db.Set<Payout>().Where(p => p.LotId == SoldLot && p.Number != null).Select(p => p.Number!).SingleAsync(),
        ["<forfeited>"] = db => DepositAsync(db, ForfeitedLot, DepositState.Forfeited),
        ["<frozen>"] = db => DepositAsync(db, ForfeitedLot, DepositState.Frozen),
        ["<let-go>"] = async db => (await db.Set<Deposit>().Where(d => d.LotId == LetGoLot && d.LetGoBy != null).Select(d => d.ParticipationId).SingleAsync()).ToString(),
        ["<agrees-deposit>"] = db => SuspenseAsync(db, SiteLots.Asked),
        ["<agrees-fee>"] = db => SuspenseAsync(db, Money.Yuan(1_000m)),
        ["<file>"] = async db => (await db.Set<UnreadableFile>().Select(f => f.Id).SingleAsync()).ToString(),
        ["<held>"] = async db => (await db.Set<BankStatementRow>().Where(s => s.State == StatementState.Held).Select(s => s.Id).SingleAsync()).ToString(),
        ["<statement>"] = async db => (await db.Set<BankStatementRow>().Where(s => s.State == StatementState.Booked).OrderBy(s => s.ImportedAtUtc).Select(s => s.Id).FirstAsync()).ToString()!,
    };

    private static async Task<string> ChargeAsync(TradingDbContext db, string @event) => (await (
        from charge in db.Set<FeeCharge>()
        join told in db.Set<ChargedEvent>() on charge.EventId equals told.Id
        where told.Key == @event && charge.State == FeeChargeState.Reversed
        select charge.Id).SingleAsync()).ToString();

    private static async Task<string> DepositAsync(TradingDbContext db, long lot, DepositState state) =>
        (await db.Set<Deposit>().Where(d => d.LotId == lot && d.State == state).Select(d => d.ParticipationId).SingleAsync()).ToString();

    private static async Task<string> SuspenseAsync(TradingDbContext db, Money amount) =>
        (await db.Set<BankLine>().Where(l => l.State == BankLineState.Suspense && l.Amount == amount).Select(l => l.Id).SingleAsync()).ToString();

    private static Task<string> NumberAsync(TradingDbContext db, long lot, NoticeKind kind) =>
        db.Set<Notice>().Where(n => n.LotId == lot && n.Kind == kind).Select(n => n.Number).FirstAsync();

    private static StoryPlot PlotOf(long lot) => new()
    {
        Title = $"Story works {lot}",
        Text = $"Building number {lot} of six storeys",
        Outage = lot == HeldLot,
        // On a day of its own: what shows that the site was there for the others would show it for this one.
        Days = lot == HeldLot ? 30 : 28,
        WithAgency = lot % 2 == 0,
        ByAgency = lot == ConfirmationProject,
        // One whose tie is drawn, so that there is a draw to look at.
        Settings = lot == PublicityLot ? [new ProjectSetting("construction.tie-break", "draw")] : [],
        Prices = lot == PublicityLot ? [new(910_000_000), new(910_000_000), new(950_000_000)] : lot == FailedLot ? [new(930_000_000)] : new StoryPlot().Prices,
    };

    /// <summary>A statement with one serial number twice: held.</summary>
    private static async Task HoldAsync(IServiceProvider services, DateTime nowUtc, StoryPeople people)
    {
        var line = new SimulatedLine(nowUtc, Money.Yuan(30m)) { CounterpartyName = "Twice Payer", CounterpartyAccount = "6222000000000030", Serial = "H1" };
        using var file = new MemoryStream();
        StatementWriter.Write(file, StoryBank.Profile, new SimulatedStatement(StoryBank.AccountNumber, Money.Zero, [line, line]));
        await services.GetRequiredService<StatementImportService>().ImportAsync(people.BankAccountId, file.ToArray(), new Acting(people.MakerId), default);
    }

    /// <summary>Two receipts whose payers the bank masks; of one a maker has said who it is.</summary>
    private static async Task MaskAsync(IServiceProvider services, StoryClock clock, StoryPeople people, StoryBank bank)
    {
        bank.PayIn(clock.Now(), Money.Yuan(500m), new StoryOrganisation(0, 0, "Masked Payer", MaskedAccount, "Story Bank"), "");
        bank.PayIn(clock.Now(), Money.Yuan(700m), new StoryOrganisation(0, 0, "Waiting Payer", "6222****0099", "Story Bank"), "");
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<StatementImportService>().ImportAsync(people.BankAccountId, bank.Statement(clock.Now()), new Acting(people.MakerId), default);
        await HoldAsync(scope.ServiceProvider, clock.Now(), people);
        await scope.ServiceProvider.GetRequiredService<UnreadableFileService>().KeepAsync(
            people.BankAccountId, "statement-20260302.csv", [1], new RuleBrokenException(BankingRules.MalformedCsv, 7, "贷方发生额", "one"), default);
        var line = await scope.ServiceProvider.GetRequiredService<TradingDbContext>().Set<BankLine>().Where(l => l.PayerName == "Waiting Payer").Select(l => l.Id).SingleAsync();
        await scope.ServiceProvider.GetRequiredService<SuspenseService>().CompletePayerAsync(
            line, new CompletedPayer("Waiting Payer", "6222000000000099", "Story Bank"), "The bank answered on paper.", new Acting(people.MakerId), default);
    }

    /// <summary>
    /// Two lots are sold: as long as lines of sale have no procedure, their projects stand for once under the rules of property. Of one the buyer is late with a part of
    /// its price, of the other the plan waits for the checker.
    /// </summary>
    private static async Task SellAsync(IServiceProvider services, StoryClock clock, StoryPeople people, StoryBank bank)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TradingDbContext>();
        var rules = RulebookLibrary.Load().Resolve("state-property", Instants.BeijingDay(clock.Now()), [], []);
        var before = await db.Set<Project>().AsNoTracking().Where(p => p.Id == OverLot).SingleAsync();
        Task UnderAsync(string line, string? json, string? hash) => db.Set<Project>().Where(p => p.Id == OverLot || p.Id == FailedLot)
            .ExecuteUpdateAsync(s => s.SetProperty(p => p.Line, line).SetProperty(p => p.RulebookJson, json).SetProperty(p => p.RulebookHash, hash));
        await UnderAsync("state-property", rules.ToJson(), rules.Hash);
        var plans = scope.ServiceProvider.GetRequiredService<PricePlans>();
        var (maker, contract) = (new Acting(people.MakerId), Instants.BeijingDay(clock.Now()).AddDays(-20));
        async Task<Guid> PlanAsync(long lot) => await plans.ProposeAsync(
            await db.Set<Participant>().Where(p => p.LotId == lot && (lot == FailedLot || p.OrganisationId == people.Bidder(0).Id)).Select(p => p.Id).SingleAsync(),
            new PriceTerms(
                Money.Yuan(9_000_000m), contract,
                [new InstalmentTerms(Money.Yuan(3_000_000m), contract.AddDays(2)), new InstalmentTerms(Money.Yuan(6_000_000m), contract.AddDays(300))])
            { InterestBasisPoints = 435, Security = "Bank guarantee 7" },
            "Contract 2026-07", maker, default);

        var plan = await PlanAsync(OverLot);
        await plans.ApproveAsync(await db.Set<FinanceDecision>().Where(d => d.SubjectId == plan).Select(d => d.Id).SingleAsync(), new Acting(people.CheckerId), default);
        var subAccount = await db.Set<PricePlan>().Where(p => p.Id == plan).Select(p => p.SubAccount).SingleAsync();
        bank.PayIn(clock.Now(), Money.Yuan(2_000_000m), people.Bidder(0), subAccount);
        await scope.ServiceProvider.GetRequiredService<StatementImportService>().ImportAsync(people.BankAccountId, bank.Statement(clock.Now()), maker, default);
        await PlanAsync(FailedLot);
        await UnderAsync(before.Line, before.RulebookJson, before.RulebookHash);
    }

    /// <summary>A fee that was paid from an account that the bank does not name, and remitted, is waived: the treasury is to give it back.</summary>
    private static async Task GiveBackAsync(IServiceProvider services, StoryClock clock, StoryPeople people, StoryBank bank)
    {
        var (maker, checker, payer) = (new Acting(people.MakerId), new Acting(people.CheckerId), people.Bidder(1));
        async Task<T> Do<TService, T>(Func<TService, Task<T>> use)
            where TService : notnull
        {
            await using var scope = services.CreateAsyncScope();
            return await use(scope.ServiceProvider.GetRequiredService<TService>());
        }

        var charge = (await Do((FeeService s) => s.ChargeAsync(EvaluatedLot, payer.Id, Money.Yuan(1_000_000m), maker, default)))!;
        bank.PayIn(clock.Now(), charge.Amount, payer with { AccountNumber = "" }, charge.SubAccount);
        await Do((StatementImportService s) => s.ImportAsync(people.BankAccountId, bank.Statement(clock.Now()), maker, default));
        var today = Instants.BeijingDay(clock.Now());
        var batch = await Do((RemittanceService s) => s.MakeBatchAsync(people.CentreId, people.BankAccountId, today, today, maker, default));
        var file = await Do(async (RepaymentService s) =>
        {
            await s.ApproveAsync(batch, checker, default);
            return await s.PaymentFileAsync(batch, maker, default);
        });
        await Do((RepaymentReplyService s) => s.ImportReplyAsync(people.BankAccountId, bank.Pay(file.Content, clock.Now()), maker, default));
        var decision = await Do((FeeCorrections c) => c.ProposeWaiverAsync(charge.Id, "Charged twice", maker, default));
        await Do(async (FeeCorrections c) =>
        {
            await c.ApproveAsync(decision, checker, default);
            return true;
        });

        // The owner has a fee of its own, with a notice.
        await Do(async (CentreFeeSchedules s) =>
        {
            await s.SetAsync(people.CentreId, FeeOccasion.VenueUsed, "demo-venue", new DateOnly(2020, 1, 1), null, 1, default);
            return true;
        });
        await Do((FeeService s) => s.ChargeAsync(
            new FeeEvent(FeeOccasion.VenueUsed, "hall-1", EvaluatedLot, new FeeCase(null, Hours: 4, Rooms: 1), new Dictionary<FeePayer, long> { [FeePayer.Host] = people.Owner.Id }, "opening-room"), maker, default));
    }

    /// <summary>The first month is closed, and the close of the second is proposed.</summary>
    private static async Task CloseAsync(IServiceProvider services, StoryPeople people)
    {
        await using var scope = services.CreateAsyncScope();
        var (closing, books) = (scope.ServiceProvider.GetRequiredService<MonthCloseService>(), scope.ServiceProvider.GetRequiredService<MonthBooks>());
        async Task<Guid> ProposeAsync() => await closing.ProposeAsync(
            people.CentreId, (await books.TurnAsync(people.CentreId, default))!.Value, "The bank was asked.", new Acting(people.MakerId), default);
        await closing.CloseAsync(await ProposeAsync(), new Acting(people.CheckerId), default);
        await ProposeAsync();
        await scope.ServiceProvider.GetRequiredService<ReportOrders>().OrderAsync(
            Guid.NewGuid(), people.CentreId, ReportKind.DepositMovement, ReportFormat.Pdf, ReportBasis.ValueDay, new DateOnly(2020, 1, 1), new DateOnly(2040, 12, 31),
            WordsLanguage.Chinese, people.MakerId, default);
        await scope.ServiceProvider.GetRequiredService<MakeReportsJob>().RunAsync(default);
    }

    /// <summary>Bidder A has put together what would replace its bid.</summary>
    private static async Task PutTogetherAsync(IServiceProvider services, StoryPeople people)
    {
        await using var scope = services.CreateAsyncScope();
        var drafts = scope.ServiceProvider.GetRequiredService<BidDraftService>();
        using var content = new MemoryStream("%PDF-1.4 draft"u8.ToArray());
        await drafts.AddFileAsync(BiddingLot, people.Bidder(0).Id, new OfferedFile("draft.pdf", content, null), default);
        await drafts.SaveAsync(BiddingLot, people.Bidder(0).Id, 9_050_000m, 280, default);
    }

    private static async Task ReturnAsync(IServiceProvider services, StoryPeople people)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Infrastructure.Projects.ProjectService>().ReturnAsync(
            ReturnedProject, [new Defect("ApprovalNumber", "other-project", "The approval is of another project.")], new Acting(people.OperatorId), default);
    }
}
