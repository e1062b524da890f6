using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Trading.Domain.Shared;

namespace Trading.Web.Shared.TagHelpers;

/// <summary><c>&lt;page-clock /&gt;</c>: the server's time, kept running by script. Stands in the layouts.</summary>
[HtmlTargetElement("page-clock", TagStructure = TagStructure.WithoutEndTag)]
public sealed class PageClockTagHelper(PageClock clock) : TagHelper
{
    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ViewContext.HttpContext.NeedModule("clock");
        var now = clock.NowUtc;
        output.TagName = "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("data-clock", "");
        output.Attributes.SetAttribute("datetime", InstantTagHelper.Machine(now));
        output.Content.SetContent(Instants.ToBeijing(now).ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture));
    }
}
