using Trading.Infrastructure.Documents;
using Trading.Infrastructure.Documents.Surface;

namespace Trading.Infrastructure.Tests.Documents;

/// <summary>A document of 400 × 300 points with margins of 50 and whatever a test puts on it.</summary>
internal sealed class SampleDocument(Action<PageDescriptor> compose) : IDocument
{
    public const double Left = 50;
    public const double Right = 350;

    public DocumentMetadata GetMetadata() => new("Sample", "Test", "", "zh-CN", new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc));

    public void Compose(PageDescriptor page)
    {
        page.Size(new PageSize(400, 300));
        page.Margin(50, 50, 50);
        page.DefaultTextStyle(new TextStyle { Size = 10, LineHeight = 2 });
        compose(page);
    }

    /// <summary>The text lines of each page, drawn without embedded fonts: Han 10 points wide, a page 10 lines long.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Pages(Action<PageDescriptor> compose) => PdfReading.Pages(Draw(compose));

    public static byte[] Draw(Action<PageDescriptor> compose) => TestFonts.ReadersOwn.Generate(new SampleDocument(compose));
}
