using Trading.Domain.Supervision;
using Trading.Infrastructure.Rulebooks;

namespace Trading.Infrastructure.Supervision;

/// <summary>A row of the centre's rulebook that waits for a second person, with its step.</summary>
public sealed record WaitingRule(CentreRuleItem Row, StepItem Step);

/// <summary>The rows that wait for a second person: the open steps of their approval.</summary>
public sealed class WaitingRules(SupervisionQueries steps, CentreRuleQueries rules)
{
    /// <summary>Those of a centre, the most urgent first.</summary>
    public async Task<IReadOnlyList<WaitingRule>> AllAsync(long centreId, CancellationToken ct)
    {
        var open = await steps.OfStageAsync(centreId, Stages.RuleApproval, ct);
        var rows = await rules.RowsAsync(centreId, [.. open.Select(s => s.SubjectNumber())], ct);
        return [.. open.Select(s => new WaitingRule(rows[s.SubjectNumber()], s))];
    }
}
