namespace Trading.Infrastructure.Documents;

/// <summary>
/// What a document says about itself. The time is that of the business event it records, never of the drawing; the language is a tag such as
/// <c>zh-CN</c>, by which readers choose voice and glyphs.
/// </summary>
public sealed record DocumentMetadata(string Title, string Author, string Subject, string Language, DateTime CreatedAtUtc);
