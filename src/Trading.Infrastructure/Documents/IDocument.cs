using Trading.Infrastructure.Documents.Surface;

namespace Trading.Infrastructure.Documents;

/// <summary>
/// A document describes what stands on its pages; <see cref="PdfGenerator"/> decides where. The surface follows QuestPDF's, so that this library
/// can take the generator's place without a change to the documents (docs/adr/0007-pdf-writer.md).
/// </summary>
public interface IDocument
{
    DocumentMetadata GetMetadata();

    void Compose(PageDescriptor page);
}
