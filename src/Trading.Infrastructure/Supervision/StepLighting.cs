using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Calendar;
using Trading.Domain.Projects;
using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Rulebooks;

namespace Trading.Infrastructure.Supervision;

/// <summary>What decides the light of a step; <paramref name="AtUtc"/> is the instant at which it is looked at.</summary>
public sealed record StepTime(Guid Id, long? CentreId, long? ProjectId, DateTime? DueAtUtc, DateTime AtUtc);

/// <summary>
/// The one rule for the lights of steps, on boards and in warnings alike: the warning period is the one pinned on the step's project; before
/// acceptance, and without a project, the one in the centre's rulebook of today; while no centre has the step, the national one.
/// </summary>
public sealed class StepLighting(TradingDbContext db, TimeProvider clock, WorkCalendar calendar, RulebookLibrary library, CentreRulebook centres)
{
    private const string Key = "common.step-warning-workdays";

    // A pinned rulebook never changes and is named by its hash.
    private static readonly ConcurrentDictionary<string, Rule?> PinnedRules = new();

    public async Task<IReadOnlyDictionary<Guid, StepLight>> LightsAsync(IReadOnlyCollection<StepTime> steps, CancellationToken ct)
    {
        var pinned = await PinnedAsync([.. steps.Select(s => s.ProjectId).OfType<long>().Distinct()], ct);
        var lights = new Dictionary<Guid, StepLight>();
        foreach (var step in steps)
        {
            var period = step.ProjectId is { } project && pinned.TryGetValue(project, out var rule) ? rule.Period : await TodayAsync(step.CentreId, ct);
            lights.Add(step.Id, StepLights.Of(step.DueAtUtc, period, calendar, step.AtUtc));
        }

        return lights;
    }

    // The national one stands under no centre: 0 is none's number.
    private readonly Dictionary<long, Period> _today = [];

    private async Task<Period> TodayAsync(long? centreId, CancellationToken ct)
    {
        if (!_today.TryGetValue(centreId ?? 0, out var period))
        {
            var rule = centreId is { } centre ? (await centres.TodayAsync(centre, ct)).Rules.FirstOrDefault(r => r.Key == Key) : null;
            _today[centreId ?? 0] = period = (rule ?? library.Find(Key, Instants.BeijingDay(clock.NowUtc()))!).Period;
        }

        return period;
    }

    private async Task<Dictionary<long, Rule>> PinnedAsync(long[] projects, CancellationToken ct)
    {
        var hashes = await db.Set<Project>().AsNoTracking().Where(p => projects.Contains(p.Id) && p.RulebookHash != null)
            .ToDictionaryAsync(p => p.Id, p => p.RulebookHash!, ct);
        foreach (var (project, hash) in hashes.Where(h => !PinnedRules.ContainsKey(h.Value)))
        {
            var json = await db.Set<Project>().Where(p => p.Id == project).Select(p => p.RulebookJson!).SingleAsync(ct);
            PinnedRules[hash] = Rulebook.FromJson(json).Rules.FirstOrDefault(r => r.Key == Key);
        }

        return hashes.Where(h => PinnedRules[h.Value] is not null).ToDictionary(h => h.Key, h => PinnedRules[h.Value]!);
    }
}
