using Trading.Domain.Shared;

namespace Trading.Domain.Fees;

/// <summary>How a tier is charged.</summary>
public enum FeeMethod
{
    /// <summary>差额定率累进: the part of the amount that lies in the tier pays its rate; so do the parts below in theirs.</summary>
    Cumulative,

    /// <summary>An amount that ends in the tier pays its rate on the whole deal; nothing is charged by the tiers below.</summary>
    Flat,
}

/// <summary>A step of a tariff. It begins where the one before ends, so that between tiers there is no gap.</summary>
/// <param name="UpTo">The greatest amount that the tier covers, itself included; null for the last tier.</param>
/// <param name="RatePer100000">The rate in hundred-thousandths: 1100 is 1.1 %, 35 is 0.035 %.</param>
/// <param name="Method">How it is charged; above a flat tier there are only flat ones.</param>
public sealed record FeeTier(Money? UpTo, long RatePer100000, FeeMethod Method = FeeMethod.Cumulative);
