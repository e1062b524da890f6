using Trading.Infrastructure.Documents.Surface;

namespace Trading.Infrastructure.Documents.Layout;

/// <summary>
/// What an element must know to find its size: the text style where nothing else is said, the height (room) that one page offers, and in headers and
/// footers the page's number.
/// </summary>
internal sealed record LayoutContext(FontUses Fonts, TextStyle Style, double Room, PageNumbers? Numbers);
