using Trading.Domain.Shared;

namespace Trading.Domain.Tests.Shared;

public sealed class HalfWidthTests
{
    [Theory]
    [InlineData("１２，３４５．６７", "12,345.67")]
    [InlineData("（Ａｚ－９）", "(Az-9)")]
    [InlineData("！～", "!~")]
    [InlineData("甲　乙", "甲 乙")]
    [InlineData("￥5", "¥5")]
    [InlineData("公司。、《》", "公司。、《》")]
    [InlineData("", "")]
    public void Of_FullWidthForms_AreTheirAsciiTwins(string text, string expected) => Assert.Equal(expected, HalfWidth.Of(text));
}
