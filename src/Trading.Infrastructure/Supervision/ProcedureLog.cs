using Microsoft.EntityFrameworkCore;
using Trading.Domain.Projects;
using Trading.Domain.Rulebooks;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;

namespace Trading.Infrastructure.Supervision;

/// <summary>What an event says besides where it happened.</summary>
public sealed record EventFacts(string Kind, string Subject, string? RuleKey = null, string? Citation = null, byte[]? ContentHash = null, bool IsSealed = false);

/// <summary>
/// Writes the trail of a procedure in the caller's transaction: events (append-only, chained later) and steps (who answers for what, until when).
/// </summary>
public sealed class ProcedureLog(TradingDbContext db, OpenSteps steps)
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

    /// <summary>
    /// Begins a step and names who answers for it. A post of the centre has the people who serve in it today, and they follow the post while the step
    /// is open; the owner's side, which also hosts the evaluation, has those who act for it.
    /// </summary>
    public async Task BeginAsync(
        long centreId, long projectId, long? lotId, string stage, string post, DateTime nowUtc, DateTime? dueAtUtc, string? ruleKey, string? citation, CancellationToken ct)
    {
        var step = ProcedureStep.Begin(Guid.NewGuid(), centreId, StepSubject.OfLot(projectId, lotId), stage, post, nowUtc, dueAtUtc, ruleKey, citation);
        if (Posts.OfCentre.Contains(post))
        {
            await steps.AssignAsync(step, ct);
        }
        else
        {
            var people = await OfOwnersSideAsync(projectId, stage, ct);
            step.Assign(people.ElementAtOrDefault(0), people.ElementAtOrDefault(1));
        }

        db.Add(step);
    }

    /// <summary>Finishes the open step of a stage, where there is one.</summary>
    public Task FinishAsync(long projectId, long? lotId, string stage, Acting acting, string outcome, DateTime nowUtc, CancellationToken ct) =>
        steps.FinishAsync(StepSubject.OfLot(projectId, lotId), stage, acting, outcome, nowUtc, ct);

    public async Task MoveDueAsync(long projectId, long? lotId, string stage, DateTime dueAtUtc, Rule rule, CancellationToken ct)
    {
        var step = await steps.FindAsync(StepSubject.OfLot(projectId, lotId), stage, ct);
        step?.MoveDue(dueAtUtc, rule.Key, rule.Citation);
    }

    /// <summary>
    /// Two people of the organisation that acts, who entrusted the project first: the agency's where there is one, but the owner itself
    /// confirms what the agency wrote, and decides, also about a bid whose deposit is gone.
    /// </summary>
    private Task<List<long?>> OfOwnersSideAsync(long projectId, string stage, CancellationToken ct)
    {
        var isOwners = stage is Stages.EntrustmentConfirmation or Stages.Decision or Stages.UncoveredBid;
        return (
            from project in db.Set<Project>()
            from user in db.Users
            where project.Id == projectId && user.OrganisationId == (isOwners ? project.OwnerId : project.AgencyId ?? project.OwnerId) && user.DisabledAtUtc == null
            orderby user.Id == project.CreatedBy ? 0 : 1, user.Id
            select (long?)user.Id).Take(2).ToListAsync(ct);
    }
}
