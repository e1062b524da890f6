using Microsoft.EntityFrameworkCore;
using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Shared;

/// <summary>
/// Begins and ends the steps of the centre's posts in the caller's transaction, with the thing that they are about: what is open has one step of its
/// stage, what has ended has none. A step has the post's holder and deputy of today, and follows the post while it is open. Nothing is saved here.
/// </summary>
public sealed class OpenSteps(TradingDbContext db)
{
    // Databases limit how many values one statement may name.
    private const int Chunk = 500;

    /// <summary>Begins one step, due at the end of its last day.</summary>
    /// <param name="centreId">The centre that does it; null while any may.</param>
    /// <param name="subject">What it is about; a stage that is open for it already is refused by the database.</param>
    /// <param name="stage">One of <see cref="Stages"/>.</param>
    /// <param name="post">One of <see cref="Posts.OfCentre"/>.</param>
    /// <param name="due">Until when; null where nobody says.</param>
    /// <param name="nowUtc">The instant of the business transaction.</param>
    /// <param name="ct">Cancels.</param>
    public Task BeginAsync(long? centreId, StepSubject subject, string stage, string post, StepDue? due, DateTime nowUtc, CancellationToken ct) =>
        BeginAsync(centreId, stage, post, [(subject, due)], nowUtc, ct);

    /// <summary>Begins a step for each subject, with one look at the post.</summary>
    public Task BeginAsync(
        long? centreId, string stage, string post, IReadOnlyCollection<(StepSubject Subject, StepDue? Due)> subjects, DateTime nowUtc, CancellationToken ct) => AddAsync(
        centreId, post,
        [.. subjects.Select(s => ProcedureStep.Begin(
            Guid.NewGuid(), centreId, s.Subject, stage, post, nowUtc, s.Due is { } due ? Instants.EndOfBeijingDay(due.Day) : null, s.Due?.RuleKey, s.Due?.Citation))],
        ct);

    /// <summary>
    /// Begins the stage again for subjects that had it before, due when they were due: money that did not go out, or came back, is owed from the first
    /// day on.
    /// </summary>
    public async Task BeginAgainAsync(StepSubjectKind kind, IReadOnlyCollection<Guid> ids, string stage, DateTime nowUtc, CancellationToken ct)
    {
        var before = (await ReadAsync(kind, ids, stage, all: true, ct)).GroupBy(s => s.SubjectId).Select(g => g.OrderBy(s => s.StartedAtUtc).ThenBy(s => s.DoneAtUtc).Last());
        foreach (var group in before.Where(s => s.DoneAtUtc is not null).GroupBy(s => (s.CentreId, s.Post)))
        {
            await AddAsync(
                group.Key.CentreId, group.Key.Post,
                [.. group.Select(s => ProcedureStep.Begin(
                    Guid.NewGuid(), s.CentreId, StepSubject.Of(kind, Guid.ParseExact(s.SubjectId, "N")), stage, s.Post, nowUtc, s.DueAtUtc, s.RuleKey, s.Citation))],
                ct);
        }
    }

    /// <summary>Finishes the open step of a stage, where there is one.</summary>
    public async Task FinishAsync(StepSubject subject, string stage, Acting acting, string outcome, DateTime nowUtc, CancellationToken ct) =>
        (await FindAsync(subject, stage, ct))?.Finish(acting.UserId, outcome, nowUtc);

    /// <summary>Finishes the open steps of a stage for all of the subjects.</summary>
    public async Task FinishAsync(
        StepSubjectKind kind, IReadOnlyCollection<Guid> ids, string stage, Acting acting, string outcome, DateTime nowUtc, CancellationToken ct)
    {
        foreach (var step in await ReadAsync(kind, ids, stage, all: false, ct))
        {
            step.Finish(acting.UserId, outcome, nowUtc);
        }
    }

    /// <summary>The open step of a stage, tracked; null where there is none.</summary>
    public Task<ProcedureStep?> FindAsync(StepSubject subject, string stage, CancellationToken ct) => db.Set<ProcedureStep>().SingleOrDefaultAsync(
        s => s.SubjectKind == subject.Kind && s.SubjectId == subject.Id && s.Stage == stage && s.DoneAtUtc == null, ct);

    /// <summary>The open steps of a stage for many lots, tracked, by the lot's number.</summary>
    public async Task<IReadOnlyDictionary<long, ProcedureStep>> FindOfLotsAsync(IReadOnlyCollection<long> lots, string stage, CancellationToken ct)
    {
        var found = new Dictionary<long, ProcedureStep>();
        foreach (var chunk in lots.Select(lot => StepSubject.Of(StepSubjectKind.Lot, lot).Id).Chunk(Chunk))
        {
            foreach (var step in await db.Set<ProcedureStep>()
                .Where(s => s.SubjectKind == StepSubjectKind.Lot && s.Stage == stage && s.DoneAtUtc == null && chunk.Contains(s.SubjectId)).ToListAsync(ct))
            {
                found.Add(step.LotId!.Value, step);
            }
        }

        return found;
    }

    /// <summary>Names who answers for a step of a post: the people who serve in it today; nobody while no centre has the step.</summary>
    public async Task AssignAsync(ProcedureStep step, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(step);
        var (holder, deputy) = await PeopleAsync(step.CentreId, step.Post, ct);
        step.Assign(holder, deputy);
    }

    private async Task AddAsync(long? centreId, string post, IReadOnlyCollection<ProcedureStep> steps, CancellationToken ct)
    {
        if (steps.Count == 0)
        {
            return;
        }

        var (holder, deputy) = await PeopleAsync(centreId, post, ct);
        foreach (var step in steps)
        {
            step.Assign(holder, deputy);
            db.Add(step);
        }
    }

    private async Task<(long? Holder, long? Deputy)> PeopleAsync(long? centreId, string post, CancellationToken ct)
    {
        var people = centreId is null ? null : await db.Set<Post>().AsNoTracking().SingleOrDefaultAsync(p => p.CentreId == centreId && p.Key == post, ct);
        return (people?.HolderUserId, people?.DeputyUserId);
    }

    private async Task<List<ProcedureStep>> ReadAsync(StepSubjectKind kind, IReadOnlyCollection<Guid> ids, string stage, bool all, CancellationToken ct)
    {
        var found = new List<ProcedureStep>();
        foreach (var chunk in ids.Select(id => id.ToString("N")).Chunk(Chunk))
        {
            found.AddRange(await db.Set<ProcedureStep>()
                .Where(s => s.SubjectKind == kind && s.Stage == stage && chunk.Contains(s.SubjectId) && (all || s.DoneAtUtc == null)).ToListAsync(ct));
        }

        return found;
    }
}
