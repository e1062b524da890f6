using Microsoft.AspNetCore.Identity;

namespace Trading.Infrastructure.Parties;

/// <summary>A person who can sign in. Officers belong to a centre, everybody else to an organisation or to nobody.</summary>
public sealed class User : IdentityUser<long>
{
    public required string DisplayName { get; set; }
    public long? CentreId { get; set; }
    public long? OrganisationId { get; set; }
}
