using Trading.Infrastructure.Documents.Fonts;
using Trading.Infrastructure.Documents.Layout;
using Trading.Infrastructure.Documents.Pdf;
using Trading.Infrastructure.Documents.Surface;

namespace Trading.Infrastructure.Documents;

/// <summary>
/// Draws documents as PDF 1.7. The same document and fonts give the same bytes, so that a stored notice can be chained by its hash.
/// Safe for use by several threads.
/// </summary>
public sealed class PdfGenerator(DocumentFonts fonts)
{
    private static readonly PageNumbers Widest = new(999, 999);

    /// <summary>The whole document as one file.</summary>
    /// <exception cref="MissingGlyphException">A character cannot be drawn; nothing was.</exception>
    /// <exception cref="InvalidOperationException">A part that must stand together is taller than a page.</exception>
    public byte[] Generate(IDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var page = new PageDescriptor();
        document.Compose(page);
        var uses = new FontUses(fonts);
        var pages = Arrange(page, uses);
        uses.RefuseMissing();
        return Write(document.GetMetadata(), page.PaperSize, pages, uses);
    }

    /// <summary>Everything is measured and placed before anything is drawn: page numbers and font subsets need to know all of it.</summary>
    private static List<Action<Canvas>> Arrange(PageDescriptor page, FontUses uses)
    {
        var (width, left, top) = (page.PaperSize.Width - page.MarginLeft - page.MarginRight, page.MarginLeft, page.MarginTop);
        var running = new LayoutContext(uses, page.Style, double.PositiveInfinity, Widest);
        var (headerHeight, footerHeight) = (Strip.Stack(page.Header().Layout(running, width)).Height, Strip.Stack(page.Footer().Layout(running, width)).Height);
        var room = page.PaperSize.Height - top - page.MarginBottom - headerHeight - footerHeight;
        var bodies = PageBreaker.Break(page.Content().Layout(new LayoutContext(uses, page.Style, room, null), width), room);
        var footerTop = page.PaperSize.Height - page.MarginBottom - footerHeight;
        return [.. bodies.Select<IReadOnlyList<Strip>, Action<Canvas>>((body, index) =>
        {
            var numbered = running with { Numbers = new PageNumbers(index + 1, bodies.Count) };
            var (header, footer) = (Strip.Stack(page.Header().Layout(numbered, width)), Strip.Stack(page.Footer().Layout(numbered, width)));
            return canvas =>
            {
                header.Draw(canvas, left, top);
                Strip.Stack(body).Draw(canvas, left, top + headerHeight);
                footer.Draw(canvas, left, footerTop);
            };
        })];
    }

    private static byte[] Write(DocumentMetadata about, PageSize size, List<Action<Canvas>> pages, FontUses uses)
    {
        var file = new PdfFile();
        var (catalogue, tree, resources) = (file.Reserve(), file.Reserve(), file.Reserve());
        var numbers = new List<int>();
        foreach (var draw in pages)
        {
            var canvas = new Canvas(size.Height, uses);
            draw(canvas);
            var content = file.AddStream("", canvas.Content());
            numbers.Add(file.Add(
                $"<</Type/Page/Parent {tree} 0 R/MediaBox[0 0 {PdfSyntax.Number(size.Width)} {PdfSyntax.Number(size.Height)}]/Resources {resources} 0 R/Contents {content} 0 R>>"));
        }

        file.Set(resources, $"<</Font<<{uses.AddTo(file)}>>>>");
        file.Set(tree, $"<</Type/Pages/Count {numbers.Count}/Kids[{string.Join(' ', numbers.Select(n => $"{n} 0 R"))}]>>");
        var xmp = PdfMetadata.AddXmp(file, about);
        file.Set(catalogue, $"<</Type/Catalog/Pages {tree} 0 R/Lang {PdfSyntax.Text(about.Language)}/ViewerPreferences<</DisplayDocTitle true>>/Metadata {xmp} 0 R>>");
        return file.Close(catalogue, PdfMetadata.AddInformation(file, about));
    }
}
