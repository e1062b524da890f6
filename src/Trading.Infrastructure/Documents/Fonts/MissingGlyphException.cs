namespace Trading.Infrastructure.Documents.Fonts;

/// <summary>
/// The document holds characters that no font in use can draw. Nothing was drawn: a notice with a hole in somebody's name must not exist.
/// The remedy is a fuller font in <c>Documents:FontPath</c>.
/// </summary>
public sealed class MissingGlyphException(IReadOnlyCollection<int> codePoints)
    : Exception($"No font has: {string.Join(", ", codePoints.Select(c => $"{char.ConvertFromUtf32(c)} (U+{c:X4})"))}")
{
    public IReadOnlyCollection<int> CodePoints { get; } = codePoints;
}
