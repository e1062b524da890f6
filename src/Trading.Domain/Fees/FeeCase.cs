using Trading.Domain.Shared;

namespace Trading.Domain.Fees;

/// <summary>What a fee is asked for.</summary>
/// <param name="Amount">The deal; of a lease, a year's rent.</param>
/// <param name="Listing">What the lot was listed at, for tariffs whose tiers follow it; null where it was the deal.</param>
/// <param name="Months">How long a lease runs; null for all else.</param>
/// <param name="DiscountBasisPoints">What has been agreed to be taken off the tariff, in ten-thousandths.</param>
public sealed record FeeCase(Money Amount, Money? Listing = null, int? Months = null, long DiscountBasisPoints = 0);
