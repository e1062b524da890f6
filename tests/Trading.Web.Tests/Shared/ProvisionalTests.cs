using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Time.Testing;
using Trading.Domain.Calendar;
using Trading.Infrastructure;
using Trading.Web.Shared;
using Trading.Web.Shared.TagHelpers;

namespace Trading.Web.Tests.Shared;

/// <summary>A date that the calendar reckoned through a year without published holidays is no promise, and says so.</summary>
public sealed class ProvisionalTests
{
    private const string Chinese = "暂定：放假安排尚未公布，日期可能调整。";
    private const string English = "Provisional: the holidays are not published yet; the date may still move.";

    private static readonly WorkCalendar Of2026 = new([new HolidayYear(2026, [], [])]);

    [Theory]
    [InlineData("2026-12-24T16:00:00Z", "zh-CN", "")] // the whole of the 24th
    [InlineData("2026-12-24T16:00:01Z", "zh-CN", Chinese)]
    [InlineData("2027-03-01T02:00:00Z", "zh-CN", Chinese)]
    [InlineData("2027-03-01T02:00:00Z", "en", English)]
    [InlineData("2025-12-31T02:00:00Z", "zh-CN", "")] // past, although nothing of 2025 is known
    public void Instant_InAYearWithoutPublishedHolidays_IsSaidToMove_WhileItIsToCome(string utc, string language, string said)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        var at = DateTime.Parse(utc, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);

        Assert.Equal(said, Said(h => h.Utc = at));
        Assert.Equal("", Said(h => (h.Utc, h.When) = (at, false)));
    }

    [Fact]
    public void Day_LikeTheInstantAtWhichItEnds_AndNothingOfNothing()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(WordsLanguage.Chinese.Tag());

        Assert.Equal("", Said(h => h.Day = new DateOnly(2026, 12, 24)));
        Assert.Equal(Chinese, Said(h => h.Day = new DateOnly(2026, 12, 25)));
        Assert.Equal("", Said(_ => { }));
    }

    private static string Said(Action<ProvisionalTagHelper> with)
    {
        var helper = new ProvisionalTagHelper(Of2026, new PageClock(new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero))));
        with(helper);
        var output = new TagHelperOutput("provisional", [], (_, _) => Task.FromResult<TagHelperContent>(new DefaultTagHelperContent()));
        helper.Process(new TagHelperContext([], new Dictionary<object, object>(), "x"), output);
        Assert.Equal(output.TagName is null, output.Content.GetContent().Length == 0);
        return System.Net.WebUtility.HtmlDecode(output.Content.GetContent());
    }
}
