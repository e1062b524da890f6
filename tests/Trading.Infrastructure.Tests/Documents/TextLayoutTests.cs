namespace Trading.Infrastructure.Tests.Documents;

/// <summary>Lines of 300 points hold thirty Han characters of 10.</summary>
public sealed class TextLayoutTests
{
    private const string Ten = "一二三四五六七八九十";

    [Fact]
    public void Text_ThirtyHan_FillOneLine() => Assert.Equal([Ten + Ten + Ten], Lines(Ten + Ten + Ten));

    [Fact]
    public void Text_ThirtyOneHan_NeedTwoLines() => Assert.Equal([Ten + Ten + Ten, "甲"], Lines(Ten + Ten + Ten + "甲"));

    [Theory]
    [InlineData("，")]
    [InlineData("。")]
    [InlineData("、")]
    [InlineData("）")]
    [InlineData("》")]
    [InlineData("”")]
    public void Text_ClosingMarkAtLineStart_TakesItsCharacterAlong(string mark) =>
        Assert.Equal([(Ten + Ten + Ten)[..29], "十" + mark + "甲"], Lines(Ten + Ten + Ten + mark + "甲"));

    [Theory]
    [InlineData("（")]
    [InlineData("《")]
    [InlineData("“")]
    [InlineData("￥")]
    public void Text_OpeningMarkAtLineEnd_GoesToTheNextLine(string mark) =>
        Assert.Equal([(Ten + Ten + Ten)[..29], mark + "甲"], Lines((Ten + Ten + Ten)[..29] + mark + "甲"));

    [Fact]
    public void Text_LatinWordAtLineEnd_StaysWhole() =>
        Assert.Equal([Ten + Ten + "一二三四五六七八", "YT-GC-2026"], Lines(Ten + Ten + "一二三四五六七八YT-GC-2026"));

    [Fact]
    public void Text_EnglishWords_BreakAtSpacesWhichVanish() =>
        Assert.Equal(["award award award award award award award award award award", "award"], Lines(string.Join(' ', Enumerable.Repeat("award", 11))));

    [Fact]
    public void Text_AmountBoundToItsUnit_MovesAsOne() =>
        Assert.Equal([Ten + Ten + "一二三四五", "1,234.00 元"], Lines(Ten + Ten + "一二三四五1,234.00\u00A0元"));

    [Fact]
    public void Text_WordLongerThanALine_IsCutAndLosesNothing()
    {
        var hash = string.Concat(Enumerable.Repeat("0123456789abcdef", 8));

        var lines = Lines(hash);

        Assert.True(lines.Count > 1);
        Assert.Equal(hash, string.Concat(lines));
    }

    [Fact]
    public void Text_LineFeeds_MakeParagraphsAndKeepEmptyOnes()
    {
        var pdf = SampleDocument.Draw(page => page.Content().Text("甲\r\n\n乙"));

        Assert.Equal(["甲", "乙"], PdfReading.Pages(pdf)[0]);
        Assert.Equal(40, PdfReading.Baselines(pdf, 1)[0] - PdfReading.Baselines(pdf, 1)[1], precision: 1);
    }

    [Fact]
    public void AlignRight_NumbersOfAnyLength_EndAtTheSamePoint()
    {
        var pdf = SampleDocument.Draw(page => page.Content().Text("1.00\n11,111.00\n￥9,876,543.21").AlignRight());

        Assert.All(PdfReading.PlacedLines(pdf, 1), line => Assert.Equal(SampleDocument.Right, line.Right, precision: 1));
    }

    [Fact]
    public void AlignRight_EmbeddedFont_HasFiguresOfOneWidth()
    {
        var pdf = TestFonts.Embedded().Generate(new SampleDocument(page => page.Content().Text("11,111.11\n98,765.40").AlignRight()));

        Assert.Single(PdfReading.PlacedLines(pdf, 1).Select(line => Math.Round(line.Left, 1)).Distinct());
    }

    [Fact]
    public void Justify_AllLinesButTheLast_ReachTheMargin()
    {
        var pdf = SampleDocument.Draw(page => page.Content().Text(string.Concat(Enumerable.Repeat("招标文件 2026 年", 14))).Justify());

        var lines = PdfReading.PlacedLines(pdf, 1);
        Assert.True(lines.Count > 2);
        Assert.All(lines.SkipLast(1), line => Assert.Equal(SampleDocument.Right, line.Right, precision: 1));
        Assert.True(lines[^1].Right < SampleDocument.Right - 10);
    }

    [Fact]
    public void FirstLineIndent_TwoSizes_MovesTheFirstLineOnly()
    {
        var pdf = SampleDocument.Draw(page => page.Content().Text(Ten + Ten + Ten).FirstLineIndent(2));

        Assert.Equal([SampleDocument.Left + 20, SampleDocument.Left], PdfReading.PlacedLines(pdf, 1).Select(line => Math.Round(line.Left, 1)));
    }

    [Fact]
    public void PageNumber_InContent_FailsLoudly() => Assert.Throws<InvalidOperationException>(
        () => SampleDocument.Draw(page => page.Content().Text(text => text.PageNumber((number, pages) => $"{number}/{pages}"))));

    [Fact]
    public void Container_TwoThingsInOnePlace_FailsLoudly() => Assert.Throws<InvalidOperationException>(() => SampleDocument.Draw(page =>
    {
        page.Content().Text("甲");
        page.Content().Text("乙");
    }));

    private static IReadOnlyList<string> Lines(string text) => SampleDocument.Pages(page => page.Content().Text(text))[0];
}
