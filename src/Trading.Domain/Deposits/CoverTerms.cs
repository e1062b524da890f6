using Trading.Domain.Parties;
using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;

namespace Trading.Domain.Deposits;

/// <summary>What a lot asks of a cover.</summary>
/// <param name="Policy">The line's rows about deposits.</param>
/// <param name="IsLegallyRequired">Whether the law demands the tender.</param>
/// <param name="Due">The deposit.</param>
/// <param name="Beneficiary">The owner, in whose favour it is.</param>
/// <param name="Validity">How long bids bind, and at least as long it has to.</param>
public sealed record CoverTerms(DepositPolicy Policy, bool IsLegallyRequired, Money Due, string Beneficiary, CitedPeriod Validity)
{
    public const int LongestName = 200;
    public const int LongestNumber = 80;

    /// <summary>The kinds of papers that the line takes.</summary>
    public IReadOnlyList<CoverKind> Kinds => [.. Enum.GetValues<CoverKind>().Where(k => k != CoverKind.Pooled).Where(k => k.IsWaiver() ? Policy.WaivedFor.Contains(k) : Policy.Forms.Contains(FormOf(k)))];

    /// <summary>Everything that is wrong with a cover, each with limit and citation; empty where it may stand for the deposit.</summary>
    public IReadOnlyList<RuleBrokenException> FaultsOf(CoverFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return [.. Faults(facts)];
    }

    private IEnumerable<RuleBrokenException> Faults(CoverFacts facts)
    {
        if (KindFault(facts.Kind) is { } kind)
        {
            yield return kind;
        }

        // That it names the bidder's own deposit, and one that holds what is asked, the opening finds.
        if (facts.Kind == CoverKind.Pooled)
        {
            yield break;
        }

        if (facts.Issuer.Length is 0 or > LongestName || facts.Number.Length is 0 or > LongestNumber)
        {
            yield return new RuleBrokenException(CoverRules.Incomplete, LongestName, LongestNumber);
        }

        // Of a declaration only what it rests on is judged: nobody promises a sum in it, to anybody, until a day.
        if (facts.Kind.IsWaiver())
        {
            yield break;
        }

        if (facts.Amount < Due)
        {
            yield return new RuleBrokenException(CoverRules.AmountShort, Due, facts.Amount);
        }

        if (facts.ValidThrough < Validity.Date)
        {
            yield return RuleBrokenException.Cited(CoverRules.TooShort, Validity.Citation, Validity.Date, facts.ValidThrough);
        }

        if (!PartyNames.Same(facts.Beneficiary, Beneficiary))
        {
            yield return new RuleBrokenException(CoverRules.Beneficiary, Beneficiary, facts.Beneficiary);
        }
    }

    private RuleBrokenException? KindFault(CoverKind kind) => kind switch
    {
        CoverKind.SmallEnterprise or CoverKind.GoodCredit => WaiverFault(kind),
        CoverKind.Guarantee or CoverKind.Insurance or CoverKind.EGuarantee => FormFault(kind),
        CoverKind.Pooled => Policy.Pooling is null ? new RuleBrokenException(CoverRules.NotPooled) : null,
    };

    private RuleBrokenException? WaiverFault(CoverKind kind) => Policy.WaivedFor.Contains(kind) ? null
        : Policy.Waiver is { } rule ? RuleBrokenException.Cited(CoverRules.NotWaived, rule.Citation, kind)
        : new RuleBrokenException(CoverRules.NotWaived, kind);

    private RuleBrokenException? FormFault(CoverKind kind) =>
        Policy.FaultOf(new DepositPayer(IsBidder: true, IsLead: true, IsBasicAccount: false, FormOf(kind)), IsLegallyRequired);

    private static DepositForm FormOf(CoverKind kind) => kind switch
    {
        CoverKind.Guarantee => DepositForm.Guarantee,
        CoverKind.Insurance => DepositForm.Insurance,
        CoverKind.EGuarantee => DepositForm.EGuarantee,
        CoverKind.SmallEnterprise or CoverKind.GoodCredit or CoverKind.Pooled => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No form of its own."),
    };
}
