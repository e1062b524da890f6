using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;

namespace Trading.Domain.Proceeds;

/// <summary>Whose the price is.</summary>
public enum PriceDestination
{
    /// <summary>The party that sells; paid to its own account.</summary>
    Transferor,

    /// <summary>The treasury's; paid to the account of the centre's revenue model.</summary>
    Treasury,
}

/// <summary>What is owed for each day on which a part of the price is late.</summary>
/// <param name="Numerator">Of the share of the late part for a day.</param>
/// <param name="Denominator">Of the share.</param>
/// <param name="MostBasisPoints">The most that it comes to, as a share of the late part; null where nothing caps it.</param>
/// <param name="Citation">Of the rule.</param>
public sealed record LatePenalty(long Numerator, long Denominator, long? MostBasisPoints, string Citation)
{
    /// <summary>
    /// The penalty on a part that was due on one day and is paid on another: the share for each day after the first, the day of payment included; exact, capped,
    /// and rounded half up to the fen once.
    /// </summary>
    /// <example>1,000,000.00 yuan due on 1 April and paid on 11 April at 1/1000: 10 days are 10,000.00 yuan.</example>
    public Money On(Money part, DateOnly dueOn, DateOnly paidOn)
    {
        var days = Math.Max(0, paidOn.DayNumber - dueOn.DayNumber);
        var exact = (decimal)part.Fen * days * Numerator / Denominator;
        var most = MostBasisPoints is { } share ? (decimal)part.Fen * share / 10_000m : exact;
        return new Money((long)decimal.Round(Math.Min(exact, most), 0, MidpointRounding.AwayFromZero));
    }
}

/// <summary>A rate per year of 360 days, in basis points, from a Beijing day on.</summary>
public sealed record RateFrom(DateOnly From, long BasisPoints);

/// <summary>What is owed on parts of a price that are paid later than the first (分期付款利息).</summary>
/// <param name="Rates">The rate of the contract and those of supplementary agreements, each from its day to the next one's.</param>
/// <param name="Citation">Of the rule; null where only the contract asks for it.</param>
public sealed record DeferredInterest(IReadOnlyList<RateFrom> Rates, string? Citation)
{
    /// <summary>The rate of today.</summary>
    public long BasisPoints => Rates[^1].BasisPoints;

    /// <summary>The Beijing day of the contract, or on which the first payment is due, or of the agreement that brought interest: what is due by then is not deferred.</summary>
    public DateOnly From => Rates[0].From;

    /// <summary>
    /// Simple interest on a deferred part from the day after the first to the day of payment, that included, also where it is late; the days up to an agreement at the rate before it, that day
    /// included; actual/360, rounded half up to the fen once a part.
    /// </summary>
    /// <example>600,000.00 yuan for 100 days at 4.35 %: 60,000,000 × 100 × 435 ÷ 3,600,000 = 725,000 fen.</example>
    public Money On(Money part, DateOnly dueOn, DateOnly paidOn) => dueOn <= From ? Money.Zero : ActualOver360.Of(Rates.Select((rate, i) =>
    {
        var to = i == Rates.Count - 1 ? paidOn.DayNumber : Math.Min(paidOn.DayNumber, Rates[i + 1].From.DayNumber);
        return (part, Math.Max(0, to - rate.From.DayNumber), rate.BasisPoints);
    }));
}

/// <summary>A line's rows about the price (价款) that the centre takes for others. A line without <c>price-destination</c> takes none.</summary>
public sealed class PricePolicy
{
    private readonly Rulebook _rulebook;
    private readonly string _line;

    private PricePolicy(Rulebook rulebook, string line) => (_rulebook, _line) = (rulebook, line);

    /// <summary>The rows of a line.</summary>
    /// <exception cref="RuleBrokenException"><c>proceeds.no-price-in-line</c></exception>
    public static PricePolicy Of(Rulebook rulebook, string line)
    {
        ArgumentNullException.ThrowIfNull(rulebook);
        return Takes(rulebook, line) ? new PricePolicy(rulebook, line) : throw new RuleBrokenException(ProceedsRules.NoPriceInLine, line);
    }

    /// <summary>Whether the centre takes the price in the line.</summary>
    public static bool Takes(Rulebook rulebook, string line)
    {
        ArgumentNullException.ThrowIfNull(rulebook);
        return rulebook.Find($"{line}.price-destination") is not null;
    }

    public PriceDestination Destination => Get("price-destination") switch
    {
        { Text: "transferor" } => PriceDestination.Transferor,
        { Text: "treasury" } => PriceDestination.Treasury,
        var rule => throw new InvalidOperationException($"Rule {rule.Key} is {rule.Value}, which this release does not know."),
    };

    /// <summary>Within which days of the contract the whole, or the first instalment, is due.</summary>
    public Rule First => Find("price-first-days") ?? Get("price-first-workdays");

    /// <summary>The least share of the price that the first of several instalments is; rounded up to the fen.</summary>
    public Rule FirstShare => Get("price-first-basis-points");

    /// <summary>Within which days of the contract the last instalment is due.</summary>
    public Rule Last => Get("price-last-days");

    /// <summary>Within which days of its value date money is passed on.</summary>
    public Rule PassOn => Get("price-pass-on-workdays");

    /// <summary>The table of the loan rate that deferred parts bear at least; null where the line asks for no interest.</summary>
    public Rule? InterestTable => Find("price-interest-table");

    /// <summary>Whether interest runs from the contract and not from the day on which the first payment is due.</summary>
    public bool InterestFromContract => Find("price-interest-from")?.Text switch
    {
        "contract" => true,
        "first-due" or null => false,
        var text => throw new InvalidOperationException($"Rule {_line}.price-interest-from is {text}, which this release does not know."),
    };

    public LatePenalty Penalty
    {
        get
        {
            var rule = Get("price-late-fraction");
            return new LatePenalty(rule.Fraction.Numerator, rule.Fraction.Denominator, Find("price-late-most-basis-points")?.Number, rule.Citation);
        }
    }

    private Rule Get(string name) => _rulebook.Get($"{_line}.{name}");

    private Rule? Find(string name) => _rulebook.Find($"{_line}.{name}");
}
