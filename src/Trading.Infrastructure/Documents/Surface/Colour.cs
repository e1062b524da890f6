namespace Trading.Infrastructure.Documents.Surface;

/// <summary>The few colours of paper: ink, the grey of small print, the hairline and the ground of table heads.</summary>
public readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    public static readonly Colour Ink = new(0x1B, 0x1F, 0x24);
    public static readonly Colour Muted = new(0x50, 0x57, 0x5E);
    public static readonly Colour Hairline = new(0xC4, 0xCA, 0xD0);
    public static readonly Colour Ground = new(0xF1, 0xF3, 0xF5);
    public static readonly Colour Black = new(0, 0, 0);
}
