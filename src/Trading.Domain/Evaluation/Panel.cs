using Trading.Domain.Shared;
using Trading.Domain.Tendering;

namespace Trading.Domain.Evaluation;

public enum MemberKind
{
    Expert,
    OwnerRepresentative,
}

/// <summary>One member of a lot's panel (评标委员会), by name; the account is the one with which the member confirms the report.</summary>
public sealed class PanelMember
{
    public Guid Id { get; init; }
    public long LotId { get; init; }
    public required string Name { get; init; }
    public MemberKind Kind { get; init; }
    public long? UserId { get; init; }
}

/// <summary>A member as the owner's side names it: an expert by account, a representative of the owner by name.</summary>
/// <param name="Name">Of a representative; an expert is called as the account is.</param>
/// <param name="Kind">In what capacity.</param>
/// <param name="UserId">The account with which an expert confirms in person.</param>
/// <param name="Row">Where it stands on the form.</param>
public sealed record NameMember(string Name, MemberKind Kind, long? UserId, int Row = 0);

public static class Panel
{
    /// <summary>Checks each member, that nobody sits twice, then size, oddness and the experts' share.</summary>
    /// <example>Five members with two of the owner are refused: at least four of five are experts.</example>
    /// <exception cref="RuleBrokenException">
    /// <c>evaluation.expert-without-account</c>, <c>evaluation.member-nameless</c>, <c>evaluation.member-twice</c>, each at its row;
    /// <c>evaluation.panel-too-small</c>, <c>evaluation.panel-even</c>, <c>evaluation.too-few-experts</c>, with citation
    /// </exception>
    public static void Require(IReadOnlyCollection<NameMember> members, TenderRulebook rules)
    {
        foreach (var member in members)
        {
            RequireNamed(member);
        }

        RequireOnce(members.Where(m => m.UserId is not null).GroupBy(m => $"{m.UserId}"));
        RequireOnce(members.Where(m => m.UserId is null).GroupBy(m => m.Name.Trim()));
        if (members.Count < rules.PanelMinimum.Count)
        {
            throw RuleBrokenException.Cited(EvaluationRules.PanelTooSmall, rules.PanelMinimum.Citation, rules.PanelMinimum.Count, members.Count);
        }

        if (rules.PanelOdd.Flag && members.Count % 2 == 0)
        {
            throw RuleBrokenException.Cited(EvaluationRules.PanelEven, rules.PanelOdd.Citation, members.Count);
        }

        var (numerator, denominator) = rules.ExpertShare.Fraction;
        var needed = ((members.Count * numerator) + denominator - 1) / denominator;
        var experts = members.Count(m => m.Kind == MemberKind.Expert);
        if (experts < needed)
        {
            throw RuleBrokenException.Cited(EvaluationRules.TooFewExperts, rules.ExpertShare.Citation, needed, experts);
        }
    }

    /// <summary>Experts judge in person, so an expert has an account; who represents the owner has a name at least.</summary>
    private static void RequireNamed(NameMember member)
    {
        if (member.Kind == MemberKind.Expert && member.UserId is null)
        {
            throw new RuleBrokenException(EvaluationRules.ExpertWithoutAccount, member.Name.Trim()).At(member.Row);
        }

        if (member.UserId is null && string.IsNullOrWhiteSpace(member.Name))
        {
            throw new RuleBrokenException(EvaluationRules.MemberNameless).At(member.Row);
        }
    }

    private static void RequireOnce(IEnumerable<IGrouping<string, NameMember>> same)
    {
        if (same.FirstOrDefault(g => g.Count() > 1)?.Last() is { } again)
        {
            throw new RuleBrokenException(EvaluationRules.MemberTwice, again.Name.Trim()).At(again.Row);
        }
    }
}
