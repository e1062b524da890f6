using Microsoft.AspNetCore.Mvc.Rendering;
using Trading.Infrastructure;

namespace Trading.Web.Shared;

/// <summary>Words in the language of the request.</summary>
public static class PageWords
{
    public static string W(string key, params object[] args) => Words.Get(key, WordsLanguages.Current, args);

    public static string W(this IHtmlHelper html, string key, params object[] args) => W(key, args);

    /// <summary>The word for a state or kind.</summary>
    public static string Of(this IHtmlHelper html, Enum value) => Words.Of(value, WordsLanguages.Current);
}
