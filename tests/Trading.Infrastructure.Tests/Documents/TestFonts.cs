using Trading.Infrastructure.Documents;
using Trading.Infrastructure.Documents.Fonts;
using Trading.TestKit;

namespace Trading.Infrastructure.Tests.Documents;

/// <summary>The fonts of this machine, searched once, and none at all.</summary>
internal static class TestFonts
{
    private static readonly Lazy<DocumentFonts> Found = new(() => DocumentFonts.Find(new DocumentFontOptions()));

    public static PdfGenerator ReadersOwn { get; } = new(DocumentFonts.Find(new DocumentFontOptions { FontFolders = [] }));

    /// <summary>Skips the test where the machine has no usable Chinese font, unless TRADING_REQUIRE names fonts.</summary>
    public static PdfGenerator Embedded()
    {
        var reason = Requirements.SkipWithout("fonts", Found.Value.Tier == FontTier.Embedded);
        Assert.SkipWhen(reason is not null, reason ?? "");
        return new PdfGenerator(Found.Value);
    }
}
