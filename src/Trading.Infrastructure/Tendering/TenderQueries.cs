using Microsoft.EntityFrameworkCore;
using Trading.Domain.Calendar;
using Trading.Domain.Notices;
using Trading.Domain.Parties;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Notices;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Tendering;

/// <summary>A lot with all that its pages show whoever reads them. Nothing in it tells of bidders before the opening.</summary>
public sealed record LotView(Lot Lot, Project Project, Tender? Tender, string OwnerName, string? AgencyName, Centre Centre)
{
    public required IReadOnlyList<LotNotice> Notices { get; init; }
    public required IReadOnlyList<LotDocument> Documents { get; init; }
    public required IReadOnlyList<ProcedureStep> OpenSteps { get; init; }
    public required IReadOnlyList<LotEvent> Events { get; init; }

    /// <summary>The rules pinned on the project; asked for accepted projects only.</summary>
    public TenderRulebook Rules => TenderLoader.RulesOf(Project);
}

public sealed record LotNotice(string Number, NoticeKind Kind, string Title, DateTime PublishedAtUtc);

public sealed record LotDocument(Guid Id, string FileName, string ContentType, string BlobId, long Length, byte[] Sha256, DateTime? PublishedAtUtc);

/// <summary>An event of the procedure; the actor is null where the clock acted.</summary>
public sealed record LotEvent(string Kind, string Subject, DateTime AtUtc, string? Actor, string? Reason, string? Citation);

/// <summary>Why an opening is held, and since when.</summary>
public sealed record HeldOpening(DateTime DeadlineUtc, DateTime HeldAtUtc, int MissingMinutes, int WindowMinutes, string? Citation);

/// <summary>The last day on which a clarification may go out without moving the deadline.</summary>
public sealed record ClarificationLimit(DateOnly LastDay, DateOnly EarliestDeadlineToday, int Days, string Citation);

/// <summary>Lots as the owner's side and the centre see them; what is somebody else's is not found.</summary>
public sealed class TenderQueries(TradingDbContext db, WorkCalendar calendar, TimeProvider clock)
{
    /// <summary>What the pages of a lot tell of its events; what concerns one bidder alone is not among them.</summary>
    private static readonly string[] Told =
    [
        "entrustment-to-owner", "entrustment-confirmed", "entrustment-sent-back", "entrustment-taken-back", "entrustment-submitted", "entrustment-returned", "entrustment-accepted", "notice-published", "window-closed", "opening-held", "tender-failed",
        "panel-named", "report-entered", "tie-decided", "report-confirmed", "winner-decided", "not-awarded", "award-notice-issued",
    ];

    /// <summary>Null where there is none, or where the organisation has no part in its project.</summary>
    public Task<LotView?> FindForOrganisationAsync(long lotId, long organisationId, CancellationToken ct) =>
        ViewAsync(lotId, p => p.IsHandledBy(organisationId), ct);

    /// <summary>Null where there is none, or where it is another centre's or not handed in.</summary>
    public Task<LotView?> FindForOfficerAsync(long lotId, Officer officer, CancellationToken ct) =>
        ViewAsync(lotId, p => p.CentreId == officer.CentreId && p.State != ProjectState.Draft, ct);

    /// <summary>The lot of a panel; the caller has found that the reader sits on it.</summary>
    public async Task<LotView> FindForPanelAsync(long lotId, CancellationToken ct) => (await ViewAsync(lotId, _ => true, ct))!;

    /// <summary>The opening record as it was published; null before the opening, and where nothing was opened.</summary>
    public async Task<OpeningRecordFacts?> OpeningRecordAsync(long lotId, CancellationToken ct)
    {
        var notice = await db.Set<Notice>().AsNoTracking().SingleOrDefaultAsync(n => n.LotId == lotId && n.Kind == NoticeKind.OpeningRecord, ct);
        return notice is null ? null : NoticeBoard.FactsOf<OpeningRecordFacts>(notice);
    }

    /// <summary>Why the opening is held; null where it is not.</summary>
    public async Task<HeldOpening?> HeldAsync(LotView lot, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(lot);
        if (lot.Tender?.State != TenderState.OpeningHeld)
        {
            return null;
        }

        var held = await db.Set<ProcedureEvent>().AsNoTracking().Where(e => e.LotId == lot.Lot.Id && e.Kind == "opening-held")
            .OrderByDescending(e => e.AtUtc).FirstAsync(ct);
        var minutes = (held.Reason ?? "0/0").Split('/').Select(n => int.Parse(n, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        return new HeldOpening(lot.Tender.DeadlineUtc!.Value, held.AtUtc, minutes[0], minutes[1], held.Citation);
    }

    /// <summary>The shortest lawful timetable for a notice that goes out now, with bids until 09:30.</summary>
    public Timetable ShortestTimetable(LotView lot)
    {
        ArgumentNullException.ThrowIfNull(lot);
        return Timetable.Shortest(lot.Rules, calendar, clock.NowUtc(), new TimeOnly(9, 30));
    }

    /// <summary>Whether a statutory minimum of the timetable rests on holidays that are not published.</summary>
    public bool IsProvisional(LotView lot, Timetable timetable)
    {
        ArgumentNullException.ThrowIfNull(lot);
        ArgumentNullException.ThrowIfNull(timetable);
        return timetable.IsHeldToProvisionalDays(lot.Rules, calendar);
    }

    public ClarificationLimit ClarificationLimit(LotView lot)
    {
        ArgumentNullException.ThrowIfNull(lot);
        var rule = lot.Rules.Clarification;
        var last = lot.Rules.Rulebook.Period(rule.Key, calendar, Instants.BeijingDay(lot.Tender!.DeadlineUtc!.Value));
        return new ClarificationLimit(last.Date, Instants.BeijingDay(clock.NowUtc()).AddDays(rule.Count), rule.Count, rule.Citation);
    }

    private async Task<LotView?> ViewAsync(long lotId, Func<Project, bool> mayRead, CancellationToken ct)
    {
        var found = await (
            from lot in db.Set<Lot>().AsNoTracking()
            join project in db.Set<Project>().AsNoTracking() on lot.ProjectId equals project.Id
            where lot.Id == lotId
            select new { lot, project }).SingleOrDefaultAsync(ct);
        if (found is null || !mayRead(found.project))
        {
            return null;
        }

        var (projectId, ownerId, agencyId) = (found.project.Id, found.project.OwnerId, found.project.AgencyId);
        var names = await db.Set<Organisation>().Where(o => o.Id == ownerId || o.Id == agencyId).ToDictionaryAsync(o => o.Id, o => o.Name, ct);
        return new LotView(
            found.lot, found.project, await db.Set<Tender>().AsNoTracking().SingleOrDefaultAsync(t => t.LotId == lotId, ct),
            names.GetValueOrDefault(ownerId, ""), agencyId is { } agency ? names.GetValueOrDefault(agency) : null,
            await db.Set<Centre>().AsNoTracking().SingleAsync(c => c.Id == found.project.CentreId, ct))
        {
            Notices = await db.Set<Notice>().AsNoTracking().Where(n => n.LotId == lotId).OrderBy(n => n.PublishedAtUtc)
                .Select(n => new LotNotice(n.Number, n.Kind, n.Title, n.PublishedAtUtc)).ToListAsync(ct),
            Documents = await db.Set<TenderDocument>().AsNoTracking().Where(d => d.LotId == lotId).OrderBy(d => d.PublishedAtUtc == null).ThenBy(d => d.PublishedAtUtc)
                .ThenBy(d => d.FileName).Select(d => new LotDocument(d.Id, d.FileName, d.ContentType, d.BlobId, d.Length, d.Sha256, d.PublishedAtUtc)).ToListAsync(ct),
            OpenSteps = await db.Set<ProcedureStep>().AsNoTracking().Where(s => s.LotId == lotId && s.DoneAtUtc == null).ToListAsync(ct),
            Events = await EventsAsync(projectId, lotId, ct),
        };
    }

    private Task<List<LotEvent>> EventsAsync(long projectId, long lotId, CancellationToken ct) =>
        db.Set<ProcedureEvent>().AsNoTracking()
            .Where(e => !e.IsSealed && Told.Contains(e.Kind) && (e.LotId == lotId || (e.ProjectId == projectId && e.LotId == null)))
            .OrderByDescending(e => e.AtUtc).ThenByDescending(e => e.Id)
            .Select(e => new LotEvent(
                e.Kind, e.Subject, e.AtUtc, db.Users.Where(u => u.Id == e.ActorId).Select(u => u.DisplayName).FirstOrDefault(), e.Reason, e.Citation))
            .ToListAsync(ct);
}
