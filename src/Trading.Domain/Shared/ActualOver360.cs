namespace Trading.Domain.Shared;

/// <summary>Simple interest by days: actual/360, at rates per year of 360 days in basis points.</summary>
public static class ActualOver360
{
    private const decimal Divisor = 360m * 10_000m;

    /// <summary>The interest of parts, each for its days at its rate, times a factor; summed exactly and rounded half up to the fen once.</summary>
    /// <example>600,000.00 yuan for 100 days at 4.35 %: 60,000,000 × 100 × 435 ÷ 3,600,000 = 725,000 fen.</example>
    public static Money Of(IEnumerable<(Money Principal, int Days, long BasisPoints)> parts, long numerator = 1, long denominator = 1) =>
        new((long)decimal.Round(parts.Sum(p => (decimal)p.Principal.Fen * p.Days * p.BasisPoints) * numerator / (Divisor * denominator), 0, MidpointRounding.AwayFromZero));
}
