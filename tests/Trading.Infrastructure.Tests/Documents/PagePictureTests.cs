using Trading.Infrastructure.Documents;
using Trading.Infrastructure.Documents.AwardNotices;
using Trading.Infrastructure.Documents.Tables;

namespace Trading.Infrastructure.Tests.Documents;

/// <summary>Documents as pictures: there is something on the page, in its fonts, and nothing where a printer would cut it off.</summary>
public sealed class PagePictureTests
{
    private const double PrintersEdge = 5;

    public static TheoryData<string, Func<IDocument>> Documents => new()
    {
        { "award notice, zh", () => new AwardNoticeDocument(Notices.Typical(), WordsLanguage.Chinese) },
        { "award notice, en", () => new AwardNoticeDocument(Notices.Typical(), WordsLanguage.English) },
        { "settlement report, zh", () => new ReportTableDocument(SettlementReportTests.March().ToTable(WordsLanguage.Chinese)) },
        { "settlement report, en", () => new ReportTableDocument(SettlementReportTests.March().ToTable(WordsLanguage.English)) },
    };

    [Theory, MemberData(nameof(Documents), DisableDiscoveryEnumeration = true)]
    public async Task FirstPage_AsAPicture_HasInkAndKeepsItsMargins(string document, Func<IDocument> make)
    {
        var picture = await PagePicture.DrawAsync(TestFonts.Embedded().Generate(make()));

        Assert.True(picture.Ink is > 1 and < 30, $"{document}: {picture.Ink:0.0} % of the page is dark");
        Assert.Equal(0, picture.InkWithin(PrintersEdge));
    }
}
