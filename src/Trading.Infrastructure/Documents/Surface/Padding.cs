using Trading.Infrastructure.Documents.Layout;

namespace Trading.Infrastructure.Documents.Surface;

internal sealed class Padding(Container inner, double top, double bottom, double sides) : Element
{
    internal override IReadOnlyList<Strip> Layout(LayoutContext context, double width)
    {
        var strips = inner.Layout(context, width - (2 * sides)).Select(s => s.MovedRight(sides));
        return [.. top > 0 ? [Strip.Gap(top)] : Array.Empty<Strip>(), .. strips, .. bottom > 0 ? [Strip.Gap(bottom)] : Array.Empty<Strip>()];
    }
}
