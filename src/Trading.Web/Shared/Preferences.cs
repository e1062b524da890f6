using Trading.Infrastructure;

namespace Trading.Web.Shared;

/// <summary>What a reader chose for all pages: the language (<c>lang</c>) and the view (<c>view</c>, for older people or standard).</summary>
public static class Preferences
{
    public const string LanguageName = "lang";
    public const string ViewName = "view";
    public const string Elder = "elder";
    public const string Standard = "standard";

    private static readonly string[] LanguageTags = [.. Enum.GetValues<WordsLanguage>().Select(l => l.Tag())];
    private static readonly string[] Views = [Elder, Standard];

    public static string Language(HttpRequest request) =>
        Chosen(request, LanguageName, LanguageTags) ?? WordsLanguage.Chinese.Tag();

    public static bool IsElder(HttpRequest request) => Chosen(request, ViewName, Views) == Elder;

    /// <summary>The choices that the address itself makes; anything but a known value is no choice.</summary>
    public static IEnumerable<(string Name, string Value)> Asked(HttpRequest request)
    {
        foreach (var (name, values) in new[] { (LanguageName, LanguageTags), (ViewName, Views) })
        {
            if (Known(request.Query[name], values) is { } value)
            {
                yield return (name, value);
            }
        }
    }

    private static string? Chosen(HttpRequest request, string name, string[] values) =>
        Known(request.Query[name], values) ?? Known(request.Cookies[name], values);

    private static string? Known(string? asked, string[] values) => Array.Find(values, v => v == asked);
}
