using Trading.Domain.Shared;

namespace Trading.Domain.Fees;

public enum FeeMethod
{
    /// <summary>差额定率累进: each part of the deal pays the rate of the tier it lies in.</summary>
    Cumulative,

    /// <summary>The whole deal pays the rate of the tier that it ends in.</summary>
    Flat,
}

public enum FeePayer
{
    /// <summary>The party that put the lot on the market.</summary>
    Owner,

    /// <summary>The party that the award went to.</summary>
    Winner,
}

/// <summary>A tariff for one category of deals, in force for a time.</summary>
/// <param name="Key">Names the tariff, such as <c>agency-1980</c>.</param>
/// <param name="Category">What it is for, such as <c>works</c>.</param>
/// <param name="Method">How tiers combine.</param>
/// <param name="Tiers">In rising order; only the last is open.</param>
/// <param name="Payer">Who is charged.</param>
/// <param name="Citation">Its source, in Chinese.</param>
/// <param name="EffectiveFrom">First day in force.</param>
/// <param name="EffectiveTo">Last day in force; null while it is.</param>
/// <param name="Floor">The least that is charged.</param>
/// <param name="Cap">The most that is charged.</param>
/// <param name="ShareBasisPoints">The share of the tariff's sum that is charged, before floor and cap; 10000 is all of it.</param>
public sealed record FeeSchedule(
    string Key,
    string Category,
    FeeMethod Method,
    IReadOnlyList<FeeTier> Tiers,
    FeePayer Payer,
    string Citation,
    DateOnly EffectiveFrom,
    DateOnly? EffectiveTo = null,
    Money? Floor = null,
    Money? Cap = null,
    long ShareBasisPoints = FeeSchedule.Whole)
{
    public const long Whole = 10_000;

    private const long RateScale = 100_000;

    /// <summary>Everything that a fee depends on, in the one form that is hashed.</summary>
    public void WriteTo(CanonicalBytes bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        bytes.Add(Key).Add(Category).Add(Method.ToString()).Add(Payer.ToString()).Add(Citation).Add(EffectiveFrom).Add(EffectiveTo?.DayNumber)
            .Add(Floor?.Fen).Add(Cap?.Fen).Add(ShareBasisPoints).Add((long)Tiers.Count);
        foreach (var tier in Tiers)
        {
            bytes.Add(tier.UpTo?.Fen).Add(tier.RatePer100000);
        }
    }

    public bool IsInForce(DateOnly on) => EffectiveFrom <= on && !(EffectiveTo < on);

    /// <summary>
    /// The fee for a deal: the sum over the tiers, exact, times the share, rounded half up to the fen once, then held between floor and cap.
    /// </summary>
    /// <example>1980号, works, 6,000万: 1 + 2.8 + 2.75 + 14 + 2 = 22.55万.</example>
    /// <exception cref="RuleBrokenException"><see cref="FeeRules.DealNotPositive"/></exception>
    public FeeQuote Calculate(Money deal)
    {
        if (!deal.IsPositive)
        {
            throw new RuleBrokenException(FeeRules.DealNotPositive, deal);
        }

        var charges = Method switch
        {
            FeeMethod.Cumulative => Cumulative(deal).ToList(),
            FeeMethod.Flat => [Charge(Tiers.First(t => !(t.UpTo < deal)), Money.Zero, deal)],
        };
        var sum = charges.Sum(c => c.ExactFen) * ShareBasisPoints / Whole;
        var rounded = new Money((long)decimal.Round(sum, 0, MidpointRounding.AwayFromZero));
        return new FeeQuote(Held(rounded), charges, Citation);
    }

    private IEnumerable<TierCharge> Cumulative(Money deal)
    {
        var reached = Money.Zero;
        foreach (var tier in Tiers.TakeWhile(_ => reached < deal))
        {
            var upTo = tier.UpTo is { } end && end < deal ? end : deal;
            yield return Charge(tier, reached, upTo - reached);
            reached = upTo;
        }
    }

    // Exact in decimal: a long times a rate below 100,000 has at most 24 digits, and the division by 100,000 only moves the point.
    private static TierCharge Charge(FeeTier tier, Money from, Money amount) =>
        new(from, tier.UpTo, amount, tier.RatePer100000, (decimal)amount.Fen * tier.RatePer100000 / RateScale);

    private Money Held(Money fee) => fee < Floor ? Floor.Value : fee > Cap ? Cap.Value : fee;
}
