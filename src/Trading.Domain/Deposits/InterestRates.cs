using Trading.Domain.Shared;

namespace Trading.Domain.Deposits;

/// <summary>A rate per year from a day on, until the next row's day.</summary>
public sealed record InterestRate(DateOnly From, long BasisPoints, string Citation);

/// <summary>A dated table of rates per year, such as the rate of demand deposits (活期存款利率). Immutable.</summary>
public sealed class InterestRates
{
    private readonly IReadOnlyList<InterestRate> _rates;

    public InterestRates(string key, IEnumerable<InterestRate> rates)
    {
        Key = key;
        _rates = [.. rates.OrderBy(r => r.From)];
    }

    public string Key { get; }

    /// <summary>The days from first to last, both included, cut where the rate changes.</summary>
    /// <exception cref="RuleBrokenException"><see cref="InterestRules.NoRate"/>: the table begins after the first day.</exception>
    public IEnumerable<(InterestRate Rate, int Days)> Segments(DateOnly first, DateOnly last)
    {
        for (var day = first; day <= last;)
        {
            var rate = _rates.LastOrDefault(r => r.From <= day) ?? throw new RuleBrokenException(InterestRules.NoRate, Key, day);
            var next = _rates.FirstOrDefault(r => r.From > day)?.From ?? last.AddDays(1);
            var end = next <= last ? next : last.AddDays(1);
            yield return (rate, end.DayNumber - day.DayNumber);
            day = end;
        }
    }
}
