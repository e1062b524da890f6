using Trading.Domain.Shared;

namespace Trading.Infrastructure.Tests;

public sealed class WordsTests
{
    private static readonly DateTime Half = new(2026, 4, 17, 1, 30, 0, DateTimeKind.Utc);

    [Fact]
    public void Get_Money_PrintsYuanWithTwoDecimals() =>
        Assert.Equal("金额最多两位小数，收到的是 96,428,600.00 元。", Words.Get("rule.shared.fraction-of-fen", WordsLanguage.Chinese, new Money(9_642_860_000)));

    [Fact]
    public void Get_UtcInstant_PrintsBeijingTimeInChinese() =>
        Assert.Contains("2026-04-17 09:30:00（北京时间）", Words.Get("rule.shared.fraction-of-fen", WordsLanguage.Chinese, Half), StringComparison.Ordinal);

    [Fact]
    public void Get_UtcInstant_PrintsBeijingTimeInEnglish() =>
        Assert.Contains("2026-04-17 09:30:00 (Beijing time)", Words.Get("rule.shared.fraction-of-fen", WordsLanguage.English, Half), StringComparison.Ordinal);

    [Fact]
    public void Get_Day_PrintsIsoDay() =>
        Assert.Contains("是 2026-04-17 元", Words.Get("rule.shared.fraction-of-fen", WordsLanguage.Chinese, new DateOnly(2026, 4, 17)), StringComparison.Ordinal);

    [Fact]
    public void Get_MissingKey_ThrowsAndNamesIt()
    {
        var missing = Assert.Throws<KeyNotFoundException>(() => Words.Get("shared.no-such-key", WordsLanguage.English));

        Assert.Contains("'shared.no-such-key'", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refusal_OfARule_FillsItsLimits() =>
        Assert.Equal(
            "An amount has at most two decimals; 1.005 yuan was received.",
            Words.Refusal(Assert.Throws<RuleBrokenException>(() => Money.Yuan(1.005m)), WordsLanguage.English));
}
