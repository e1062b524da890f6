namespace Trading.Infrastructure.Documents.Surface;

/// <summary>Widths given in points or as shares of the rest.</summary>
public sealed class ColumnWidths
{
    private readonly List<(double Points, double Weight)> _columns = [];

    public int Count => _columns.Count;

    public void Constant(double points) => _columns.Add((points, 0));

    public void Relative(double weight = 1) => _columns.Add((0, weight));

    internal IReadOnlyList<double> Share(double width)
    {
        var rest = Math.Max(width - _columns.Sum(c => c.Points), 0);
        var weights = Math.Max(_columns.Sum(c => c.Weight), double.Epsilon);
        return [.. _columns.Select(c => c.Weight > 0 ? rest * c.Weight / weights : c.Points)];
    }
}
