using System.Globalization;
using Trading.Infrastructure.Documents.Pdf;

namespace Trading.Infrastructure.Documents.Fonts;

/// <summary>Helvetica in WinAnsi encoding, one of the fonts that every PDF reader brings along, for Latin text up to U+00FF.</summary>
internal sealed class HelveticaFace : FontFace
{
    public static readonly HelveticaFace Instance = new();

    /// <summary>The advance widths of Adobe's Helvetica metrics, U+0020 to U+007E.</summary>
    private static readonly int[] Ascii =
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
        333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ];

    /// <summary>The same, U+00A0 to U+00FF.</summary>
    private static readonly int[] Latin1 =
    [
        278, 333, 556, 556, 556, 556, 260, 556, 333, 737, 370, 556, 584, 333, 737, 333, 400, 584, 333, 333, 333, 556, 537, 278, 333, 333, 365, 556, 834, 834, 834, 611,
        667, 667, 667, 667, 667, 667, 1000, 722, 667, 667, 667, 667, 278, 278, 278, 278, 722, 722, 778, 778, 778, 778, 778, 584, 778, 722, 722, 722, 722, 667, 667, 611,
        556, 556, 556, 556, 556, 556, 889, 500, 556, 556, 556, 556, 278, 278, 278, 278, 556, 556, 556, 556, 556, 556, 556, 584, 611, 556, 556, 556, 556, 500, 556, 500,
    ];

    public override int Ascent => 880;
    public override int Descent => -120;

    public override bool Has(int codePoint) => codePoint is (>= 0x20 and <= 0x7E) or (>= 0xA0 and <= 0xFF);

    public override int Width(int codePoint) => codePoint <= 0x7E ? Ascii[codePoint - 0x20] : Latin1[codePoint - 0xA0];

    public override EncodedFont Encode(IReadOnlyList<int> codePoints) => new Named();

    private sealed class Named : EncodedFont
    {
        public override string Hex(int codePoint) => codePoint.ToString("X2", CultureInfo.InvariantCulture);

        public override int AddTo(PdfFile file) => file.Add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>");
    }
}
