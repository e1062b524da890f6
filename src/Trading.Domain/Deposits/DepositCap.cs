using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;

namespace Trading.Domain.Deposits;

/// <summary>The most that may be asked as a bid deposit (《招标投标法实施条例》第二十六条 and the caps of the ministries' orders).</summary>
public static class DepositCap
{
    /// <summary>
    /// The smaller of the share of the estimate, rounded down to the fen (rounding up would exceed the share), and the cap of the category.
    /// </summary>
    /// <param name="rulebook">The project's rules.</param>
    /// <param name="category"><c>works</c>, <c>goods</c> or <c>design</c>.</param>
    /// <param name="estimate">The project's estimate (估算价), or what the rulebook's deposit basis names.</param>
    /// <example>Works estimated at 50,000,000 yuan: 2 % is 1,000,000, the cap is 800,000.</example>
    public static Money Of(Rulebook rulebook, string category, Money estimate)
    {
        ArgumentNullException.ThrowIfNull(rulebook);
        var share = (decimal)estimate.Fen * rulebook.Get("construction.deposit-basis-points").Number / 10_000;
        var most = new Money((long)decimal.Floor(share));
        var cap = rulebook.Get($"construction.deposit-cap-{category}-fen").Amount;
        return most < cap ? most : cap;
    }
}
