using Trading.Domain.Supervision;
using Trading.Infrastructure.Supervision;
using Trading.Web.Shared;

namespace Trading.Web.Areas.Supervisor.Models;

/// <summary>The board: all open steps by light, and those of the chosen light.</summary>
public sealed record BoardPage(StepLight? Light, IReadOnlyList<StepItem> All)
{
    public IEnumerable<StepItem> Shown => All.Where(s => Light is null || s.Light == Light).OrderByDescending(s => s.Light).ThenBy(s => s.DueAtUtc ?? DateTime.MaxValue);

    public int Count(StepLight light) => All.Count(s => s.Light == light);
}

public sealed record WatchedLotsPage(IReadOnlyList<WatchedLot> Lots, Paging Paging);
