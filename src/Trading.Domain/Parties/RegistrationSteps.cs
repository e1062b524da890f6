namespace Trading.Domain.Parties;

/// <summary>What the organisation says of itself. Texts are as typed; <see cref="RegistrationChecks"/> says what is wrong with them.</summary>
public sealed record OrganisationStep
{
    public required OrganisationKinds Kinds { get; init; }
    public required string Name { get; init; }
    public required string CreditCode { get; init; }
    public required string Address { get; init; }
    public required string ContactName { get; init; }
    public required string ContactPhone { get; init; }
    public required string ContactEmail { get; init; }
}

/// <summary>The legal representative (法定代表人).</summary>
public sealed record RepresentativeStep
{
    public required string RepresentativeName { get; init; }

    /// <summary>In clear on its way in only; stored protected, shown masked.</summary>
    public required string RepresentativeId { get; init; }
}

/// <summary>The account that deposits come from and go back to.</summary>
public sealed record AccountStep
{
    public required string BankName { get; init; }
    public required string AccountNumber { get; init; }
    public required string AccountName { get; init; }

    /// <summary>基本存款账户.</summary>
    public required bool IsBasic { get; init; }
}
