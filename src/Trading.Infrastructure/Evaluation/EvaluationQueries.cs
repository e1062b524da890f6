using Microsoft.EntityFrameworkCore;
using Trading.Domain.Evaluation;
using Trading.Domain.Parties;
using Trading.Domain.Participation;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Evaluation;

/// <summary>A member of the panel and when the report was confirmed.</summary>
public sealed record MemberRow(Guid Id, string Name, MemberKind Kind, long? UserId, DateTime? ConfirmedAtUtc);

/// <summary>A bid as the panel judges it; the bidder is empty where the opening could not tell whose it is.</summary>
public sealed record JudgedBid(Guid Participation, string Bidder, BidState State, Money? Price, string? RejectedUnder, EvaluationLine? Line)
{
    /// <summary>The clause that the panel has to look at, where another bid names the bidder or one of its members.</summary>
    public string? InSeveralUnder { get; init; }
}

/// <summary>What stands in the evaluation of an opened lot.</summary>
public sealed record EvaluationView(
    IReadOnlyList<MemberRow> Members, IReadOnlyList<JudgedBid> Bids, EvaluationReport? Report)
{
    public bool IsConfirmedByAnybody => Members.Any(m => m.ConfirmedAtUtc is not null);

    /// <summary>Bids that are equal, where the tender document leaves their order to people and nobody has decided it.</summary>
    public IEnumerable<JudgedBid> Tied => Bids.Where(b => b.Line?.IsTied == true);

    /// <summary>The ranked, in order, then the rejected.</summary>
    public IEnumerable<JudgedBid> InOrder => Bids.OrderBy(b => b.Line?.Rank ?? int.MaxValue).ThenBy(b => b.Bidder, StringComparer.Ordinal);
}

/// <summary>A report that an expert confirms or has confirmed.</summary>
public sealed record ExpertReport(
    long LotId, string LotName, string ProjectName, bool IsEntered, DateTime? EnteredAtUtc, DateTime? ConfirmedAtUtc, DateTime? DueAtUtc);

public sealed record ExpertPerson(long UserId, string Name);

/// <summary>Evaluations, from the opening on: before it there is nothing to read.</summary>
public sealed class EvaluationQueries(TradingDbContext db)
{
    /// <summary>Panel, bids and report of an opened lot; null where it is not opened.</summary>
    public async Task<EvaluationView?> FindAsync(long lotId, CancellationToken ct)
    {
        if (!await db.Set<Tender>().AnyAsync(t => t.LotId == lotId && t.OpenedAtUtc != null, ct))
        {
            return null;
        }

        var confirmed = await db.Set<Confirmation>().Where(c => c.LotId == lotId).ToDictionaryAsync(c => c.MemberId, c => c.AtUtc, ct);
        var members = await db.Set<PanelMember>().AsNoTracking().Where(m => m.LotId == lotId).OrderBy(m => m.Kind).ThenBy(m => m.Name).ToListAsync(ct);
        return new EvaluationView(
            [.. members.Select(m => new MemberRow(m.Id, m.Name, m.Kind, m.UserId, confirmed.TryGetValue(m.Id, out var at) ? at : null))],
            await BidsAsync(lotId, ct),
            await db.Set<EvaluationReport>().AsNoTracking().SingleOrDefaultAsync(r => r.LotId == lotId, ct));
    }

    /// <summary>The reports of panels that the person sits on, those that wait first.</summary>
    public async Task<List<ExpertReport>> OfExpertAsync(long userId, CancellationToken ct)
    {
        var rows = await (
            from member in db.Set<PanelMember>().AsNoTracking()
            join lot in db.Set<Lot>() on member.LotId equals lot.Id
            join project in db.Set<Project>() on lot.ProjectId equals project.Id
            where member.UserId == userId
            select new ExpertReport(
                lot.Id, lot.Name, project.Name,
                db.Set<EvaluationReport>().Any(r => r.LotId == lot.Id),
                db.Set<EvaluationReport>().Where(r => r.LotId == lot.Id).Select(r => (DateTime?)r.EnteredAtUtc).FirstOrDefault(),
                db.Set<Confirmation>().Where(c => c.MemberId == member.Id).Select(c => (DateTime?)c.AtUtc).FirstOrDefault(),
                db.Set<Domain.Supervision.ProcedureStep>()
                    .Where(s => s.LotId == lot.Id && s.Stage == Domain.Supervision.Stages.Evaluation && s.DoneAtUtc == null).Select(s => s.DueAtUtc).FirstOrDefault())).ToListAsync(ct);
        return [.. rows.OrderBy(r => r.ConfirmedAtUtc is not null).ThenBy(r => r.DueAtUtc ?? DateTime.MaxValue)];
    }

    /// <summary>The member that this person is on the lot's panel; null where the person does not sit on it.</summary>
    public Task<PanelMember?> MemberAsync(long lotId, long userId, CancellationToken ct) =>
        db.Set<PanelMember>().AsNoTracking().SingleOrDefaultAsync(m => m.LotId == lotId && m.UserId == userId, ct);

    /// <summary>Experts with an account, by name, for naming a panel.</summary>
    public Task<List<ExpertPerson>> ExpertsAsync(CancellationToken ct) => (
        from user in db.Users.AsNoTracking()
        join held in db.UserRoles on user.Id equals held.UserId
        join role in db.Roles on held.RoleId equals role.Id
        where role.Name == Roles.Expert && user.DisabledAtUtc == null
        orderby user.DisplayName
        select new ExpertPerson(user.Id, user.DisplayName)).ToListAsync(ct);

    private async Task<List<JudgedBid>> BidsAsync(long lotId, CancellationToken ct)
    {
        var bids = await (
            from bid in db.Set<Bid>().AsNoTracking()
            join participant in db.Set<Participant>() on bid.ParticipationId equals participant.Id
            join known in db.Set<Organisation>() on participant.OrganisationId equals known.Id into named
            from organisation in named.DefaultIfEmpty()
            where bid.LotId == lotId && Bid.AtTheOpening.Contains(bid.State)
            select new { bid.ParticipationId, Name = organisation == null ? "" : organisation.Name, bid.State, bid.Price, bid.RejectedUnder }).ToListAsync(ct);
        var lines = await db.Set<EvaluationLine>().AsNoTracking().Where(l => l.LotId == lotId).ToDictionaryAsync(l => l.ParticipationId, ct);
        var several = await db.Set<ProcedureEvent>().AsNoTracking().Where(e => e.LotId == lotId && e.Kind == "bid-one-of-several").ToDictionaryAsync(e => e.Subject!, e => e.Citation, ct);
        return [.. bids.OrderBy(b => b.Price ?? new Money(long.MaxValue)).ThenBy(b => b.Name, StringComparer.Ordinal)
            .Select(b => new JudgedBid(b.ParticipationId, b.Name, b.State, b.Price, b.RejectedUnder, lines.GetValueOrDefault(b.ParticipationId))
            {
                InSeveralUnder = several.GetValueOrDefault(b.ParticipationId.ToString("N")),
            })];
    }
}
