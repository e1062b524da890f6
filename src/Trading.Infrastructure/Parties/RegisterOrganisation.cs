using Trading.Domain.Parties;

namespace Trading.Infrastructure.Parties;

/// <summary>A complete registration, as checked answers or as data.</summary>
public sealed record RegisterOrganisation
{
    /// <summary>The person who registers, and then acts for the organisation.</summary>
    public required long UserId { get; init; }
    public required OrganisationStep Organisation { get; init; }
    public required RepresentativeStep Representative { get; init; }
    public required AccountStep Account { get; init; }

    /// <summary>The signed commitment; one under an earlier wording is a defect.</summary>
    public required Commitment Commitment { get; init; }
}

public enum RegistrationOutcome
{
    Registered,

    /// <summary>Nothing was stored; every defect is listed.</summary>
    Defects,

    /// <summary>A step has not been filled in.</summary>
    Unfinished,
}

public sealed record RegistrationResult(RegistrationOutcome Outcome, long OrganisationId, IReadOnlyList<Defect> Defects)
{
    public static RegistrationResult Registered(long organisationId) => new(RegistrationOutcome.Registered, organisationId, []);

    public static RegistrationResult Refused(IReadOnlyList<Defect> defects) => new(RegistrationOutcome.Defects, 0, defects);

    public static readonly RegistrationResult Unfinished = new(RegistrationOutcome.Unfinished, 0, []);
}
