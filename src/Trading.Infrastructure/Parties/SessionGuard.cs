using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Parties;

/// <summary>
/// Asks at every request whether the session still stands: a change of role, password, second factor or a disabling changes the security
/// stamp, and takes effect at once (ASVS 5.0, 8.3.2). One read by primary key. Identity's own validator would rebuild the session each time
/// and lose its proof of presence.
/// </summary>
public static class SessionGuard
{
    private const string StampClaim = "AspNet.Identity.SecurityStamp";

    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var services = context.HttpContext.RequestServices;
        var id = context.Principal!.UserId();
        var present = await services.GetRequiredService<TradingDbContext>().Users
            .Where(u => u.Id == id && u.DisabledAtUtc == null)
            .Select(u => u.SecurityStamp)
            .SingleOrDefaultAsync(context.HttpContext.RequestAborted);
        if (present is null || !context.Principal!.HasClaim(StampClaim, present))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
        }
    }
}
