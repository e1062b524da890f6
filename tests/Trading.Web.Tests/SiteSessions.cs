using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Persistence;
using Trading.TestKit.Parties;

namespace Trading.Web.Tests;

/// <summary>How a test's session was opened.</summary>
public enum SessionKind
{
    /// <summary>By password.</summary>
    Password,

    /// <summary>By password and one-time code, long ago.</summary>
    SecondFactor,

    /// <summary>By password, and presence proved a moment ago.</summary>
    Fresh,

    /// <summary>By password and one-time code, a moment ago.</summary>
    FreshSecondFactor,

    /// <summary>The password was right; the code is still to come.</summary>
    HalfWay,
}

/// <summary>Sessions made by the site's own sign-in manager, without going through its pages.</summary>
public static class SiteSessions
{
    public static async Task<Cookie> OpenAsync(IServiceProvider services, long userId, SessionKind kind)
    {
        await using var scope = services.CreateAsyncScope();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        http.Request.Scheme = "https";
        scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = http;
        var signIn = scope.ServiceProvider.GetRequiredService<TradingSignInManager>();
        var user = await scope.ServiceProvider.GetRequiredService<TradingDbContext>().Users.SingleAsync(u => u.Id == userId);
        if (kind == SessionKind.HalfWay)
        {
            await signIn.PasswordAsync(user.UserName!, PartyFolk.Password);
        }
        else
        {
            await signIn.RenewAsync(user, Proved(kind, scope.ServiceProvider.GetRequiredService<SignInClock>()));
        }

        var pair = http.Response.Headers.SetCookie.Single(c => c!.StartsWith("trading.", StringComparison.Ordinal))!.Split(';')[0].Split('=', 2);
        return new Cookie(pair[0], pair[1], "/");
    }

    private static ClaimsPrincipal Proved(SessionKind kind, SignInClock clock)
    {
        var claims = new List<Claim>();
        if (kind is SessionKind.SecondFactor or SessionKind.FreshSecondFactor)
        {
            claims.Add(new Claim(TradingClaims.AuthenticationMethod, TradingClaims.SecondFactor));
        }

        if (kind is SessionKind.Fresh or SessionKind.FreshSecondFactor)
        {
            var now = Domain.Shared.Instants.ToUnixMs(clock.NowUtc());
            claims.Add(new Claim(TradingClaims.StepUpAt, now.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        return new ClaimsPrincipal(new ClaimsIdentity(claims));
    }
}
