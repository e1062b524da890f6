namespace Trading.Infrastructure.Documents.Layout;

/// <summary>
/// A horizontal slice of a page that is never cut: a line of text, a table row, a gap. Documents become a list of strips, and pages are filled with them.
/// <see cref="Draw"/> draws the slice with its top left corner at the given place.
/// </summary>
internal sealed record Strip(double Height, Action<Canvas, double, double> Draw)
{
    /// <summary>White space, dropped at the top of a page.</summary>
    public bool IsGap { get; init; }

    /// <summary>Stands on the same page as the strip after it: a heading with its text, the last rows with their total.</summary>
    public bool StaysWithNext { get; init; }

    /// <summary>Drawn again on top of each page that begins with this strip: the header rows of its table.</summary>
    public IReadOnlyList<Strip> Head { get; init; } = [];

    public static Strip Gap(double height) => new(height, static (_, _, _) => { }) { IsGap = true };

    /// <summary>One strip of several that stand below each other.</summary>
    public static Strip Stack(IReadOnlyList<Strip> strips) => new(strips.Sum(s => s.Height), (canvas, x, y) =>
    {
        foreach (var strip in strips)
        {
            strip.Draw(canvas, x, y);
            y += strip.Height;
        }
    });

    public Strip MovedRight(double by) => by == 0 ? this : this with { Draw = (canvas, x, y) => Draw(canvas, x + by, y), Head = [.. Head.Select(h => h.MovedRight(by))] };
}
