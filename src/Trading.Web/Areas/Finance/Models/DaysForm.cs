using Trading.Infrastructure.Shared;

namespace Trading.Web.Areas.Finance.Models;

/// <summary>The form that narrows a list to days; <see cref="DayKey"/> names the only day that its rows have, null where there are two to choose from.</summary>
public sealed record DaysForm(string Address, string? DayKey, DayFilter Days, params IReadOnlyList<(string Name, string? Value)> Keep)
{
    /// <summary>The list of any day, narrowed otherwise as it is.</summary>
    public string Without => Address + (Keep.Any(k => k.Value is not null) ? "?" + string.Join('&', Keep.Where(k => k.Value is not null).Select(k => $"{k.Name}={k.Value}")) : "");
}
