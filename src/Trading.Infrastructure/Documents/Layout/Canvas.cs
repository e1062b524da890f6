using System.Globalization;
using System.Text;
using Trading.Infrastructure.Documents.Fonts;
using Trading.Infrastructure.Documents.Pdf;
using Trading.Infrastructure.Documents.Surface;

namespace Trading.Infrastructure.Documents.Layout;

/// <summary>One page's content stream. Places are in points from the top left corner; PDF counts from the bottom left.</summary>
internal sealed class Canvas(double pageHeight, FontUses fonts)
{
    // Fonts with one weight are drawn bold by tracing their outlines with a pen of this share of the size.
    private const double BoldPen = 0.028;

    private readonly StringBuilder _content = new();

    public byte[] Content() => Encoding.Latin1.GetBytes(_content.ToString());

    /// <summary>Draws glyphs of one face and style; each advances by its own width and what the line adds to it.</summary>
    public void Text(double x, double baseline, FontFace face, TextStyle style, ReadOnlySpan<Glyph> glyphs)
    {
        var (name, font) = fonts.Encoded(face);
        var spaced = style.LetterSpacing > 0;
        if (spaced)
        {
            // Spread letters are still one word to whoever searches, copies or listens.
            _content.Append(CultureInfo.InvariantCulture, $"/Span<</ActualText {PdfSyntax.Text(Spelled(glyphs))}>>BDC\n");
        }

        _content.Append(CultureInfo.InvariantCulture, $"BT /{name} {N(style.Size)} Tf {Colours(style)} 1 0 0 1 {N(x)} {N(pageHeight - baseline)} Tm [<");
        for (var i = 0; i < glyphs.Length; i++)
        {
            _content.Append(font.Hex(glyphs[i].CodePoint));
            if (glyphs[i].Extra != 0 && i < glyphs.Length - 1)
            {
                _content.Append(CultureInfo.InvariantCulture, $">{N(-1000 * glyphs[i].Extra / style.Size)}<");
            }
        }

        _content.Append(">] TJ ET\n").Append(spaced ? "EMC\n" : "");
    }

    public void Line(double x1, double y1, double x2, double y2, double thickness, Colour colour) => _content.Append(
        CultureInfo.InvariantCulture,
        $"{N(thickness)} w {Rgb(colour)} RG {N(x1)} {N(pageHeight - y1)} m {N(x2)} {N(pageHeight - y2)} l S\n");

    public void Fill(Colour colour, IEnumerable<(double X, double Y, double Width, double Height)> areas)
    {
        _content.Append(CultureInfo.InvariantCulture, $"{Rgb(colour)} rg");
        foreach (var (x, y, width, height) in areas)
        {
            _content.Append(CultureInfo.InvariantCulture, $" {N(x)} {N(pageHeight - y - height)} {N(width)} {N(height)} re");
        }

        _content.Append(" f\n");
    }

    private static string Spelled(ReadOnlySpan<Glyph> glyphs)
    {
        var text = new StringBuilder();
        foreach (var glyph in glyphs)
        {
            text.Append(char.ConvertFromUtf32(glyph.CodePoint));
        }

        return text.ToString();
    }

    private static string Colours(TextStyle style) => style.IsBold
        ? $"{Rgb(style.Colour)} rg {Rgb(style.Colour)} RG 2 Tr {N(style.Size * BoldPen)} w"
        : $"{Rgb(style.Colour)} rg 0 Tr";

    private static string Rgb(Colour colour) => $"{N(colour.Red / 255.0)} {N(colour.Green / 255.0)} {N(colour.Blue / 255.0)}";

    private static string N(double number) => PdfSyntax.Number(number);
}
