using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;

namespace Trading.Domain.Fees;

/// <summary>Which amount the tiers are laid over.</summary>
public enum FeeBasis
{
    /// <summary>The deal.</summary>
    Deal,

    /// <summary>What the lot was listed at. Cumulative tiers charge the parts of the listing; a flat tier is found by the listing and charges the deal.</summary>
    Listing,

    /// <summary>A lease's rent over its months, of which no more than <see cref="FeeSchedule.MostMonths"/> count.</summary>
    Rent,

    /// <summary>No amount: rooms and the hours for which they are used.</summary>
    RoomHours,

    /// <summary>No amount: experts and the hours for which they work.</summary>
    ExpertHours,
}

/// <summary>Who takes the fee in.</summary>
public enum FeeCollector
{
    /// <summary>The trading centre.</summary>
    Centre,

    /// <summary>The tendering agency.</summary>
    Agency,

    /// <summary>The property exchange.</summary>
    Exchange,

    /// <summary>The auctioneer.</summary>
    Auctioneer,

    /// <summary>The experts of a committee themselves.</summary>
    Experts,
}

/// <summary>The least that all payers of a case pay together, and who bears what is wanting.</summary>
public sealed record FeeMinimum(Money PerCase, FeePayer BorneBy);

/// <summary>A tariff for one category of deals, in force for a time.</summary>
/// <param name="Key">Names the tariff, such as <c>agency-1980</c>.</param>
/// <param name="Category">What it is for, such as <c>works</c>.</param>
/// <param name="Citation">Its source, in Chinese.</param>
/// <param name="Tag">How well the source is known.</param>
/// <param name="EffectiveFrom">First day in force.</param>
/// <param name="EffectiveTo">Last day in force; null while it is.</param>
/// <param name="CollectedBy">Who takes the fee in.</param>
/// <param name="Income">What kind of income it is.</param>
/// <param name="Parts">One for each table of the tariff; no payer is in two.</param>
/// <param name="Basis">Which amount the tiers are laid over.</param>
/// <param name="MostMonths">Of a lease, how many months count; null for all else.</param>
/// <param name="Minimum">The least that a case pays; null where there is none.</param>
/// <param name="ShareBasisPoints">The share of the tiers' sum that is charged, before floor and cap; 10000 is all of it.</param>
/// <param name="MostDiscountBasisPoints">The most that may be agreed to be taken off.</param>
/// <param name="IsCappedAtCost">The fee may cover what it is for, and no profit: each part is capped at the cost of the case.</param>
public sealed record FeeSchedule(
    string Key,
    string Category,
    string Citation,
    RuleTag Tag,
    DateOnly EffectiveFrom,
    DateOnly? EffectiveTo,
    FeeCollector CollectedBy,
    IncomeKind Income,
    IReadOnlyList<FeePart> Parts,
    FeeBasis Basis = FeeBasis.Deal,
    int? MostMonths = null,
    FeeMinimum? Minimum = null,
    long ShareBasisPoints = FeeSchedule.Whole,
    long MostDiscountBasisPoints = 0,
    bool IsCappedAtCost = false)
{
    /// <summary>All of something, in basis points.</summary>
    public const long Whole = 10_000;

    internal const long RateScale = 100_000;

    private const int MonthsOfAYear = 12;

    /// <summary>Everyone whom the tariff charges, in its order.</summary>
    public IEnumerable<FeePayer> Payers => Parts.SelectMany(p => p.Payers).Select(p => p.Payer);

    /// <summary>True where hours are charged and no amount is looked at.</summary>
    public bool IsOfTime => Basis is FeeBasis.RoomHours or FeeBasis.ExpertHours;

    /// <summary>True where the tariff looks at a fact of the case; the others are refused.</summary>
    public bool Asks(FeeFact fact) => fact switch
    {
        FeeFact.Amount => !IsOfTime,
        FeeFact.Listing => Basis == FeeBasis.Listing,
        FeeFact.Months => Basis == FeeBasis.Rent,
        FeeFact.Cost => IsCappedAtCost,
        FeeFact.Hours => IsOfTime,
        FeeFact.Rooms => Basis == FeeBasis.RoomHours,
        FeeFact.Experts => Basis == FeeBasis.ExpertHours,
    };

    /// <summary>True where nothing can be charged without the fact: of all that is asked, the listing alone may be left out, and is the deal then.</summary>
    public bool Needs(FeeFact fact) => Asks(fact) && fact != FeeFact.Listing;

    public bool IsInForce(DateOnly on) => EffectiveFrom <= on && !(EffectiveTo < on);

    /// <summary>Everything that a fee depends on, in the one form that is hashed.</summary>
    public void WriteTo(CanonicalBytes bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        bytes.Add(Key).Add(Category).Add(Citation).Add(Tag.ToString()).Add(EffectiveFrom).Add(EffectiveTo?.DayNumber).Add(CollectedBy.ToString()).Add(Income.ToString())
            .Add(Basis.ToString()).Add(MostMonths).Add(Minimum?.PerCase.Fen).Add(Minimum?.BorneBy.ToString())
            .Add(ShareBasisPoints).Add(MostDiscountBasisPoints).Add(IsCappedAtCost ? 1 : 0).Add((long)Parts.Count);
        foreach (var part in Parts)
        {
            part.WriteTo(bytes);
        }
    }

    /// <summary>The payer of a name such as <c>transferor</c>; without a name, the only payer.</summary>
    /// <exception cref="RuleBrokenException"><see cref="FeeRules.SideMissing"/>, <see cref="FeeRules.UnknownSide"/></exception>
    public FeePayer PayerNamed(string? name)
    {
        var payers = Payers.ToDictionary(p => p.ToString().ToLowerInvariant());
        return name is null
            ? payers.Count == 1 ? payers.Values.Single() : throw new RuleBrokenException(FeeRules.SideMissing, Key, string.Join(", ", payers.Keys))
            : payers.TryGetValue(name, out var payer) ? payer : throw new RuleBrokenException(FeeRules.UnknownSide, Key, name, string.Join(", ", payers.Keys));
    }

    /// <summary>
    /// The fee of a case. Of each part: the sum over its tiers or for its hours, exact, times share and what the discount leaves, rounded half up to the fen once, then held
    /// between floor and cap, then split over its payers. Where all of them pay less than the case's minimum, one payer bears what is wanting.
    /// </summary>
    /// <example>1980号, works, 6,000万: 1 + 2.8 + 2.75 + 14 + 2 = 22.55万.</example>
    /// <exception cref="RuleBrokenException">
    /// <see cref="FeeRules.DealNotPositive"/>, <see cref="FeeRules.FactMissing"/>, <see cref="FeeRules.FactNotUsed"/>, <see cref="FeeRules.FactOutOfRange"/>,
    /// <see cref="FeeRules.DiscountOutOfBounds"/>
    /// </exception>
    public FeeQuote Quote(FeeCase asked)
    {
        ArgumentNullException.ThrowIfNull(asked);
        RefuseWhatDoesNotFit(asked);
        var fees = Parts.SelectMany(part => Charged(part, asked)).ToList();
        if (Minimum is null)
        {
            return new FeeQuote(fees, null, Citation);
        }

        var sum = new FeeCaseSum(Minimum.PerCase, Money.Sum(fees.Select(f => f.Fee)), Minimum.BorneBy);
        return new FeeQuote([.. fees.Select(f => f.Payer == sum.BorneBy ? Raised(f, sum) : f)], sum, Citation);
    }

    private void RefuseWhatDoesNotFit(FeeCase asked)
    {
        if ((asked.Amount is { IsPositive: false } ? asked.Amount : asked.Listing) is { IsPositive: false } wrong)
        {
            throw new RuleBrokenException(FeeRules.DealNotPositive, wrong);
        }

        asked.Refuse(this);
        if (asked.DiscountBasisPoints < 0 || asked.DiscountBasisPoints > MostDiscountBasisPoints)
        {
            throw new RuleBrokenException(FeeRules.DiscountOutOfBounds, Key, MostDiscountBasisPoints, asked.DiscountBasisPoints);
        }
    }

    private IEnumerable<PayerFee> Charged(FeePart part, FeeCase asked)
    {
        var time = part.Hours is { } rate ? new TimeCharge(asked.Hours!.Value, (asked.Rooms ?? asked.Experts)!.Value, rate.Of(asked.Hours.Value)) : null;
        var charges = time is null ? TiersUsed(part, asked).ToList() : [];
        var fee = Rounded(charges, time, Whole - asked.DiscountBasisPoints);
        var cap = IsCappedAtCost ? asked.Cost : part.Cap;
        var bound = fee < part.Floor ? new FeeBound(FeeBoundKind.Floor, part.Floor.Value, fee)
            : fee > cap ? new FeeBound(FeeBoundKind.Cap, cap.Value, fee)
            : null;
        return part.Split(bound?.Limit ?? fee).Zip(part.Payers, (amount, payer) => new PayerFee(payer.Payer, amount, payer.BasisPoints, charges, time, bound));
    }

    private IEnumerable<TierCharge> TiersUsed(FeePart part, FeeCase asked)
    {
        var amount = asked.Amount!.Value;
        var deal = Basis == FeeBasis.Rent ? amount.Portion(Math.Min(asked.Months!.Value, MostMonths!.Value), MonthsOfAYear) : amount;
        var basis = asked.Listing ?? deal;
        var reached = part.Tiers.First(t => !(t.UpTo < basis));
        return reached.Method switch
        {
            FeeMethod.Cumulative => Cumulative(part, basis),
            FeeMethod.Flat => [Charge(reached, Money.Zero, deal)],
        };
    }

    private static IEnumerable<TierCharge> Cumulative(FeePart part, Money amount)
    {
        var reached = Money.Zero;
        foreach (var tier in part.Tiers.TakeWhile(_ => reached < amount))
        {
            var upTo = tier.UpTo is { } end && end < amount ? end : amount;
            yield return Charge(tier, reached, upTo - reached);
            reached = upTo;
        }
    }

    // Exact in decimal: a long times a rate of at most 100,000 has at most 25 digits, and the division by 100,000 only moves the point.
    private static TierCharge Charge(FeeTier tier, Money from, Money amount) =>
        new(from, tier.UpTo, amount, tier.RatePer100000, (decimal)amount.Fen * tier.RatePer100000 / RateScale);

    // In whole numbers of 128 bits: share and discount would take a decimal beyond its 28 digits.
    private Money Rounded(IEnumerable<TierCharge> charges, TimeCharge? time, long leftBasisPoints)
    {
        var ofTime = (Int128)(time?.EachPays.Fen ?? 0) * (time?.Count ?? 0) * RateScale;
        var sum = charges.Aggregate(ofTime, (s, c) => s + ((Int128)c.Amount.Fen * c.RatePer100000)) * ShareBasisPoints * leftBasisPoints;
        var scale = (Int128)RateScale * Whole * Whole;
        return new Money((long)(((sum * 2) + scale) / (scale * 2)));
    }

    private static PayerFee Raised(PayerFee fee, FeeCaseSum sum) => sum.Shortfall.IsZero
        ? fee
        : fee with { Fee = fee.Fee + sum.Shortfall, BoundBy = new FeeBound(FeeBoundKind.Minimum, sum.Minimum, fee.Fee) };
}
