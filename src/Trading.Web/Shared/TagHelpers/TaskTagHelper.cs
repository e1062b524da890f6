using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Trading.Web.Shared.TagHelpers;

/// <summary><c>&lt;task-list&gt;&lt;task href="…" key="…" hint-key="…" kind="Ok" status-key="…" /&gt;&lt;/task-list&gt;</c>; a task without an address cannot start yet.</summary>
[HtmlTargetElement("task-list")]
public sealed class TaskListTagHelper : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "ul";
        output.Attributes.SetAttribute("class", "tasks");
    }
}

[HtmlTargetElement("task", TagStructure = TagStructure.WithoutEndTag)]
public sealed class TaskTagHelper : TagHelper
{
    public string? Key { get; set; }

    /// <summary>A task that is called by data.</summary>
    public string? Text { get; set; }

    public string? Href { get; set; }
    public string? HintKey { get; set; }
    public Status Kind { get; set; }
    public required string StatusKey { get; set; }

    // Razor hands an attribute with a null value over as an empty string.
    private bool CanStart => !string.IsNullOrEmpty(Href);

    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var word = Key is { } key ? PageWords.W(key) : Text;
        var name = !CanStart ? Markup.Tag("span", "muted", word) : Markup.Tag("a", null, word).Attr("href", Href);
        output.TagName = "li";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Content
            .AppendHtml(Markup.Tag("div", null, name, HintKey is { } hint ? Markup.Tag("p", "hint", PageWords.W(hint)) : null))
            .AppendHtml(StatusTagHelper.Tag(ViewContext.HttpContext, Kind, PageWords.W(StatusKey), !CanStart ? "lock" : null));
    }
}
