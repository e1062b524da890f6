using Microsoft.AspNetCore.Identity;

namespace Trading.Infrastructure.Parties;

/// <summary>A person who can sign in. Officers belong to a centre, everybody else to an organisation or to nobody.</summary>
public sealed class User : IdentityUser<long>
{
    public required string DisplayName { get; set; }
    public long? CentreId { get; set; }
    public long? OrganisationId { get; set; }

    /// <summary>A demonstration person, listed on the sign-in page in demo mode.</summary>
    public bool IsDemo { get; set; }

    /// <summary>The password was set by somebody else: nothing but changing it is possible.</summary>
    public bool MustChangePassword { get; set; }

    /// <summary>Set while an administrator keeps this person out; open sessions end at once.</summary>
    public DateTime? DisabledAtUtc { get; set; }

    /// <summary>The time step of the one-time code used last: neither it nor an earlier one is accepted again.</summary>
    public long? LastOneTimeCodeStep { get; set; }

    /// <summary>The language that the person last signed in with: mails are written in it.</summary>
    public WordsLanguage Language { get; set; }

    public DateTime CreatedAtUtc { get; set; }
}
