using Trading.Domain.Shared;

namespace Trading.Domain.Fees;

/// <summary>A fee and how it came about.</summary>
/// <param name="Fee">What is charged.</param>
/// <param name="Charges">The tiers used, in order; their exact amounts sum to the fee before share, rounding, floor and cap.</param>
/// <param name="Citation">The tariff's source.</param>
public sealed record FeeQuote(Money Fee, IReadOnlyList<TierCharge> Charges, string Citation);

/// <summary>The part of a deal that one tier covers.</summary>
/// <param name="From">Where the tier begins; zero where the whole deal pays one rate.</param>
/// <param name="UpTo">Where it ends; null for the last.</param>
/// <param name="Amount">The part of the deal in it.</param>
/// <param name="RatePer100000">Its rate in hundred-thousandths.</param>
/// <param name="ExactFen">Amount times rate in fen, unrounded.</param>
public sealed record TierCharge(Money From, Money? UpTo, Money Amount, long RatePer100000, decimal ExactFen);
