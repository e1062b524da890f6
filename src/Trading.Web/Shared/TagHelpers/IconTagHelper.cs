using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Trading.Web.Shared.TagHelpers;

/// <summary><c>&lt;icon name="clock" /&gt;</c>: a symbol of icons.svg, hidden from screen readers, because the word beside it says the same.</summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.WithoutEndTag)]
public sealed class IconTagHelper : TagHelper
{
    public required string Name { get; set; }

    /// <summary>Empty where the surroundings set the size.</summary>
    public string Css { get; set; } = "i";

    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Svg(ViewContext.HttpContext, Name, Css));
    }

    internal static IHtmlContent Svg(HttpContext http, string name, string css = "i")
    {
        var use = new TagBuilder("use") { TagRenderMode = TagRenderMode.Normal };
        use.Attributes["href"] = $"{http.Asset("icons.svg")}#{name}";
        var svg = new TagBuilder("svg");
        if (css.Length > 0)
        {
            svg.AddCssClass(css);
        }

        svg.Attributes["aria-hidden"] = "true";
        svg.InnerHtml.AppendHtml(use);
        return svg;
    }
}
