using Trading.Domain.Projects;
using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;
using Trading.Infrastructure.Rulebooks;

namespace Trading.Infrastructure.Projects;

/// <summary>What a rulebook leaves to the project, with what the law or the centre says and what the project has set.</summary>
public sealed record OfferedSetting(Rule Rule, string? Chosen);

/// <summary>Reads the rulebook of a project that is not accepted yet: the law and the centre's rows as they stand today.</summary>
public sealed class ProjectSettingQueries(RulebookLibrary rulebooks, CentreRuleService centreRules, TimeProvider clock)
{
    private const string RequiredPreparation = "bid-preparation-days";
    private const string VoluntaryPreparation = "bid-preparation-voluntary-days";

    /// <summary>The rows that code reads and a project may set; others wait for the pages that use them.</summary>
    private static readonly string[] Used =
        ["doc-sale-days", RequiredPreparation, VoluntaryPreparation, "clarification-days", "deposit-waived-for", "deposit-pooled", "uncovered-bid", "tie-break", "evaluation-workdays", "candidates-max", "publicity-days", "award-decision-workdays"];

    public async Task<IReadOnlyList<OfferedSetting>> OfferedAsync(Project project, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(project);
        var rulebook = await TodayAsync(project, ct);
        return
        [
            .. Used.Where(name => name != (project.IsLegallyRequired ? VoluntaryPreparation : RequiredPreparation)).Select(name => rulebook.Get($"{project.Line}.{name}"))
                .Where(rule => rule.Settable?.By == RuleLayer.Project)
                .Select(rule => new OfferedSetting(rule, project.Settings.FirstOrDefault(s => s.Key == rule.Key)?.Value)),
        ];
    }

    /// <summary>The rulebook that acceptance would pin today, without the project's own settings.</summary>
    public async Task<Rulebook> TodayAsync(Project project, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(project);
        return rulebooks.Resolve(project.Line, Instants.BeijingDay(clock.NowUtc()), await centreRules.ApprovedAsync(project.CentreId, ct), []);
    }
}
