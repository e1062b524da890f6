using Trading.Infrastructure.Documents.Layout;

namespace Trading.Infrastructure.Documents.Surface;

internal sealed class Entire(Container inner) : Element
{
    internal override IReadOnlyList<Strip> Layout(LayoutContext context, double width) => [Strip.Stack(inner.Layout(context, width))];
}
