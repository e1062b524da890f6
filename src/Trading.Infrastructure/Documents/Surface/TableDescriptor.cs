using Trading.Infrastructure.Documents.Layout;

namespace Trading.Infrastructure.Documents.Surface;

/// <summary>
/// Rows of cells. Header rows stand again on every page; totals never stand on a page without the row before them; a row taller than a page goes on
/// on the next, line by line.
/// </summary>
public sealed class TableDescriptor : Element
{
    private readonly ColumnWidths _columns = new();
    private readonly List<Container> _header = [];
    private readonly List<Container> _cells = [];
    private readonly List<Container> _totals = [];
    private TableLines _lines = TableLines.Rows;
    private double _paddingHorizontal = 4;
    private double _paddingVertical = 2;

    public void ColumnsDefinition(Action<ColumnWidths> define)
    {
        ArgumentNullException.ThrowIfNull(define);
        define(_columns);
    }

    public void Lines(TableLines lines) => _lines = lines;

    public void CellPadding(double horizontal, double vertical) => (_paddingHorizontal, _paddingVertical) = (horizontal, vertical);

    /// <summary>The next cell of the header rows, from left to right.</summary>
    public Container HeaderCell() => Add(_header);

    /// <summary>The next cell of the body, from left to right; a row is full when it has as many cells as there are columns.</summary>
    public Container Cell() => Add(_cells);

    /// <summary>The next cell of the rows that close the table.</summary>
    public Container TotalCell() => Add(_totals);

    internal override IReadOnlyList<Strip> Layout(LayoutContext context, double width)
    {
        var widths = _columns.Share(width);
        var head = Rows(_header, RowKind.Header, context, widths, context.Room).Select(s => s with { StaysWithNext = true }).ToList();
        var room = context.Room - head.Sum(s => s.Height);
        var body = Rows(_cells, RowKind.Body, context, widths, room).ToList();
        var totals = Rows(_totals, RowKind.Total, context, widths, room).ToList();
        if (totals.Count > 0 && body.Count > 0)
        {
            body[^1] = body[^1] with { StaysWithNext = true };
        }

        return [.. head, .. body.Concat(totals).Select(row => row with { Head = head })];
    }

    private IEnumerable<Strip> Rows(List<Container> cells, RowKind kind, LayoutContext context, IReadOnlyList<double> widths, double room)
    {
        if (cells.Count % Math.Max(_columns.Count, 1) != 0)
        {
            throw new InvalidOperationException($"{cells.Count} cells do not fill rows of {_columns.Count} columns.");
        }

        var inside = context with { Room = room - (2 * _paddingVertical) };
        return cells.Chunk(_columns.Count).SelectMany(row => Row(row, kind, inside, widths));
    }

    private IEnumerable<Strip> Row(Container[] cells, RowKind kind, LayoutContext inside, IReadOnlyList<double> widths)
    {
        var parts = cells.Select((cell, i) => Parts(cell.Layout(inside, widths[i] - (2 * _paddingHorizontal)), inside.Room)).ToList();
        return Enumerable.Range(0, parts.Max(p => p.Count)).Select(n => RowPart([.. parts.Select(p => n < p.Count ? p[n] : Strip.Gap(0))], kind, widths));
    }

    /// <summary>A cell's content, cut where a page is full; almost always one part.</summary>
    private static List<Strip> Parts(IReadOnlyList<Strip> content, double room)
    {
        var whole = Strip.Stack(content);
        if (whole.Height <= room)
        {
            return [whole];
        }

        var parts = PageBreaker.Break(content.Select(s => s with { StaysWithNext = false }), room);
        return [.. parts.Select(Strip.Stack)];
    }

    private Strip RowPart(Strip[] cells, RowKind kind, IReadOnlyList<double> widths)
    {
        var height = cells.Max(c => c.Height) + (2 * _paddingVertical);
        return new Strip(height, (canvas, x, y) =>
        {
            Rule(canvas, x, y, height, kind, widths);
            for (var i = 0; i < cells.Length; i++)
            {
                var spare = _lines == TableLines.Grid ? (height - (2 * _paddingVertical) - cells[i].Height) / 2 : 0;
                cells[i].Draw(canvas, x + _paddingHorizontal, y + _paddingVertical + spare);
                x += widths[i];
            }
        });
    }

    private void Rule(Canvas canvas, double x, double y, double height, RowKind kind, IReadOnlyList<double> widths)
    {
        var (right, bottom) = (x + widths.Sum(), y + height);
        switch (_lines, kind)
        {
            case (TableLines.Grid, _):
                Box(canvas, x, y, right, bottom, widths);
                break;
            case (TableLines.Rows, RowKind.Header):
                canvas.Fill(Colour.Ground, [(x, y, right - x, height)]);
                canvas.Line(x, y, right, y, 0.9, Colour.Ink);
                canvas.Line(x, bottom, right, bottom, 0.9, Colour.Ink);
                break;
            case (TableLines.Rows, RowKind.Total):
                canvas.Line(x, y, right, y, 0.9, Colour.Ink);
                canvas.Line(x, bottom, right, bottom, 0.9, Colour.Ink);
                break;
            default:
                canvas.Line(x, bottom, right, bottom, 0.4, Colour.Hairline);
                break;
        }
    }

    private static void Box(Canvas canvas, double x, double y, double right, double bottom, IReadOnlyList<double> widths)
    {
        canvas.Line(x, y, right, y, 0.6, Colour.Ink);
        canvas.Line(x, bottom, right, bottom, 0.6, Colour.Ink);
        canvas.Line(x, y, x, bottom, 0.6, Colour.Ink);
        foreach (var width in widths)
        {
            x += width;
            canvas.Line(x, y, x, bottom, 0.6, Colour.Ink);
        }
    }

    private static Container Add(List<Container> cells)
    {
        cells.Add(new Container());
        return cells[^1];
    }

    private enum RowKind
    {
        Header,
        Body,
        Total,
    }
}
