namespace Trading.Infrastructure.Documents.Fonts;

/// <summary>The fonts that documents are drawn with, found once at start and shared. Safe for use by several threads.</summary>
public sealed class DocumentFonts
{
    private readonly IReadOnlyList<FontFace> _sans;
    private readonly IReadOnlyList<FontFace> _serif;

    private DocumentFonts(FontTier tier, IReadOnlyList<string> files, IReadOnlyList<FontFace> sans, IReadOnlyList<FontFace> serif)
    {
        Tier = tier;
        Files = files;
        _sans = sans;
        _serif = serif;
    }

    public FontTier Tier { get; }

    /// <summary>The font files in use, for the health check; none in <see cref="FontTier.ReadersOwn"/>.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>
    /// The configured fonts, else those found. A configured <see cref="DocumentFontOptions.FontPath"/> alone serves for both families, so that a
    /// site that names its font gets that font and no other.
    /// </summary>
    /// <exception cref="FontRefusedException">A configured font cannot be embedded.</exception>
    /// <exception cref="IOException">A configured font does not exist or cannot be read.</exception>
    public static DocumentFonts Find(DocumentFontOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var sans = Configured(options.FontPath) ?? FontSearch.Find(FontFamily.Sans, options.FontFolders);
        var serif = Configured(options.SerifFontPath) ?? (options.FontPath is null ? FontSearch.Find(FontFamily.Serif, options.FontFolders) : sans);
        return (sans, serif) switch
        {
            (null, null) => new(FontTier.ReadersOwn, [], ReadersFonts, ReadersFonts),
            ({ } one, null) => Embedded(one, one),
            (null, { } one) => Embedded(one, one),
            ({ } first, { } second) => Embedded(first, second),
        };
    }

    /// <summary>The faces to try for a character, in order: a name with a rare character is better drawn in the other family than refused.</summary>
    internal IReadOnlyList<FontFace> Faces(FontFamily family) => family switch
    {
        FontFamily.Sans => _sans,
        FontFamily.Serif => _serif,
    };

    private static IReadOnlyList<FontFace> ReadersFonts => [HelveticaFace.Instance, ReaderSongFace.Instance];

    private static (string Path, TrueTypeFace Face)? Configured(string? path) =>
        string.IsNullOrEmpty(path) ? null : (path, TrueTypeFace.Open(path));

    private static DocumentFonts Embedded((string Path, TrueTypeFace Face) sans, (string Path, TrueTypeFace Face) serif) =>
        sans.Path == serif.Path
            ? new(FontTier.Embedded, [sans.Path], [sans.Face], [sans.Face])
            : new(FontTier.Embedded, [sans.Path, serif.Path], [sans.Face, serif.Face], [serif.Face, sans.Face]);
}
