using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Trading.Infrastructure;

namespace Trading.Web.Shared.TagHelpers;

/// <summary>
/// <c>&lt;status kind="Ok" of="@lot.State" /&gt;</c> or <c>key="…"</c> or <c>text="@…"</c>: word, shape and colour, in that order of importance.
/// </summary>
[HtmlTargetElement("status", TagStructure = TagStructure.WithoutEndTag)]
public sealed class StatusTagHelper : TagHelper
{
    public Status Kind { get; set; }
    public string? Key { get; set; }
    public Enum? Of { get; set; }
    public string? Text { get; set; }

    /// <summary>Another icon than the kind's own.</summary>
    public string? Icon { get; set; }

    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Tag(ViewContext.HttpContext, Kind, Word, Icon));
    }

    internal static TagBuilder Tag(HttpContext http, Status kind, string word, string? icon = null) =>
        Markup.Tag("span", $"tag {kind.Css()}".TrimEnd(), IconTagHelper.Svg(http, icon ?? kind.Icon()), word);

    private string Word => this switch
    {
        { Key: { } key } => PageWords.W(key),
        { Of: { } state } => Words.Of(state, WordsLanguages.Current),
        _ => Text ?? throw new InvalidOperationException("<status> needs a key, an enum or a text: a colour alone says nothing."),
    };
}
