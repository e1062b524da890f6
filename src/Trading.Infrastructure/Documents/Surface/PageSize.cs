namespace Trading.Infrastructure.Documents.Surface;

/// <summary>Paper in points.</summary>
public readonly record struct PageSize(double Width, double Height)
{
    public PageSize Landscape() => new(Math.Max(Width, Height), Math.Min(Width, Height));
}

public static class PageSizes
{
    public static readonly PageSize A4 = new(595.276, 841.89);
}

public static class Lengths
{
    private const double PointsPerMillimetre = 72 / 25.4;

    /// <summary>Millimetres in points.</summary>
    public static double Millimetres(double millimetres) => millimetres * PointsPerMillimetre;
}
