using System.Globalization;

namespace Trading.Domain.Shared;

/// <summary>An amount of renminbi in whole fen. Arithmetic is overflow-checked; a fraction of a fen cannot exist.</summary>
public readonly record struct Money(long Fen) : IComparable<Money>
{
    public static readonly Money Zero = new(0);

    public static Money Yuan(decimal yuan)
    {
        var fen = yuan * 100m;
        return fen == decimal.Truncate(fen)
            ? new Money((long)fen)
            : throw new RuleBrokenException(SharedRules.FractionOfFen, yuan);
    }

    public bool IsZero => Fen == 0;
    public bool IsPositive => Fen > 0;

    public static Money operator +(Money a, Money b) => new(checked(a.Fen + b.Fen));
    public static Money operator -(Money a, Money b) => new(checked(a.Fen - b.Fen));
    public static Money operator -(Money a) => new(checked(-a.Fen));
    public static bool operator <(Money a, Money b) => a.Fen < b.Fen;
    public static bool operator >(Money a, Money b) => a.Fen > b.Fen;
    public static bool operator <=(Money a, Money b) => a.Fen <= b.Fen;
    public static bool operator >=(Money a, Money b) => a.Fen >= b.Fen;

    /// <summary>What the amounts come to together.</summary>
    public static Money Sum(IEnumerable<Money> amounts) => amounts.Aggregate(Zero, (sum, amount) => sum + amount);

    public static Money Least(Money a, Money b) => a < b ? a : b;

    public static Money Most(Money a, Money b) => a > b ? a : b;

    /// <summary>The share of this amount at a rate in basis points, rounded half up (away from zero) to the fen.</summary>
    /// <example><c>new Money(10_050).Share(250)</c> is 251 fen, because 251.25 rounds to 251.</example>
    public Money Share(long basisPoints) => Portion(basisPoints, 10_000);

    /// <summary>The share of this amount at a rate in basis points, rounded down to the fen: what a share may be at most.</summary>
    public Money ShareAtMost(long basisPoints) => new((long)decimal.Floor((decimal)Fen * basisPoints / 10_000m));

    /// <summary>The share of this amount at a rate in basis points, rounded up to the fen: what a share has to be at least.</summary>
    public Money ShareAtLeast(long basisPoints) => new((long)decimal.Ceiling((decimal)Fen * basisPoints / 10_000m));

    /// <summary>This amount × <paramref name="numerator"/> ÷ <paramref name="denominator"/>, rounded half up (away from zero) to the fen.</summary>
    public Money Portion(long numerator, long denominator) =>
        new((long)decimal.Round(Fen * (decimal)numerator / denominator, 0, MidpointRounding.AwayFromZero));

    public int CompareTo(Money other) => Fen.CompareTo(other.Fen);

    /// <summary>Yuan with two decimals and thousands separators, such as <c>96,428,600.00</c>, in the invariant culture.</summary>
    public override string ToString() => (Fen / 100m).ToString("#,##0.00", CultureInfo.InvariantCulture);
}
