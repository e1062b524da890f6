namespace Trading.Infrastructure.Documents.Fonts;

/// <summary>The two voices of a document: tables and small print in sans, formal letters in serif where a serif font was found.</summary>
public enum FontFamily
{
    Sans,
    Serif,
}
