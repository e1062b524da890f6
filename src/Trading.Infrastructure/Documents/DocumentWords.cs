using System.Globalization;
using Trading.Domain.Shared;

namespace Trading.Infrastructure.Documents;

/// <summary>How dates and amounts are written in letters, as against tables and screens.</summary>
public static class DocumentWords
{
    /// <summary><c>2026 年 4 月 16 日</c>, <c>16 April 2026</c>.</summary>
    public static string Date(DateOnly day, WordsLanguage language)
    {
        var month = language switch
        {
            WordsLanguage.Chinese => day.Month.ToString(CultureInfo.InvariantCulture),
            WordsLanguage.English => day.ToString("MMMM", CultureInfo.InvariantCulture),
        };
        return Words.Get("document.date", language, day.Year, month, day.Day);
    }

    /// <summary><c>￥38,764,200.00</c>, <c>CNY 38,764,200.00</c>.</summary>
    public static string Amount(Money amount, WordsLanguage language) => Words.Get("document.amount", language, amount);

    /// <summary>As part of a sentence: <c>38,764,200.00 元</c>, <c>CNY 38,764,200.00</c>; the blank before the unit never ends a line.</summary>
    public static string AmountInSentence(Money amount, WordsLanguage language) =>
        Words.Get("document.amount-in-sentence", language, amount).Replace(' ', '\u00A0');

    /// <summary>The line under every page.</summary>
    public static string PageOf(int page, int pages, WordsLanguage language) => Words.Get("document.page", language, page, pages);
}
