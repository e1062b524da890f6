using Trading.Infrastructure.Documents.Layout;

namespace Trading.Infrastructure.Documents.Surface;

internal sealed class HorizontalLine(double thickness, Colour colour) : Element
{
    internal override IReadOnlyList<Strip> Layout(LayoutContext context, double width) =>
        [new(thickness, (canvas, x, y) => canvas.Line(x, y + (thickness / 2), x + width, y + (thickness / 2), thickness, colour))];
}
