using Trading.Domain.Calendar;

namespace Trading.Domain.Tests.Calendar;

/// <summary>The arrangement of 2026 written out by hand, so that the arithmetic is tested without the data file. 2025 and 2027 are not published here.</summary>
internal static class TestCalendar
{
    public static readonly WorkCalendar Of2026 = new(
    [
        new HolidayYear(
            2026,
            [.. Days((1, 1), (1, 3)), .. Days((2, 15), (2, 23)), .. Days((4, 4), (4, 6)), .. Days((5, 1), (5, 5)),
                .. Days((6, 19), (6, 21)), .. Days((9, 25), (9, 27)), .. Days((10, 1), (10, 7))],
            [new(2026, 1, 4), new(2026, 2, 14), new(2026, 2, 28), new(2026, 5, 9), new(2026, 9, 20), new(2026, 10, 10)]),
    ]);

    private static IEnumerable<DateOnly> Days((int Month, int Day) first, (int Month, int Day) last)
    {
        for (var day = new DateOnly(2026, first.Month, first.Day); day <= new DateOnly(2026, last.Month, last.Day); day = day.AddDays(1))
        {
            yield return day;
        }
    }
}
