using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
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
        builder.AddProtectionKeys();
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

    /// <summary>
    /// The keys of cookies and of personal data at rest. All nodes of a site share the folder (<c>DataProtection:Folder</c>), which is kept and
    /// backed up apart from the database; a certificate (<c>DataProtection:Certificate</c>, a PKCS #12 file) encrypts them there.
    /// </summary>
    private static void AddProtectionKeys(this WebApplicationBuilder builder)
    {
        var settings = builder.Configuration.GetSection("DataProtection");
        var protection = builder.Services.AddDataProtection().SetApplicationName("trading");
        if (settings["Folder"] is { Length: > 0 } folder)
        {
            protection.PersistKeysToFileSystem(new DirectoryInfo(folder));
        }

        if (settings["Certificate"] is { Length: > 0 } file)
        {
            protection.ProtectKeysWithCertificate(X509CertificateLoader.LoadPkcs12FromFile(file, settings["CertificatePassword"]));
        }
    }
}
