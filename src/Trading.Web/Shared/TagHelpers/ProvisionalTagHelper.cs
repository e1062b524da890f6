using Microsoft.AspNetCore.Razor.TagHelpers;
using Trading.Domain.Calendar;
using Trading.Domain.Shared;

namespace Trading.Web.Shared.TagHelpers;

/// <summary>
/// <c>&lt;provisional utc="@row.DueAtUtc" /&gt;</c>: beside a date to come that was reckoned by the calendar, the sentence that it may still move, where
/// the holidays of its year are not published; nothing else. Dates that people have set do not move, and get none.
/// </summary>
[HtmlTargetElement("provisional", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ProvisionalTagHelper(WorkCalendar calendar, PageClock clock) : TagHelper
{
    public DateTime? Utc { get; set; }

    /// <summary>The last day, in place of the instant at which it ends.</summary>
    public DateOnly? Day { get; set; }

    /// <summary>False for a date that people have set.</summary>
    public bool When { get; set; } = true;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        var until = Utc ?? (Day is { } day ? Instants.EndOfBeijingDay(day) : null);
        if (When && until is { } at && at > clock.NowUtc && calendar.IsProvisional(Instants.LastBeijingDay(at)))
        {
            output.TagMode = TagMode.StartTagAndEndTag;
            output.TagName = "span";
            output.Attributes.SetAttribute("class", "hint block");
            output.Content.SetContent(PageWords.W("calendar.provisional-brief"));
        }
    }
}
