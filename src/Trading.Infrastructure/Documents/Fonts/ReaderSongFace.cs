using System.Text;
using Trading.Infrastructure.Documents.Pdf;

namespace Trading.Infrastructure.Documents.Fonts;

/// <summary>
/// STSong-Light, which every PDF reader must be able to replace, for all characters above U+00FF; nothing is embedded. Each is one em wide.
/// Which characters the reader's own font has cannot be known here, so none is refused.
/// </summary>
internal sealed class ReaderSongFace : FontFace
{
    public static readonly ReaderSongFace Instance = new();

    public override int Ascent => 880;
    public override int Descent => -120;

    public override bool Has(int codePoint) => codePoint > 0xFF;

    public override int Width(int codePoint) => 1000;

    public override EncodedFont Encode(IReadOnlyList<int> codePoints) => new Named(codePoints);

    private sealed class Named(IReadOnlyList<int> codePoints) : EncodedFont
    {
        public override string Hex(int codePoint) => ToUnicode.Utf16(codePoint);

        public override int AddTo(PdfFile file)
        {
            var descriptor = file.Add(
                "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>");
            var descendant = file.Add(
                "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>" +
                $"/FontDescriptor {descriptor} 0 R/DW 1000>>");
            var toUnicode = file.AddStream("", Encoding.ASCII.GetBytes(ToUnicode.Map(codePoints.Select(c => (Hex(c), c)))));
            return file.Add(
                "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light-UniGB-UTF16-H/Encoding/UniGB-UTF16-H" +
                $"/DescendantFonts[{descendant} 0 R]/ToUnicode {toUnicode} 0 R>>");
        }
    }
}
