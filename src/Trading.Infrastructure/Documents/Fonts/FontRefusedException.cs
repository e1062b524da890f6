namespace Trading.Infrastructure.Documents.Fonts;

/// <summary>A font file cannot be embedded: not TrueType outlines, damaged, or its licence bits forbid it. The message names the file and the reason.</summary>
public sealed class FontRefusedException(string path, string reason) : Exception($"The font {path} cannot be used: {reason}.");
