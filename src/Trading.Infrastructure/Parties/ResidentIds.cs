using Microsoft.AspNetCore.DataProtection;
using Trading.Domain.Parties;
using Trading.Domain.Parties.Codes;

namespace Trading.Infrastructure.Parties;

/// <summary>
/// Resident ID numbers at rest: encrypted with the platform's data protection keys, which are not in the database. A copy of the database
/// alone gives away the mask only.
/// </summary>
public sealed class ResidentIds(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("trading.resident-id.v1");

    public Representative Protect(RepresentativeStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        var number = CodeText.Canonical(step.RepresentativeId);
        return new(step.RepresentativeName.Trim(), _protector.Protect(number), Masks.ResidentId(number));
    }

    /// <summary>The number in clear: for checking it again, never for a screen.</summary>
    public RepresentativeStep Reveal(Representative representative)
    {
        ArgumentNullException.ThrowIfNull(representative);
        return new() { RepresentativeName = representative.Name, RepresentativeId = _protector.Unprotect(representative.IdProtected) };
    }
}
