using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Trading.Web.Shared.TagHelpers;

/// <summary><c>&lt;time-left until="@row.ClosesAtUtc" /&gt;</c>: the time left as a tag in a list: red in the last day, amber in the last three.</summary>
[HtmlTargetElement("time-left", TagStructure = TagStructure.WithoutEndTag)]
public sealed class TimeLeftTagHelper(PageClock clock) : TagHelper
{
    public required DateTime Until { get; set; }

    /// <summary>Something is to be done by then: afterwards it is overdue, not closed.</summary>
    public bool IsDuty { get; set; }

    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var left = Until - clock.NowUtc;
        output.TagName = null;
        output.Content.SetHtmlContent(StatusTagHelper.Tag(ViewContext.HttpContext, Kind(left), Text(left), left > TimeSpan.Zero ? "clock" : IsDuty ? "alert" : "x"));
    }

    private Status Kind(TimeSpan left) =>
        left <= TimeSpan.Zero ? (IsDuty ? Status.Bad : Status.Neutral)
        : left <= TimeSpan.FromDays(1) ? Status.Bad
        : left <= TimeSpan.FromDays(3) ? Status.Warn
        : Status.Neutral;

    private string Text(TimeSpan left) => left switch
    {
        { Ticks: <= 0 } => PageWords.W(IsDuty ? "page.overdue" : "page.closed"),
        { TotalDays: >= 1 } => PageWords.W("page.days-left", left.Days),
        { TotalHours: >= 1 } => PageWords.W("page.hours-left", left.Hours),
        _ => PageWords.W("page.minutes-left", left.Minutes),
    };
}
