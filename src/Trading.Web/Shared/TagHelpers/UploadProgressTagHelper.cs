using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Trading.Web.Shared.TagHelpers;

/// <summary>
/// <c>&lt;upload-progress /&gt;</c> inside a multipart form: bytes, speed and a way to cancel while its files are sent. Without script the form is
/// sent as it is.
/// </summary>
[HtmlTargetElement("upload-progress", TagStructure = TagStructure.WithoutEndTag)]
public sealed class UploadProgressTagHelper : TagHelper
{
    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ViewContext.HttpContext.NeedModule("upload");
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("data-upload", "");
        output.Attributes.SetAttribute("hidden", "hidden");
        output.Attributes.SetAttribute("class", "stack");
        output.Attributes.SetAttribute("data-failed", PageWords.W("page.upload-failed"));
        output.Attributes.SetAttribute("data-saving", PageWords.W("page.upload-saving"));
        output.Content
            .AppendHtml(Markup.Tag("progress").Attr("max", "100").Attr("value", "0").Attr("aria-label", PageWords.W("page.upload-progress")))
            .AppendHtml(Markup.Tag("p", "small muted num flush").Attr("role", "status"))
            .AppendHtml(Markup.Tag("button", "btn s", PageWords.W("page.cancel")).Attr("type", "button"));
    }
}
