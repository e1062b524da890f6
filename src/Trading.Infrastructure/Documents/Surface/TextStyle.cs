using Trading.Infrastructure.Documents.Fonts;

namespace Trading.Infrastructure.Documents.Surface;

/// <summary>How characters look. Sizes are in points, line height in sizes, letter spacing in points after each letter.</summary>
public sealed record TextStyle
{
    public static readonly TextStyle Default = new();

    public FontFamily Family { get; init; } = FontFamily.Sans;
    public double Size { get; init; } = 10.5;
    public double LineHeight { get; init; } = 1.6;
    public double LetterSpacing { get; init; }
    public bool IsBold { get; init; }
    public Colour Colour { get; init; } = Colour.Ink;
}
