using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Trading.Infrastructure.Parties;
using Trading.Web.Shared;
using Trading.Web.Shared.SignIn;

namespace Trading.Web.Startup;

/// <summary>Who is signed in, and who may go where.</summary>
internal static class SignInStartup
{
    public static void AddTradingSignIn(this WebApplicationBuilder builder, SiteOptions site)
    {
        builder.Services.AddProtectionKeys(builder.Configuration, builder.Options().DataFolder);
        builder.Services.AddTradingIdentity(new PartiesOptions { DemoMode = site.Demo, SessionLasts = TimeSpan.FromMinutes(site.SessionMinutes) });
        builder.Services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies(cookies =>
        {
            cookies.ApplicationCookie!.Configure(cookie => Session(cookie, site));
            cookies.TwoFactorUserIdCookie!.Configure(cookie =>
            {
                cookie.Cookie.Name = "trading.second-step";
                cookie.TimeProvider = TimeProvider.System;
            });
        });
        builder.Services.AddAuthorization(options => options.AddAreaPolicies());
        builder.Services.AddSingleton<IAuthorizationMiddlewareResultHandler, MissingPages>();
    }

    private static void Session(CookieAuthenticationOptions cookie, SiteOptions site)
    {
        cookie.Cookie.Name = "trading.session";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.LoginPath = "/sign-in";
        cookie.ReturnUrlParameter = "returnUrl";
        cookie.ExpireTimeSpan = TimeSpan.FromMinutes(site.SessionMinutes);
        cookie.SlidingExpiration = true;

        // Never the business clock: a demonstration that jumps ahead by weeks would end its own sessions.
        cookie.TimeProvider = TimeProvider.System;
        cookie.Events.OnValidatePrincipal = SessionGuard.ValidateAsync;
        cookie.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }
}
