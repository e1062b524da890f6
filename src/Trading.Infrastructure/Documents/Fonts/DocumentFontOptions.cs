namespace Trading.Infrastructure.Documents.Fonts;

/// <summary>The configuration section <c>Documents</c>. What is left out is searched for in the usual font folders of the system.</summary>
public sealed record DocumentFontOptions
{
    /// <summary>A TrueType file (TTF or TTC) with Chinese glyphs, used for everything unless <see cref="SerifFontPath"/> names another for formal letters.</summary>
    public string? FontPath { get; init; }

    /// <summary>A TrueType file for formal letters, such as award notices.</summary>
    public string? SerifFontPath { get; init; }

    /// <summary>Folders to search instead of the system's own; an empty list finds nothing.</summary>
    public IReadOnlyList<string>? FontFolders { get; init; }
}
