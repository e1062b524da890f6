using Trading.Domain.Shared;

namespace Trading.Domain.Fees;

/// <summary>A fee and how it came about.</summary>
/// <param name="Payers">What each payer is charged, in the order of the tariff.</param>
/// <param name="Case">The sum of all payers beside the least that a case pays; null where the tariff has no such minimum.</param>
/// <param name="Citation">The tariff's source.</param>
public sealed record FeeQuote(IReadOnlyList<PayerFee> Payers, FeeCaseSum? Case, string Citation)
{
    /// <summary>What all payers are charged together.</summary>
    public Money Fee => Money.Sum(Payers.Select(p => p.Fee));

    /// <summary>What one of the tariff's payers is charged.</summary>
    public PayerFee Of(FeePayer payer) => Payers.Single(p => p.Payer == payer);
}

/// <summary>What one payer is charged.</summary>
/// <param name="Payer">Who.</param>
/// <param name="Fee">What is charged.</param>
/// <param name="ShareBasisPoints">The payer's share of the part that the tiers make up.</param>
/// <param name="Charges">The tiers used, in order; their exact amounts sum to the part before share, discount, rounding, floor and cap.</param>
/// <param name="Time">The hours charged, where the tariff charges time.</param>
/// <param name="BoundBy">What held the fee, the last where two did; null where the tiers alone made it.</param>
public sealed record PayerFee(FeePayer Payer, Money Fee, long ShareBasisPoints, IReadOnlyList<TierCharge> Charges, TimeCharge? Time, FeeBound? BoundBy);

public enum FeeBoundKind
{
    /// <summary>The part came to less than its least.</summary>
    Floor,

    /// <summary>The part came to more than its most.</summary>
    Cap,

    /// <summary>All payers together came to less than a case pays at least, and this payer bears what was wanting.</summary>
    Minimum,
}

/// <summary>What held a fee.</summary>
/// <param name="Kind">Which limit it was.</param>
/// <param name="Limit">The limit: on the part of the fee, or for <see cref="FeeBoundKind.Minimum"/> on the case.</param>
/// <param name="Before">What the limited part or the payer's fee would have been.</param>
public sealed record FeeBound(FeeBoundKind Kind, Money Limit, Money Before);

/// <summary>The sum of a case beside the least that it pays.</summary>
/// <param name="Minimum">The least.</param>
/// <param name="Sum">What the payers would have paid together.</param>
/// <param name="BorneBy">Who bears what is wanting.</param>
public sealed record FeeCaseSum(Money Minimum, Money Sum, FeePayer BorneBy)
{
    /// <summary>What is wanting; zero where the sum reaches the minimum.</summary>
    public Money Shortfall => Sum < Minimum ? Minimum - Sum : Money.Zero;
}

/// <summary>The part of an amount that one tier covers.</summary>
/// <param name="From">Where the tier begins; zero where the whole deal pays one rate.</param>
/// <param name="UpTo">Where it ends; null for the last.</param>
/// <param name="Amount">The part of the amount in it.</param>
/// <param name="RatePer100000">Its rate in hundred-thousandths.</param>
/// <param name="ExactFen">Amount times rate in fen, unrounded.</param>
public sealed record TierCharge(Money From, Money? UpTo, Money Amount, long RatePer100000, decimal ExactFen);

/// <summary>Hours charged.</summary>
/// <param name="Hours">How many.</param>
/// <param name="Count">Of how many rooms or experts.</param>
/// <param name="EachPays">What they cost one room or expert.</param>
public sealed record TimeCharge(int Hours, int Count, Money EachPays);
