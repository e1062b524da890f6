using System.Globalization;
using Trading.Domain.Calendar;
using Trading.Infrastructure.Calendar;

namespace Trading.Infrastructure.Tests.Calendar;

public sealed class HolidayCalendarTests
{
    private static readonly WorkCalendar Calendar = HolidayCalendar.Load();

    [Fact]
    public void Load_2026_HasTheDaysOffAndMakeUpWorkdaysOfThePaper()
    {
        var odd = Enumerable.Range(0, 365).Select(n => new DateOnly(2026, 1, 1).AddDays(n))
            .Where(d => Calendar.StatusOf(d).IsWorkday != d.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            .Select(d => $"{d.Month}/{d.Day}");

        Assert.Equal(
            [
                "1/1", "1/2", "1/4", "2/14", "2/16", "2/17", "2/18", "2/19", "2/20", "2/23", "2/28", "4/6", "5/1", "5/4", "5/5", "5/9", "6/19",
                "9/20", "9/25", "10/1", "10/2", "10/5", "10/6", "10/7", "10/10",
            ],
            odd);
    }

    // Days that were statutory holidays in every one of the years (全国年节及纪念日放假办法).
    [Fact]
    public void Load_EveryPublishedYear_HasTheFixedHolidaysOff()
    {
        var holidays = Enumerable.Range(2007, 20)
            .SelectMany(year => new DateOnly[] { new(year, 1, 1), new(year, 5, 1), new(year, 10, 1), new(year, 10, 2), new(year, 10, 3) });

        Assert.All(holidays, day => Assert.Equal(new DayStatus(IsWorkday: false, Provisional: false), Calendar.StatusOf(day)));
    }

    [Theory]
    [InlineData("2006-12-31", true)]
    [InlineData("2007-01-01", false)]
    [InlineData("2026-12-24", false)]
    [InlineData("2027-01-01", true)]
    public void Load_YearsOutsideThePublished_AreFlagged(string day, bool provisional) =>
        Assert.Equal(provisional, Calendar.StatusOf(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture)).Provisional);

    [Fact]
    public void Load_NewYearArrangementReachingBack_MakesTheMondayBeforeADayOff() =>
        Assert.Equal(new DayStatus(IsWorkday: false, Provisional: false), Calendar.StatusOf(new DateOnly(2018, 12, 31)));
}
