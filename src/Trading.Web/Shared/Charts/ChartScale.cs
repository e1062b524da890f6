namespace Trading.Web.Shared.Charts;

/// <summary>The value axis of a chart: from zero to the first round number at or above the largest value, in 3 to 5 round steps.</summary>
internal sealed record ChartScale(decimal Top, decimal Step)
{
    private static readonly decimal[] Round = [1m, 2m, 2.5m, 3m, 5m, 10m];

    public static ChartScale For(decimal largest)
    {
        if (largest <= 0m)
        {
            return new ChartScale(1m, 1m);
        }

        var rough = largest / 4m;
        var power = (decimal)Math.Pow(10, Math.Floor(Math.Log10((double)rough)));
        var step = Round.First(r => r * power >= rough) * power;
        return new ChartScale(Math.Ceiling(largest / step) * step, step);
    }

    public IEnumerable<decimal> Lines()
    {
        for (var line = Step; line <= Top; line += Step)
        {
            yield return line;
        }
    }
}
