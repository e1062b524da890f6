using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Trading.Infrastructure;
using Trading.Web.Shared.TagHelpers;

namespace Trading.Web.Shared;

/// <summary>Words in the language of the request.</summary>
public static class PageWords
{
    public static string W(string key, params object[] args) => Words.Get(key, WordsLanguages.Current, args);

    public static string W(this IHtmlHelper html, string key, params object[] args) => W(key, args);

    /// <summary>The word for a state or kind.</summary>
    public static string Of(this IHtmlHelper html, Enum value) => Words.Of(value, WordsLanguages.Current);

    /// <summary>A sentence whose values are data, such as the column of a bank's file: each is marked as Chinese, in whatever language the sentence is.</summary>
    public static IHtmlContent WithData(this IHtmlHelper html, string key, IReadOnlyList<string> values)
    {
        // Characters for private use: no sentence has them.
        var content = new HtmlContentBuilder();
        foreach (var part in W(key, [.. values.Select(object (v) => $"\uE000{v}\uE001")]).Split('\uE000'))
        {
            var (data, text) = part.Split('\uE001') is [var value, var rest] ? (value, rest) : ("", part);
            if (data.Length > 0)
            {
                content.AppendHtml(Markup.Tag("span", null, data).Attr("lang", WordsLanguage.Chinese.Tag()));
            }

            content.Append(text);
        }

        return content;
    }
}
