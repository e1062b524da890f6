namespace Trading.Domain.Calendar;

/// <summary>
/// Counts periods as the law does (民法典 第二百零一条、第二百零三条): the start day is not counted, and a last day that is a day off rolls to the next
/// working day. Rolling only ever extends.
/// </summary>
public static class PeriodCalculator
{
    /// <summary>The day on which a period from (or, for <see cref="PeriodKind.Before"/>, back from) a day ends.</summary>
    /// <example>
    /// Documents issued Monday 2026-03-02, at least 20 calendar days: day 20 is Sunday 2026-03-22, so 2026-03-23 is the first deadline allowed.
    /// </example>
    /// <exception cref="ArgumentOutOfRangeException">The period has less than one day: a slip in the data or the code.</exception>
    public static PeriodResult Calculate(WorkCalendar calendar, DateOnly from, Period period)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        ArgumentNullException.ThrowIfNull(period);
        ArgumentOutOfRangeException.ThrowIfLessThan(period.Days, 1);
        var walk = new Walk(calendar);
        var natural = period.Unit switch
        {
            PeriodUnit.CalendarDay => from.AddDays(Direction(period) * (period.CountStartDay ? period.Days - 1 : period.Days)),
            PeriodUnit.Workday => walk.Workdays(from, period.Days, Direction(period), period.CountStartDay),
        };
        return period.Kind switch
        {
            PeriodKind.DueBy or PeriodKind.Lasting => walk.Rolled(natural),
            PeriodKind.AtLeast => walk.Rolled(natural) is var rolled && period.FullDays ? rolled with { Date = rolled.Date.AddDays(1) } : rolled,
            PeriodKind.Before => new PeriodResult(natural, RolledFrom: null, walk.SawProvisionalDay),
        };
    }

    private static int Direction(Period period) => period.Kind == PeriodKind.Before ? -1 : 1;

    /// <summary>Looks at days one after the other and remembers whether any of them is provisional.</summary>
    private sealed class Walk(WorkCalendar calendar)
    {
        public bool SawProvisionalDay { get; private set; }

        public DateOnly Workdays(DateOnly from, int count, int direction, bool countStartDay)
        {
            var day = countStartDay ? from : from.AddDays(direction);
            for (var counted = IsWorkday(day) ? 1 : 0; counted < count; counted += IsWorkday(day) ? 1 : 0)
            {
                day = day.AddDays(direction);
            }

            return day;
        }

        public PeriodResult Rolled(DateOnly natural)
        {
            var day = natural;
            while (!IsWorkday(day))
            {
                day = day.AddDays(1);
            }

            return new PeriodResult(day, day == natural ? null : natural, SawProvisionalDay);
        }

        private bool IsWorkday(DateOnly day)
        {
            var status = calendar.StatusOf(day);
            SawProvisionalDay |= status.Provisional;
            return status.IsWorkday;
        }
    }
}
