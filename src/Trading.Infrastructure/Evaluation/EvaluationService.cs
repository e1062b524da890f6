using Microsoft.EntityFrameworkCore;
using Trading.Domain.Calendar;
using Trading.Domain.Evaluation;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;
using Trading.Infrastructure.Tendering;

namespace Trading.Infrastructure.Evaluation;

/// <summary>A member as the owner's side names it.</summary>
public sealed record NameMember(string Name, MemberKind Kind, long? UserId);

/// <summary>What the panel found of one bid: rejected with clause and reason, or ranked with what is added to its price in money.</summary>
public sealed record JudgeBid(Guid Participation, string? RejectedUnderClause, string? Reason, Money Adjustment)
{
    public static JudgeBid Accept(Guid participation) => new(participation, null, null, Money.Zero);

    public static JudgeBid Reject(Guid participation, string clause, string reason) => new(participation, clause, reason, Money.Zero);
}

/// <summary>
/// The evaluation of an opened lot: a named panel, a report that judges every bid, and each member's confirmation of exactly that report. With the
/// last confirmation the evaluation is closed; nobody can enter it again.
/// </summary>
public sealed class EvaluationService(TradingDbContext db, TimeProvider clock, WorkCalendar calendar, TenderLoader loader, ProcedureLog log)
{
    /// <exception cref="RuleBrokenException"><c>evaluation.panel-too-small</c>, <c>evaluation.panel-even</c>, <c>evaluation.too-few-experts</c>, <c>evaluation.already-confirmed</c></exception>
    public Task NamePanelAsync(long lotId, IReadOnlyList<NameMember> members, Acting acting, CancellationToken ct) => ChangeAsync(
        lotId,
        async (t, nowUtc) =>
        {
            RequireOpened(t);
            Panel.Require([.. members.Select(m => m.Kind)], t.Rules);
            await RequireUnconfirmedAsync(lotId, ct);
            await db.Set<PanelMember>().Where(m => m.LotId == lotId).ExecuteDeleteAsync(ct);
            db.AddRange(members.Select(m => new PanelMember { Id = Guid.NewGuid(), LotId = lotId, Name = m.Name.Trim(), Kind = m.Kind, UserId = m.UserId }));
            log.Record(t.Lot.CentreId, t.Project.Id, lotId, acting, new EventFacts("panel-named", t.Lot.Code!, t.Rules.PanelMinimum.Key, t.Rules.PanelMinimum.Citation), nowUtc);
        },
        ct);

    /// <summary>Enters the report, or enters it anew as long as no member has confirmed it. Ranks are computed here and never typed.</summary>
    /// <param name="lotId">The opened lot.</param>
    /// <param name="judgements">One for each bid that was opened and not rejected by rule.</param>
    /// <param name="tieOrder">The order of tied bids where the tender document leaves it to the owner or to a recorded draw; else empty.</param>
    /// <param name="tieReason">The reason of that order.</param>
    /// <param name="acting">Who enters it.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="RuleBrokenException"><c>evaluation.not-every-bid</c>, <c>evaluation.rejection-without-reason</c>, <c>evaluation.no-price</c>, <c>evaluation.tie-undecided</c></exception>
    public Task EnterReportAsync(
        long lotId, IReadOnlyList<JudgeBid> judgements, IReadOnlyList<Guid> tieOrder, string? tieReason, Acting acting, CancellationToken ct) => ChangeAsync(
        lotId,
        async (t, nowUtc) =>
        {
            RequireOpened(t);
            await RequireUnconfirmedAsync(lotId, ct);
            var bids = await db.Set<Bid>().AsNoTracking()
                .Where(b => b.LotId == lotId && (b.State == BidState.Opened || b.State == BidState.RejectedByRule || b.State == BidState.Unreadable)).ToListAsync(ct);
            var lines = Lines(t, bids, judgements, tieOrder);
            var reason = tieOrder.Count > 0 ? tieReason : null;
            await db.Set<EvaluationLine>().Where(l => l.LotId == lotId).ExecuteDeleteAsync(ct);
            await db.Set<EvaluationReport>().Where(r => r.LotId == lotId).ExecuteDeleteAsync(ct);
            var report = new EvaluationReport
            {
                LotId = lotId,
                EnteredBy = acting.UserId,
                EnteredAtUtc = nowUtc,
                TieReason = reason,
                ContentHash = EvaluationReport.HashOf(lines, reason),
            };
            db.Add(report);
            db.AddRange(lines);
            log.Record(t.Lot.CentreId, t.Project.Id, lotId, acting, new EventFacts("report-entered", t.Lot.Code!, ContentHash: report.ContentHash), nowUtc);
        },
        ct);

    /// <summary>A member confirms the report as it stands. With the last member the evaluation is complete.</summary>
    /// <exception cref="RuleBrokenException"><c>evaluation.not-a-member</c>, <c>evaluation.no-panel</c></exception>
    public Task ConfirmAsync(long lotId, Guid memberId, Acting acting, CancellationToken ct) => ChangeAsync(
        lotId,
        async (t, nowUtc) =>
        {
            RequireOpened(t);
            var members = await db.Set<PanelMember>().AsNoTracking().Where(m => m.LotId == lotId).ToListAsync(ct);
            var member = members.Find(m => m.Id == memberId && (m.UserId is null || m.UserId == acting.UserId))
                ?? throw new RuleBrokenException(EvaluationRules.NotAMember);
            var report = await db.Set<EvaluationReport>().AsNoTracking().SingleOrDefaultAsync(r => r.LotId == lotId, ct)
                ?? throw new RuleBrokenException(EvaluationRules.NotEveryBid);
            var confirmed = await db.Set<Confirmation>().Where(c => c.LotId == lotId).Select(c => c.MemberId).ToListAsync(ct);
            if (confirmed.Contains(member.Id))
            {
                return;
            }

            db.Add(new Confirmation { MemberId = member.Id, LotId = lotId, AtUtc = nowUtc, ContentHash = report.ContentHash });
            log.Record(t.Lot.CentreId, t.Project.Id, lotId, acting, new EventFacts("report-confirmed", member.Id.ToString("N"), ContentHash: report.ContentHash), nowUtc);
            if (confirmed.Count + 1 == members.Count)
            {
                await CompleteAsync(t, acting, nowUtc, ct);
            }
        },
        ct);

    private async Task CompleteAsync(LoadedTender t, Acting acting, DateTime nowUtc, CancellationToken ct)
    {
        t.Tender.Evaluated(nowUtc);
        await log.FinishAsync(t.Project.Id, t.Lot.Id, Stages.Evaluation, acting, "confirmed", nowUtc, ct);
        var due = t.Rules.Rulebook.Period(t.Rules.PublicityStart.Key, calendar, Instants.BeijingDay(nowUtc));
        log.Begin(
            t.Lot.CentreId, t.Project.Id, t.Lot.Id, Stages.CandidatePublicity, Posts.Owner, nowUtc, Instants.EndOfBeijingDay(due.Date), due.Key, due.Citation);
    }

    private static List<EvaluationLine> Lines(LoadedTender t, List<Bid> bids, IReadOnlyList<JudgeBid> judgements, IReadOnlyList<Guid> tieOrder)
    {
        var open = bids.Where(b => b.State == BidState.Opened).ToDictionary(b => b.ParticipationId);
        if (judgements.Count != open.Count || judgements.Any(j => !open.ContainsKey(j.Participation)) || judgements.DistinctBy(j => j.Participation).Count() != open.Count)
        {
            throw new RuleBrokenException(EvaluationRules.NotEveryBid, open.Count, judgements.Count);
        }

        var rejected = judgements.Where(j => j.RejectedUnderClause is not null).ToArray();
        if (rejected.Any(j => string.IsNullOrWhiteSpace(j.RejectedUnderClause) || string.IsNullOrWhiteSpace(j.Reason)))
        {
            throw new RuleBrokenException(EvaluationRules.RejectionWithoutReason);
        }

        var accepted = judgements.Except(rejected).Select(j => (Judgement: j, Bid: open[j.Participation])).ToArray();
        if (accepted.Any(a => a.Bid.Price is null))
        {
            throw new RuleBrokenException(EvaluationRules.NoPrice);
        }

        var seed = Draw.Seed(t.Tender.DrawSecret!, bids.Select(b => b.ContentHash));
        var ranked = Ranking.Of(
            [.. accepted.Select(a => new RankedBid(a.Bid.ParticipationId, a.Bid.Price!.Value, a.Bid.Price!.Value + a.Judgement.Adjustment, a.Bid.ContentHash))],
            t.Tender.TieChain, tieOrder, seed);
        return
        [
            .. ranked.Select((bid, i) => Line(t, bid.Participation, Judgement.Ranked, price: bid.EvaluatedPrice, rank: i + 1)),
            .. rejected.Select(j => Line(t, j.Participation, Judgement.RejectedByPanel, j.RejectedUnderClause, j.Reason)),
            .. bids.Where(b => b.State != BidState.Opened)
                .Select(b => Line(t, b.ParticipationId, Judgement.RejectedByRule, b.RejectedUnder ?? nameof(BidState.Unreadable))),
        ];
    }

    private static EvaluationLine Line(
        LoadedTender t, Guid participation, Judgement judgement, string? clause = null, string? reason = null, Money? price = null, int? rank = null) => new()
        {
            ParticipationId = participation,
            LotId = t.Lot.Id,
            Judgement = judgement,
            Clause = clause,
            Reason = reason,
            EvaluatedPrice = price,
            Rank = rank,
        };

    private static void RequireOpened(LoadedTender t)
    {
        if (t.Tender.State != TenderState.Opened)
        {
            throw new RuleBrokenException(TenderingRules.WrongState, t.Tender.State);
        }
    }

    private async Task RequireUnconfirmedAsync(long lotId, CancellationToken ct)
    {
        if (await db.Set<Confirmation>().AnyAsync(c => c.LotId == lotId, ct))
        {
            throw new RuleBrokenException(EvaluationRules.AlreadyConfirmed);
        }
    }

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
