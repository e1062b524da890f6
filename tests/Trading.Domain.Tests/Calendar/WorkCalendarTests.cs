using Trading.Domain.Calendar;

namespace Trading.Domain.Tests.Calendar;

public sealed class WorkCalendarTests
{
    [Theory]
    [InlineData("2026-03-02", true)] // Monday
    [InlineData("2026-03-07", false)] // Saturday
    [InlineData("2026-03-08", false)] // Sunday
    [InlineData("2026-10-07", false)] // Wednesday, National Day
    [InlineData("2026-10-08", true)]
    [InlineData("2026-10-10", true)] // make-up Saturday
    [InlineData("2026-09-20", true)] // make-up Sunday
    public void StatusOf_DayInPublishedYear_FollowsTheArrangement(string day, bool isWorkday) =>
        Assert.Equal(new DayStatus(isWorkday, Provisional: false), TestCalendar.Of2026.StatusOf(Day.Of(day)));

    [Theory]
    [InlineData("2025-12-31", true)]
    [InlineData("2026-01-01", false)]
    [InlineData("2026-12-24", false)]
    [InlineData("2026-12-25", true)]
    [InlineData("2027-01-01", true)]
    public void StatusOf_DayDecidedByAnUnpublishedArrangement_IsFlagged(string day, bool provisional) =>
        Assert.Equal(provisional, TestCalendar.Of2026.StatusOf(Day.Of(day)).Provisional);

    [Fact]
    public void StatusOf_UnpublishedYear_AssumesMondayToFriday() =>
        Assert.Equal(new DayStatus(IsWorkday: true, Provisional: true), TestCalendar.Of2026.StatusOf(new DateOnly(2027, 10, 1)));

    [Fact]
    public void StatusOf_LaterArrangementReachesBack_ItCounts()
    {
        var monday = new DateOnly(2018, 12, 31);
        var calendar = new WorkCalendar([new HolidayYear(2019, [monday], []), new HolidayYear(2018, [], [monday])]);

        Assert.Equal(new DayStatus(IsWorkday: false, Provisional: false), calendar.StatusOf(monday));
    }
}
