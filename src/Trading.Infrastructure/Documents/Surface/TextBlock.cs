using Trading.Infrastructure.Documents.Layout;

namespace Trading.Infrastructure.Documents.Surface;

/// <summary>A text that wraps: paragraphs end at a line feed. What is said of the block holds for its spans unless they say otherwise.</summary>
public sealed class TextBlock : Element
{
    private readonly List<TextSpan> _spans = [];
    private Func<TextStyle, TextStyle> _style = static style => style;
    private TextAlignment _alignment;
    private double _indentInSizes;
    private bool _staysWithNext;

    public TextSpan Span(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Add(_ => text);
    }

    /// <summary>A sentence made of the page's number and the number of pages; in headers and footers only.</summary>
    public TextSpan PageNumber(Func<int, int, string> sentence) => Add(numbers => numbers is { } known
        ? sentence(known.Page, known.Pages)
        : throw new InvalidOperationException("Page numbers are known in headers and footers only."));

    public TextBlock Styled(Func<TextStyle, TextStyle> style)
    {
        var before = _style;
        _style = inherited => style(before(inherited));
        return this;
    }

    public TextBlock Bold() => Styled(s => s with { IsBold = true });

    public TextBlock FontSize(double points) => Styled(s => s with { Size = points });

    public TextBlock FontColour(Colour colour) => Styled(s => s with { Colour = colour });

    public TextBlock AlignCentre() => Aligned(TextAlignment.Centre);

    public TextBlock AlignRight() => Aligned(TextAlignment.Right);

    /// <summary>Both margins straight, but for the last line of a paragraph.</summary>
    public TextBlock Justify() => Aligned(TextAlignment.Justified);

    /// <summary>Every paragraph begins this many font sizes to the right; two are the custom of Chinese letters.</summary>
    public TextBlock FirstLineIndent(double sizes)
    {
        _indentInSizes = sizes;
        return this;
    }

    /// <summary>Stands on the same page as what follows, as a heading must.</summary>
    public TextBlock StaysWithNext()
    {
        _staysWithNext = true;
        return this;
    }

    internal override IReadOnlyList<Strip> Layout(LayoutContext context, double width)
    {
        var style = _style(context.Style);
        var indent = _indentInSizes * style.Size;
        var strips = new List<Strip>();
        foreach (var paragraph in Paragraphs(context, style))
        {
            var lines = LineBreaker.Break(paragraph, width, indent).Select(line => new TextLine(line, style, context.Fonts.Main(style.Family))).ToList();
            for (var i = 0; i < lines.Count; i++)
            {
                strips.Add(Placed(lines[i], width, i == 0 ? indent : 0, isLast: i == lines.Count - 1) with { StaysWithNext = NoLineAlone(i, lines.Count) });
            }
        }

        if (_staysWithNext)
        {
            return [.. strips.Select(s => s with { StaysWithNext = true })];
        }

        return strips;
    }

    /// <summary>The first two and the last two lines of a paragraph stay together.</summary>
    private static bool NoLineAlone(int line, int lines) => lines > 1 && (line == 0 || line == lines - 2);

    private Strip Placed(TextLine line, double width, double indent, bool isLast)
    {
        if (_alignment == TextAlignment.Justified && !isLast)
        {
            line.Justify(width - indent);
        }

        var left = _alignment switch
        {
            TextAlignment.Left or TextAlignment.Justified => indent,
            TextAlignment.Centre => (width - line.Width) / 2,
            TextAlignment.Right => width - line.Width,
        };
        return new Strip(line.Height, (canvas, x, y) => line.Draw(canvas, x + left, y));
    }

    private IEnumerable<Glyph[]> Paragraphs(LayoutContext context, TextStyle style)
    {
        var paragraph = new List<Glyph>();
        foreach (var span in _spans)
        {
            var spanStyle = span.Apply(style);
            foreach (var rune in Normal(span.Content(context.Numbers)).EnumerateRunes())
            {
                if (rune.Value == '\n')
                {
                    yield return [.. paragraph];
                    paragraph.Clear();
                    continue;
                }

                var face = context.Fonts.Use(spanStyle.Family, rune.Value);
                paragraph.Add(new Glyph(rune.Value, face, spanStyle, (face?.Width(rune.Value) ?? 0) * spanStyle.Size / 1000, spanStyle.LetterSpacing));
            }
        }

        yield return [.. paragraph];
    }

    private static string Normal(string text) => text.ReplaceLineEndings("\n").Replace('\t', ' ');

    private TextBlock Aligned(TextAlignment alignment)
    {
        _alignment = alignment;
        return this;
    }

    private TextSpan Add(Func<PageNumbers?, string> content)
    {
        _spans.Add(new TextSpan(content));
        return _spans[^1];
    }
}
