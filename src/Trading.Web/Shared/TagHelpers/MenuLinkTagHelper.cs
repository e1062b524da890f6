using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Trading.Web.Shared.TagHelpers;

/// <summary><c>&lt;menu-link href="/help" key="nav.help" /&gt;</c>: a link of a menu that marks itself on its own page and on those below it.</summary>
[HtmlTargetElement("menu-link", TagStructure = TagStructure.WithoutEndTag)]
public sealed class MenuLinkTagHelper : TagHelper
{
    public required string Href { get; set; }
    public required string Key { get; set; }

    /// <summary>The first page of an area, whose address begins all others: it marks itself on its own page only.</summary>
    public bool Exact { get; set; }

    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var here = ViewContext.HttpContext.Request.Path;
        output.TagName = "a";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("href", Href);
        if (here == Href)
        {
            output.Attributes.SetAttribute("aria-current", "page");
        }
        else if (!Exact && Href != "/" && here.StartsWithSegments(Href))
        {
            output.Attributes.SetAttribute("aria-current", "true");
        }

        output.Content.SetContent(PageWords.W(Key));
    }
}
