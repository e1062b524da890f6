using System.Globalization;
using Trading.Domain.Shared;

namespace Trading.Infrastructure;

/// <summary>How values print inside a sentence. A value that brings its own format (<c>{0:0.00}</c>) keeps it, in the invariant culture.</summary>
internal sealed class WordsFormat(WordsLanguage language) : IFormatProvider, ICustomFormatter
{
    public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : null;

    public string Format(string? format, object? arg, IFormatProvider? formatProvider) => arg switch
    {
        null => "",
        Money money => money.ToString(),
        DateTime utc when format is null => BeijingTime(Instants.ToBeijing(utc).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)),
        DueTime due => BeijingTime(due.ToSecond()),
        DateOnly day when format is null => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Enum value => Words.Of(value, language),
        Word word => Words.Get(word.Key, language),
        ListOfWords words => string.Join(language == WordsLanguage.Chinese ? "、" : ", ", words.Keys.Select(key => Words.Get(key, language))),
        IFormattable value => value.ToString(format, CultureInfo.InvariantCulture),
        _ => arg.ToString() ?? "",
    };

    private string BeijingTime(string beijing) => language switch
    {
        WordsLanguage.Chinese => $"{beijing}（北京时间）",
        WordsLanguage.English => $"{beijing} (Beijing time)",
    };
}
