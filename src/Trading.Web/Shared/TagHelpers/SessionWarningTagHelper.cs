using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Trading.Web.Shared.TagHelpers;

/// <summary>Warns a signed-in reader two minutes before the session ends, and lets it go on. Stands in the layouts.</summary>
[HtmlTargetElement("session-warning", TagStructure = TagStructure.WithoutEndTag)]
public sealed class SessionWarningTagHelper(SiteOptions site) : TagHelper
{
    private static readonly TimeSpan Notice = TimeSpan.FromMinutes(2);

    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (ViewContext.HttpContext.User.Identity?.IsAuthenticated != true)
        {
            output.SuppressOutput();
            return;
        }

        ViewContext.HttpContext.NeedModule("session");
        output.TagName = "dialog";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("aria-labelledby", "session-title");
        output.Attributes.SetAttribute("data-session", Seconds(TimeSpan.FromMinutes(site.SessionMinutes) - Notice));
        output.Attributes.SetAttribute("data-notice", Seconds(Notice));
        output.Content
            .AppendHtml(Markup.Tag("h2", null, PageWords.W("session.title")).Attr("id", "session-title"))
            .AppendHtml(Markup.Tag("p", null, PageWords.W("session.text")).Attr("data-text", ""))
            .AppendHtml(Markup.Tag("p", null, PageWords.W("session.over")).Attr("data-over", "").Attr("hidden", "hidden"))
            .AppendHtml(Markup.Tag("p", "flush", Markup.Tag("button", "btn main", PageWords.W("session.stay")).Attr("type", "button")));
    }

    private static string Seconds(TimeSpan span) => ((int)span.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}
