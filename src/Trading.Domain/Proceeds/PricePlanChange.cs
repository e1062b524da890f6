namespace Trading.Domain.Proceeds;

/// <summary>What of a plan is changed; stored by name.</summary>
public enum PriceChangeKind
{
    /// <summary>Days or parts of what is not yet paid, by a supplementary agreement (补充协议).</summary>
    Terms,

    /// <summary>The transferor's account.</summary>
    Payee,
}

/// <summary>
/// A change of a price plan that one person of finance enters and another approves. What it replaces stays as it was, so that plan and changes tell the whole story. Its
/// number is that of the decision about it.
/// </summary>
public sealed class PricePlanChange
{
    private PricePlanChange()
    {
    }

    public Guid Id { get; private set; }
    public Guid PlanId { get; private set; }

    /// <summary>From one on, in the order in which they were proposed; one that was declined keeps its number.</summary>
    public int Number { get; private set; }
    public PriceChangeKind Kind { get; private set; }

    /// <summary>The supplementary agreement and its day; null for an account.</summary>
    public string? AgreementNumber { get; private set; }
    public DateOnly? AgreedOn { get; private set; }

    /// <summary>The rate per year of what is deferred and the Beijing day from which it runs; null where it stays.</summary>
    public long? InterestBasisPoints { get; private set; }
    public DateOnly? InterestFrom { get; private set; }
    public string? InterestCitation { get; private set; }

    /// <summary>What secures what is deferred; null where that stays.</summary>
    public string? Security { get; private set; }
    public string? PayeeName { get; private set; }
    public string? PayeeAccount { get; private set; }
    public string? PayeeBank { get; private set; }

    /// <summary>Keyed hash of change, payee's name and account.</summary>
    public string? PayeeCheck { get; private set; }
    public DateTime ProposedAtUtc { get; private set; }

    /// <summary>Null where nobody has approved it.</summary>
    public DateTime? ApprovedAtUtc { get; private set; }

    public bool IsApproved => ApprovedAtUtc is not null;
    public PricePayee? Payee => PayeeName is null ? null : new PricePayee(PayeeName, PayeeAccount!, PayeeBank!);

    internal static PricePlanChange OfTerms(Guid id, PricePlan plan, PriceChangeTerms terms, DateTime nowUtc)
    {
        var change = Of(id, plan, PriceChangeKind.Terms, nowUtc);
        (change.AgreementNumber, change.AgreedOn, change.InterestBasisPoints) = (terms.AgreementNumber.Trim(), terms.AgreedOn, terms.InterestBasisPoints);
        change.Security = string.IsNullOrWhiteSpace(terms.Security) ? null : terms.Security.Trim();
        return change;
    }

    /// <summary>The rate that it names runs from a day.</summary>
    internal void BearFrom(DateOnly from, string? citation) => (InterestFrom, InterestCitation) = (from, citation);

    internal static PricePlanChange OfPayee(Guid id, PricePlan plan, PricePayee payee, string check, DateTime nowUtc)
    {
        var change = Of(id, plan, PriceChangeKind.Payee, nowUtc);
        (change.PayeeName, change.PayeeAccount, change.PayeeBank, change.PayeeCheck) = (payee.Name, payee.Account, payee.Bank, check);
        return change;
    }

    internal void Approve(DateTime nowUtc) => ApprovedAtUtc = nowUtc;

    private static PricePlanChange Of(Guid id, PricePlan plan, PriceChangeKind kind, DateTime nowUtc) => new()
    {
        Id = id,
        PlanId = plan.Id,
        Number = plan.Changes.Select(c => c.Number).DefaultIfEmpty(0).Max() + 1,
        Kind = kind,
        ProposedAtUtc = nowUtc,
    };
}
