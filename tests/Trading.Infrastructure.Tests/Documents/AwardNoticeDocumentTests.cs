using System.Text;
using Trading.Domain.Shared;
using Trading.Infrastructure.Documents.AwardNotices;
using Trading.Infrastructure.Documents.Fonts;

namespace Trading.Infrastructure.Tests.Documents;

public sealed class AwardNoticeDocumentTests
{
    [Theory]
    [InlineData(WordsLanguage.Chinese)]
    [InlineData(WordsLanguage.English)]
    public void Generate_TypicalNotice_ReadsAsApproved(WordsLanguage language)
    {
        var pdf = TestFonts.ReadersOwn.Generate(new AwardNoticeDocument(Notices.Typical(), language));

        Assert.Equal(1, PdfReading.PageCount(pdf));
        Approved.Text($"AwardNotice.{language.Tag()}.approved.txt", PdfReading.AllText(pdf));
    }

    [Theory]
    [InlineData(WordsLanguage.Chinese)]
    [InlineData(WordsLanguage.English)]
    public void Generate_WithEmbeddedFont_SaysTheSameOnOnePage(WordsLanguage language)
    {
        var document = new AwardNoticeDocument(Notices.Typical(), language);

        var pdf = TestFonts.Embedded().Generate(document);

        Assert.Equal(1, PdfReading.PageCount(pdf));
        Assert.Equal(WithoutBlanks(PdfReading.AllText(TestFonts.ReadersOwn.Generate(document))), WithoutBlanks(PdfReading.AllText(pdf)));
    }

    [Fact]
    public void Generate_SameNoticeTwice_GivesTheSameBytes()
    {
        var first = TestFonts.Embedded().Generate(new AwardNoticeDocument(Notices.Typical(), WordsLanguage.Chinese));
        var second = TestFonts.Embedded().Generate(new AwardNoticeDocument(Notices.Typical(), WordsLanguage.Chinese));

        Assert.Equal(first, second);
    }

    [Fact]
    public void Generate_SameNoticeOnManyThreads_GivesTheSameBytes()
    {
        var files = new byte[32][];
        Parallel.For(0, files.Length, i => files[i] = Draw(Notices.Typical()));

        Assert.All(files, file => Assert.Equal(files[0], file));
    }

    [Fact]
    public void Generate_PriceOneFenHigher_GivesOtherBytesAndAnotherHash()
    {
        var notice = Notices.Typical();
        var dearer = notice with { Price = notice.Price + new Money(1) };

        Assert.NotEqual(notice.ContentHash(), dearer.ContentHash());
        Assert.NotEqual(Draw(notice), Draw(dearer));
    }

    [Fact]
    public void ContentHash_OnlyTheAddressMoves_StaysTheSame()
    {
        var notice = Notices.Typical();

        Assert.Equal(notice.ContentHash(), (notice with { VerificationUrl = new Uri("https://moved.example.test/v/1") }).ContentHash());
    }

    [Fact]
    public void Generate_CentreNotConfiguredAsWitness_IsNamedAsVenueOnly()
    {
        var text = Read(Notices.Typical() with { IsWitnessed = false });

        Assert.Contains("交易场所：示例市公共资源交易中心", text, StringComparison.Ordinal);
        Assert.DoesNotContain("见证", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Generate_NoAgency_LeavesItOut()
    {
        var text = Read(Notices.Typical() with { AgencyName = null });

        Assert.DoesNotContain("招标代理机构", text, StringComparison.Ordinal);
        Assert.Contains("请你方自本通知书发出之日起 30 日内与我方签订书面合同。", text, StringComparison.Ordinal);
        Assert.Contains("2026 年 4 月 16 日", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(15, 59, "4 月 16 日")]
    [InlineData(16, 0, "4 月 17 日")]
    public void Generate_IssuedAroundMidnightInBeijing_BearsTheBeijingDay(int utcHour, int utcMinute, string day)
    {
        var text = Read(Notices.Typical() with { IssuedAtUtc = new DateTime(2026, 4, 16, utcHour, utcMinute, 0, DateTimeKind.Utc) });

        Assert.Contains(day, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Generate_NamesOfTwoHundredCharacters_RunOverAndKeepEveryCharacter()
    {
        var name = string.Concat(Enumerable.Repeat("示例市城乡供水一体化建设工程施工总承包及附属配套设施改造", 7));

        var text = Read(Notices.Typical() with { ProjectName = name, OwnerName = name, AgencyName = name, WinnerName = name });

        Assert.Equal(4, WithoutBlanks(text).Split(name).Length - 1);
    }

    [Fact]
    public void Generate_CharacterThatNoFontHas_IsRefusedByName()
    {
        var document = new AwardNoticeDocument(Notices.Typical() with { WinnerName = "投标单位甲\U0001F600" }, WordsLanguage.Chinese);

        var refusal = Assert.Throws<MissingGlyphException>(() => TestFonts.Embedded().Generate(document));

        Assert.Equal([0x1F600], refusal.CodePoints);
        Assert.Contains("U+1F600", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Generate_Notice_NamesItselfAndItsLanguage()
    {
        var raw = Encoding.Latin1.GetString(Draw(Notices.Typical()));

        Assert.Contains("/Lang <FEFF007A0068002D0043004E>", raw, StringComparison.Ordinal); // zh-CN
        Assert.Contains("/DisplayDocTitle true", raw, StringComparison.Ordinal);
        Assert.Contains("/CreationDate (D:20260416020000Z)", raw, StringComparison.Ordinal);
        Assert.Contains("<xmp:CreateDate>2026-04-16T02:00:00Z</xmp:CreateDate>", raw, StringComparison.Ordinal);
        Assert.Contains("<FEFF4E2D6807901A77E54E66", raw, StringComparison.Ordinal); // 中标通知书
    }

    private static byte[] Draw(AwardNoticeData notice) => TestFonts.ReadersOwn.Generate(new AwardNoticeDocument(notice, WordsLanguage.Chinese));

    private static string Read(AwardNoticeData notice) => PdfReading.AllText(Draw(notice)).Replace('\u00A0', ' ');

    private static string WithoutBlanks(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
