using Trading.Domain.Parties;

namespace Trading.Infrastructure.Parties;

/// <summary>The commitment's wording in force. A new wording is a new version and a new key; signed ones keep their hash.</summary>
public static class CommitmentTexts
{
    public const string CurrentVersion = "2026-1";

    /// <summary>The authentic text is the Chinese one; the English screen shows a translation beside it.</summary>
    public static CommitmentText Current => new(CurrentVersion, Words.Get(WordsKey, WordsLanguage.Chinese));

    public const string WordsKey = "parties.commitment.text-2026-1";
}
