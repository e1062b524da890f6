using System.Globalization;

namespace Trading.Web.Areas.Finance.Models;

/// <summary>A period cut into parts that a chart has room for: days, months or years.</summary>
internal static class ReportParts
{
    private const int MostDays = 10;
    private const int MostMonths = 12;

    public static IReadOnlyList<(DateOnly From, DateOnly To)> Of(DateOnly from, DateOnly to)
    {
        var months = ((to.Year - from.Year) * 12) + to.Month - from.Month + 1;
        return to.DayNumber - from.DayNumber < MostDays ? Cut(from, to, day => day)
            : months == 1 ? Cut(from, to, day => day.AddDays(6))
            : months <= MostMonths ? Cut(from, to, day => new DateOnly(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month)))
            : Cut(from, to, day => new DateOnly(day.Year, 12, 31));
    }

    /// <summary>A month or a year by its name, other parts by their first day.</summary>
    public static string Label(DateOnly from, DateOnly to) => (to.DayNumber - from.DayNumber) switch
    {
        > 31 => from.ToString("yyyy", CultureInfo.InvariantCulture),
        > 7 => from.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        _ => from.ToString("MM-dd", CultureInfo.InvariantCulture),
    };

    private static List<(DateOnly From, DateOnly To)> Cut(DateOnly from, DateOnly to, Func<DateOnly, DateOnly> endOf)
    {
        var parts = new List<(DateOnly, DateOnly)>();
        for (var day = from; day <= to;)
        {
            var end = endOf(day) < to ? endOf(day) : to;
            parts.Add((day, end));
            day = end.AddDays(1);
        }

        return parts;
    }
}
