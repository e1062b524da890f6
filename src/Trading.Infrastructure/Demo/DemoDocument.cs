using Trading.Infrastructure.Documents;
using Trading.Infrastructure.Documents.Surface;

namespace Trading.Infrastructure.Demo;

/// <summary>A file of the demonstration that opens in a reader: a title and a paragraph.</summary>
public sealed class DemoDocument(string title, string text, DateTime atUtc) : IDocument
{
    public DocumentMetadata GetMetadata() => new(title, "演示", text, "zh-CN", atUtc);

    public void Compose(PageDescriptor page)
    {
        ArgumentNullException.ThrowIfNull(page);
        page.Content().Column(column =>
        {
            column.Spacing(12);
            column.Item().Text(title).Styled(style => style with { Size = 18 }).Bold();
            column.Item().Text(text);
        });
    }
}
