using System.Globalization;

namespace Trading.Infrastructure;

/// <summary>The languages of this system. Chinese is the authentic one; English is a full mirror of the screens.</summary>
public enum WordsLanguage
{
    Chinese,
    English,
}

public static class WordsLanguages
{
    /// <summary>Chinese unless the culture is an English one.</summary>
    public static WordsLanguage Of(CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(culture);
        return culture.TwoLetterISOLanguageName == "en" ? WordsLanguage.English : WordsLanguage.Chinese;
    }

    /// <summary>The language of the request (or job) that is running, from <see cref="CultureInfo.CurrentUICulture"/>.</summary>
    public static WordsLanguage Current => Of(CultureInfo.CurrentUICulture);

    /// <summary>The language tag for <c>lang</c> attributes and cookies: <c>zh-CN</c> or <c>en</c>.</summary>
    public static string Tag(this WordsLanguage language) => language switch
    {
        WordsLanguage.Chinese => "zh-CN",
        WordsLanguage.English => "en",
    };

    public static WordsLanguage Other(this WordsLanguage language) => language switch
    {
        WordsLanguage.Chinese => WordsLanguage.English,
        WordsLanguage.English => WordsLanguage.Chinese,
    };
}
