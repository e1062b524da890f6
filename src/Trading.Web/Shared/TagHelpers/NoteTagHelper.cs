using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Trading.Web.Shared.TagHelpers;

/// <summary><c>&lt;note kind="Warn"&gt;&lt;p&gt;…&lt;/p&gt;&lt;/note&gt;</c>: the one thing that matters now.</summary>
[HtmlTargetElement("note")]
public sealed class NoteTagHelper : TagHelper
{
    public Status Kind { get; set; } = Status.Info;
    public string? Icon { get; set; }

    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        output.TagName = "div";
        output.Attributes.SetAttribute("class", $"note {Kind.Css()}".TrimEnd());
        output.Content.AppendHtml(IconTagHelper.Svg(ViewContext.HttpContext, Icon ?? Kind.Icon())).AppendHtml(Markup.Tag("div", null, content));
    }
}
