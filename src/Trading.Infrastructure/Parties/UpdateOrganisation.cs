using Trading.Domain.Parties;

namespace Trading.Infrastructure.Parties;

/// <summary>A correction by a member of the organisation.</summary>
public sealed record UpdateOrganisation
{
    public required long OrganisationId { get; init; }
    public required long UserId { get; init; }

    /// <summary>The version of the record that the member saw.</summary>
    public required long Version { get; init; }
    public required OrganisationContact Contact { get; init; }

    /// <summary>Null leaves the legal representative alone: the number is not shown, so it cannot come back unchanged.</summary>
    public required RepresentativeStep? Representative { get; init; }
}
