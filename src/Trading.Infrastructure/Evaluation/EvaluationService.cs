using Microsoft.EntityFrameworkCore;
using Trading.Domain.Calendar;
using Trading.Domain.Evaluation;
using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;
using Trading.Infrastructure.Tendering;

namespace Trading.Infrastructure.Evaluation;

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
    /// <exception cref="RuleBrokenException">what <see cref="Panel.Require"/> refuses; <c>evaluation.not-an-expert</c>, <c>evaluation.already-confirmed</c></exception>
    public Task NamePanelAsync(long lotId, IReadOnlyList<NameMember> members, Acting acting, CancellationToken ct) => ChangeAsync(
        lotId,
        async (t, nowUtc) =>
        {
            RequireOpened(t);
            Panel.Require(members, t.Rules);
            var experts = await ExpertNamesAsync(members, ct);
            await RequireUnconfirmedAsync(lotId, ct);
            await db.Set<PanelMember>().Where(m => m.LotId == lotId).ExecuteDeleteAsync(ct);
            db.AddRange(members.Select(m => new PanelMember
            {
                Id = Guid.NewGuid(),
                LotId = lotId,
                Name = m.UserId is { } user ? experts[user] : m.Name.Trim(),
                Kind = m.Kind,
                UserId = m.UserId,
            }));
            log.Record(t.Lot.CentreId, t.Project.Id, lotId, acting, new EventFacts("panel-named", t.Lot.Code!, t.Rules.PanelMinimum.Key, t.Rules.PanelMinimum.Citation), nowUtc);
        },
        ct);

    /// <summary>
    /// Enters the report, or enters it anew as long as no member has confirmed it. Ranks are computed here and never typed; tied bids whose order the
    /// tender document leaves to people stay without one until <see cref="DecideTieAsync"/>.
    /// </summary>
    /// <param name="lotId">The opened lot.</param>
    /// <param name="judgements">One for each bid that was opened and not rejected by rule.</param>
    /// <param name="acting">Who enters it.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="RuleBrokenException">
    /// <c>evaluation.not-every-bid</c>, <c>evaluation.rejection-without-reason</c>, <c>evaluation.no-price</c>, <c>evaluation.evaluated-not-positive</c>
    /// </exception>
    public Task EnterReportAsync(long lotId, IReadOnlyList<JudgeBid> judgements, Acting acting, CancellationToken ct) => ChangeAsync(
        lotId,
        async (t, nowUtc) =>
        {
            RequireOpened(t);
            await RequireUnconfirmedAsync(lotId, ct);
            var report = await WriteAsync(t, Lines(t, await OpenedAsync(lotId, ct), judgements), null, acting.UserId, nowUtc, ct);
            log.Record(t.Lot.CentreId, t.Project.Id, lotId, acting, new EventFacts("report-entered", t.Lot.Code!, ContentHash: report.ContentHash), nowUtc);
        },
        ct);

    /// <summary>
    /// Decides the order of tied bids where the tender document leaves it to the owner's reasoned choice or to a draw held outside the system. The
    /// reason, in the acting, goes into the report that the members confirm.
    /// </summary>
    /// <exception cref="RuleBrokenException"><c>evaluation.no-tie</c>, <c>evaluation.tie-undecided</c>, <c>evaluation.tie-reason-missing</c></exception>
    public Task DecideTieAsync(long lotId, IReadOnlyList<Guid> order, Acting acting, CancellationToken ct) => ChangeAsync(
        lotId,
        async (t, nowUtc) =>
        {
            RequireOpened(t);
            await RequireUnconfirmedAsync(lotId, ct);
            var lines = await db.Set<EvaluationLine>().AsNoTracking().Where(l => l.LotId == lotId).ToListAsync(ct);
            if (!lines.Exists(l => l.IsTied))
            {
                throw new RuleBrokenException(EvaluationRules.NoTie);
            }

            if (string.IsNullOrWhiteSpace(acting.Reason))
            {
                throw new RuleBrokenException(EvaluationRules.TieReasonMissing);
            }

            var enteredBy = await db.Set<EvaluationReport>().Where(r => r.LotId == lotId).Select(r => r.EnteredBy).SingleAsync(ct);
            var ranked = Ranking.Of(await RankedAsync(lotId, lines, ct), t.Tender.TieChain, order, DrawnOf(t, await OpenedAsync(lotId, ct)));
            var report = await WriteAsync(
                t,
                [
                    .. ranked.Select((bid, i) => Line(t, bid.Participation, Judgement.Ranked, price: bid.EvaluatedPrice, rank: i + 1)),
                    .. lines.Where(l => l.Judgement != Judgement.Ranked),
                ],
                acting.Reason.Trim(), enteredBy, nowUtc, ct);
            log.Record(t.Lot.CentreId, t.Project.Id, lotId, acting, new EventFacts("tie-decided", t.Lot.Code!, ContentHash: report.ContentHash), nowUtc);
        },
        ct);

    /// <summary>A member confirms exactly the report that was shown, in person or on paper. With the last member the evaluation is complete.</summary>
    /// <param name="lotId">The opened lot.</param>
    /// <param name="memberId">The member.</param>
    /// <param name="seenHash">The content hash, in hexadecimal, of the report that the member was shown or has signed.</param>
    /// <param name="acting">The member, or who records the signature on paper.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="RuleBrokenException">
    /// <c>evaluation.not-a-member</c>, <c>evaluation.not-every-bid</c>, <c>evaluation.tie-undecided</c>; <c>evaluation.not-the-report-seen</c>: it was
    /// entered anew in between
    /// </exception>
    public Task ConfirmAsync(long lotId, Guid memberId, string? seenHash, Acting acting, CancellationToken ct) => ChangeAsync(
        lotId,
        async (t, nowUtc) =>
        {
            RequireOpened(t);
            var members = await db.Set<PanelMember>().AsNoTracking().Where(m => m.LotId == lotId).ToListAsync(ct);
            var member = members.Find(m => m.Id == memberId && MayConfirm(m, acting)) ?? throw new RuleBrokenException(EvaluationRules.NotAMember);
            var report = await db.Set<EvaluationReport>().AsNoTracking().SingleOrDefaultAsync(r => r.LotId == lotId, ct)
                ?? throw new RuleBrokenException(EvaluationRules.NotEveryBid);
            if (!Convert.ToHexString(report.ContentHash).Equals(seenHash, StringComparison.OrdinalIgnoreCase))
            {
                throw new RuleBrokenException(EvaluationRules.NotTheReportSeen);
            }

            await RequireRankedAsync(lotId, ct);
            var confirmed = await db.Set<Confirmation>().Where(c => c.LotId == lotId).Select(c => c.MemberId).ToListAsync(ct);
            if (confirmed.Contains(member.Id))
            {
                return;
            }

            db.Add(new Confirmation { MemberId = member.Id, LotId = lotId, AtUtc = nowUtc, ContentHash = report.ContentHash });
            log.Record(t.Lot.CentreId, t.Project.Id, lotId, acting, new EventFacts(ConfirmedReports.EventKind, member.Id.ToString("N"), ContentHash: report.ContentHash), nowUtc);
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
        await log.BeginAsync(
            t.Lot.CentreId, t.Project.Id, t.Lot.Id, Stages.CandidatePublicity, Posts.Owner, nowUtc, Instants.EndOfBeijingDay(due.Date), due.Key, due.Citation, ct);
    }

    /// <summary>Who has an account confirms with it; on paper, which the owner's side records, only the owner's own representatives sign.</summary>
    private static bool MayConfirm(PanelMember member, Acting acting) =>
        member.UserId is { } user ? user == acting.UserId : member.Kind == MemberKind.OwnerRepresentative;

    private Task<List<Bid>> OpenedAsync(long lotId, CancellationToken ct) => db.Set<Bid>().AsNoTracking()
        .Where(b => b.LotId == lotId && Bid.AtTheOpening.Contains(b.State)).ToListAsync(ct);

    private static DrawnOrder DrawnOf(LoadedTender t, List<Bid> bids) => DrawnOrder.Of(t.Tender.DrawSecret!, bids.Select(b => b.ContentHash));

    /// <summary>The accepted bids as the report that is there has them.</summary>
    private async Task<List<RankedBid>> RankedAsync(long lotId, List<EvaluationLine> lines, CancellationToken ct)
    {
        var bids = (await OpenedAsync(lotId, ct)).ToDictionary(b => b.ParticipationId);
        return
        [
            .. lines.Where(l => l.Judgement == Judgement.Ranked).Select(l => (Line: l, Bid: bids[l.ParticipationId]))
                .Select(r => new RankedBid(r.Bid.ParticipationId, r.Bid.Price!.Value, r.Line.EvaluatedPrice!.Value, r.Bid.ContentHash)),
        ];
    }

    private async Task<EvaluationReport> WriteAsync(
        LoadedTender t, List<EvaluationLine> lines, string? tieReason, long? enteredBy, DateTime nowUtc, CancellationToken ct)
    {
        await db.Set<EvaluationLine>().Where(l => l.LotId == t.Lot.Id).ExecuteDeleteAsync(ct);
        await db.Set<EvaluationReport>().Where(r => r.LotId == t.Lot.Id).ExecuteDeleteAsync(ct);
        var report = new EvaluationReport
        {
            LotId = t.Lot.Id,
            EnteredBy = enteredBy,
            EnteredAtUtc = nowUtc,
            TieReason = tieReason,
            ContentHash = EvaluationReport.HashOf(lines, tieReason),
        };
        db.Add(report);
        db.AddRange(lines);
        return report;
    }

    /// <summary>The names of the experts' accounts; every account named on a panel is one of an expert who may sign in.</summary>
    private async Task<Dictionary<long, string>> ExpertNamesAsync(IReadOnlyList<NameMember> members, CancellationToken ct)
    {
        var ids = members.Where(m => m.UserId is not null).Select(m => m.UserId!.Value).ToArray();
        var experts = await (
            from user in db.Users.AsNoTracking()
            join held in db.UserRoles on user.Id equals held.UserId
            join role in db.Roles on held.RoleId equals role.Id
            where ids.Contains(user.Id) && role.Name == Roles.Expert && user.DisabledAtUtc == null
            select new { user.Id, user.DisplayName }).ToDictionaryAsync(u => u.Id, u => u.DisplayName, ct);
        var stranger = members.FirstOrDefault(m => m.UserId is { } user && !experts.ContainsKey(user));
        return stranger is null ? experts : throw new RuleBrokenException(EvaluationRules.NotAnExpert).At(stranger.Row);
    }

    private async Task RequireRankedAsync(long lotId, CancellationToken ct)
    {
        var tied = (await db.Set<EvaluationLine>().AsNoTracking().Where(l => l.LotId == lotId && l.Judgement == Judgement.Ranked && l.Rank == null).ToListAsync(ct))
            .GroupBy(l => l.EvaluatedPrice!.Value).FirstOrDefault();
        if (tied is not null)
        {
            throw new RuleBrokenException(EvaluationRules.TieUndecided, tied.Key, tied.Count());
        }
    }

    private static List<EvaluationLine> Lines(LoadedTender t, List<Bid> bids, IReadOnlyList<JudgeBid> judgements)
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

        RankedBid[] merits =
        [
            .. accepted.Select(a => new RankedBid(a.Bid.ParticipationId, a.Bid.Price!.Value, a.Bid.Price!.Value + a.Judgement.Adjustment, a.Bid.ContentHash)),
        ];
        RequirePositive(merits, judgements);
        var tied = Ranking.LeftToPeople(merits, t.Tender.TieChain).Select(b => b.Participation).ToArray();

        // Their places are taken by nobody else: any order of them will do to number the others.
        var ranked = Ranking.Of(merits, t.Tender.TieChain, tied, DrawnOf(t, bids));
        return
        [
            .. ranked.Select((bid, i) => Line(
                t, bid.Participation, Judgement.Ranked, price: bid.EvaluatedPrice, rank: tied.Contains(bid.Participation) ? null : i + 1)),
            .. rejected.Select(j => Line(t, j.Participation, Judgement.RejectedByPanel, j.RejectedUnderClause, j.Reason)),
            .. bids.Where(b => b.State != BidState.Opened)
                .Select(b => Line(t, b.ParticipationId, Judgement.RejectedByRule, b.RejectedUnder ?? b.State.ToString())),
        ];
    }

    private static void RequirePositive(RankedBid[] merits, IReadOnlyList<JudgeBid> judgements)
    {
        if (Array.Find(merits, m => !m.EvaluatedPrice.IsPositive) is { } below)
        {
            var item = judgements.Select(j => j.Participation).ToList().IndexOf(below.Participation);
            throw new RuleBrokenException(EvaluationRules.EvaluatedNotPositive, below.EvaluatedPrice).At(item);
        }
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
