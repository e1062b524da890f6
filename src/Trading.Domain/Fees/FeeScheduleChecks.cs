using Trading.Domain.Shared;

namespace Trading.Domain.Fees;

/// <summary>What a tariff says against itself. A tariff with any such sentence cannot be charged by.</summary>
public static class FeeScheduleChecks
{
    /// <summary>One sentence for each contradiction; for those who write the data files, so in English.</summary>
    public static IEnumerable<string> ContradictionsIn(FeeSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return OfTheWhole(schedule).Concat(schedule.Parts.SelectMany(OfAPart));
    }

    private static IEnumerable<string> OfTheWhole(FeeSchedule schedule)
    {
        var payers = schedule.Payers.ToList();
        (bool Wrong, string Says)[] checks =
        [
            (schedule.Parts.Count == 0, "it has no part"),
            (schedule.EffectiveTo < schedule.EffectiveFrom, "its last day lies before its first"),
            (schedule.ShareBasisPoints is < 1 or > FeeSchedule.Whole, $"its share of {schedule.ShareBasisPoints} lies outside 1 to {FeeSchedule.Whole} basis points"),
            (schedule.MostDiscountBasisPoints is < 0 or > FeeSchedule.Whole,
                $"its greatest discount of {schedule.MostDiscountBasisPoints} lies outside 0 to {FeeSchedule.Whole} basis points"),
            (payers.Distinct().Count() < payers.Count, "a payer is named twice"),
            (schedule.Minimum is { } least && !payers.Contains(least.BorneBy), $"its minimum is borne by {schedule.Minimum?.BorneBy}, who pays nothing"),
            (schedule.Minimum is { PerCase.IsPositive: false }, "its minimum is not above zero"),
            (schedule.Basis == FeeBasis.Rent && !(schedule.MostMonths > 0), "it is reckoned on the rent and does not say how many months count"),
            (schedule.Parts.Any(p => p.Hours is null == schedule.IsOfTime), "hours are charged by some of it and amounts by the rest"),
            (schedule.Basis != FeeBasis.Rent && schedule.MostMonths is not null, "it counts months and is not reckoned on the rent"),
        ];
        return checks.Where(c => c.Wrong).Select(c => c.Says);
    }

    private static IEnumerable<string> OfAPart(FeePart part)
    {
        (bool Wrong, string Says)[] checks =
        [
            (part.Payers.Any(p => p.BasisPoints < 1) || part.Payers.Sum(p => p.BasisPoints) != FeeSchedule.Whole,
                $"the shares of its payers do not make up {FeeSchedule.Whole} basis points"),
            (part.Floor is { IsPositive: false } || part.Cap is { IsPositive: false }, "a floor or cap is not above zero"),
            (part.Floor > part.Cap, $"the floor of {part.Floor} lies above the cap of {part.Cap}"),
            (part.Hours is not null && part.Tiers.Count > 0, "it charges hours and has tiers besides"),
            (part.Hours is { } hours && (hours.PerHour < Money.Zero || hours.First < Money.Zero || hours.FirstHours < 0), "a rate for hours is below zero"),
            (part.Hours is { } first && first.FirstHours > 0 != first.First.IsPositive, "first hours and what they cost go together"),
            (part.Hours is null && (part.Tiers.Count == 0 || part.Tiers[^1].UpTo is not null), $"a gap: nothing is charged above {(part.Tiers is [.., { UpTo: { } end }] ? end : Money.Zero)}"),
        ];
        return checks.Where(c => c.Wrong).Select(c => c.Says).Concat(OfTiers(part.Tiers));
    }

    private static IEnumerable<string> OfTiers(IReadOnlyList<FeeTier> tiers)
    {
        foreach (var tier in tiers.Where(t => t.RatePer100000 is < 0 or > FeeSchedule.RateScale))
        {
            yield return $"a rate of {tier.RatePer100000} lies outside 0 to {FeeSchedule.RateScale} hundred-thousandths";
        }

        var end = Money.Zero;
        foreach (var tier in tiers.SkipLast(1))
        {
            if (tier.UpTo is not { } upTo)
            {
                yield return $"the tier above {end} is open and is not the last";
                yield break;
            }

            if (upTo <= end)
            {
                yield return $"tiers fall: one up to {upTo} follows the one up to {end}";
            }

            end = upTo;
        }

        if (tiers.Zip(tiers.Skip(1)).Any(pair => (pair.First.Method, pair.Second.Method) is (FeeMethod.Flat, FeeMethod.Cumulative)))
        {
            yield return "a cumulative tier follows a flat one";
        }
    }
}
