using System.Globalization;
using System.Text.Json;
using Trading.Domain.Calendar;

namespace Trading.Infrastructure.Calendar;

/// <summary>The published holiday arrangements shipped with the binaries (db/holidays): 2007 to 2026. Any other year is provisional.</summary>
public static class HolidayCalendar
{
    private const string Range = "..";

    public static WorkCalendar Load() => new(Years());

    private static List<HolidayYear> Years()
    {
        using var stream = EmbeddedData.Open("holidays/china.json");
        using var document = JsonDocument.Parse(stream);
        return [.. document.RootElement.GetProperty("years").EnumerateArray().Select(Year)];
    }

    private static HolidayYear Year(JsonElement year) =>
        new(year.GetProperty("year").GetInt32(), Days(year.GetProperty("off")), Days(year.GetProperty("work")));

    private static List<DateOnly> Days(JsonElement texts) => [.. texts.EnumerateArray().SelectMany(t => Days(t.GetString()!))];

    /// <summary>A day, or each day of a range written <c>2026-10-01..2026-10-07</c>.</summary>
    private static IEnumerable<DateOnly> Days(string text)
    {
        var ends = text.Split(Range);
        var last = Day(ends[^1]);
        for (var day = Day(ends[0]); day <= last; day = day.AddDays(1))
        {
            yield return day;
        }
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
