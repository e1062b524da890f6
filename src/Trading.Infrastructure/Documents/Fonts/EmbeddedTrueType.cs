using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Trading.Infrastructure.Documents.Pdf;

namespace Trading.Infrastructure.Documents.Fonts;

/// <summary>A subset embedded as Type0 / CIDFontType2 with Identity-H: the code of a character is its place in the subset.</summary>
internal sealed class EmbeddedTrueType : EncodedFont
{
    private readonly TrueTypeFace _face;
    private readonly IReadOnlyList<int> _codePoints;
    private readonly Dictionary<int, string> _codes;

    public EmbeddedTrueType(TrueTypeFace face, IReadOnlyList<int> codePoints)
    {
        _face = face;
        _codePoints = codePoints;
        _codes = codePoints.Index().ToDictionary(c => c.Item, c => (c.Index + 1).ToString("X4", CultureInfo.InvariantCulture));
    }

    public override string Hex(int codePoint) => _codes[codePoint];

    public override int AddTo(PdfFile file)
    {
        var subset = new GlyphSubset(_face, _codePoints.Select(_face.Glyph)).ToFontFile();
        var name = $"{SubsetTag(subset)}+{_face.Name}";
        var program = file.AddStream($"/Length1 {subset.Length}", subset);
        var descriptor = file.Add(
            $"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[{string.Join(' ', _face.Box)}]/ItalicAngle 0" +
            $"/Ascent {_face.Ascent}/Descent {_face.Descent}/CapHeight {_face.Ascent}/StemV 80/FontFile2 {program} 0 R>>");
        var descendant = file.Add(
            $"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>" +
            $"/FontDescriptor {descriptor} 0 R/DW 1000/W[1[{string.Join(' ', _codePoints.Select(_face.Width))}]]/CIDToGIDMap/Identity>>");
        var toUnicode = file.AddStream("", Encoding.ASCII.GetBytes(ToUnicode.Map(_codePoints.Select(c => (Hex(c), c)))));
        return file.Add($"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{descendant} 0 R]/ToUnicode {toUnicode} 0 R>>");
    }

    /// <summary>Six capitals taken from the subset's hash: the same glyphs get the same name, others another.</summary>
    private static string SubsetTag(byte[] subset) => string.Concat(SHA256.HashData(subset).Take(6).Select(b => (char)('A' + (b % 26))));
}
