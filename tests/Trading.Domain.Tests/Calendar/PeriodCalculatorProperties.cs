using CsCheck;
using Trading.Domain.Calendar;

namespace Trading.Domain.Tests.Calendar;

/// <summary>The calculator against a definition that lists the days: slow, and plain enough to be read as the law.</summary>
public sealed class PeriodCalculatorProperties
{
    // Any set of days off and make-up days, not only real ones: the arithmetic may not rest on how holidays usually fall.
    private static readonly Gen<WorkCalendar> Calendars =
        Gen.Select(Gen.Int[0, 364].Array[0, 60], Gen.Int[0, 364].Array[0, 10], (off, work) => new WorkCalendar(
        [
            new HolidayYear(2025, [], []),
            new HolidayYear(2026, [.. off.Except(work).Select(DayNumber)], [.. work.Select(DayNumber)]),
            new HolidayYear(2027, [], []),
            new HolidayYear(2028, [], []),
        ]));

    private static readonly Gen<Period> Periods = Gen.Select(
        Gen.Int[1, 60], Gen.Enum<PeriodUnit>(), Gen.Enum<PeriodKind>(), Gen.Bool, (days, unit, kind, start) => new Period(days, unit, kind, start));

    [Fact]
    public void Calculate_AnyCalendarAndPeriod_AgreesWithTheListOfDays() =>
        Gen.Select(Calendars, Gen.Int[60, 300].Select(DayNumber), Periods).Sample((calendar, from, period) =>
            Assert.Equal(Expected(calendar, from, period), PeriodCalculator.Calculate(calendar, from, period)));

    private static PeriodResult Expected(WorkCalendar calendar, DateOnly from, Period period)
    {
        var days = Enumerable.Range(period.CountStartDay ? 0 : 1, 800).Select(n => from.AddDays(period.Kind == PeriodKind.Before ? -n : n));
        var natural = days.Where(d => period.Unit == PeriodUnit.CalendarDay || calendar.StatusOf(d).IsWorkday).ElementAt(period.Days - 1);
        if (period.Kind == PeriodKind.Before)
        {
            return new PeriodResult(natural, null, Provisional: false);
        }

        var workdays = Enumerable.Range(0, 800).Select(natural.AddDays).Where(d => calendar.StatusOf(d).IsWorkday);
        var last = workdays.First();
        return new PeriodResult(last, last == natural ? null : natural, Provisional: false);
    }

    private static DateOnly DayNumber(int dayOf2026) => new DateOnly(2026, 1, 1).AddDays(dayOf2026);
}
