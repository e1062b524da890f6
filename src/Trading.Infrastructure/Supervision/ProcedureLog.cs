using Microsoft.EntityFrameworkCore;
using Trading.Domain.Parties;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;

namespace Trading.Infrastructure.Supervision;

/// <summary>What an event says besides where it happened.</summary>
public sealed record EventFacts(string Kind, string Subject, string? RuleKey = null, string? Citation = null, byte[]? ContentHash = null, bool IsSealed = false);

/// <summary>
/// Writes the trail of a procedure in the caller's transaction: events (append-only, chained later) and steps (who answers for what, until when).
/// </summary>
public sealed class ProcedureLog(TradingDbContext db)
{
    public void Record(long centreId, long? projectId, long? lotId, Acting acting, EventFacts facts, DateTime nowUtc) => db.Add(new ProcedureEvent
    {
        Id = Guid.NewGuid(),
        CentreId = centreId,
        ProjectId = projectId,
        LotId = lotId,
        Kind = facts.Kind,
        ActorId = acting.UserId,
        Subject = facts.Subject,
        Reason = acting.Reason,
        RuleKey = facts.RuleKey,
        Citation = facts.Citation,
        ContentHash = facts.ContentHash,
        AtUtc = nowUtc,
        IsSealed = facts.IsSealed,
    });

    /// <summary>Begins a step that the owner's side is to finish by an instant under a rule.</summary>
    public void Begin(
        long centreId, long projectId, long? lotId, string stage, string post, DateTime nowUtc, DateTime? dueAtUtc = null, string? ruleKey = null, string? citation = null)
    {
        if (Posts.OfCentre.Contains(post))
        {
            throw new ArgumentException($"The post {post} has people of the centre: begin its steps with {nameof(BeginAsync)}.", nameof(post));
        }

        db.Add(ProcedureStep.Begin(Guid.NewGuid(), centreId, projectId, lotId, stage, post, nowUtc, dueAtUtc, ruleKey, citation));
    }

    /// <summary>Begins a step of a post of the centre, and names the people who serve in it today: they follow the post while the step is open.</summary>
    public async Task BeginAsync(
        long centreId, long projectId, long? lotId, string stage, string post, DateTime nowUtc, DateTime? dueAtUtc, string? ruleKey, string? citation, CancellationToken ct)
    {
        var step = ProcedureStep.Begin(Guid.NewGuid(), centreId, projectId, lotId, stage, post, nowUtc, dueAtUtc, ruleKey, citation);
        var people = await db.Set<Post>().AsNoTracking().SingleOrDefaultAsync(p => p.CentreId == centreId && p.Key == post, ct);
        step.Assign(people?.HolderUserId, people?.DeputyUserId);
        db.Add(step);
    }

    /// <summary>Finishes the open step of a stage, where there is one.</summary>
    public async Task FinishAsync(long projectId, long? lotId, string stage, Acting acting, string outcome, DateTime nowUtc, CancellationToken ct)
    {
        var step = await OpenStepAsync(projectId, lotId, stage, ct);
        step?.Finish(acting.UserId, outcome, nowUtc);
    }

    public async Task MoveDueAsync(long projectId, long? lotId, string stage, DateTime dueAtUtc, CancellationToken ct)
    {
        var step = await OpenStepAsync(projectId, lotId, stage, ct);
        step?.MoveDue(dueAtUtc);
    }

    private async Task<ProcedureStep?> OpenStepAsync(long projectId, long? lotId, string stage, CancellationToken ct) =>
        await db.Set<ProcedureStep>().SingleOrDefaultAsync(
            s => s.ProjectId == projectId && s.LotId == lotId && s.Stage == stage && s.DoneAtUtc == null, ct);
}
