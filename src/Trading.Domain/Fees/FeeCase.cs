using Trading.Domain.Shared;

namespace Trading.Domain.Fees;

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
        foreach (var fact in FactsFor(by))
        {
            fact.Refuse(by);
        }
    }

    private IEnumerable<Fact> FactsFor(FeeSchedule by) =>
    [
        new("amount", Amount?.Fen, !by.IsOfTime, !by.IsOfTime, 1, MostFen),
        new("listing", Listing?.Fen, by.Basis == FeeBasis.Listing, false, 1, MostFen),
        new("months", Months, by.Basis == FeeBasis.Rent, by.Basis == FeeBasis.Rent, 1, MostOfOthers),
        new("cost", Cost?.Fen, by.IsCappedAtCost, by.IsCappedAtCost, 0, MostFen),
        new("hours", Hours, by.IsOfTime, by.IsOfTime, 1, MostOfOthers),
        new("rooms", Rooms, by.Basis == FeeBasis.RoomHours, by.Basis == FeeBasis.RoomHours, 1, MostOfOthers),
        new("experts", Experts, by.Basis == FeeBasis.ExpertHours, by.Basis == FeeBasis.ExpertHours, 1, MostOfOthers),
    ];

    private sealed record Fact(string Name, long? Value, bool IsUsed, bool IsWanted, long Least, long Most)
    {
        private ListOfWords Word => new([$"fees.fact.{Name}"]);

        public void Refuse(FeeSchedule by)
        {
            if (Value is null && IsWanted)
            {
                throw new RuleBrokenException(FeeRules.FactMissing, by.Key, by.Category, Word);
            }

            if (Value is not null && !IsUsed)
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
