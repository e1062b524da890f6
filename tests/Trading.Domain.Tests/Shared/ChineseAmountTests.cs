using CsCheck;
using Trading.Domain.Shared;

namespace Trading.Domain.Tests.Shared;

public sealed class ChineseAmountTests
{
    /// <summary>The first seven are the examples printed in 正确填写票据和结算凭证的基本规定.</summary>
    public static TheoryData<long, string> Amounts => new()
    {
        { 1_409_50, "人民币壹仟肆佰零玖元伍角" },
        { 6_007_14, "人民币陆仟零柒元壹角肆分" },
        { 1_680_32, "人民币壹仟陆佰捌拾元零叁角贰分" },
        { 107_000_53, "人民币壹拾万柒仟元零伍角叁分" },
        { 16_409_02, "人民币壹万陆仟肆佰零玖元零贰分" },
        { 325_04, "人民币叁佰贰拾伍元零肆分" },
        { 0, "人民币零元整" },
        { 1, "人民币壹分" },
        { 10, "人民币壹角" },
        { 11, "人民币壹角壹分" },
        { 1_00, "人民币壹元整" },
        { 1_01, "人民币壹元零壹分" },
        { 1_10, "人民币壹元壹角" },
        { 10_00, "人民币壹拾元整" },
        { 10_01, "人民币壹拾元零壹分" },
        { 10_10, "人民币壹拾元零壹角" },
        { 11_00, "人民币壹拾壹元整" },
        { 20_00, "人民币贰拾元整" },
        { 100_00, "人民币壹佰元整" },
        { 101_00, "人民币壹佰零壹元整" },
        { 110_00, "人民币壹佰壹拾元整" },
        { 1_000_00, "人民币壹仟元整" },
        { 1_001_00, "人民币壹仟零壹元整" },
        { 1_010_00, "人民币壹仟零壹拾元整" },
        { 1_100_00, "人民币壹仟壹佰元整" },
        { 9_999_99, "人民币玖仟玖佰玖拾玖元玖角玖分" },
        { 10_000_00, "人民币壹万元整" },
        { 10_007_00, "人民币壹万零柒元整" },
        { 10_070_00, "人民币壹万零柒拾元整" },
        { 17_000_00, "人民币壹万柒仟元整" },
        { 100_000_53, "人民币壹拾万元零伍角叁分" },
        { 1_000_000_00, "人民币壹佰万元整" },
        { 1_010_000_00, "人民币壹佰零壹万元整" },
        { 1_000_007_00, "人民币壹佰万零柒元整" },
        { 10_000_000_00, "人民币壹仟万元整" },
        { 10_010_010_00, "人民币壹仟零壹万零壹拾元整" },
        { 38_764_200_00, "人民币叁仟捌佰柒拾陆万肆仟贰佰元整" },
        { 100_000_000_00, "人民币壹亿元整" },
        { 100_000_001_00, "人民币壹亿零壹元整" },
        { 100_005_000_00, "人民币壹亿零伍仟元整" },
        { 105_000_000_00, "人民币壹亿零伍佰万元整" },
        { 1_050_000_000_00, "人民币壹拾亿伍仟万元整" },
        { 100_001_000_000_00, "人民币壹仟亿零壹佰万元整" },
        { 1_000_000_000_000_00, "人民币壹万亿元整" },
        { 1_000_100_000_000_00, "人民币壹万零壹亿元整" },
        { 1_000_000_000_001_01, "人民币壹万亿零壹元零壹分" },
        { 12_345_678_901_234_56, "人民币壹拾贰万叁仟肆佰伍拾陆亿柒仟捌佰玖拾万壹仟贰佰叁拾肆元伍角陆分" },
        { 9_999_999_999_999_999_99, "人民币玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分" },
    };

    [Theory]
    [MemberData(nameof(Amounts))]
    public void Of_Amount_IsReadByTheBankRules(long fen, string words) => Assert.Equal(words, ChineseAmount.Of(new Money(fen)));

    [Theory]
    [MemberData(nameof(Amounts))]
    public void TryParse_WordsOfTheTable_GiveTheAmount(long fen, string words)
    {
        Assert.True(ChineseAmount.TryParse(words, out var amount));
        Assert.Equal(new Money(fen), amount);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(10_000_000_000_000_000_00)]
    public void Of_NegativeOrTooLarge_IsRefused(long fen)
    {
        var refusal = Assert.Throws<RuleBrokenException>(() => ChineseAmount.Of(new Money(fen)));

        Assert.Equal(SharedRules.AmountHasNoWords, refusal.Rule);
    }

    [Theory]
    [InlineData("人民币壹仟陆佰捌拾元叁角贰分", 1_680_32)]
    [InlineData("人民币壹拾万零柒仟元伍角叁分", 107_000_53)]
    [InlineData("壹佰万元", 1_000_000_00)]
    [InlineData("壹佰万圆正", 1_000_000_00)]
    [InlineData("伍角整", 50)]
    [InlineData(" 人民币壹元整 ", 1_00)]
    public void TryParse_OtherAllowedForms_GiveTheSameAmount(string words, long fen)
    {
        Assert.True(ChineseAmount.TryParse(words, out var amount));
        Assert.Equal(new Money(fen), amount);
    }

    [Theory]
    [InlineData("")]
    [InlineData("整")]
    [InlineData("人民币")]
    [InlineData("1,010,000")]
    [InlineData("一百万元整")]
    [InlineData("壹佰")]
    [InlineData("元整")]
    [InlineData("万元整")]
    [InlineData("壹佰贰佰元整")]
    [InlineData("壹拾贰佰元整")]
    [InlineData("壹万贰万元整")]
    [InlineData("壹亿贰亿元整")]
    [InlineData("壹元贰元")]
    [InlineData("零零壹元")]
    [InlineData("壹佰零元整")]
    [InlineData("伍分叁角")]
    [InlineData("伍角叁角")]
    [InlineData("壹元伍分整")]
    [InlineData("壹元整整")]
    [InlineData("负壹元整")]
    [InlineData("壹元伍")]
    public void TryParse_NotAnAmountInCapitals_IsFalse(string words) => Assert.False(ChineseAmount.TryParse(words, out _));

    [Fact]
    public void Of_AnyAmount_ReadsBackToTheSameFen() =>
        Gen.Frequency((3, Gen.Long[0, 100_000_000_00]), (2, Gen.Long[0, ChineseAmount.Largest.Fen]), (2, SparseDigits)).Sample(fen =>
        {
            Assert.True(ChineseAmount.TryParse(ChineseAmount.Of(new Money(fen)), out var amount));
            Assert.Equal(fen, amount.Fen);
        });

    [Fact]
    public void Of_AnyAmount_NeverRepeatsZeroOrEndsItsWholeYuanInZero() =>
        SparseDigits.Where(fen => fen >= 100).Sample(fen =>
        {
            var words = ChineseAmount.Of(new Money(fen));

            Assert.DoesNotContain("零零", words, StringComparison.Ordinal);
            Assert.DoesNotContain("零元", words, StringComparison.Ordinal);
            Assert.DoesNotContain("零万", words, StringComparison.Ordinal);
            Assert.DoesNotContain("零亿", words, StringComparison.Ordinal);
        });

    /// <summary>Eighteen digits, two of three of them zero: the cases that zeros make.</summary>
    private static Gen<long> SparseDigits =>
        Gen.Frequency((2, Gen.Const(0)), (1, Gen.Int[1, 9])).Array[18].Select(digits => digits.Aggregate(0L, (sum, digit) => (sum * 10) + digit));
}
