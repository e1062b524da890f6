using Trading.Infrastructure.Shared;

namespace Trading.Web.Areas.Finance.Models;

/// <summary>The form that narrows a list to days; <see cref="DayKey"/> names the only day that its rows have, null where there are two to choose from.</summary>
public sealed record DaysForm(string Address, string? DayKey, DayFilter Days, params IReadOnlyList<(string Name, string? Value)> Keep);
