namespace Trading.Infrastructure.Tests;

public sealed class DueTimeTests
{
    // 16:00 UTC is 24:00 in Beijing.
    private static readonly DateTime EndOfDay = new(2026, 3, 5, 16, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Print_TheEndOfADay_Is24OClockOfThatDay()
    {
        Assert.Equal("2026-03-05 24:00", new DueTime(EndOfDay).ToMinute());
        Assert.Equal("2026-03-05 24:00:00", new DueTime(EndOfDay).ToSecond());
    }

    [Fact]
    public void Print_AMillisecondEitherSide_IsTheClock()
    {
        Assert.Equal("2026-03-05 23:59:59", new DueTime(EndOfDay.AddMilliseconds(-1)).ToSecond());
        Assert.Equal("2026-03-06 00:00:00", new DueTime(EndOfDay.AddMilliseconds(1)).ToSecond());
    }

    [Theory]
    [InlineData(WordsLanguage.Chinese, "2026-03-05 24:00:00（北京时间）")]
    [InlineData(WordsLanguage.English, "2026-03-05 24:00:00 (Beijing time)")]
    public void Words_PrintIt_InBothLanguages(WordsLanguage language, string expected) =>
        Assert.Equal(expected, Words.Get("unit.instant", language, new DueTime(EndOfDay)));

    [Fact]
    public void Words_OfAPlainInstant_StayTheClock() =>
        Assert.Equal("2026-03-06 00:00:00 (Beijing time)", Words.Get("unit.instant", WordsLanguage.English, EndOfDay));
}
