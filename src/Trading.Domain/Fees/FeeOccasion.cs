namespace Trading.Domain.Fees;

/// <summary>What happens for which a centre may charge; stored by name.</summary>
public enum FeeOccasion
{
    /// <summary>中标: the award notice is issued.</summary>
    Award,

    /// <summary>成交: property is sold or let, capital raised.</summary>
    Deal,

    /// <summary>落槌: a lot is knocked down.</summary>
    HammerFall,

    /// <summary>使用场地: rooms were used.</summary>
    VenueUsed,

    /// <summary>发售文件: a document was sold to a bidder.</summary>
    DocumentSold,

    /// <summary>评审: experts have worked.</summary>
    ExpertsSat,
}

/// <summary>Whom an occasion names and which facts it brings: a tariff that asks for others cannot be charged by it.</summary>
public static class FeeOccasions
{
    /// <summary>True where all whom the tariff charges take part in the occasion, and it brings every fact without which nothing is charged.</summary>
    public static bool IsChargedBy(this FeeOccasion occasion, FeeSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        var facts = Facts(occasion);
        return schedule.Payers.All(Parties(occasion).Contains) && Enum.GetValues<FeeFact>().Where(schedule.Needs).All(facts.Contains);
    }

    /// <summary>True where the occasion may come before the bids are opened and names a bidder: it is charged for only behind the opening.</summary>
    public static bool NamesBiddersEarly(this FeeOccasion occasion) => Parties(occasion).Contains(FeePayer.Bidder);

    private static FeePayer[] Parties(FeeOccasion occasion) => occasion switch
    {
        FeeOccasion.Award => [FeePayer.Owner, FeePayer.Winner],
        FeeOccasion.Deal or FeeOccasion.HammerFall => [FeePayer.Transferor, FeePayer.Transferee],
        FeeOccasion.VenueUsed => [FeePayer.Host],
        FeeOccasion.DocumentSold => [FeePayer.Bidder],
        FeeOccasion.ExpertsSat => [FeePayer.Owner],
    };

    private static FeeFact[] Facts(FeeOccasion occasion) => occasion switch
    {
        FeeOccasion.Award or FeeOccasion.HammerFall => [FeeFact.Amount],
        FeeOccasion.Deal => [FeeFact.Amount, FeeFact.Months],
        FeeOccasion.VenueUsed => [FeeFact.Hours, FeeFact.Rooms],
        FeeOccasion.DocumentSold => [FeeFact.Amount, FeeFact.Cost],
        FeeOccasion.ExpertsSat => [FeeFact.Hours, FeeFact.Experts],
    };
}
