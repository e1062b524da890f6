namespace Trading.Infrastructure.Documents.Fonts;

/// <summary>How documents get their Chinese characters; a health check reports it, and production needs <see cref="Embedded"/>.</summary>
public enum FontTier
{
    /// <summary>The glyphs travel inside the document: it looks the same everywhere, and a character that the font lacks is refused before drawing.</summary>
    Embedded,

    /// <summary>No usable font was found: the document names Adobe's STSong-Light and Helvetica, and each reader draws them with what it has.</summary>
    ReadersOwn,
}
