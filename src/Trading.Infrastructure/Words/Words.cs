using Trading.Domain.Shared;

// Not Trading.Infrastructure.Words: inside Trading.Infrastructure that namespace would hide the class.
namespace Trading.Infrastructure;

/// <summary>A word inside a sentence, in whatever language the sentence is said.</summary>
public sealed record Word(string Key);

/// <summary>
/// Every text that a user can see, in both languages, read once from the <c>Words/*.json</c> files embedded in this assembly. Views, mails,
/// documents and refusals hold keys, never sentences.
/// </summary>
public static class Words
{
    private static readonly Lazy<WordList> All = new(() => WordList.Embedded(typeof(Words).Assembly, "words/"));

    /// <summary>
    /// What a missing key does. True (tests, demo): it throws and names the key. False (production): the key itself is shown, because a page
    /// with one odd word serves a bidder better than no page five minutes before a deadline.
    /// </summary>
    public static bool MissingKeyThrows { get; set; } = true;

    public static IReadOnlyCollection<string> Keys => All.Value.Keys;

    public static bool Has(string key) => All.Value.Has(key);

    /// <summary>
    /// The sentence under <paramref name="key"/> with its placeholders filled. <see cref="Money"/> prints as <c>96,428,600.00</c>, a UTC
    /// <see cref="DateTime"/> as <c>2026-04-17 09:30:00（北京时间）</c>, a <see cref="DateOnly"/> as <c>2026-04-17</c>, an enum as its own word
    /// (see <see cref="Of"/>), a number in the invariant culture.
    /// </summary>
    /// <exception cref="KeyNotFoundException">No file has the key, unless <see cref="MissingKeyThrows"/> is off.</exception>
    public static string Get(string key, WordsLanguage language, params object[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var template = All.Value.Find(key, language);
        if (template is null)
        {
            return MissingKeyThrows ? throw new KeyNotFoundException($"No words for the key '{key}'.") : key;
        }

        return string.Format(new WordsFormat(language), template, args);
    }

    /// <summary>The word for a state or kind, under the key <c>enum.{Type}.{Member}</c>, such as <c>enum.LotState.Published</c>.</summary>
    public static string Of(Enum value, WordsLanguage language) => Get(EnumKey(value), language);

    public static string EnumKey(Enum value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return $"enum.{value.GetType().Name}.{value}";
    }

    /// <summary>The sentence of a refusal, under the key <c>rule.{code}</c>, its limits filled in.</summary>
    public static string Refusal(RuleBrokenException refusal, WordsLanguage language)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        var sentence = Get($"rule.{refusal.Rule}", language, [.. refusal.Limits]);
        return refusal.About is { } about ? Get("refusal.about", language, about, sentence) : sentence;
    }
}
