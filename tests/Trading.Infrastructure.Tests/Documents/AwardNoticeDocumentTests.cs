using Trading.Infrastructure.Documents.AwardNotices;

namespace Trading.Infrastructure.Tests.Documents;

public sealed class AwardNoticeDocumentTests
{
    [Theory]
    [InlineData(WordsLanguage.Chinese)]
    [InlineData(WordsLanguage.English)]
    public void Dump(WordsLanguage language)
    {
        var pdf = TestFonts.Embedded().Generate(new AwardNoticeDocument(Notices.Typical(), language));
        File.WriteAllBytes($"/tmp/notice-{language}.pdf", pdf);
        pdf = TestFonts.ReadersOwn.Generate(new AwardNoticeDocument(Notices.Typical(), language));
        File.WriteAllBytes($"/tmp/notice-{language}-b.pdf", pdf);
        Assert.Equal("", PdfReading.AllText(pdf));
    }
}
