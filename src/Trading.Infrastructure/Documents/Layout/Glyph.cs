using Trading.Infrastructure.Documents.Fonts;
using Trading.Infrastructure.Documents.Surface;

namespace Trading.Infrastructure.Documents.Layout;

/// <summary>
/// One character of a line, as wide (in points) as its font says, with what the line adds after it for spread letters and straight margins.
/// Where no font has the character the face is null and the width zero, and the document will be refused.
/// </summary>
internal readonly record struct Glyph(int CodePoint, FontFace? Face, TextStyle Style, double Width, double Extra)
{
    public double Advance => Width + Extra;

    /// <summary>Breaks after it, vanishes at a line's end. The no-break space (U+00A0) is none of these.</summary>
    public bool IsSpace => CodePoint is ' ' or 0x3000;
}
