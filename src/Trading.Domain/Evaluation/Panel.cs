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

public static class Panel
{
    /// <summary>Checks size, oddness and the experts' share.</summary>
    /// <example>Five members with two of the owner are refused: at least four of five are experts.</example>
    /// <exception cref="RuleBrokenException"><c>evaluation.panel-too-small</c>, <c>evaluation.panel-even</c>, <c>evaluation.too-few-experts</c>; with citation</exception>
    public static void Require(IReadOnlyCollection<MemberKind> members, TenderRulebook rules)
    {
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
        var experts = members.Count(m => m == MemberKind.Expert);
        if (experts < needed)
        {
            throw RuleBrokenException.Cited(EvaluationRules.TooFewExperts, rules.ExpertShare.Citation, needed, experts);
        }
    }
}
