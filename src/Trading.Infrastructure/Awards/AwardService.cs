using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Awards;
using Trading.Domain.Calendar;
using Trading.Domain.Deposits;
using Trading.Domain.Evaluation;
using Trading.Domain.Fees;
using Trading.Domain.Notices;
using Trading.Domain.Participation;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Evaluation;
using Trading.Infrastructure.Fees;
using Trading.Infrastructure.Jobs;
using Trading.Infrastructure.Mail;
using Trading.Infrastructure.Notices;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;
using Trading.Infrastructure.Tendering;

namespace Trading.Infrastructure.Awards;

/// <summary>A candidate as the public sees it; a bid that names no period accepts the lot's.</summary>
public sealed record CandidateRow(int Rank, string Name, long PriceFen, long EvaluatedPriceFen, Guid Participation, int? ContractDays);

public sealed record CandidateFacts(DateTime FromUtc, DateTime UntilUtc, string Citation, IReadOnlyList<CandidateRow> Candidates)
{
    /// <summary>Null where nothing was drawn.</summary>
    public DrawFacts? Draw { get; init; }
}

/// <summary>The draw of a lot as the opening record has it, with which anybody can repeat it, and what it told apart.</summary>
/// <param name="Commitment">As published with the tender notice.</param>
/// <param name="Secret">As revealed by the opening.</param>
/// <param name="Order">As drawn with the opening.</param>
/// <param name="Ties">The groups of equal bids, each in its order; the place is that among all opened bids.</param>
public sealed record DrawFacts(string Commitment, string Secret, DrawnOrderFacts Order, IReadOnlyList<IReadOnlyList<DrawnBid>> Ties);

public sealed record DrawnBid(string Bidder, string ReceiptHash, int Place);

public sealed record AwardResultFacts(string Winner, long PriceFen, int ContractDays, DateTime DecidedAtUtc);

public sealed record ContractFacts(string Winner, long PriceFen, DateOnly SignedOn);

/// <summary>From the confirmed report to the signed contract: candidates, decision, award notice, contract; or the recorded decision not to award.</summary>
public sealed class AwardService(
    TradingDbContext db, TimeProvider clock, WorkCalendar calendar, TenderLoader loader, NoticeBoard notices, AwardNoticeService awardNotices,
    DepositService deposits, FeeService fees, DueActions due, ProcedureLog log, Outbox outbox, DrawnTies draws,
    ConfirmedReports reports)
{
    /// <summary>Puts at most the lawful number of ranked candidates before the public (中标候选人公示).</summary>
    public Task PublishCandidatesAsync(long lotId, Acting acting, CancellationToken ct) => ChangeAsync(
        lotId,
        async (t, nowUtc) =>
        {
            var candidates = await CandidatesAsync(lotId, t.Rules.MaximumCandidates.Count, ct);
            if (candidates.Count == 0)
            {
                throw new RuleBrokenException(AwardRules.NotACandidate);
            }

            t.Tender.PublishCandidates(t.Rules, calendar, nowUtc);
            var until = t.Tender.PublicityUntilUtc!.Value;
            var facts = new CandidateFacts(nowUtc, until, t.Rules.Publicity.Citation, candidates) { Draw = await draws.OfAsync(t, ct) };
            await notices.PublishAsync(t.Lot, NoticeKind.CandidatePublicity, t.Lot.Name, "", facts, until, acting, nowUtc, ct);
            await log.FinishAsync(t.Project.Id, lotId, Stages.CandidatePublicity, acting, "published", nowUtc, ct);
            await due.PlanAsync(DueKinds.EndPublicity, Subject(lotId), t.Lot.CentreId, until, ct);
            await TellParticipantsAsync(t.Lot, _ => MailKinds.Candidates, nowUtc, ct);
        },
        ct);

    /// <summary>The publicity has run its time: the owner's step to decide begins. Running it early or twice changes nothing.</summary>
    public Task EndPublicityAsync(long lotId, CancellationToken ct) => ChangeAsync(
        lotId,
        async (t, nowUtc) =>
        {
            if (!t.Tender.PublicityOver(nowUtc))
            {
                return;
            }

            await due.EndAsync(DueKinds.EndPublicity, Subject(lotId), nowUtc, ct);
            var running = await db.Set<ProcedureStep>().AnyAsync(s => s.LotId == lotId && s.Stage == Stages.Decision, ct);
            if (!running)
            {
                await BeginAsync(t, Stages.Decision, t.Rules.Decision, nowUtc, ct);
            }
        },
        ct);

    /// <summary>The owner decides on the winner.</summary>
    /// <param name="lotId">The lot whose candidates have been public for their full time.</param>
    /// <param name="participation">The winner.</param>
    /// <param name="ground">Under state funds, why it is not the first: one of <see cref="TenderRulebook.PassOverGrounds"/>.</param>
    /// <param name="acting">Who decides, with what is said besides; without state funds that is the reason why it is not the first.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="RuleBrokenException">
    /// <c>awards.not-a-candidate</c>, <c>awards.publicity-running</c>, <c>awards.first-candidate-first</c> (state funds, no ground of the law), <c>awards.reason-missing</c>,
    /// <c>evaluation.report-changed</c>
    /// </exception>
    public Task DecideAsync(long lotId, Guid participation, string? ground, Acting acting, CancellationToken ct) => ChangeAsync(
        lotId,
        async (t, nowUtc) =>
        {
            if (!t.Tender.PublicityOver(nowUtc))
            {
                throw new RuleBrokenException(AwardRules.PublicityRunning, t.Tender.PublicityUntilUtc ?? nowUtc);
            }

            var candidate = (await CandidatesAsync(lotId, t.Rules.MaximumCandidates.Count, ct)).SingleOrDefault(c => c.Participation == participation)
                ?? throw new RuleBrokenException(AwardRules.NotACandidate);
            if (candidate.Rank > 1)
            {
                RequireGround(t, ground, acting);
            }

            t.Tender.Decide(nowUtc);
            var organisation = await db.Set<Participant>().Where(p => p.Id == participation).Select(p => p.OrganisationId!.Value).SingleAsync(ct);
            db.Add(new Award
            {
                LotId = lotId,
                ParticipationId = participation,
                OrganisationId = organisation,
                WinnerName = candidate.Name,
                Rank = candidate.Rank,
                Price = new Money(candidate.PriceFen),
                ContractDays = candidate.ContractDays ?? t.Lot.ContractDays,
                Ground = candidate.Rank > 1 && t.Project.IsStateFunded ? ground : null,
                Reason = acting.Reason,
                DecidedBy = acting.UserId,
                DecidedAtUtc = nowUtc,
            });
            await due.EndAsync(DueKinds.EndPublicity, Subject(lotId), nowUtc, ct);
            await log.FinishAsync(t.Project.Id, lotId, Stages.Decision, acting, "decided", nowUtc, ct);
            log.Record(t.Lot.CentreId, t.Project.Id, lotId, acting, DecisionFacts(t, candidate), nowUtc);
            await BeginAsync(t, Stages.AwardNotice, t.Rules.AwardNotice, nowUtc, ct);
        },
        ct);

    /// <summary>Issues the award notice, announces the result, and charges the trading service fee.</summary>
    public Task IssueNoticeAsync(long lotId, Acting acting, CancellationToken ct) => ChangeAsync(
        lotId,
        async (t, nowUtc) =>
        {
            t.Tender.Award(nowUtc);
            var award = await db.Set<Award>().AsNoTracking().SingleAsync(a => a.LotId == lotId, ct);
            await awardNotices.IssueAsync(t, award, acting, nowUtc, ct);
            await notices.PublishAsync(
                t.Lot, NoticeKind.AwardResult, t.Lot.Name, "",
                new AwardResultFacts(award.WinnerName, award.Price.Fen, award.ContractDays, award.DecidedAtUtc), null, acting, nowUtc, ct);
            await fees.ChargeAsync(AwardOf(t.Project, award), acting, ct);
            await log.FinishAsync(t.Project.Id, lotId, Stages.AwardNotice, acting, "issued", nowUtc, ct);
            await BeginAsync(t, Stages.Contract, t.Rules.Contract, nowUtc, ct);
            await TellParticipantsAsync(t.Lot, o => o == award.OrganisationId ? MailKinds.Awarded : MailKinds.NotAwardedToYou, nowUtc, ct);
        },
        ct);

    private static FeeEvent AwardOf(Project project, Award award) => new(
        FeeOccasion.Award, $"award-{award.LotId}", award.LotId, new FeeCase(award.Price),
        new Dictionary<FeePayer, long> { [FeePayer.Owner] = project.OwnerId, [FeePayer.Winner] = award.OrganisationId });

    /// <summary>Records the signed contract; every deposit of the lot falls due from the day of signing.</summary>
    /// <exception cref="RuleBrokenException"><c>awards.contract-differs</c>: signed before the award notice, or at another price</exception>
    public Task RecordContractAsync(long lotId, DateOnly signedOn, Money price, Acting acting, CancellationToken ct) => ChangeAsync(
        lotId,
        async (t, nowUtc) =>
        {
            var award = await db.Set<Award>().AsNoTracking().SingleAsync(a => a.LotId == lotId, ct);
            t.Tender.Contract(nowUtc);
            if (price != award.Price || signedOn < Instants.BeijingDay(t.Tender.AwardedAtUtc!.Value) || signedOn > Instants.BeijingDay(nowUtc))
            {
                throw new RuleBrokenException(AwardRules.ContractDiffers, award.Price, Instants.BeijingDay(t.Tender.AwardedAtUtc!.Value));
            }

            db.Add(new ContractRecord { LotId = lotId, SignedOn = signedOn, Price = price, RecordedBy = acting.UserId, RecordedAtUtc = nowUtc });
            await notices.PublishAsync(
                t.Lot, NoticeKind.ContractRecord, t.Lot.Name, "", new ContractFacts(award.WinnerName, price.Fen, signedOn), null, acting, nowUtc, ct);
            await log.FinishAsync(t.Project.Id, lotId, Stages.Contract, acting, "signed", nowUtc, ct);
            await deposits.RaiseAsync(lotId, DepositEvent.ContractSigned, Instants.StartOfBeijingDay(signedOn), null, ct);
        },
        ct);

    /// <summary>The owner's recorded decision, after evaluation, to award to nobody; deposits go back and participants are told.</summary>
    /// <exception cref="RuleBrokenException"><c>awards.reason-missing</c>; <c>tendering.wrong-state</c>: the panel has not reported</exception>
    public Task DeclineAsync(long lotId, Acting acting, CancellationToken ct) => ChangeAsync(
        lotId,
        async (t, nowUtc) =>
        {
            if (string.IsNullOrWhiteSpace(acting.Reason))
            {
                throw new RuleBrokenException(AwardRules.ReasonMissing);
            }

            t.Tender.DeclineToAward(nowUtc);
            foreach (var stage in (string[])[Stages.CandidatePublicity, Stages.Decision])
            {
                await log.FinishAsync(t.Project.Id, lotId, stage, acting, "not-awarded", nowUtc, ct);
            }

            await due.EndAsync(DueKinds.EndPublicity, Subject(lotId), nowUtc, ct);
            log.Record(t.Lot.CentreId, t.Project.Id, lotId, acting, new EventFacts("not-awarded", t.Lot.Code!), nowUtc);
            await notices.PublishAsync(t.Lot, NoticeKind.NoAward, t.Lot.Name, acting.Reason, new { }, null, acting, nowUtc, ct);
            await deposits.RaiseAsync(lotId, DepositEvent.Terminated, nowUtc, null, ct);
            await TellParticipantsAsync(t.Lot, _ => MailKinds.NoAward, nowUtc, ct);
        },
        ct);

    // 招标投标法实施条例 第五十五条: under state funds another than the first wins on the grounds of the article, not on any that the owner finds.
    private static void RequireGround(LoadedTender t, string? ground, Acting acting)
    {
        if (t.Project.IsStateFunded)
        {
            var grounds = t.Rules.PassOverGrounds;
            if (!grounds.Text.Split(',').Contains(ground))
            {
                throw RuleBrokenException.Cited(AwardRules.FirstCandidateFirst, grounds.Citation);
            }
        }
        else if (string.IsNullOrWhiteSpace(acting.Reason))
        {
            throw new RuleBrokenException(AwardRules.ReasonMissing);
        }
    }

    private static EventFacts DecisionFacts(LoadedTender t, CandidateRow winner) => winner.Rank > 1 && t.Project.IsStateFunded
        ? new EventFacts("winner-decided", winner.Participation.ToString("N"), t.Rules.PassOverGrounds.Key, t.Rules.PassOverGrounds.Citation)
        : new EventFacts("winner-decided", winner.Participation.ToString("N"));

    private async Task<List<CandidateRow>> CandidatesAsync(long lotId, int most, CancellationToken ct)
    {
        if (await reports.FirstChangedAsync([lotId], ct) is not null)
        {
            throw new RuleBrokenException(EvaluationRules.ReportChanged);
        }

        var rows = await (
            from line in db.Set<EvaluationLine>().AsNoTracking()
            join bid in db.Set<Bid>() on line.ParticipationId equals bid.ParticipationId
            join participant in db.Set<Participant>() on line.ParticipationId equals participant.Id
            join organisation in db.Set<Domain.Parties.Organisation>() on participant.OrganisationId equals organisation.Id
            where line.LotId == lotId && line.Rank != null && line.Rank <= most && bid.State == BidState.Opened
            orderby line.Rank
            select new { line.Rank, organisation.Name, bid.Price, bid.ContractDays, line.EvaluatedPrice, line.ParticipationId }).ToListAsync(ct);
        return [.. rows.Select(r => new CandidateRow(r.Rank!.Value, r.Name, r.Price!.Value.Fen, r.EvaluatedPrice!.Value.Fen, r.ParticipationId, r.ContractDays))];
    }

    private async Task TellParticipantsAsync(Lot lot, Func<long, string> kind, DateTime nowUtc, CancellationToken ct)
    {
        var organisations = await db.Set<Participant>().Where(p => p.LotId == lot.Id && p.OrganisationId != null).Select(p => p.OrganisationId!.Value).ToListAsync(ct);
        foreach (var organisation in organisations)
        {
            await outbox.ToOrganisationAsync(organisation, new MailText(kind(organisation), "notices", lot.Code!, lot.Name), nowUtc, ct);
        }
    }

    private async Task BeginAsync(LoadedTender t, string stage, Domain.Rulebooks.Rule rule, DateTime nowUtc, CancellationToken ct)
    {
        var due = t.Rules.Rulebook.Period(rule.Key, calendar, Instants.BeijingDay(nowUtc));
        await log.BeginAsync(t.Lot.CentreId, t.Project.Id, t.Lot.Id, stage, Posts.Owner, nowUtc, Instants.EndOfBeijingDay(due.Date), due.Key, due.Citation, ct);
    }

    private static string Subject(long lotId) => lotId.ToString(CultureInfo.InvariantCulture);

    private async Task ChangeAsync(long lotId, Func<LoadedTender, DateTime, Task> change, CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        await db.InTransactionAsync(
            async () =>
            {
                await change(await loader.LoadAsync(lotId, ct), nowUtc);
                await db.SaveChangesAsync(ct);
            },
            ct);
    }
}
