using Trading.Domain.Calendar;
using static Trading.Domain.Calendar.PeriodKind;
using static Trading.Domain.Calendar.PeriodUnit;

namespace Trading.Domain.Tests.Calendar;

public sealed class PeriodCalculatorTests
{
    // The worked periods of 2026: document issue, offer, clarification and objection, publicity, make-up Saturdays, contract, withdrawal.
    [Theory]
    [InlineData("2026-03-02", 20, CalendarDay, AtLeast, "2026-03-23", "2026-03-22")]
    [InlineData("2026-03-02", 5, Workday, Lasting, "2026-03-09", null)]
    [InlineData("2026-05-20", 15, CalendarDay, Before, "2026-05-05", null)]
    [InlineData("2026-05-20", 10, CalendarDay, Before, "2026-05-10", null)]
    [InlineData("2026-04-03", 3, CalendarDay, Lasting, "2026-04-07", "2026-04-06")]
    [InlineData("2026-09-28", 5, Workday, DueBy, "2026-10-10", null)]
    [InlineData("2026-06-01", 30, CalendarDay, DueBy, "2026-07-01", null)]
    [InlineData("2026-05-08", 2, Workday, DueBy, "2026-05-11", null)]
    [InlineData("2026-06-01", 5, CalendarDay, DueBy, "2026-06-08", "2026-06-06")]
    [InlineData("2026-10-12", 1, Workday, Before, "2026-10-10", null)]
    [InlineData("2026-10-08", 1, Workday, Before, "2026-09-30", null)]
    public void Calculate_WorkedCase_EndsOnTheDay(string from, int days, PeriodUnit unit, PeriodKind kind, string date, string? rolledFrom)
    {
        var result = PeriodCalculator.Calculate(TestCalendar.Of2026, Day.Of(from), new Period(days, unit, kind));

        Assert.Equal(new PeriodResult(Day.Of(date), rolledFrom is null ? null : Day.Of(rolledFrom), Provisional: false), result);
    }

    [Theory]
    [InlineData("2026-03-02", 5, Workday, Lasting, "2026-03-06")]
    [InlineData("2026-03-07", 5, Workday, Lasting, "2026-03-13")] // a Saturday cannot be the first working day
    [InlineData("2026-03-02", 5, CalendarDay, Lasting, "2026-03-06")]
    [InlineData("2026-05-20", 15, CalendarDay, Before, "2026-05-06")]
    public void Calculate_StartDayCounted_EndsADayEarlier(string from, int days, PeriodUnit unit, PeriodKind kind, string date) =>
        Assert.Equal(
            Day.Of(date),
            PeriodCalculator.Calculate(TestCalendar.Of2026, Day.Of(from), new Period(days, unit, kind, CountStartDay: true)).Date);

    [Fact]
    public void Calculate_FullDays_AllowsOnlyTheDayAfterDayN()
    {
        var period = new Period(20, CalendarDay, AtLeast, FullDays: true);

        var result = PeriodCalculator.Calculate(TestCalendar.Of2026, new DateOnly(2026, 3, 2), period);

        Assert.Equal(new PeriodResult(new DateOnly(2026, 3, 24), new DateOnly(2026, 3, 22), Provisional: false), result);
    }

    [Fact]
    public void Calculate_LastDayInAnUnpublishedYear_IsProvisional()
    {
        var result = PeriodCalculator.Calculate(TestCalendar.Of2026, new DateOnly(2026, 12, 15), new Period(20, CalendarDay, DueBy));

        Assert.Equal(new PeriodResult(new DateOnly(2027, 1, 4), null, Provisional: true), result);
    }

    [Fact]
    public void Calculate_WorkdaysAcrossAnUnpublishedYear_IsProvisional() =>
        Assert.True(PeriodCalculator.Calculate(TestCalendar.Of2026, new DateOnly(2026, 12, 21), new Period(4, Workday, DueBy)).Provisional);

    // The count ends in December 2026, which is published, but it came through January 2027, which is not.
    [Fact]
    public void Calculate_WorkdaysBackOutOfAnUnpublishedYear_IsProvisional() =>
        Assert.Equal(
            new PeriodResult(new DateOnly(2026, 12, 21), null, Provisional: true),
            PeriodCalculator.Calculate(TestCalendar.Of2026, new DateOnly(2027, 1, 4), new Period(10, Workday, Before)));

    [Fact]
    public void Calculate_BackwardsInCalendarDays_NeverLooksAtTheCalendar() =>
        Assert.Equal(
            new PeriodResult(new DateOnly(2027, 10, 1), null, Provisional: false),
            PeriodCalculator.Calculate(TestCalendar.Of2026, new DateOnly(2027, 10, 16), new Period(15, CalendarDay, Before)));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Calculate_LessThanOneDay_IsABug(int days) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => PeriodCalculator.Calculate(TestCalendar.Of2026, new DateOnly(2026, 3, 2), new Period(days, CalendarDay, DueBy)));
}
