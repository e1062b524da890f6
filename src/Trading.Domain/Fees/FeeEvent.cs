using Trading.Domain.Shared;

namespace Trading.Domain.Fees;

/// <summary>Something that happened on a lot and may cost a fee, as whoever saw it tells it.</summary>
/// <param name="Occasion">What happened.</param>
/// <param name="Key">Which one of its kind at the centre: told again under its key, it is the same.</param>
/// <param name="LotId">The lot.</param>
/// <param name="Case">What the tariff may ask.</param>
/// <param name="Parties">Which organisation is which party.</param>
/// <param name="Category">What it is for, such as <c>lease</c>; null takes the only category of the tariff, at an award that of the lot.</param>
public sealed record FeeEvent(FeeOccasion Occasion, string Key, long LotId, FeeCase Case, IReadOnlyDictionary<FeePayer, long> Parties, string? Category = null)
{
    /// <summary>The organisation that is a party.</summary>
    /// <exception cref="RuleBrokenException"><see cref="FeeRules.UnknownPayer"/></exception>
    public long PartyOf(FeePayer payer, string scheduleKey) => Parties.TryGetValue(payer, out var organisation)
        ? organisation
        : throw new RuleBrokenException(FeeRules.UnknownPayer, scheduleKey, payer);

    /// <summary>SHA-256 of all that is told.</summary>
    public byte[] Hash()
    {
        var bytes = new CanonicalBytes().Add("fee-event/1").Add(Occasion.ToString()).Add(Key).Add(LotId).Add(Category);
        foreach (var (fact, value) in Case.Told)
        {
            bytes.Add(fact.ToString()).Add(value);
        }

        bytes.Add(Case.DiscountBasisPoints);
        foreach (var (payer, organisation) in Parties.OrderBy(p => p.Key))
        {
            bytes.Add(payer.ToString()).Add(organisation);
        }

        return bytes.Sha256();
    }
}

/// <summary>An event that was told and charged for: by which tariff, and how much all payers were charged together. It is never changed.</summary>
public sealed class ChargedEvent
{
    private ChargedEvent()
    {
    }

    public Guid Id { get; private set; }
    public long CentreId { get; private set; }
    public long LotId { get; private set; }
    public FeeOccasion Occasion { get; private set; }
    public string Key { get; private set; } = "";
    public string ScheduleKey { get; private set; } = "";
    public string Category { get; private set; } = "";

    /// <summary>The facts of the case: amounts in fen, all else by number.</summary>
    public IReadOnlyDictionary<FeeFact, long> Facts { get; private set; } = new Dictionary<FeeFact, long>();

    public long DiscountBasisPoints { get; private set; }

    /// <summary>What the tariff's quote comes to; zero where nothing is charged.</summary>
    public Money Charged { get; private set; }

    /// <summary>SHA-256 of all that was told (<see cref="FeeEvent.Hash"/>).</summary>
    public byte[] ContentHash { get; private set; } = [];
    public DateTime ToldAtUtc { get; private set; }

    /// <summary>The event as it is charged for by a tariff.</summary>
    public static ChargedEvent Of(Guid id, long centreId, FeeEvent told, FeeSchedule schedule, Money charged, DateTime nowUtc)
    {
        ArgumentNullException.ThrowIfNull(told);
        ArgumentNullException.ThrowIfNull(schedule);
        return new ChargedEvent
        {
            Id = id,
            CentreId = centreId,
            LotId = told.LotId,
            Occasion = told.Occasion,
            Key = told.Key,
            ScheduleKey = schedule.Key,
            Category = schedule.Category,
            Facts = told.Case.Told.ToDictionary(t => t.Fact, t => t.Value),
            DiscountBasisPoints = told.Case.DiscountBasisPoints,
            Charged = charged,
            ContentHash = told.Hash(),
            ToldAtUtc = nowUtc,
        };
    }

    /// <summary>Refuses the same key with other content.</summary>
    /// <exception cref="RuleBrokenException"><see cref="FeeRules.ToldOtherwise"/></exception>
    public void RequireSame(FeeEvent told)
    {
        ArgumentNullException.ThrowIfNull(told);
        if (!ContentHash.AsSpan().SequenceEqual(told.Hash()))
        {
            throw new RuleBrokenException(FeeRules.ToldOtherwise, Key);
        }
    }
}
