using Trading.Domain.Parties;
using Trading.Domain.Shared;

namespace Trading.Domain.Participation;

/// <summary>
/// The members of a consortium (联合体) beside its lead. The lead takes part, pays the deposit from its own account and has it back; the members are named
/// in the sealed link, and known to nobody before the opening.
/// </summary>
public static class Consortium
{
    /// <summary>Members at most: the sealed link has room for their names.</summary>
    public const int MostMembers = 10;
    public const int LongestName = 100;

    /// <summary>
    /// The bids on one lot in which an organisation takes part that takes part in another, alone, as lead or as a member. Names are compared as the registers write them, for members are
    /// named and need not be registered here.
    /// </summary>
    /// <param name="bids">Each bid with the names of all who stand behind it.</param>
    public static IReadOnlySet<Guid> InSeveral(IEnumerable<(Guid Participation, IEnumerable<string> Names)> bids) => bids
        .SelectMany(b => b.Names.Select(PartyNames.Canonical).Where(n => n.Length > 0).Distinct().Select(name => (Name: name, b.Participation)))
        .GroupBy(b => b.Name, b => b.Participation).Where(g => g.Count() > 1).SelectMany(g => g).ToHashSet();

    /// <summary>The members as they were typed, one a line; none for a bidder by itself.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>participation.too-many-members</c>, <c>participation.member-name-too-long</c>, <c>participation.member-twice</c>
    /// </exception>
    public static IReadOnlyList<string> Members(string lead, string? typed)
    {
        var names = (typed ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names.Length > MostMembers)
        {
            throw new RuleBrokenException(ParticipationRules.TooManyMembers, MostMembers, names.Length);
        }

        if (Array.Find(names, n => n.Length > LongestName) is { } tooLong)
        {
            throw new RuleBrokenException(ParticipationRules.MemberNameTooLong, LongestName, tooLong.Length);
        }

        var twice = names.Prepend(lead).GroupBy(PartyNames.Canonical).FirstOrDefault(g => g.Count() > 1);
        return twice is null ? names : throw new RuleBrokenException(ParticipationRules.MemberTwice, twice.First());
    }
}

/// <summary>What taking part refuses.</summary>
public static class ParticipationRules
{
    /// <summary>{0}: the most, {1}: how many were named.</summary>
    public const string TooManyMembers = "participation.too-many-members";

    /// <summary>{0}: the most characters, {1}: how many a name has.</summary>
    public const string MemberNameTooLong = "participation.member-name-too-long";

    /// <summary>{0}: who is named twice, or leads and is named as a member.</summary>
    public const string MemberTwice = "participation.member-twice";
}
