using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Trading.Web.Shared.TagHelpers;

/// <summary><c>&lt;empty-state icon="search" key="…"&gt;what to do next&lt;/empty-state&gt;</c>: stands where a list has nothing to show.</summary>
[HtmlTargetElement("empty-state")]
public sealed class EmptyStateTagHelper : TagHelper
{
    public required string Key { get; set; }
    public string Icon { get; set; } = "file";

    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "empty");
        output.Content
            .AppendHtml(IconTagHelper.Svg(ViewContext.HttpContext, Icon))
            .AppendHtml(Markup.Tag("p", "flush", Markup.Tag("b", null, PageWords.W(Key))));
        if (!content.IsEmptyOrWhiteSpace)
        {
            output.Content.AppendHtml(Markup.Tag("p", "small flush", content));
        }
    }
}
