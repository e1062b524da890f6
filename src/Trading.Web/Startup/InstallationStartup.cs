using Microsoft.EntityFrameworkCore;
using Trading.Infrastructure;
using Trading.Infrastructure.Demo;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;
using Trading.Web.Shared;

namespace Trading.Web.Startup;

/// <summary>What a site does before it takes its first request.</summary>
public static class InstallationStartup
{
    /// <summary>
    /// In demo mode: makes or updates the database and founds the demo centre, so that one command shows a working site. Elsewhere the operator runs
    /// <c>migrate</c>: a site does not change a city's database because somebody restarted it. <c>Data:PrepareOnStart</c> overrides either.
    /// Then asks whether database and key folder belong together, and takes up the demo clock; <c>Data:CheckOnStart=false</c> leaves that out.
    /// </summary>
    /// <exception cref="InstallationRefusedException">The database is behind its model, or the key folder is not its own.</exception>
    public static async Task PrepareInstallationAsync(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var site = app.Services.GetRequiredService<SiteOptions>();
        if (app.Configuration.GetValue("Data:PrepareOnStart", site.Demo))
        {
            await PrepareAsync(app, site);
        }

        if (app.Configuration.GetValue("Data:CheckOnStart", true))
        {
            await CheckAsync(app, site);
        }
    }

    private static async Task PrepareAsync(WebApplication app, SiteOptions site)
    {
        Directory.CreateDirectory(app.Services.GetRequiredService<TradingOptions>().DataFolder);
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DatabaseMigrator>().RunAsync(CancellationToken.None);
        if (site.Demo)
        {
            await DemoFounding.RunAsync(app.Services.GetRequiredService<TradingOptions>(), app.Configuration, CancellationToken.None);
        }
    }

    private static async Task CheckAsync(WebApplication app, SiteOptions site)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<TradingDbContext>().Database;
        if ((await database.GetPendingMigrationsAsync()).Any())
        {
            throw new InstallationRefusedException(["The database is missing or behind this version. Run the verb 'migrate' first."]);
        }

        if (!await scope.ServiceProvider.GetRequiredService<VaultIdentity>().BindAsync(CancellationToken.None))
        {
            throw new InstallationRefusedException(
                ["The key folder (Sealing:KeyFolder) is not the one that this database was used with: bids in it could not be opened. Restore the right folder from its backup."]);
        }

        if (site.Demo)
        {
            await scope.ServiceProvider.GetRequiredService<DemoClock>().RestoreAsync(CancellationToken.None);
        }
    }
}
