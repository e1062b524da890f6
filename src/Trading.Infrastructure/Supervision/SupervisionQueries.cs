using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Projects;
using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Rulebooks;
using Trading.Infrastructure.Tendering;

namespace Trading.Infrastructure.Supervision;

/// <summary>A step with its light and the people who answer for it: holder (A岗) and deputy (B岗) of its post.</summary>
/// <remarks><c>CentreId</c>: null while any centre may do it. <c>About</c>: what a step without a project is about, where the step says it.</remarks>
public sealed record StepItem(
    Guid Id, long? CentreId, StepSubjectKind SubjectKind, string SubjectId, string? About, long? ProjectId, string? ProjectName, long? LotId, string? LotCode, string? LotName, string Stage,
    string Post, string? Person, string? Deputy, DateTime StartedAtUtc, DateTime? DueAtUtc, string? RuleKey, string? Citation, DateTime? DoneAtUtc, string? DoneBy, string? Outcome)
{
    public StepLight Light { get; init; }

    /// <summary>Its due time is a rule's, counted by the calendar.</summary>
    public bool IsReckoned => StepTimes.IsReckoned(Stage, Citation);

    /// <summary>The subject's number, where it is a random one.</summary>
    public Guid SubjectGuid() => Guid.ParseExact(SubjectId, "N");

    /// <summary>The subject's number, where it is not a random one.</summary>
    public long SubjectNumber() => long.Parse(SubjectId, CultureInfo.InvariantCulture);
}

/// <summary>A step with the rule that it stands under, as pinned on its project or in the centre's rulebook of today, and what has happened so far.</summary>
public sealed record StepDetail(StepItem Step, Rule? Rule, IReadOnlyList<TrailEvent> Evidence);

/// <summary>Something that happened, as a supervisor may read it.</summary>
/// <remarks><c>IsChained</c>: It has its place in the chain of hashes. The place itself is not shown: gaps would count what is sealed.</remarks>
public sealed record TrailEvent(
    DateTime AtUtc, string Kind, string Subject, string? Actor, string? Reason, string? RuleKey, string? Citation, byte[]? ContentHash, bool IsChained);

/// <summary>A lot in the supervisor's list.</summary>
public sealed record WatchedLot(long Id, string? Code, string Name, string ProjectName, TenderState State, DateTime? DeadlineUtc);

/// <summary>A lot with its trail.</summary>
/// <remarks><c>IsSealed</c>: It is not opened: events of participations are left out and not counted.</remarks>
public sealed record LotTrail(WatchedLot Lot, bool IsSealed, IReadOnlyList<TrailEvent> Events, IReadOnlyList<StepItem> Steps);

/// <summary>
/// What supervisors and posts read of procedures: steps with their lights, and the trail. Before the opening of a lot nothing here is about those who
/// take part: sealed events are left out, and nothing is counted of them.
/// </summary>
public sealed class SupervisionQueries(TradingDbContext db, TimeProvider clock, StepLighting lighting, CentreRulebook rules)
{
    // Databases limit how many values one statement may name.
    private const int Chunk = 500;

    /// <summary>
    /// The open steps that a supervisor watches, the most urgent first: those of a centre, and those that any centre may take; of all centres where it is
    /// null. Steps about money that may be of an unopened lot are finance's alone.
    /// </summary>
    public Task<IReadOnlyList<StepItem>> BoardAsync(long? centreId, CancellationToken ct) => OpenAsync(Watched(centreId), ct);

    /// <summary>The open steps of posts of a centre, and those of these posts that any centre may take; the most urgent first.</summary>
    public Task<IReadOnlyList<StepItem>> OfPostsAsync(long centreId, IReadOnlyCollection<string> posts, CancellationToken ct) =>
        OpenAsync(db.Set<ProcedureStep>().Where(s => (s.CentreId == centreId || s.CentreId == null) && posts.Contains(s.Post)), ct);

    /// <summary>The open steps of one stage at a centre, the most urgent first.</summary>
    public Task<IReadOnlyList<StepItem>> OfStageAsync(long centreId, string stage, CancellationToken ct) =>
        OpenAsync(db.Set<ProcedureStep>().Where(s => s.CentreId == centreId && s.Stage == stage), ct);

    /// <summary>The latest step of a stage for each subject of a kind, open or done, by the subject's number.</summary>
    public async Task<IReadOnlyDictionary<string, StepItem>> LatestAsync(StepSubjectKind kind, string stage, IReadOnlyCollection<string> ids, CancellationToken ct)
    {
        var found = new List<StepItem>();
        foreach (var chunk in ids.Chunk(Chunk))
        {
            found.AddRange(await Items(db.Set<ProcedureStep>().Where(s => s.SubjectKind == kind && s.Stage == stage && chunk.Contains(s.SubjectId))).ToListAsync(ct));
        }

        var latest = found.GroupBy(s => s.SubjectId).Select(g => g.OrderBy(s => s.DoneAtUtc ?? DateTime.MaxValue).ThenBy(s => s.StartedAtUtc).Last());
        return (await LitAsync([.. latest], ct)).ToDictionary(s => s.SubjectId);
    }

    /// <summary>A step that a supervisor watches, with its rule and evidence; null where there is none of that number.</summary>
    public async Task<StepDetail?> StepAsync(long? centreId, Guid id, CancellationToken ct)
    {
        var found = await Items(Watched(centreId).Where(s => s.Id == id)).SingleOrDefaultAsync(ct);
        return found is null
            ? null
            : new StepDetail(
                (await LitAsync([found], ct))[0], await RuleOfAsync(found, ct),
                found.ProjectId is { } project ? await EventsAsync(project, found.LotId, ct) : await EventsOfAsync(found, ct));
    }

    /// <summary>The lots under procedure, the latest first.</summary>
    public async Task<IReadOnlyList<WatchedLot>> LotsAsync(long? centreId, int skip, int take, CancellationToken ct) =>
        await Lots(Tenders(centreId).OrderByDescending(t => t.LotId).Skip(skip).Take(take)).ToListAsync(ct);

    public Task<int> CountLotsAsync(long? centreId, CancellationToken ct) => Tenders(centreId).CountAsync(ct);

    /// <summary>A lot with its trail; null where the supervisor's centre has none of that number.</summary>
    public async Task<LotTrail?> TrailAsync(long? centreId, long lotId, CancellationToken ct)
    {
        var lot = await Lots(Tenders(centreId).Where(t => t.LotId == lotId)).SingleOrDefaultAsync(ct);
        if (lot is null)
        {
            return null;
        }

        var projectId = await db.Set<Lot>().Where(l => l.Id == lotId).Select(l => l.ProjectId).SingleAsync(ct);
        var steps = await Items(db.Set<ProcedureStep>().Where(s => s.ProjectId == projectId && (s.LotId == lotId || s.LotId == null))).ToListAsync(ct);
        return new LotTrail(
            lot, await IsSealedAsync(lotId, ct), await EventsAsync(projectId, lotId, ct), [.. (await LitAsync(steps, ct)).OrderBy(s => s.StartedAtUtc)]);
    }

    private IQueryable<Tender> Tenders(long? centreId) => db.Set<Tender>().AsNoTracking().Where(t => centreId == null || t.CentreId == centreId);

    private IQueryable<WatchedLot> Lots(IQueryable<Tender> tenders) =>
        from tender in tenders
        join lot in db.Set<Lot>() on tender.LotId equals lot.Id
        join project in db.Set<Project>() on tender.ProjectId equals project.Id
        orderby tender.LotId descending
        select new WatchedLot(lot.Id, lot.Code, lot.Name, project.Name, tender.State, tender.DeadlineUtc);

    private IQueryable<ProcedureStep> Watched(long? centreId) => db.Set<ProcedureStep>()
        .Where(s => (centreId == null || s.CentreId == centreId || s.CentreId == null) && !Stages.OfFinanceAlone.Contains(s.Stage));

    private async Task<IReadOnlyList<StepItem>> OpenAsync(IQueryable<ProcedureStep> steps, CancellationToken ct)
    {
        var items = await LitAsync(await Items(steps.Where(s => s.DoneAtUtc == null)).ToListAsync(ct), ct);
        return [.. items.OrderBy(s => s.DueAtUtc ?? DateTime.MaxValue).ThenBy(s => s.StartedAtUtc).ThenBy(s => s.Id)];
    }

    // What was never handed in is the owner's side's alone.
    private IQueryable<StepItem> Items(IQueryable<ProcedureStep> steps) =>
        from s in steps.AsNoTracking()
        join project in db.Set<Project>() on s.ProjectId equals (long?)project.Id into projects
        from project in projects.DefaultIfEmpty()
        join lot in db.Set<Lot>() on s.LotId equals (long?)lot.Id into lots
        from lot in lots.DefaultIfEmpty()
        where s.ProjectId == null || project.State != ProjectState.Draft
        select new StepItem(
            s.Id, s.CentreId, s.SubjectKind, s.SubjectId, s.About, s.ProjectId, project.Name, s.LotId, lot.Code, lot.Name, s.Stage, s.Post,
            db.Users.Where(u => u.Id == s.PersonId).Select(u => u.DisplayName).FirstOrDefault(),
            db.Users.Where(u => u.Id == s.DeputyId).Select(u => u.DisplayName).FirstOrDefault(),
            s.StartedAtUtc, s.DueAtUtc, s.RuleKey, s.Citation, s.DoneAtUtc,
            db.Users.Where(u => u.Id == s.DoneBy).Select(u => u.DisplayName).FirstOrDefault(), s.Outcome);

    private async Task<List<StepItem>> LitAsync(List<StepItem> steps, CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        var lights = await lighting.LightsAsync([.. steps.Select(s => new StepTime(s.Id, s.CentreId, s.ProjectId, s.DueAtUtc, s.DoneAtUtc ?? nowUtc))], ct);
        return [.. steps.Select(s => s with { Light = lights[s.Id] })];
    }

    private async Task<Rule?> RuleOfAsync(StepItem step, CancellationToken ct)
    {
        if (step.RuleKey is not { } key)
        {
            return null;
        }

        if (step.ProjectId is { } id)
        {
            var project = await db.Set<Project>().AsNoTracking().SingleAsync(p => p.Id == id, ct);
            return project.RulebookJson is null ? null : TenderLoader.RulesOf(project).Rulebook.Rules.FirstOrDefault(r => r.Key == key);
        }

        return step.CentreId is { } centre ? (await rules.TodayAsync(centre, ct)).Rules.FirstOrDefault(r => r.Key == key) : null;
    }

    private async Task<bool> IsSealedAsync(long lotId, CancellationToken ct) =>
        !await db.Set<Tender>().Where(TenderSecrecy.IsOver).AnyAsync(t => t.LotId == lotId, ct);

    // What happened to a subject whose step stands under no project, by its number. Events of a fee, a deposit or a price stand under the lot, which is opened.
    private async Task<IReadOnlyList<TrailEvent>> EventsOfAsync(StepItem step, CancellationToken ct)
    {
        var isOfLot = step.SubjectKind is StepSubjectKind.FeeCharge or StepSubjectKind.Deposit or StepSubjectKind.PricePlan;
        return await Trail(db.Set<ProcedureEvent>()
            .Where(e => e.CentreId == step.CentreId && (isOfLot || (e.ProjectId == null && e.LotId == null)) && !e.IsSealed && e.Subject == step.SubjectId)).ToListAsync(ct);
    }

    // Events of the project's own belong to each of its lots; those of another lot do not.
    private async Task<IReadOnlyList<TrailEvent>> EventsAsync(long projectId, long? lotId, CancellationToken ct)
    {
        var over = db.Set<Tender>().Where(TenderSecrecy.IsOver).Select(t => (long?)t.LotId);
        return await Trail(
            from e in db.Set<ProcedureEvent>()
            where (e.LotId == lotId && lotId != null) || (e.ProjectId == projectId && e.LotId == null)
            where !e.IsSealed || over.Contains(e.LotId)
            select e).ToListAsync(ct);
    }

    private IQueryable<TrailEvent> Trail(IQueryable<ProcedureEvent> events) =>
        from e in events.AsNoTracking()
        orderby e.AtUtc, e.Id
        select new TrailEvent(
            e.AtUtc, e.Kind, e.Subject, db.Users.Where(u => u.Id == e.ActorId).Select(u => u.DisplayName).FirstOrDefault(), e.Reason, e.RuleKey, e.Citation,
            e.ContentHash, db.Set<EventLink>().Any(l => l.EventId == e.Id));
}
