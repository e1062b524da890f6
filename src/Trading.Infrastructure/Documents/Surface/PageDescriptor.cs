namespace Trading.Infrastructure.Documents.Surface;

/// <summary>The paper, what runs along the top and bottom of every page, and the content that flows over as many pages as it needs.</summary>
public sealed class PageDescriptor
{
    private readonly Container _header = new();
    private readonly Container _content = new();
    private readonly Container _footer = new();

    internal PageSize PaperSize { get; private set; } = PageSizes.A4;
    internal double MarginTop { get; private set; } = Lengths.Millimetres(20);
    internal double MarginBottom { get; private set; } = Lengths.Millimetres(15);
    internal double MarginLeft { get; private set; } = Lengths.Millimetres(20);
    internal double MarginRight { get; private set; } = Lengths.Millimetres(20);
    internal TextStyle Style { get; private set; } = TextStyle.Default;

    public void Size(PageSize size) => PaperSize = size;

    /// <summary>Margins in points.</summary>
    public void Margin(double top, double horizontal, double bottom)
    {
        (MarginTop, MarginBottom) = (top, bottom);
        (MarginLeft, MarginRight) = (horizontal, horizontal);
    }

    public void DefaultTextStyle(TextStyle style) => Style = style;

    /// <summary>Repeated on every page; the only place, with <see cref="Footer"/>, where page numbers are known.</summary>
    public Container Header() => _header;

    public Container Content() => _content;

    public Container Footer() => _footer;
}
