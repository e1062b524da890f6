using Trading.Domain.Shared;

namespace Trading.Domain.Proceeds;

/// <summary>What a plan is about.</summary>
public sealed record PricePlanSubject(long CentreId, long LotId, Guid ParticipationId, long BankAccountId, string SubAccount);

/// <summary>What the contract says of the price.</summary>
public sealed record PriceTerms(Money Price, DateOnly ContractOn, IReadOnlyList<InstalmentTerms> Instalments)
{
    /// <summary>The rate per year of what is deferred; null where there is none.</summary>
    public long? InterestBasisPoints { get; init; }

    /// <summary>What secures it.</summary>
    public string? Security { get; init; }
}

/// <summary>What a supplementary agreement says of the parts that are not paid.</summary>
public sealed record PriceChangeTerms(string AgreementNumber, DateOnly AgreedOn, IReadOnlyList<InstalmentTerms> Instalments)
{
    /// <summary>The rate per year of what is deferred from its day on; null where it stays what it was.</summary>
    public long? InterestBasisPoints { get; init; }

    /// <summary>What secures what is deferred; null where that stays.</summary>
    public string? Security { get; init; }
}

/// <summary>An instalment as the contract has it.</summary>
public sealed record InstalmentTerms(Money Amount, DateOnly DueOn);

/// <summary>The line's rules, and the last days that they come to from the contract.</summary>
public sealed record PriceBounds(PricePolicy Policy, DateOnly FirstBy, DateOnly LastBy)
{
    /// <summary>The loan rate of the day of the contract, or of the agreement that names a rate, in basis points a year; 0 where the line asks for none.</summary>
    public long LeastInterest { get; init; }
}
