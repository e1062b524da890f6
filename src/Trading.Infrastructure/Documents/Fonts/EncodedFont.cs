using Trading.Infrastructure.Documents.Pdf;

namespace Trading.Infrastructure.Documents.Fonts;

/// <summary>A font inside one document: how a character is written in a content stream, and the objects that the file needs for it.</summary>
internal abstract class EncodedFont
{
    /// <summary>The character's code in hexadecimal.</summary>
    public abstract string Hex(int codePoint);

    /// <summary>Adds the font's objects and returns the number of the font dictionary.</summary>
    public abstract int AddTo(PdfFile file);
}
