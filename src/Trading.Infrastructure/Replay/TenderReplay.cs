using System.Diagnostics;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trading.Domain.Closing;
using Trading.Domain.Deposits;
using Trading.Domain.Evaluation;
using Trading.Domain.Fees;
using Trading.Domain.Parties;
using Trading.Domain.Projects;
using Trading.Domain.Reports;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Awards;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Closing;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Evaluation;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Notices;
using Trading.Infrastructure.Participation;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Projects;
using Trading.Infrastructure.Rulebooks;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Settlement;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Tendering;

namespace Trading.Infrastructure.Replay;

/// <summary>
/// Runs recorded tenders through the same services as the site, on a simulated clock and in one order of time for all of them: published, documents
/// fetched, paid for by imported bank statements, bid on, closed, opened, evaluated, awarded, noticed, contracted, refunded, settled; each month's books
/// are closed by two people on the first day of the next, and tie to the bank to the fen.
/// </summary>
/// <remarks>
/// The recorded winner is not looked at before the award, with two exceptions that are records themselves: the outcome of a draw among tied bids,
/// and a tender in which the record says that nobody won, which the owner then declines to award.
/// </remarks>
public sealed class TenderReplay
{
    private const string Book = "replay";
    private const string PanelClause = "资格与响应性评审";
    private readonly IServiceProvider _services;
    private readonly ReplayClock _clock;
    private readonly PriorityQueue<Func<CancellationToken, Task>, (long Ms, long Order)> _agenda = new();
    private readonly Dictionary<string, ReplayOrganisation> _bidders = [];
    private readonly HashSet<DateOnly> _statementDays = [];
    private readonly HashSet<DateOnly> _refundDays = [];
    private readonly List<ReplayMismatch> _mismatches = [];
    private ReplayWorld _world = null!;
    private ReplayBank _bank = null!;
    private long _order;
    private int _statements;
    private int _matched;

    public TenderReplay(IServiceProvider services, ReplayClock clock)
    {
        _services = services;
        _clock = clock;
    }

    /// <summary>Hears what is acknowledged; none unless somebody will look after a crash.</summary>
    public AcknowledgementLog? Acknowledgements { get; init; }

    /// <summary>Replays all tenders; <paramref name="progress"/> hears how many have come to their end.</summary>
    public async Task<ReplayResult> RunAsync(IReadOnlyList<RecordedTender> tenders, IProgress<int>? progress, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var ended = 0;
        _clock.MoveTo(tenders.Min(t => new ReplayTimetable(t.OpenedOn).NoticeUtc).AddDays(-1));
        await FoundAsync(ct);
        foreach (var tender in tenders)
        {
            var run = new Run(tender, new ReplayTimetable(tender.OpenedOn), () => progress?.Report(++ended));
            At(run.Times.NoticeUtc, token => PublishAsync(run, token));
        }

        PlanClose(AccountingPeriod.MonthOf(Instants.BeijingDay(_clock.NowUtc())));
        while (_agenda.TryDequeue(out var step, out var when))
        {
            _clock.MoveTo(Instants.FromUnixMs(when.Ms));
            await step(ct);
        }

        return await SummariseAsync(tenders, watch, ct);
    }

    private async Task FoundAsync(CancellationToken ct)
    {
        _world = await WithAsync(s => ReplayWorld.FoundAsync(
            s.GetRequiredService<TradingDbContext>(), s.GetRequiredService<CentreService>(), s.GetRequiredService<OrganisationService>(), _clock.NowUtc(), ct));
        _bank = new ReplayBank(_world.BankAccountNumber, BankProfiles.Of(_world.Profile));
    }

    private async Task PublishAsync(Run run, CancellationToken ct)
    {
        var (tender, times) = (run.Tender, run.Times);
        await WithAsync(async s =>
        {
            var (projects, tendering, db) = (s.GetRequiredService<ProjectService>(), s.GetRequiredService<TenderService>(), s.GetRequiredService<TradingDbContext>());
            var (owner, centre) = (new Acting(_world.OperatorId), new Acting(_world.OperatorId));
            var rules = s.GetRequiredService<RulebookLibrary>().Resolve(Book, Instants.BeijingDay(_clock.NowUtc()), [], []);
            var deposit = new TenderRulebook(rules, "construction", isLegallyRequired: false).HighestDeposit(LotCategory.Works, tender.Reserve);
            var project = await projects.DraftAsync(
                new EntrustProject(
                    _world.CentreId, "construction", _world.OwnerId, null,
                    new ProjectFacts(tender.Title, tender.Works, "000000", null, IsLegallyRequired: false, IsStateFunded: true),
                    [new LotFacts(tender.Title, LotCategory.Works, tender.Reserve, tender.Reserve, tender.Minimum, deposit, 90)]),
                owner, ct);
            await projects.SubmitAsync(project, Book, owner, ct);
            await projects.AcceptAsync(project, Book, [], centre, ct);
            run.LotId = await db.Set<Lot>().Where(l => l.ProjectId == project).Select(l => l.Id).SingleAsync(ct);
            using var document = new MemoryStream(Encoding.UTF8.GetBytes($"{tender.Id}\n{tender.Title}\n{tender.Works}\n"));
            await tendering.AddDocumentAsync(run.LotId, "tender-document.txt", "text/plain", document, 1_000_000, ct);
            var timetable = new Timetable(_clock.NowUtc(), times.DocumentsUntilUtc, times.DeadlineUtc);
            await tendering.PublishAsync(new PublishTender(run.LotId, tender.Title, tender.Works, timetable), owner, ct);
            Acknowledgements?.Add("published", run.LotId);
        });
        At(times.TakePartUtc, token => TakePartAsync(run, token));
        At(times.BidUtc, token => BidAsync(run, token));
        At(times.DeadlineUtc, token => OpenAsync(run, token));
    }

    private async Task TakePartAsync(Run run, CancellationToken ct)
    {
        await FetchDocumentsAsync(run, ct);
        foreach (var bid in run.Tender.Bids)
        {
            var bidder = await BidderAsync(bid.Bidder, ct);
            await WithAsync(async s =>
            {
                var participation = await s.GetRequiredService<ParticipationService>().TakePartAsync(
                    new BidderLink(run.LotId, bidder.Id, bidder.Name, bidder.AccountNumber, bidder.BankName), ct);
                run.Participations[bid.Bidder] = participation;
                Acknowledgements?.Add("participation", participation);
                var deposit = await s.GetRequiredService<TradingDbContext>().Set<Deposit>().AsNoTracking().SingleAsync(d => d.ParticipationId == participation, ct);
                PayIn(deposit.Due, bidder, s.GetRequiredService<DepositSubAccounts>().Of(participation));
            });
        }
    }

    private Task FetchDocumentsAsync(Run run, CancellationToken ct) => WithAsync(async s =>
    {
        var notices = s.GetRequiredService<NoticeQueries>();
        var shown = await notices.FindAsync((await notices.OfLotAsync(run.LotId, ct))!, ct);
        foreach (var document in shown!.Documents)
        {
            var taken = await s.GetRequiredService<TenderDocumentQueries>().OpenAsync(document.Id, ct);
            await using var content = taken!.Value.Content;
            var hash = await System.Security.Cryptography.SHA256.HashDataAsync(content, ct);
            if (!hash.AsSpan().SequenceEqual(document.Sha256))
            {
                throw new InvalidOperationException($"The tender document of {run.Tender.Id} is not the one that was published.");
            }
        }
    });

    private async Task BidAsync(Run run, CancellationToken ct)
    {
        foreach (var bid in run.Tender.Bids)
        {
            using var content = new MemoryStream(Encoding.UTF8.GetBytes($"{run.Tender.Id}/{bid.Bidder}"));
            var receipt = await WithAsync(s => s.GetRequiredService<BidService>().SubmitAsync(
                new SubmitBid(run.LotId, _bidders[bid.Bidder].Id, bid.Bid, 90, [new OfferedFile("bid.txt", content, null)]), ct));
            Acknowledgements?.Add("bid", receipt.Number);
        }
    }

    private async Task OpenAsync(Run run, CancellationToken ct)
    {
        await WithAsync(s => s.GetRequiredService<OpeningService>().CloseAsync(run.LotId, ct));
        await WithAsync(s => s.GetRequiredService<OpeningService>().OpenAsync(run.LotId, Acting.Clock, ct));
        Acknowledgements?.Add("opened", run.LotId);
        At(run.Times.EvaluationUtc, token => EvaluateAsync(run, token));
    }

    private async Task EvaluateAsync(Run run, CancellationToken ct)
    {
        var acting = new Acting(_world.OperatorId);
        await WithAsync(async s =>
        {
            var (db, evaluation) = (s.GetRequiredService<TradingDbContext>(), s.GetRequiredService<EvaluationService>());
            NameMember[] panel = [.. _world.ExpertIds.Select(e => new NameMember("", MemberKind.Expert, e)), new NameMember("招标人代表", MemberKind.OwnerRepresentative, null)];
            await evaluation.NamePanelAsync(run.LotId, panel, acting, ct);
            var opened = await db.Set<Bid>().AsNoTracking().Where(b => b.LotId == run.LotId && b.State == BidState.Opened).Select(b => b.ParticipationId).ToListAsync(ct);
            await evaluation.EnterReportAsync(run.LotId, [.. run.Tender.Bids.Where(b => opened.Contains(run.Participations[b.Bidder])).Select(b => Judge(run, b))], acting, ct);
        });
        await WithAsync(async s =>
        {
            var isTied = await s.GetRequiredService<TradingDbContext>().Set<EvaluationLine>()
                .AnyAsync(l => l.LotId == run.LotId && l.Judgement == Judgement.Ranked && l.Rank == null, ct);
            if (isTied)
            {
                await s.GetRequiredService<EvaluationService>().DecideTieAsync(run.LotId, TieOrder(run), acting with { Reason = "以抽签记录为准" }, ct);
            }
        });
        await WithAsync(async s =>
        {
            var db = s.GetRequiredService<TradingDbContext>();
            var members = await db.Set<PanelMember>().AsNoTracking().Where(m => m.LotId == run.LotId).ToListAsync(ct);
            var shown = Convert.ToHexStringLower(await db.Set<EvaluationReport>().Where(r => r.LotId == run.LotId).Select(r => r.ContentHash).SingleAsync(ct));
            foreach (var member in members)
            {
                await s.GetRequiredService<EvaluationService>().ConfirmAsync(run.LotId, member.Id, shown, member.UserId is { } expert ? new Acting(expert) : acting, ct);
            }
        });
        At(run.Times.PublicityUtc, token => PublishCandidatesAsync(run, token));
    }

    private static JudgeBid Judge(Run run, RecordedBid bid) => bid.RejectReason is { } reason
        ? JudgeBid.Reject(run.Participations[bid.Bidder], PanelClause, reason)
        : bid.Bid is null
            ? JudgeBid.Reject(run.Participations[bid.Bidder], PanelClause, "no price")
            : JudgeBid.Accept(run.Participations[bid.Bidder]);

    /// <summary>The recorded outcome of a draw: the drawn bid first, the others as they stand in the record.</summary>
    private static List<Guid> TieOrder(Run run)
    {
        var tied = run.Tender.Bids.Where(b => b.RejectReason is null && b.Bid is not null).GroupBy(b => b.Bid).Where(g => g.Count() > 1).SelectMany(g => g);
        return [.. tied.OrderBy(b => b.Won == "1" ? 0 : 1).Select(b => run.Participations[b.Bidder])];
    }

    private async Task PublishCandidatesAsync(Run run, CancellationToken ct)
    {
        var anybody = await WithAsync(s => s.GetRequiredService<TradingDbContext>().Set<EvaluationLine>().AnyAsync(l => l.LotId == run.LotId && l.Rank == 1, ct));
        if (!anybody || run.Tender.NobodyWon)
        {
            await WithAsync(s => s.GetRequiredService<AwardService>().DeclineAsync(run.LotId, new Acting(_world.OperatorId, "依原记录，本次招标不定标"), ct));
            await EndAsync(run, winner: null, ct);
            return;
        }

        await WithAsync(s => s.GetRequiredService<AwardService>().PublishCandidatesAsync(run.LotId, new Acting(_world.OperatorId), ct));
        var until = await WithAsync(s => s.GetRequiredService<TradingDbContext>().Set<Tender>().Where(t => t.LotId == run.LotId).Select(t => t.PublicityUntilUtc!.Value).SingleAsync(ct));
        At(until, token => AwardAsync(run, token));
    }

    private async Task AwardAsync(Run run, CancellationToken ct)
    {
        var acting = new Acting(_world.OperatorId);
        var winner = await WithAsync(async s =>
        {
            var awards = s.GetRequiredService<AwardService>();
            await awards.EndPublicityAsync(run.LotId, ct);
            var first = await s.GetRequiredService<TradingDbContext>().Set<EvaluationLine>().Where(l => l.LotId == run.LotId && l.Rank == 1).Select(l => l.ParticipationId).SingleAsync(ct);
            await awards.DecideAsync(run.LotId, first, null, acting, ct);
            await awards.IssueNoticeAsync(run.LotId, acting, ct);
            return first;
        });
        await WithAsync(s => s.GetRequiredService<AwardNoticeService>().RenderAsync(run.LotId, ct));
        Acknowledgements?.Add("awarded", run.LotId);
        var name = run.Participations.Single(p => p.Value == winner).Key;
        await PayFeesAsync(run, _bidders[name], ct);
        At(_clock.NowUtc().AddHours(34), token => ContractAsync(run, name, token));
    }

    private Task PayFeesAsync(Run run, ReplayOrganisation winner, CancellationToken ct) => WithAsync(async s =>
    {
        var charges = await s.GetRequiredService<TradingDbContext>().Set<FeeCharge>().AsNoTracking().Where(f => f.LotId == run.LotId).ToListAsync(ct);
        charges.ForEach(f => PayIn(f.Amount, winner, f.SubAccount));
    });

    private async Task ContractAsync(Run run, string winner, CancellationToken ct)
    {
        var price = run.Tender.Bids.Single(b => b.Bidder == winner).Bid!.Value;
        await WithAsync(s => s.GetRequiredService<AwardService>().RecordContractAsync(
            run.LotId, Instants.BeijingDay(_clock.NowUtc()), price, new Acting(_world.OperatorId), ct));
        Acknowledgements?.Add("contracted", run.LotId);
        await EndAsync(run, winner, ct);
    }

    private Task EndAsync(Run run, string? winner, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var expected = run.Tender.Bids.FirstOrDefault(b => b.Won == "1")?.Bidder;
        if (winner == expected)
        {
            _matched += winner is null ? 0 : 1;
        }
        else
        {
            _mismatches.Add(new ReplayMismatch(run.Tender.Id, expected, winner));
        }

        var day = Instants.BeijingDay(_clock.NowUtc()).AddDays(1);
        if (_refundDays.Add(day))
        {
            At(ReplayTimetable.RefundUtc(day), RefundAsync);
        }

        run.Ended();
        return Task.CompletedTask;
    }

    private async Task RefundAsync(CancellationToken ct)
    {
        var nowUtc = _clock.NowUtc();
        var today = Instants.BeijingDay(nowUtc);
        var anythingDue = await WithAsync(s => s.GetRequiredService<TradingDbContext>().Set<Deposit>().AnyAsync(d => d.State == DepositState.RefundDue, ct));
        if (!anythingDue)
        {
            // The batch of the day before has taken what ended this morning too.
            return;
        }

        Acknowledgements?.Begin(AcknowledgementLog.Refund);
        var batch = await WithAsync(s => s.GetRequiredService<RepaymentService>().MakeBatchAsync(_world.CentreId, _world.BankAccountId, today, new Acting(_world.MakerId), ct));
        await WithAsync(s => s.GetRequiredService<RepaymentService>().ApproveAsync(batch, new Acting(_world.CheckerId), ct));
        var file = await WithAsync(s => s.GetRequiredService<RepaymentService>().PaymentFileAsync(batch, new Acting(_world.MakerId), ct));
        var reply = _bank.Pay(file.Content, nowUtc);
        PlanStatement(today);
        await WithAsync(s => s.GetRequiredService<RepaymentReplyService>().ImportReplyAsync(_world.BankAccountId, reply, new Acting(_world.MakerId), ct));
        Acknowledgements?.Add("paid", batch);
    }

    private void PayIn(Money amount, ReplayOrganisation from, string subAccount)
    {
        if (amount.IsPositive)
        {
            _bank.Book(_clock.NowUtc(), amount, from.Name, from.AccountNumber, from.BankName, subAccount, "");
            PlanStatement(Instants.BeijingDay(_clock.NowUtc()));
        }
    }

    private void PlanStatement(DateOnly day)
    {
        if (_statementDays.Add(day))
        {
            At(ReplayTimetable.StatementUtc(day), ImportStatementAsync);
        }
    }

    private async Task ImportStatementAsync(CancellationToken ct)
    {
        var file = _bank.PrintStatement();
        Acknowledgements?.Begin(AcknowledgementLog.Import);
        await WithAsync(s => s.GetRequiredService<StatementImportService>().ImportAsync(_world.BankAccountId, file, new Acting(_world.MakerId), ct));
        Acknowledgements?.Add("statement", ++_statements);
        await ChainAsync(ct);
    }

    /// <summary>The month's books are closed after it, and those of the next are planned while anything is still to happen.</summary>
    private void PlanClose(DateOnly month)
    {
        var next = month.AddMonths(1);
        PlanStatement(next.AddDays(-1));
        At(ReplayTimetable.CloseUtc(next), async ct =>
        {
            await CloseAsync(month, ct);
            if (_agenda.Count > 0)
            {
                PlanClose(next);
            }
        });
    }

    private async Task CloseAsync(DateOnly month, CancellationToken ct)
    {
        // Until the first booked statement there is no month to close.
        if (await WithAsync(s => s.GetRequiredService<MonthBooks>().TurnAsync(_world.CentreId, ct)) != month)
        {
            return;
        }

        Acknowledgements?.Begin(AcknowledgementLog.Close);
        // A day without a booking has no line that would name it: a quiet end of the month needs its reason, a difference would find none.
        var proofs = await WithAsync(s => s.GetRequiredService<MonthBooks>().ProofsAsync(_world.CentreId, month, ct));
        var reason = proofs.All(p => p.Proof.Difference == Money.Zero) && proofs.Any(p => !p.ToMonthProof().Holds) ? "月末无收支，银行未出对账单" : null;
        var period = await WithAsync(s => s.GetRequiredService<MonthCloseService>().ProposeAsync(_world.CentreId, month, reason, new Acting(_world.MakerId), ct));
        await WithAsync(s => s.GetRequiredService<MonthCloseService>().CloseAsync(period, new Acting(_world.CheckerId), ct));
        Acknowledgements?.Add("closed", period);
    }

    // As the site's own loop does it.
    private Task ChainAsync(CancellationToken ct) => WithAsync(async s =>
    {
        await s.GetRequiredService<Chainer>().RunAsync(ct);
        await s.GetRequiredService<CheckpointMaker>().RunAsync(ct);
    });

    private async Task<ReplayOrganisation> BidderAsync(string name, CancellationToken ct)
    {
        if (_bidders.TryGetValue(name, out var known))
        {
            return known;
        }

        var number = _bidders.Count + 1;
        return _bidders[name] = await WithAsync(async s =>
        {
            var db = s.GetRequiredService<TradingDbContext>();
            var person = ReplayWorld.Person($"bidder-{number}");
            db.Add(person);
            await db.SaveChangesAsync(ct);
            return await ReplayWorld.RegisterAsync(
                s.GetRequiredService<OrganisationService>(), person.Id, number, name, OrganisationKinds.Bidder, _clock.NowUtc(), ct);
        });
    }

    private async Task<ReplayResult> SummariseAsync(IReadOnlyList<RecordedTender> tenders, Stopwatch watch, CancellationToken ct)
    {
        await ChainAsync(ct);
        await WithAsync(s => s.GetRequiredService<CheckpointMaker>().MakeAsync(ct));
        var books = await WithAsync(s => ReplayBooks.ReadAsync(s.GetRequiredService<TradingDbContext>(), s.GetRequiredService<LedgerVerifier>(), s.GetServices<IVerifier>(), ct));
        return books with
        {
            Tenders = tenders.Count,
            Bids = tenders.Sum(t => t.Bids.Count),
            WinnersExpected = tenders.Count(t => t.Bids.Any(b => b.Won == "1")),
            WinnersMatched = _matched,
            Mismatches = _mismatches,
            Seconds = Math.Round(watch.Elapsed.TotalSeconds, 1),
            PeakRssMb = Process.GetCurrentProcess().PeakWorkingSet64 / 1_048_576,
            ChecksFailed = [.. books.ChecksFailed, .. await UnsettledAsync(tenders, books, ct)],
        };
    }

    /// <summary>What finance hands over at the end: the settlement report of the whole time and the bank's balance, against what the journal says.</summary>
    private Task<IReadOnlyList<string>> UnsettledAsync(IReadOnlyList<RecordedTender> tenders, ReplayResult books, CancellationToken ct) => WithAsync<IReadOnlyList<string>>(async s =>
    {
        var (first, last) = (tenders.Min(t => t.OpenedOn).AddYears(-1), Instants.BeijingDay(_clock.NowUtc()));
        var report = await s.GetRequiredService<SettlementQueries>().ReportAsync(_world.CentreId, first, last, ReportBasis.ValueDay, ct);
        var proof = await s.GetRequiredService<BankProofs>().BankProofAsync(_world.BankAccountId, last, ct);
        var isSettled = report.TiesToLedger && (report.FeesReceived.Fen, report.DepositsIn.Fen, report.DepositsOut.Fen) == (books.FeesReceivedFen, books.DepositsInFen, books.DepositsOutFen);
        return [.. isSettled ? [] : (string[])["settlement-report"], .. proof is { Ties: true } ? [] : (string[])["bank-proof"]];
    });

    private void At(DateTime utc, Func<CancellationToken, Task> step)
    {
        var now = _clock.NowUtc();
        _agenda.Enqueue(step, (Instants.ToUnixMs(utc < now ? now : utc), _order++));
    }

    private async Task<T> WithAsync<T>(Func<IServiceProvider, Task<T>> use)
    {
        await using var scope = _services.CreateAsyncScope();
        return await use(scope.ServiceProvider);
    }

    private async Task WithAsync(Func<IServiceProvider, Task> use)
    {
        await using var scope = _services.CreateAsyncScope();
        await use(scope.ServiceProvider);
    }

    private sealed class Run(RecordedTender tender, ReplayTimetable times, Action ended)
    {
        public RecordedTender Tender => tender;
        public ReplayTimetable Times => times;
        public Action Ended => ended;
        public long LotId { get; set; }
        public Dictionary<string, Guid> Participations { get; } = [];
    }
}
