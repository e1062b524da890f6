using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Trading.Web.Shared.TagHelpers;

/// <summary>Elements in one line, for tag helpers.</summary>
internal static class Markup
{
    public static TagBuilder Tag(string name, string? css = null, params object?[] content)
    {
        var tag = new TagBuilder(name);
        if (!string.IsNullOrEmpty(css))
        {
            tag.Attributes["class"] = css;
        }

        return tag.With(content);
    }

    public static TagBuilder With(this TagBuilder tag, params object?[] content)
    {
        foreach (var part in content)
        {
            _ = part is IHtmlContent html ? tag.InnerHtml.AppendHtml(html) : tag.InnerHtml.Append(part?.ToString() ?? "");
        }

        return tag;
    }

    /// <summary>Sets an attribute; null leaves it out.</summary>
    public static TagBuilder Attr(this TagBuilder tag, string name, string? value)
    {
        if (value is not null)
        {
            tag.Attributes[name] = value;
        }

        return tag;
    }

    public static TagBuilder SelfClosing(this TagBuilder tag)
    {
        tag.TagRenderMode = TagRenderMode.SelfClosing;
        return tag;
    }

    /// <summary>Read aloud, not seen.</summary>
    public static TagBuilder Hidden(string text) => Tag("span", "vh", text);
}
