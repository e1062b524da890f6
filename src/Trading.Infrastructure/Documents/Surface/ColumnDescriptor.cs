using Trading.Infrastructure.Documents.Layout;

namespace Trading.Infrastructure.Documents.Surface;

/// <summary>Things below each other; they flow over pages.</summary>
public sealed class ColumnDescriptor : Element
{
    private readonly List<Container> _items = [];
    private double _spacing;

    /// <summary>Points between two items.</summary>
    public void Spacing(double points) => _spacing = points;

    public Container Item()
    {
        _items.Add(new Container());
        return _items[^1];
    }

    internal override IReadOnlyList<Strip> Layout(LayoutContext context, double width)
    {
        var strips = new List<Strip>();
        foreach (var item in _items)
        {
            if (_spacing > 0 && strips.Count > 0)
            {
                strips.Add(Strip.Gap(_spacing));
            }

            strips.AddRange(item.Layout(context, width));
        }

        return strips;
    }
}
