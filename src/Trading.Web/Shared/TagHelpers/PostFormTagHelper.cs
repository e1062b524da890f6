using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Trading.Web.Shared.TagHelpers;

/// <summary>
/// Puts the anti-forgery token into every form that posts to a plain address: the framework does so only for forms without an <c>action</c>. Browsers'
/// own check bubbles are off, because the page says what is wrong in its own words.
/// </summary>
[HtmlTargetElement("form", Attributes = "[method='post']")]
public sealed class PostFormTagHelper(IAntiforgery antiforgery) : TagHelper
{
    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ViewContext.HttpContext.NeedModule("form");
        output.Attributes.SetAttribute("novalidate", "novalidate");
        if (!string.IsNullOrEmpty(context.AllAttributes["action"]?.Value?.ToString()))
        {
            var tokens = antiforgery.GetAndStoreTokens(ViewContext.HttpContext);
            output.PostContent.AppendHtml(Markup.Tag("input").Attr("type", "hidden").Attr("name", tokens.FormFieldName).Attr("value", tokens.RequestToken).SelfClosing());
        }
    }
}
