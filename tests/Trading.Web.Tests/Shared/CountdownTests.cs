using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Html;
using Trading.Infrastructure;
using Trading.Web.Shared.TagHelpers;

namespace Trading.Web.Tests.Shared;

public sealed class CountdownTests
{
    [Theory]
    [InlineData("3.23:25:10", "3 天 23 时 25 分")]
    [InlineData("1.00:00:00", "1 天 0 时 0 分")]
    [InlineData("23:59:59", "23 时 59 分 59 秒")]
    [InlineData("00:03:42", "3 分 42 秒")]
    [InlineData("00:00:09", "0 分 9 秒")]
    [InlineData("00:00:00.001", "0 分 0 秒")]
    [InlineData("00:00:00", "已截止")]
    [InlineData("-00:00:01", "已截止")]
    public void Parts_OfATimeLeft_AreItsLargestUnits(string left, string shown)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(WordsLanguage.Chinese.Tag());

        var parts = CountdownTagHelper.Parts(TimeSpan.Parse(left, CultureInfo.InvariantCulture));

        Assert.Equal(shown, string.Join(' ', parts.Select(Text)));
    }

    private static string Text(object part)
    {
        using var writer = new StringWriter();
        if (part is IHtmlContent html)
        {
            html.WriteTo(writer, HtmlEncoder.Create(UnicodeRanges.All));
            return writer.ToString().Replace("<small>", "", StringComparison.Ordinal).Replace("</small>", "", StringComparison.Ordinal);
        }

        return part.ToString()!;
    }
}
