using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Awards;
using Trading.Domain.Calendar;
using Trading.Domain.Notices;
using Trading.Domain.Parties;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Tendering;

namespace Trading.Infrastructure.Notices;

/// <summary>A notice with the lot that it is about, everything else published for that lot, and what the lot's procedure has come to.</summary>
public sealed record NoticeDetail(
    Notice Notice, Lot Lot, Project Project, Tender Tender, string OwnerName, string? AgencyName, IReadOnlyList<NoticeLink> Notices,
    IReadOnlyList<PublicDocument> Documents, IReadOnlyList<string> Answered, string? AwardNotice, DateTime QuestionsUntilUtc,
    DepositPolicy Deposits);

/// <summary>Another notice of the same lot.</summary>
public sealed record NoticeLink(string Number, NoticeKind Kind, string Title, DateTime PublishedAtUtc);

/// <summary>What the public reads. It comes from published notices alone, and never from who takes part.</summary>
public sealed class NoticeQueries(TradingDbContext db, WorkCalendar calendar)
{
    public async Task<NoticeHits> SearchAsync(NoticeSearch search, DateTime nowUtc, int skip, int take, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(search);
        var found = NoticeFilter.Apply(Joined(), search, nowUtc);
        var total = await found.CountAsync(ct);
        return new NoticeHits(total, await Hits(NoticeFilter.Order(found, search.Order, nowUtc).Skip(skip).Take(take)).ToListAsync(ct));
    }

    /// <summary>The regions that published notices name, by code.</summary>
    public Task<List<string>> RegionsAsync(CancellationToken ct) =>
        Joined().Select(j => j.Project.RegionCode).Distinct().OrderBy(code => code).ToListAsync(ct);

    /// <summary>Lots whose opening is due on a Beijing day, whether or not it has taken place.</summary>
    public Task<List<NoticeHit>> OpeningsAsync(DateOnly day, CancellationToken ct)
    {
        var (from, until) = (Instants.StartOfBeijingDay(day), Instants.EndOfBeijingDay(day));
        return Hits(Joined().Where(j => j.Notice.Kind == NoticeKind.Tender && j.Tender.DeadlineUtc >= from && j.Tender.DeadlineUtc < until)
            .OrderBy(j => j.Tender.DeadlineUtc).ThenBy(j => j.Lot.Code)).ToListAsync(ct);
    }

    /// <summary>Tenders that close before an instant, the next one first.</summary>
    public Task<List<NoticeHit>> ClosingAsync(DateTime nowUtc, DateTime untilUtc, int most, CancellationToken ct) =>
        Hits(Joined().Where(j => j.Notice.Kind == NoticeKind.Tender && j.Tender.State == TenderState.Bidding
                && j.Tender.DeadlineUtc > nowUtc && j.Tender.DeadlineUtc < untilUtc)
            .OrderBy(j => j.Tender.DeadlineUtc).ThenBy(j => j.Lot.Code).Take(most)).ToListAsync(ct);

    /// <summary>The number of a lot's tender notice; null while there is none.</summary>
    public Task<string?> OfLotAsync(long lotId, CancellationToken ct) =>
        db.Set<Notice>().Where(n => n.LotId == lotId && n.Kind == NoticeKind.Tender).Select(n => n.Number).FirstOrDefaultAsync(ct);

    /// <summary>One notice with everything around it; null where there is none of that number.</summary>
    public async Task<NoticeDetail?> FindAsync(string number, CancellationToken ct)
    {
        var found = await Joined().Where(j => j.Notice.Number == number)
            .Select(j => new FoundNotice(j.Notice, j.Lot, j.Project, j.Tender, j.Owner.Name)).SingleOrDefaultAsync(ct);
        return found is null ? null : await DetailAsync(found, ct);
    }

    private async Task<NoticeDetail> DetailAsync(FoundNotice found, CancellationToken ct)
    {
        var lotId = found.Lot.Id;
        var agency = found.Project.AgencyId is { } id
            ? await db.Set<Organisation>().Where(o => o.Id == id).Select(o => o.Name).SingleAsync(ct)
            : null;
        var rules = TenderLoader.RulesOf(found.Project);
        return new NoticeDetail(
            found.Notice, found.Lot, found.Project, found.Tender, found.OwnerName, agency,
            await db.Set<Notice>().Where(n => n.LotId == lotId).OrderBy(n => n.PublishedAtUtc).ThenBy(n => n.Number)
                .Select(n => new NoticeLink(n.Number, n.Kind, n.Title, n.PublishedAtUtc)).ToListAsync(ct),
            await db.Set<TenderDocument>().Where(d => d.LotId == lotId && d.PublishedAtUtc != null).OrderBy(d => d.PublishedAtUtc).ThenBy(d => d.FileName)
                .Select(d => new PublicDocument(d.Id, d.FileName, d.Length, d.ContentType, d.Sha256, d.PublishedAtUtc!.Value)).ToListAsync(ct),
            await db.Set<Question>().Where(q => q.AnsweredBy == found.Notice.Id).OrderBy(q => q.AskedOn).ThenBy(q => q.Id).Select(q => q.Text).ToListAsync(ct),
            await db.Set<AwardNotice>().Where(a => a.LotId == lotId).Select(a => a.Number).SingleOrDefaultAsync(ct),
            QuestionService.UntilUtc(found.Tender, rules, calendar), rules.Deposits);
    }

    private IQueryable<JoinedNotice> Joined() =>
        from notice in db.Set<Notice>().AsNoTracking()
        join lot in db.Set<Lot>() on notice.LotId equals lot.Id
        join project in db.Set<Project>() on notice.ProjectId equals project.Id
        join tender in db.Set<Tender>() on notice.LotId equals tender.LotId
        join owner in db.Set<Organisation>() on project.OwnerId equals owner.Id
        select new JoinedNotice { Notice = notice, Lot = lot, Project = project, Tender = tender, Owner = owner };

    private static IQueryable<NoticeHit> Hits(IQueryable<JoinedNotice> found) => found.Select(j => new NoticeHit(
        j.Notice.Number, j.Notice.Kind, j.Notice.Title, j.Lot.Code!, j.Lot.Name, j.Project.Name, j.Project.Line, j.Project.RegionCode, j.Owner.Name,
        j.Notice.PublishedAtUtc, j.Tender.DeadlineUtc, j.Lot.Ceiling, j.Tender.State)
    {
        ChangingFacts = j.Notice.Kind == NoticeKind.Clarification || j.Notice.Kind == NoticeKind.Amendment || j.Notice.Kind == NoticeKind.OpeningDeferred
                ? j.Notice.Facts
                : null,
    });
}

internal sealed record FoundNotice(Notice Notice, Lot Lot, Project Project, Tender Tender, string OwnerName);

internal sealed class JoinedNotice
{
    public required Notice Notice { get; init; }
    public required Lot Lot { get; init; }
    public required Project Project { get; init; }
    public required Tender Tender { get; init; }
    public required Organisation Owner { get; init; }
}
