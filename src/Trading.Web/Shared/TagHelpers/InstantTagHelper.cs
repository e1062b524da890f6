using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Trading.Domain.Shared;
using Trading.Infrastructure;

namespace Trading.Web.Shared.TagHelpers;

/// <summary>How much of an instant to print.</summary>
public enum InstantForm
{
    /// <summary>2026-04-17 09:30:00（北京时间）</summary>
    Full,

    /// <summary>2026-04-17 09:30:00.482（北京时间）: for receipts and refusals.</summary>
    Exact,

    /// <summary>2026-04-17 09:30: for lists whose header names the zone.</summary>
    Minute,

    /// <summary>04-17: for lists of this year.</summary>
    ShortDay,

    /// <summary>09:30: for lists of one day.</summary>
    Clock,
}

/// <summary><c>&lt;instant utc="@row.ClosesAtUtc" /&gt;</c>: an instant in Beijing time, readable by machines.</summary>
[HtmlTargetElement("instant", TagStructure = TagStructure.WithoutEndTag)]
public sealed class InstantTagHelper : TagHelper
{
    public required DateTime? Utc { get; set; }
    public InstantForm Form { get; set; }

    /// <summary>Something is to be done by then: the end of a day is its 24:00.</summary>
    public bool Due { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagMode = TagMode.StartTagAndEndTag;
        if (Utc is not { } utc)
        {
            output.TagName = null;
            output.Content.SetContent("—");
            return;
        }

        output.TagName = "time";
        output.Attributes.SetAttribute("datetime", Machine(utc));
        output.Content.SetContent(Due ? DueText(utc, Form) : Text(utc, Form));
    }

    internal static string Machine(DateTime utc) => Print(utc, "yyyy-MM-ddTHH:mm:ss.fff") + "+08:00";

    internal static string Text(DateTime utc, InstantForm form) => form switch
    {
        InstantForm.Full => PageWords.W("unit.instant", utc),
        InstantForm.Exact => PageWords.W("unit.beijing-time", Print(utc, "yyyy-MM-dd HH:mm:ss.fff")),
        InstantForm.Minute => Print(utc, "yyyy-MM-dd HH:mm"),
        InstantForm.ShortDay => Print(utc, "MM-dd"),
        InstantForm.Clock => Print(utc, "HH:mm"),
    };

    private static string DueText(DateTime utc, InstantForm form) =>
        form == InstantForm.Minute ? new DueTime(utc).ToMinute() : PageWords.W("unit.instant", new DueTime(utc));

    private static string Print(DateTime utc, string format) => Instants.ToBeijing(utc).ToString(format, CultureInfo.InvariantCulture);
}
