using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Trading.Domain.Parties;

namespace Trading.Infrastructure.Parties;

/// <summary>What a session carries about its person. Any change of it ends the session (the security stamp changes).</summary>
public static class TradingClaims
{
    public const string Centre = "trading:centre";
    public const string Organisation = "trading:organisation";
    public const string DisplayName = "trading:display-name";
    public const string MustChangePassword = "trading:must-change-password";

    /// <summary>Unix milliseconds (system time) of the last proof of presence.</summary>
    public const string StepUpAt = "trading:step-up-at";

    public const string AuthenticationMethod = "amr";
    public const string SecondFactor = "mfa";

    /// <exception cref="InvalidOperationException">Nobody is signed in: the endpoint lacks its policy.</exception>
    public static long UserId(this ClaimsPrincipal user) => user.Number(ClaimTypes.NameIdentifier) ?? throw Missing(ClaimTypes.NameIdentifier);

    public static long? CentreId(this ClaimsPrincipal user) => user.Number(Centre);

    public static long? OrganisationId(this ClaimsPrincipal user) => user.Number(Organisation);

    public static string DisplayNameOf(this ClaimsPrincipal user) => user.FindFirstValue(DisplayName) ?? "";

    /// <summary>The person as an officer of a centre; the area policies let nobody without one in.</summary>
    public static Officer Officer(this ClaimsPrincipal user) => new(user.UserId(), user.CentreId() ?? throw Missing(Centre));

    public static bool IsOfficer(this ClaimsPrincipal user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return Roles.OfOfficers.Any(user.IsInRole);
    }

    public static bool HasSecondFactor(this ClaimsPrincipal user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return user.HasClaim(AuthenticationMethod, SecondFactor);
    }

    public static DateTime? SteppedUpAtUtc(this ClaimsPrincipal user) =>
        user.Number(StepUpAt) is { } ms ? Domain.Shared.Instants.FromUnixMs(ms) : null;

    private static long? Number(this ClaimsPrincipal user, string type)
    {
        ArgumentNullException.ThrowIfNull(user);
        return user.FindFirstValue(type) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;
    }

    private static InvalidOperationException Missing(string claim) => new($"The session has no {claim}.");
}

/// <summary>Puts centre, organisation and name into the session.</summary>
public sealed class TradingClaimsFactory(
    UserManager<User> userManager, RoleManager<IdentityRole<long>> roleManager, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<User, IdentityRole<long>>(userManager, roleManager, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(User user)
    {
        ArgumentNullException.ThrowIfNull(user);
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(TradingClaims.DisplayName, user.DisplayName));
        Add(identity, TradingClaims.Centre, user.CentreId);
        Add(identity, TradingClaims.Organisation, user.OrganisationId);
        if (user.MustChangePassword)
        {
            identity.AddClaim(new Claim(TradingClaims.MustChangePassword, "1"));
        }

        return identity;
    }

    private static void Add(ClaimsIdentity identity, string type, long? id)
    {
        if (id is { } number)
        {
            identity.AddClaim(new Claim(type, number.ToString(CultureInfo.InvariantCulture)));
        }
    }
}
