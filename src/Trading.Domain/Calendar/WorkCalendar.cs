namespace Trading.Domain.Calendar;

/// <summary>
/// Working days of China: Monday to Friday, less the days off and with the make-up workdays that the State Council publishes year by year.
/// Immutable. There is no plain "is it a workday": each answer also says whether it rests on a published arrangement.
/// </summary>
public sealed class WorkCalendar
{
    // The arrangement of the next year has reached back as far as 29 December (2007, 2018); a week is flagged to be safe.
    private const int FirstDayDecidedNextYear = 25;

    private readonly HashSet<DateOnly> _daysOff;
    private readonly HashSet<DateOnly> _makeUpWorkdays;
    private readonly HashSet<int> _publishedYears;

    /// <summary>Where two arrangements name the same day, the one for the later year counts.</summary>
    public WorkCalendar(IEnumerable<HolidayYear> years)
    {
        ArgumentNullException.ThrowIfNull(years);
        var inOrder = years.OrderBy(y => y.Year).ToList();
        var last = inOrder
            .SelectMany(y => y.DaysOff.Select(d => (Day: d, Off: true)).Concat(y.MakeUpWorkdays.Select(d => (Day: d, Off: false))))
            .GroupBy(x => x.Day)
            .Select(day => day.Last())
            .ToList();
        _daysOff = [.. last.Where(x => x.Off).Select(x => x.Day)];
        _makeUpWorkdays = [.. last.Where(x => !x.Off).Select(x => x.Day)];
        _publishedYears = [.. inOrder.Select(y => y.Year)];
    }

    public DayStatus StatusOf(DateOnly day)
    {
        var isWorkday = _makeUpWorkdays.Contains(day) || (!IsWeekend(day) && !_daysOff.Contains(day));
        return new DayStatus(isWorkday, Provisional: IsProvisional(day));
    }

    /// <summary>
    /// Whether a date that was reckoned to be this day may still move: its holidays are not published. What is published ends somewhere, so that whatever
    /// was counted through days beyond ends beyond.
    /// </summary>
    public bool IsProvisional(DateOnly day) => !IsPublished(day);

    private bool IsPublished(DateOnly day) =>
        _publishedYears.Contains(day.Year) && (!IsNewYearWeek(day) || _publishedYears.Contains(day.Year + 1));

    private static bool IsNewYearWeek(DateOnly day) => day is { Month: 12, Day: >= FirstDayDecidedNextYear };

    private static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}
