using Trading.Domain.Shared;

namespace Trading.Domain.Fees;

/// <summary>What a tariff may ask of a case.</summary>
public enum FeeFact
{
    Amount,
    Listing,
    Months,
    Cost,
    Hours,
    Rooms,
    Experts,
}

/// <summary>What a fee is asked for. A tariff wants some of these facts and refuses the others.</summary>
/// <param name="Amount">The deal; of a lease, a year's rent; of a document, the price asked.</param>
/// <param name="Listing">What the lot was listed at, for tariffs whose tiers follow it; null where it was the deal.</param>
/// <param name="Months">How long a lease runs.</param>
/// <param name="DiscountBasisPoints">What has been agreed to be taken off the tariff, in ten-thousandths.</param>
/// <param name="Cost">What a document costs to make and send.</param>
/// <param name="Hours">Hours begun.</param>
/// <param name="Rooms">How many rooms were used for them.</param>
/// <param name="Experts">How many experts worked for them.</param>
public sealed record FeeCase(
    Money? Amount,
    Money? Listing = null,
    int? Months = null,
    long DiscountBasisPoints = 0,
    Money? Cost = null,
    int? Hours = null,
    int? Rooms = null,
    int? Experts = null)
{
    // 100万亿 yuan, and more months, hours, rooms or experts than any case has: what is above is a slip, and would overflow some product.
    internal const long MostFen = 10_000_000_000_000_000;
    private const long MostOfOthers = 100_000;

    /// <summary>Refuses a case that lacks what a tariff wants, has what it does not look at, or has it out of range.</summary>
    internal void Refuse(FeeSchedule by)
    {
        foreach (var fact in Facts)
        {
            fact.Refuse(by);
        }
    }

    /// <summary>The facts that are told, with their values: amounts in fen, all else by number.</summary>
    public IEnumerable<(FeeFact Fact, long Value)> Told => Facts.Where(f => f.Value is not null).Select(f => (f.Of, f.Value!.Value));

    private IEnumerable<Fact> Facts =>
    [
        new(FeeFact.Amount, Amount?.Fen, 1, MostFen),
        new(FeeFact.Listing, Listing?.Fen, 1, MostFen),
        new(FeeFact.Months, Months, 1, MostOfOthers),
        new(FeeFact.Cost, Cost?.Fen, 0, MostFen),
        new(FeeFact.Hours, Hours, 1, MostOfOthers),
        new(FeeFact.Rooms, Rooms, 1, MostOfOthers),
        new(FeeFact.Experts, Experts, 1, MostOfOthers),
    ];

    private sealed record Fact(FeeFact Of, long? Value, long Least, long Most)
    {
        private ListOfWords Word => new([$"fees.fact.{Of.ToString().ToLowerInvariant()}"]);

        public void Refuse(FeeSchedule by)
        {
            if (Value is null && by.Needs(Of))
            {
                throw new RuleBrokenException(FeeRules.FactMissing, by.Key, by.Category, Word);
            }

            if (Value is not null && !by.Asks(Of))
            {
                throw new RuleBrokenException(FeeRules.FactNotUsed, by.Key, by.Category, Word);
            }

            if (Value < Least || Value > Most)
            {
                throw new RuleBrokenException(FeeRules.FactOutOfRange, Word, Least, Most, Value);
            }
        }
    }
}
