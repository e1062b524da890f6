using Trading.Infrastructure.Documents.Layout;

namespace Trading.Infrastructure.Documents.Surface;

/// <summary>A place for one thing: a text, a table, a column of more places. Padding and the like return the place inside.</summary>
public sealed class Container : Element
{
    private Element? _content;

    public Container PaddingTop(double points) => Inside(inner => new Padding(inner, points, 0, 0));

    public Container PaddingBottom(double points) => Inside(inner => new Padding(inner, 0, points, 0));

    /// <summary>Never splits over two pages.</summary>
    public Container ShowEntire() => Inside(inner => new Entire(inner));

    public TextBlock Text(string text)
    {
        var block = new TextBlock();
        block.Span(text);
        return Put(block);
    }

    public void Text(Action<TextBlock> compose) => Compose(new TextBlock(), compose);

    public void Column(Action<ColumnDescriptor> compose) => Compose(new ColumnDescriptor(), compose);

    public void Row(Action<RowDescriptor> compose) => Compose(new RowDescriptor(), compose);

    public void Table(Action<TableDescriptor> compose) => Compose(new TableDescriptor(), compose);

    public void LineHorizontal(double thickness, Colour colour) => Put(new HorizontalLine(thickness, colour));

    /// <summary>A QR code (error correction M) as wide as its place, with its quiet zone.</summary>
    public void QrCode(string payload) => Put(new QrCode(payload));

    internal override IReadOnlyList<Strip> Layout(LayoutContext context, double width) => _content?.Layout(context, width) ?? [];

    private void Compose<T>(T element, Action<T> compose)
        where T : Element => compose(Put(element));

    private Container Inside(Func<Container, Element> frame)
    {
        var inner = new Container();
        Put(frame(inner));
        return inner;
    }

    private T Put<T>(T element)
        where T : Element
    {
        _content = _content is null ? element : throw new InvalidOperationException("The place is taken: use a column for several things.");
        return element;
    }
}
