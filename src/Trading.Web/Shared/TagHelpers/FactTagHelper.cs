using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Trading.Web.Shared.TagHelpers;

/// <summary>
/// <c>&lt;facts one&gt;&lt;fact key="…" change="/edit#price"&gt;…&lt;/fact&gt;&lt;/facts&gt;</c>: key facts, and the list of a check-answers page. <c>change</c> is the address
/// where the value is mended.
/// </summary>
[HtmlTargetElement("facts")]
public sealed class FactsTagHelper : TagHelper
{
    /// <summary>One column, as on a check-answers page.</summary>
    public bool One { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "dl";
        output.Attributes.SetAttribute("class", One ? "facts one" : "facts");
    }
}

[HtmlTargetElement("fact")]
public sealed class FactTagHelper : TagHelper
{
    public required string Key { get; set; }
    public string? Change { get; set; }
    public bool Wide { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        var word = PageWords.W(Key);
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        if (Wide)
        {
            output.Attributes.SetAttribute("class", "wide");
        }

        output.Content.AppendHtml(Markup.Tag("dt", null, word)).AppendHtml(Markup.Tag("dd", null, content));
        if (Change is not null)
        {
            output.Content.AppendHtml(Markup.Tag("dd", null, Markup.Tag("a", null, PageWords.W("page.change"), Markup.Hidden(word)).Attr("href", Change)));
        }
    }
}
