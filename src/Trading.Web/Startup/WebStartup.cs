using Microsoft.Extensions.DependencyInjection.Extensions;
using Trading.Domain.Shared;
using Trading.Infrastructure;
using Trading.Web.Shared;
using Trading.Web.Shared.SignIn;

namespace Trading.Web.Startup;

/// <summary>The screens: what they need, and the order in which a request passes through them.</summary>
public static class WebStartup
{
    public static void AddTradingWeb(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        // Without this a run in Production serves empty style sheets and icons.
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);

        var site = builder.Configuration.GetSection("Site").Get<SiteOptions>() ?? throw new InvalidOperationException("The configuration has no section 'Site'.");
        builder.Services.AddSingleton(site);
        // Tests and the composition root may have put a clock of their own.
        builder.Services.TryAddSingleton(services => new PageClock(services.GetService<TimeProvider>() ?? TimeProvider.System));
        builder.Services.AddSingleton<MoneyCapitals>(ChineseAmount.Of);
        builder.Services.AddTradingRateLimits();
        builder.Services.AddTradingHealth(builder.Configuration.RunsJobs());
        builder.AddTradingScheduler();
        builder.AddTradingHeartbeat();
        builder.AddTradingSignIn(site);
        builder.Services.AddTradingMvc();
        Words.MissingKeyThrows = !builder.IsProduction();
    }

    public static void UseTradingWeb(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        // The language is settled outside the error pages, so that these speak it too.
        app.UseMiddleware<PreferencesMiddleware>();
        app.UseRequestLocalization(Languages.Options);
        app.UseMiddleware<SecurityHeadersMiddleware>();
        app.UseExceptionHandler("/error/500");
        app.UseStatusCodePagesWithReExecute("/error/{0}");
        if (app.Services.GetRequiredService<TradingOptions>().Production)
        {
            app.UseHsts();
        }

        app.UseMiddleware<UploadRedirects>();
        app.UseRouting();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseMiddleware<SetUpGate>();
        app.UseAuthorization();
        app.MapStaticAssets().AllowAnonymous();
        app.MapTradingHealth();
        app.MapTime();
        // Attribute routes only: conventional routes do not get fingerprinted assets.
        app.MapControllers().WithStaticAssets();
        app.UseTradingScheduler();
        // What is nowhere is nowhere for everybody: without this a stranger with a mistyped address would be asked to sign in.
        app.MapFallback("{**path}", () => Results.NotFound()).AllowAnonymous();
    }
}
