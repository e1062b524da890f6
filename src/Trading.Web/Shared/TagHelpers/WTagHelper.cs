using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Trading.Web.Shared.TagHelpers;

/// <summary><c>&lt;w key="nav.home" /&gt;</c>: words without an element around them.</summary>
[HtmlTargetElement("w", TagStructure = TagStructure.WithoutEndTag)]
public sealed class WTagHelper : TagHelper
{
    public required string Key { get; set; }
    public object? A0 { get; set; }
    public object? A1 { get; set; }
    public object? A2 { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetContent(PageWords.W(Key, [.. new[] { A0, A1, A2 }.OfType<object>()]));
    }
}
