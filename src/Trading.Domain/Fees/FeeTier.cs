using Trading.Domain.Shared;

namespace Trading.Domain.Fees;

/// <summary>A step of a tariff.</summary>
/// <param name="UpTo">The greatest deal that the tier covers, itself included; null for the last tier.</param>
/// <param name="RatePer100000">The rate in hundred-thousandths: 1100 is 1.1 %, 35 is 0.035 %.</param>
public sealed record FeeTier(Money? UpTo, long RatePer100000);
