using Trading.Infrastructure.Documents.Layout;

namespace Trading.Infrastructure.Documents.Surface;

/// <summary>A piece of a text block with a look of its own.</summary>
public sealed class TextSpan
{
    private Func<TextStyle, TextStyle> _style = static style => style;

    internal TextSpan(Func<PageNumbers?, string> content) => Content = content;

    internal Func<PageNumbers?, string> Content { get; }

    public TextSpan Bold() => Styled(s => s with { IsBold = true });

    public TextSpan FontColour(Colour colour) => Styled(s => s with { Colour = colour });

    internal TextStyle Apply(TextStyle block) => _style(block);

    private TextSpan Styled(Func<TextStyle, TextStyle> style)
    {
        var before = _style;
        _style = inherited => style(before(inherited));
        return this;
    }
}
