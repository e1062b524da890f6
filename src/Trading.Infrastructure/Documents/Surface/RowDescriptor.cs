using Trading.Infrastructure.Documents.Layout;

namespace Trading.Infrastructure.Documents.Surface;

/// <summary>Things beside each other, such as the two halves of a signature block; a row is never split over two pages.</summary>
public sealed class RowDescriptor : Element
{
    private readonly ColumnWidths _widths = new();
    private readonly List<Container> _items = [];
    private double _spacing;
    private bool _middle;

    /// <summary>Points between two items.</summary>
    public void Spacing(double points) => _spacing = points;

    /// <summary>Lower items are centred on the tallest; otherwise all hang from the top.</summary>
    public void AlignMiddle() => _middle = true;

    /// <summary>An item that shares what the constant items leave, by weight.</summary>
    public Container RelativeItem(double weight = 1)
    {
        _widths.Relative(weight);
        return Add();
    }

    public Container ConstantItem(double points)
    {
        _widths.Constant(points);
        return Add();
    }

    internal override IReadOnlyList<Strip> Layout(LayoutContext context, double width)
    {
        var widths = _widths.Share(width - (_spacing * Math.Max(_items.Count - 1, 0)));
        var items = _items.Select((item, i) => Strip.Stack(item.Layout(context, widths[i]))).ToList();
        var height = items.Count == 0 ? 0 : items.Max(i => i.Height);
        return
        [
            new(height, (canvas, x, y) =>
            {
                for (var i = 0; i < items.Count; i++)
                {
                    items[i].Draw(canvas, x, y + (_middle ? (height - items[i].Height) / 2 : 0));
                    x += widths[i] + _spacing;
                }
            }),
        ];
    }

    private Container Add()
    {
        _items.Add(new Container());
        return _items[^1];
    }
}
