namespace Trading.Domain.Parties;

/// <summary>
/// One thing wrong with one field. Defects come as a list, all at once, so that nobody corrects a form twice.
/// </summary>
/// <param name="Field">A constant of <see cref="PartyFields"/>.</param>
/// <param name="WordsKey">The sentence: <c>rule.…</c> of a refused rule, or the reason that a code's check gave.</param>
/// <param name="Limits">What fills the sentence.</param>
public sealed record Defect(string Field, string WordsKey, params object[] Limits)
{
    public static Defect Of(string field, string rule, params object[] limits) => new(field, $"rule.{rule}", limits);
}
