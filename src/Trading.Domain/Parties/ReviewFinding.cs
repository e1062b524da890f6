namespace Trading.Domain.Parties;

/// <summary>What a reviewer found wrong with one field: a sentence from the fixed list, so that it reads in both languages.</summary>
public sealed record ReviewFinding(string Field, string WordsKey)
{
    /// <summary>The sentences to choose from; each fits any field.</summary>
    public static IReadOnlyList<string> Sentences { get; } =
        ["parties.finding.differs-from-licence", "parties.finding.unreadable", "parties.finding.outdated", "parties.finding.not-reachable"];
}
