using Trading.Infrastructure;
using Trading.Infrastructure.Demo;
using Trading.Infrastructure.Persistence;
using Trading.Web.Shared;

namespace Trading.Web.Startup;

/// <summary>What a site does before it takes its first request.</summary>
public static class InstallationStartup
{
    /// <summary>
    /// In demo mode: makes or updates the database and founds the demo centre, so that one command shows a working site. Elsewhere the operator runs
    /// <c>migrate</c>: a site does not change a city's database because somebody restarted it. <c>Data:PrepareOnStart</c> overrides either.
    /// </summary>
    public static async Task PrepareInstallationAsync(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var site = app.Services.GetRequiredService<SiteOptions>();
        if (!app.Configuration.GetValue("Data:PrepareOnStart", site.Demo))
        {
            return;
        }

        Directory.CreateDirectory(app.Services.GetRequiredService<TradingOptions>().DataFolder);
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DatabaseMigrator>().RunAsync(CancellationToken.None);
        if (site.Demo)
        {
            await scope.ServiceProvider.GetRequiredService<DemoSeed>().RunAsync(CancellationToken.None);
        }
    }
}
