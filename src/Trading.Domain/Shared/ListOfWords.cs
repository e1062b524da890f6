namespace Trading.Domain.Shared;

/// <summary>Several words inside a sentence, one after another in the reader's language, by their keys.</summary>
public sealed record ListOfWords(IReadOnlyList<string> Keys)
{
    public override string ToString() => string.Join(", ", Keys);
}
