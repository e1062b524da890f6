using System.Text;

namespace Trading.Domain.Shared;

/// <summary>
/// Amounts in Chinese capitals (大写金额), by 正确填写票据和结算凭证的基本规定 (支付结算办法 附件一), articles 3 to 5. An amount that somebody commits to is
/// shown in figures and in these words.
/// </summary>
/// <remarks>
/// Article 5(3) leaves some zeros open, and of its two printed forms this takes the first: a yuan place of 0 before jiao is read
/// (￥1,680.32 is 人民币壹仟陆佰捌拾元零叁角贰分), a ten-thousands place of 0 before thousands is not (￥107,000.53 is 人民币壹拾万柒仟元零伍角叁分).
/// 整 follows 元 only: article 4 lets it be left out after 角, as its own examples do, and forbids it after 分.
/// </remarks>
public static class ChineseAmount
{
    private const string Digits = "零壹贰叁肆伍陆柒捌玖";
    private const long TenThousand = 10_000;
    private const long HundredMillion = 100_000_000;

    /// <summary>The largest amount that has words: one fen below 亿亿 yuan.</summary>
    public static readonly Money Largest = new((HundredMillion * HundredMillion * 100) - 1);

    /// <summary>The amount in capitals, led by 人民币, exact to the fen.</summary>
    /// <example><c>Of(Money.Yuan(1_000_000))</c> is <c>人民币壹佰万元整</c>; <c>Of(new Money(140_950))</c> is <c>人民币壹仟肆佰零玖元伍角</c>.</example>
    /// <exception cref="RuleBrokenException"><see cref="SharedRules.AmountHasNoWords"/>: negative, or above <see cref="Largest"/>.</exception>
    public static string Of(Money amount)
    {
        if (amount < Money.Zero || amount > Largest)
        {
            throw new RuleBrokenException(SharedRules.AmountHasNoWords, Largest, amount);
        }

        var (yuan, fen) = Math.DivRem(amount.Fen, 100);
        var words = new StringBuilder("人民币");
        if (yuan > 0 || fen == 0)
        {
            words.Append(yuan == 0 ? "零" : Whole(yuan)).Append('元');
        }

        return words.Append(Fraction(yuan, fen)).ToString();
    }

    /// <summary>Reads words back into the amount, with or without 人民币, 圆 for 元, 正 for 整, and either form of the zeros that article 5(3) leaves open.</summary>
    /// <returns>False where the text is not an amount in capitals, or is one with units repeated or out of order.</returns>
    public static bool TryParse(string words, out Money amount) => ChineseAmountReader.TryRead(words, out amount);

    private static string Whole(long yuan)
    {
        var (above, below) = Math.DivRem(yuan, HundredMillion);
        return above == 0 ? Myriads(below) : $"{Myriads(above)}亿{Zero(below, HundredMillion)}{Myriads(below)}";
    }

    private static string Myriads(long number)
    {
        var (above, below) = Math.DivRem(number, TenThousand);
        return above == 0 ? Thousands(below) : $"{Thousands(above)}万{Zero(below, TenThousand)}{Thousands(below)}";
    }

    private static string Zero(long below, long unit) => below > 0 && below < unit / 10 ? "零" : "";

    private static string Thousands(long number)
    {
        var words = new StringBuilder();
        var zeroWaits = false;
        foreach (var (place, name) in new[] { (1000L, "仟"), (100L, "佰"), (10L, "拾"), (1L, "") })
        {
            var digit = (int)(number / place % 10);
            if (digit == 0)
            {
                zeroWaits = words.Length > 0;
                continue;
            }

            words.Append(zeroWaits ? "零" : "").Append(Digits[digit]).Append(name);
            zeroWaits = false;
        }

        return words.ToString();
    }

    private static string Fraction(long yuan, long fenBelowYuan)
    {
        var (jiao, fen) = Math.DivRem(fenBelowYuan, 10);
        var zeroBeforeJiao = yuan > 0 && yuan % 10 == 0 ? "零" : "";
        return (jiao, fen) switch
        {
            (0, 0) => "整",
            (0, _) => $"{(yuan > 0 ? "零" : "")}{Digits[(int)fen]}分",
            (_, 0) => $"{zeroBeforeJiao}{Digits[(int)jiao]}角",
            _ => $"{zeroBeforeJiao}{Digits[(int)jiao]}角{Digits[(int)fen]}分",
        };
    }
}
