using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Trading.Domain.Shared;

namespace Trading.Web.Shared.TagHelpers;

/// <summary>
/// <c>&lt;countdown until="@lot.ClosesAtUtc" key="tendering.until-closing" /&gt;</c>: the time left when the page was made, kept running by script against the
/// server's clock. It decides nothing. A screen reader hears of it at 60, 15 and 5 minutes, 1 minute, 30 and 10 seconds only.
/// </summary>
[HtmlTargetElement("countdown", TagStructure = TagStructure.WithoutEndTag)]
public sealed class CountdownTagHelper(PageClock clock) : TagHelper
{
    public required DateTime Until { get; set; }

    /// <summary>What ends.</summary>
    public required string Key { get; set; }

    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ViewContext.HttpContext.NeedModule("clock");
        var label = PageWords.W(Key);
        var timer = Markup.Tag("p", "clock s flush", Parts(Until - clock.NowUtc))
            .Attr("role", "timer")
            .Attr("aria-label", label)
            .Attr("data-countdown", Text(Instants.ToUnixMs(Until)))
            .Attr("data-units", string.Join('|', Units))
            .Attr("data-over", PageWords.W("page.time-over"));
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Content
            .AppendHtml(Markup.Tag("p", "eyebrow", label))
            .AppendHtml(timer)
            .AppendHtml(Markup.Tag("p", "vh").Attr("role", "status").Attr("data-say", PageWords.W("page.time-left", "{0}")))
            .AppendHtml(Markup.Tag("p", "hint flush", PageWords.W("page.server-time-counts", Until)));
    }

    private static string[] Units => [PageWords.W("unit.days"), PageWords.W("unit.hours"), PageWords.W("unit.minutes"), PageWords.W("unit.seconds")];

    /// <summary>The two largest units that are not zero, as the script writes them too.</summary>
    internal static object[] Parts(TimeSpan left)
    {
        if (left <= TimeSpan.Zero)
        {
            return [PageWords.W("page.time-over")];
        }

        int[] values = [left.Days, left.Hours, left.Minutes, left.Seconds];
        var first = Math.Min(Array.FindIndex(values, v => v > 0) is >= 0 and var i ? i : 3, 2);
        return [.. Enumerable.Range(first, Math.Min(3, 4 - first)).SelectMany(n => new object[] { Text(values[n]), Markup.Tag("small", null, Units[n]) })];
    }

    private static string Text(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
