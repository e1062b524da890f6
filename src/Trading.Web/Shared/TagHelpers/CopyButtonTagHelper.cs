using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Trading.Web.Shared.TagHelpers;

/// <summary>
/// <c>&lt;copy-button text="@account" key="deposits.account" /&gt;</c> beside a value; the key says what is copied. Hidden until the script is there:
/// without it the value is selected and copied by hand.
/// </summary>
[HtmlTargetElement("copy-button", TagStructure = TagStructure.WithoutEndTag)]
public sealed class CopyButtonTagHelper : TagHelper
{
    public required string Text { get; set; }
    public required string Key { get; set; }

    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ViewContext.HttpContext.NeedModule("copy");
        output.TagName = "button";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("type", "button");
        output.Attributes.SetAttribute("class", "btn s plain");
        output.Attributes.SetAttribute("data-copy", Text);
        output.Attributes.SetAttribute("data-copied", PageWords.W("page.copied"));
        output.Attributes.SetAttribute("hidden", "hidden");
        output.Content
            .AppendHtml(IconTagHelper.Svg(ViewContext.HttpContext, "copy"))
            .AppendHtml(Markup.Tag("span", null, PageWords.W("page.copy")).Attr("data-word", ""))
            .AppendHtml(Markup.Hidden(PageWords.W(Key)));
    }
}
