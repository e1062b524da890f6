using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trading.Domain.Deposits;
using Trading.Domain.Evaluation;
using Trading.Domain.Fees;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Awards;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Evaluation;
using Trading.Infrastructure.Fees;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Participation;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Projects;
using Trading.Infrastructure.Settlement;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Tendering;

namespace Trading.Infrastructure.Demo;

/// <summary>
/// One construction tender from entrustment to refund as a list of steps over the services of any host: the test kit's, the site's, a verb's. Each
/// step has what the world outside does first (time passes, the bank prints) and then one use case.
/// </summary>
public sealed class TenderStory
{
    private const int SecondsBetweenBeats = 15;

    private readonly IServiceProvider _services;
    private readonly StoryClock _clock;
    private readonly IStoryBank _bank;
    private readonly IReadOnlyList<(StoryOrganisation Bidder, Money Price)> _offers;
    private readonly List<StoryStep> _steps = [];
    private int _next;
    private byte[] _file = [];
    private readonly Guid _form = Guid.NewGuid();
    private Guid _batch;
    private DateTime? _lastUtc;

    public TenderStory(IServiceProvider services, StoryClock clock, StoryPeople people, IStoryBank bank, StoryPlot plot)
    {
        (_services, _clock, _bank, People, Plot) = (services, clock, bank, people, plot);
        _offers = [.. plot.Prices.Select((price, index) => (people.Bidder(index), price))];
        Write();
    }

    public StoryPeople People { get; }
    public StoryPlot Plot { get; }
    public IReadOnlyList<StoryStep> Steps => _steps;
    public long ProjectId { get; private set; }
    public long LotId { get; private set; }
    public DateTime DeadlineUtc { get; private set; }

    /// <summary>Participation numbers in the order of the bidders.</summary>
    public List<Guid> Participations { get; } = [];

    /// <summary>Runs the steps that have not run yet, up to and including the named one; with no name, all.</summary>
    public async Task<TenderStory> ToAsync(string? last = null)
    {
        if (last is not null && !_steps.Exists(s => s.Name == last))
        {
            throw new ArgumentException($"The story has no step '{last}'.", nameof(last));
        }

        while (_next < _steps.Count && (last is null || _steps.FindIndex(s => s.Name == last) >= _next))
        {
            await NextAsync();
        }

        return this;
    }

    /// <summary>Runs the next step and says which it was; null where all have run.</summary>
    public async Task<string?> NextAsync()
    {
        if (_next == _steps.Count)
        {
            return null;
        }

        await _steps[_next].RunAsync();
        return _steps[_next++].Name;
    }

    /// <summary>When the next step happens; null where all have run.</summary>
    public async Task<DateTime?> NextAtUtcAsync() => _next == _steps.Count ? null : await _steps[_next].WhenAsync();

    /// <summary>A bidder takes part and its deposit arrives, apart from the steps.</summary>
    public async Task<Guid> PaidAsync(StoryOrganisation bidder)
    {
        await TakePartAsync(bidder);
        await PrintDepositAsync(bidder);
        await On<StatementImportService>(s => s.ImportAsync(People.BankAccountId, _file, Maker, default))();
        return Participations[^1];
    }

    public async Task<T> WithAsync<T>(Func<IServiceProvider, Task<T>> use)
    {
        await using var scope = _services.CreateAsyncScope();
        return await use(scope.ServiceProvider);
    }

    public Task<T> ReadAsync<T>(Func<TradingDbContext, Task<T>> read) => WithAsync(s => read(s.GetRequiredService<TradingDbContext>()));

    private Acting Owner => new(People.Owner.UserId);
    private Acting Operator => new(People.OperatorId);
    private Acting Maker => new(People.MakerId);

    private void Write()
    {
        var writer = Plot.ByAgency ? new Acting(People.Agency.UserId) : Owner;
        Step(StorySteps.Draft, Projects(async s => ProjectId = await s.DraftAsync(Entrustment(), writer, default)));
        if (Plot.Settings.Count > 0)
        {
            Step(StorySteps.Settings, Projects(s => s.SetAsync(ProjectId, Plot.Settings, default)));
        }

        if (Plot.ByAgency)
        {
            Step(StorySteps.AskOwner, Projects(s => s.AskOwnerAsync(ProjectId, writer, default)));
            Step(StorySteps.OwnerConfirms, Projects(async s => await s.ConfirmAsync(ProjectId, People.Owner.Id, await ProjectVersionAsync(), Owner, default)));
        }

        Step(StorySteps.Submit, Projects(s => s.SubmitAsync(ProjectId, writer, default)));
        Step(StorySteps.Accept, FindLotAsync, Projects(s => s.AcceptAsync(ProjectId, "construction", [], Operator, default)));
        Step(StorySteps.Document, On<TenderService>(AddDocumentAsync));
        Step(StorySteps.Publish, On<TenderService>(s => s.PublishAsync(new PublishTender(LotId, Plot.Title, Plot.Text, Timetable()), Owner, default)));
        WriteBidders();
        Step(StorySteps.Close, DeadlineAsync, BeatAsync, On<OpeningService>(s => s.CloseAsync(LotId, default)));
        Step(StorySteps.Open, On<OpeningService>(s => s.OpenAsync(LotId, Acting.Clock, default)));
        if (_offers.Count >= StoryPlot.EnoughBidders)
        {
            if (Plot.ChargesForAll)
            {
                Step(StorySteps.ChargeOpening, On<FeeService>(ChargeOpeningAsync));
            }

            WriteEvaluation();
            WriteAward();
        }

        WriteRefund();
    }

    private void WriteBidders()
    {
        if (!Plot.PaysTogether)
        {
            foreach (var (bidder, price) in _offers)
            {
                WriteBidder(bidder, price);
            }

            return;
        }

        Step(StorySteps.TakePart, PayTogetherAsync, On<StatementImportService>(s => s.ImportAsync(People.BankAccountId, _file, Maker, default)));
        foreach (var (bidder, price) in _offers)
        {
            Step($"{StorySteps.Bid} {bidder.Name}", After(TimeSpan.FromMinutes(10)), NothingAsync, On<BidService>(s => BidAsync(s, bidder, price)));
        }
    }

    private async Task PayTogetherAsync()
    {
        foreach (var (bidder, _) in _offers)
        {
            await TakePartAsync(bidder);
            await PrintDepositAsync(bidder);
        }
    }

    private Task TakePartAsync(StoryOrganisation bidder) => On<ParticipationService>(s =>
        s.TakePartAsync(new BidderLink(LotId, bidder.Id, bidder.Name, bidder.AccountNumber, bidder.BankName), default))();

    private void WriteBidder(StoryOrganisation bidder, Money price)
    {
        var name = bidder.Name;
        Step($"{StorySteps.TakePart} {name}", () => TakePartAsync(bidder));
        Step($"{StorySteps.Pay} {name}", () => PrintDepositAsync(bidder), On<StatementImportService>(s => s.ImportAsync(People.BankAccountId, _file, Maker, default)));
        Step($"{StorySteps.Bid} {name}", After(TimeSpan.FromMinutes(10)), NothingAsync, On<BidService>(s => BidAsync(s, bidder, price)));
    }

    private void WriteEvaluation()
    {
        Step(StorySteps.Panel, After(Plot.Pace), NothingAsync, On<EvaluationService>(s => s.NamePanelAsync(LotId, PanelMembers(), Owner, default)));
        Step(StorySteps.Report, After(Plot.Pace), NothingAsync, On<EvaluationService>(async s => await s.EnterReportAsync(LotId, await JudgementsAsync(), Owner, default)));
        Step(StorySteps.Confirm, After(Plot.Pace), NothingAsync, On<EvaluationService>(async s =>
        {
            foreach (var member in await ReadAsync(db => db.Set<PanelMember>().AsNoTracking().Where(m => m.LotId == LotId).OrderBy(m => m.Name).ToListAsync()))
            {
                await s.ConfirmAsync(LotId, member.Id, await ReportHashAsync(), new Acting(member.UserId ?? People.Owner.UserId), default);
            }
        }));
    }

    private void WriteAward()
    {
        if (Plot.ChargesForAll)
        {
            Step(StorySteps.ChargeExperts, On<FeeService>(s => s.ChargeAsync(
                Told(FeeOccasion.ExpertsSat, $"panel-{LotId}", new FeeCase(null, Hours: 5, Experts: PanelMembers().Count(m => m.Kind == MemberKind.Expert)), FeePayer.Owner, People.Owner.Id), Operator, default)));
        }

        Step(StorySteps.Candidates, After(Plot.Pace), NothingAsync, On<AwardService>(s => s.PublishCandidatesAsync(LotId, Owner, default)));
        Step(StorySteps.EndPublicity, PublicityUntilAsync, NothingAsync, On<AwardService>(s => s.EndPublicityAsync(LotId, default)));
        Step(StorySteps.Decide, After(Plot.Pace), NothingAsync, On<AwardService>(async s => await s.DecideAsync(LotId, await WinnerAsync(), null, Owner, default)));
        Step(StorySteps.Notice, After(Plot.Pace), NothingAsync, On<AwardService>(s => s.IssueNoticeAsync(LotId, Owner, default)));
        Step(StorySteps.Render, On<AwardNoticeService>(s => s.RenderAsync(LotId, default)));
        Step(StorySteps.PayFee, PrintFeesAsync, On<StatementImportService>(s => s.ImportAsync(People.BankAccountId, _file, Maker, default)));
        if (Plot.ChargesForAll)
        {
            Step(StorySteps.WaiveRoom, On<FeeCorrections>(WaiveRoomAsync));
        }

        Step(StorySteps.Contract, After(TimeSpan.FromDays(2)), NothingAsync, On<AwardService>(async s =>
            await s.RecordContractAsync(LotId, Instants.BeijingDay(_clock.Now()), await WinningPriceAsync(), Owner, default)));
    }

    private void WriteRefund()
    {
        Step(StorySteps.Batch, After(TimeSpan.FromDays(1)), NothingAsync, On<RepaymentService>(s =>
            s.MakeBatchAsync(People.CentreId, People.BankAccountId, Instants.BeijingDay(_clock.Now()), Maker, default)));
        Step(StorySteps.Approve, FindBatchAsync, On<RepaymentService>(s => s.ApproveAsync(_batch, new Acting(People.CheckerId), default)));
        Step(StorySteps.Reply, PayOutAsync, On<RepaymentReplyService>(s => s.ImportReplyAsync(People.BankAccountId, _file, Maker, default)));
        Step(StorySteps.Statement, PrintAsync, On<StatementImportService>(s => s.ImportAsync(People.BankAccountId, _file, Maker, default)));
        Step(StorySteps.Chain, On<Chainer>(s => s.RunAsync(default)));
    }

    private EntrustProject Entrustment() => new(
        People.CentreId, "construction", People.Owner.Id, Plot.WithAgency || Plot.ByAgency ? People.Agency.Id : null,
        new ProjectFacts(Plot.Title, Plot.Text, "000000", Plot.Approval, IsLegallyRequired: true, IsStateFunded: true),
        [new LotFacts(Plot.Title, LotCategory.Works, Plot.Estimate, Plot.Ceiling, null, Plot.Deposit, Plot.ContractDays)])
    {
        FormId = _form,
    };

    private Task<long> ProjectVersionAsync() => ReadAsync(db => db.Set<Project>().Where(p => p.Id == ProjectId).Select(p => p.Version).SingleAsync());

    private async Task FindLotAsync() => LotId = await ReadAsync(db => db.Set<Lot>().Where(l => l.ProjectId == ProjectId).Select(l => l.Id).SingleAsync());

    private async Task FindBatchAsync() => _batch = await ReadAsync(db => db.Set<RepaymentBatch>().OrderByDescending(b => b.MadeAtUtc).Select(b => b.Id).FirstAsync());

    private async Task AddDocumentAsync(TenderService tenders)
    {
        using var content = new MemoryStream(Plot.File(Plot.Title, Plot.Text));
        await tenders.AddDocumentAsync(LotId, Plot.DocumentName, "application/pdf", content, 1_000_000, default);
    }

    private Timetable Timetable()
    {
        DeadlineUtc = _clock.Now().AddDays(Plot.Days);
        // The documents are offered from a moment ahead: a site's own clock runs on between this line and the check.
        return new Timetable(_clock.Now().AddMinutes(1), _clock.Now().AddDays(Math.Min(8, Plot.Days - 1)), DeadlineUtc);
    }

    // A clarification may have moved it.
    private async Task<DateTime> DeadlineAsync() => DeadlineUtc = await ReadAsync(db => db.Set<Tender>().Where(t => t.LotId == LotId).Select(t => t.DeadlineUtc!.Value).SingleAsync());

    /// <summary>Before the deadline the site could take bids all the time, or never where the plot has an outage.</summary>
    private async Task BeatAsync()
    {
        var deadlineUtc = await DeadlineAsync();
        if (!Plot.Outage)
        {
            await ReadAsync(db =>
            {
                db.AddRange(Enumerable.Range(0, 35 * 60 / SecondsBetweenBeats).Select(i => new HeartbeatRow { Node = $"story-{LotId}", AtUtc = deadlineUtc.AddSeconds(-i * SecondsBetweenBeats) }));
                return db.SaveChangesAsync();
            });
        }
    }

    private async Task PrintDepositAsync(StoryOrganisation bidder)
    {
        var participation = await WithAsync(s => s.GetRequiredService<ParticipationService>().FindAsync(LotId, bidder.Id, default));
        Participations.Add(participation!.Value);
        var deposit = await ReadAsync(db => db.Set<Deposit>().AsNoTracking().SingleAsync(d => d.ParticipationId == participation));
        var subAccount = await WithAsync(s => Task.FromResult(s.GetRequiredService<DepositSubAccounts>().Of(participation.Value)));
        _bank.PayIn(_clock.Now(), deposit.Due, bidder, subAccount);
        _file = _bank.Statement(_clock.Now());
    }

    private async Task BidAsync(BidService bids, StoryOrganisation bidder, Money price)
    {
        using var content = new MemoryStream(Plot.File(Plot.Title, $"{Plot.FileText} {bidder.Name}"));
        await bids.SubmitAsync(new SubmitBid(LotId, bidder.Id, price, Plot.OfferedDays, [new OfferedFile(Plot.FileName, content, null)]), default);
    }

    private List<NameMember> PanelMembers() =>
    [
        .. People.ExpertIds.Take(4).Select(expert => new NameMember("", MemberKind.Expert, expert)),
        new NameMember(Plot.RepresentativeName, MemberKind.OwnerRepresentative, null),
    ];

    private async Task<List<JudgeBid>> JudgementsAsync()
    {
        var opened = await ReadAsync(db => db.Set<Bid>().AsNoTracking().Where(b => b.LotId == LotId && b.State == BidState.Opened).Select(b => b.ParticipationId).ToListAsync());
        return [.. opened.Select(JudgeBid.Accept)];
    }

    private Task<DateTime> PublicityUntilAsync() =>
        ReadAsync(db => db.Set<Tender>().Where(t => t.LotId == LotId).Select(t => t.PublicityUntilUtc!.Value).SingleAsync());

    /// <summary>What a member is shown beside the report, and confirms.</summary>
    public async Task<string> ReportHashAsync() => Convert.ToHexStringLower(
        await ReadAsync(db => db.Set<EvaluationReport>().Where(r => r.LotId == LotId).Select(r => r.ContentHash).SingleAsync()));

    private Task<Guid> WinnerAsync() =>
        ReadAsync(db => db.Set<EvaluationLine>().Where(l => l.LotId == LotId && l.Rank == 1).Select(l => l.ParticipationId).SingleAsync());

    private async Task<Money> WinningPriceAsync()
    {
        var winner = await WinnerAsync();
        return await ReadAsync(db => db.Set<Bid>().Where(b => b.ParticipationId == winner && b.State == BidState.Opened).Select(b => b.Price!.Value).SingleAsync());
    }

    /// <summary>The room in which the lot was opened, and the document that each bidder had.</summary>
    private async Task ChargeOpeningAsync(FeeService fees)
    {
        var host = Plot.WithAgency ? People.Agency : People.Owner;
        await fees.ChargeAsync(
            Told(FeeOccasion.VenueUsed, $"opening-{LotId}", new FeeCase(null, Hours: 2, Rooms: 1), FeePayer.Host, host.Id) with { Category = "opening-room" }, Operator, default);
        foreach (var (bidder, _) in _offers)
        {
            await fees.ChargeAsync(
                Told(FeeOccasion.DocumentSold, $"document-{LotId}-{bidder.Id}", new FeeCase(Money.Yuan(300m), Cost: Money.Yuan(180m)), FeePayer.Bidder, bidder.Id), Operator, default);
        }
    }

    private FeeEvent Told(FeeOccasion occasion, string key, FeeCase facts, FeePayer payer, long party) =>
        new(occasion, key, LotId, facts, new Dictionary<FeePayer, long> { [payer] = party });

    private async Task WaiveRoomAsync(FeeCorrections corrections)
    {
        var room = await ReadAsync(db => db.Set<FeeCharge>().Where(f => f.LotId == LotId && f.Payer == FeePayer.Host).Select(f => f.Id).SingleAsync());
        await corrections.ApproveAsync(await corrections.ProposeWaiverAsync(room, Plot.WaivedBecause, Maker, default), new Acting(People.CheckerId), default);
    }

    private async Task PrintFeesAsync()
    {
        foreach (var fee in await ReadAsync(db => db.Set<FeeCharge>().AsNoTracking().Where(f => f.LotId == LotId).ToListAsync()))
        {
            _bank.PayIn(_clock.Now(), fee.Amount, People.Party(fee.OrganisationId), fee.SubAccount);
        }

        _file = _bank.Statement(_clock.Now());
    }

    private async Task PayOutAsync() =>
        _file = _bank.Pay((await WithAsync(s => s.GetRequiredService<RepaymentService>().PaymentFileAsync(_batch, Maker, default))).Content, _clock.Now());

    private Task PrintAsync()
    {
        _file = _bank.Statement(_clock.Now());
        return Task.CompletedTask;
    }

    private Func<Task> Projects(Func<ProjectService, Task> use) => On(use);

    private Func<Task> On<T>(Func<T, Task> use)
        where T : notnull => () => WithAsync(async s =>
        {
            await use(s.GetRequiredService<T>());
            return true;
        });

    private void Step(string name, Func<Task> act) => Step(name, After(TimeSpan.Zero), NothingAsync, act);

    private void Step(string name, Func<Task> prepare, Func<Task> act) => Step(name, After(TimeSpan.Zero), prepare, act);

    private void Step(string name, Func<Task<DateTime>> when, Func<Task> prepare, Func<Task> act) => _steps.Add(new StoryStep(
        name,
        when,
        async () =>
        {
            await prepare();
            _clock.Be(await when());
        },
        async () =>
        {
            // Taken before: whoever tries again after a lost answer may be told that it is done.
            _lastUtc = _clock.Now();
            await act();
        }));

    /// <summary>A while after this story's step before.</summary>
    private Func<Task<DateTime>> After(TimeSpan time) => () => Task.FromResult((_lastUtc ?? _clock.Now()) + time);

    private static Task NothingAsync() => Task.CompletedTask;
}

/// <summary>What happens in the world, once, and then the use case, which may be tried again.</summary>
/// <param name="Name">One of <see cref="StorySteps"/>.</param>
/// <param name="WhenAsync">When it happens.</param>
/// <param name="PrepareAsync">What the world does first: time passes, the bank prints.</param>
/// <param name="ActAsync">The use case.</param>
public sealed record StoryStep(string Name, Func<Task<DateTime>> WhenAsync, Func<Task> PrepareAsync, Func<Task> ActAsync)
{
    public async Task RunAsync()
    {
        await PrepareAsync();
        await ActAsync();
    }
}
