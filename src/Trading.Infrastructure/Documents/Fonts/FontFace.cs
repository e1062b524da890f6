namespace Trading.Infrastructure.Documents.Fonts;

/// <summary>What layout asks of a font. Lengths are in thousandths of the font size. Faces do not change and are shared between documents.</summary>
internal abstract class FontFace
{
    /// <summary>Height above the baseline that a line of this font needs.</summary>
    public abstract int Ascent { get; }

    /// <summary>Depth below the baseline, negative.</summary>
    public abstract int Descent { get; }

    public abstract bool Has(int codePoint);

    public abstract int Width(int codePoint);

    /// <summary>The font as one document uses it: only these characters, in ascending order.</summary>
    public abstract EncodedFont Encode(IReadOnlyList<int> codePoints);
}
