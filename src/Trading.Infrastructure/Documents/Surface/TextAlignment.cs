namespace Trading.Infrastructure.Documents.Surface;

internal enum TextAlignment
{
    Left,
    Centre,
    Right,
    Justified,
}
