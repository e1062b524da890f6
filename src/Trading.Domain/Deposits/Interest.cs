using Trading.Domain.Shared;

namespace Trading.Domain.Deposits;

/// <summary>Interest on a deposit that goes back to its bidder (《招标投标法实施条例》第五十七条: bank interest of the same period).</summary>
public static class Interest
{
    /// <summary>
    /// Simple interest from the day after the value date to the day of payment, both included: as many days as lie between value date and payment.
    /// Actual/360, cut where the rate changes, summed exactly and rounded half up to the fen once.
    /// </summary>
    /// <param name="principal">The deposit.</param>
    /// <param name="firstDay">The day after the value date on the bank statement.</param>
    /// <param name="paidOn">The day of payment; before <paramref name="firstDay"/> (paid back on the value date) nothing accrues.</param>
    /// <param name="rates">The dated table.</param>
    /// <example>800,000.00 yuan for 60 days at 0.35 %: 80,000,000 × 60 × 35 ÷ 3,600,000 = 46,666.67, that is 466.67 yuan.</example>
    /// <exception cref="RuleBrokenException"><see cref="InterestRules.NoRate"/></exception>
    public static Money Calculate(Money principal, DateOnly firstDay, DateOnly paidOn, InterestRates rates) =>
        Calculate([new DepositReceipt(principal, firstDay.AddDays(-1))], paidOn, rates);

    /// <summary>The same on a deposit that arrived in parts: each from the day after its own value date, summed exactly and rounded once.</summary>
    /// <exception cref="RuleBrokenException"><see cref="InterestRules.NoRate"/></exception>
    public static Money Calculate(IEnumerable<DepositReceipt> receipts, DateOnly paidOn, InterestRates rates)
    {
        ArgumentNullException.ThrowIfNull(receipts);
        ArgumentNullException.ThrowIfNull(rates);
        return Of(receipts, paidOn, rates, 1, 1);
    }

    /// <summary>
    /// What is owed where money goes back late: the table's rate times the rule's factor, from the day after the last to the day of payment, that included;
    /// actual/360, rounded half up to the fen once.
    /// </summary>
    /// <example>60,000.00 yuan due on 1 April and paid on 11 April, at 4.35 % × 1.2: 6,000,000 × 10 × 435 × 6 ÷ 5 ÷ 3,600,000 = 8,700 fen.</example>
    /// <exception cref="RuleBrokenException"><see cref="InterestRules.NoRate"/></exception>
    public static Money Late(Money principal, DateOnly dueOn, DateOnly paidOn, InterestRates rates, LateRefund rule)
    {
        ArgumentNullException.ThrowIfNull(rates);
        ArgumentNullException.ThrowIfNull(rule);
        return Of([new DepositReceipt(principal, dueOn)], paidOn, rates, rule.Numerator, rule.Denominator);
    }

    private static Money Of(IEnumerable<DepositReceipt> receipts, DateOnly paidOn, InterestRates rates, long numerator, long denominator) => ActualOver360.Of(
        receipts.SelectMany(r => rates.Segments(r.ValueOn.AddDays(1), paidOn).Select(s => (r.Amount, s.Days, s.Rate.BasisPoints))), numerator, denominator);
}

/// <summary>A part of a deposit and the Beijing day on which it counted at the bank.</summary>
public sealed record DepositReceipt(Money Amount, DateOnly ValueOn);
