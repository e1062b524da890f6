using Microsoft.EntityFrameworkCore;
using Trading.Infrastructure;
using Trading.Infrastructure.Demo;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;
using Trading.Web.Commands;
using Trading.Web.Shared;

namespace Trading.Web.Startup;

/// <summary>What a site does before it takes its first request.</summary>
public static class InstallationStartup
{
    /// <summary>
    /// In demo mode: makes or updates the database and founds the demo centre, so that one command shows a working site. Elsewhere the operator runs
    /// <c>migrate</c>: a site does not change a city's database because somebody restarted it. <c>Data:PrepareOnStart</c> overrides either.
    /// Then asks whether database and key folder belong together, and takes up the demo clock; <c>Data:CheckOnStart=false</c> leaves that out. Last,
    /// removes what a killed process left half-written.
    /// </summary>
    /// <exception cref="InstallationRefusedException">The database is behind its model, lets a production site change what is only ever added, or was a demonstration's with another time, or the key folder is not its own.</exception>
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
            await CheckAsync(app.Services);
        }

        // What a killed process left of an upload. No upload takes a day, so another node's are not touched.
        app.Services.GetRequiredService<BlobStore>().SweepUnfinished(TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-1));
    }

    private static async Task PrepareAsync(WebApplication app, SiteOptions site)
    {
        await DatabaseCommands.MigrateAsync(app.Services.GetRequiredService<TradingOptions>(), app.Configuration, CancellationToken.None);
        if (site.Demo)
        {
            await DemoFounding.RunAsync(app.Services.GetRequiredService<TradingOptions>(), app.Configuration, CancellationToken.None);
        }
    }

    internal static async Task CheckAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TradingDbContext>();
        if ((await db.Database.GetPendingMigrationsAsync()).Any())
        {
            throw new InstallationRefusedException(new InstallationReason("behind"));
        }

        if (services.GetRequiredService<TradingOptions>().Production && await AppRoles.MayChangeAsync(db, CancellationToken.None) is { Count: > 0 } tables)
        {
            throw new InstallationRefusedException(new InstallationReason("database-role", string.Join(", ", tables)));
        }

        if (!await scope.ServiceProvider.GetRequiredService<VaultIdentity>().BindAsync(CancellationToken.None))
        {
            throw new InstallationRefusedException(new InstallationReason("other-keys"));
        }

        var demo = scope.ServiceProvider.GetRequiredService<DemoClock>();
        if (scope.ServiceProvider.GetRequiredService<SiteOptions>().Demo)
        {
            await demo.RestoreAsync(CancellationToken.None);
        }
        else if (await demo.HasJumpedAsync(CancellationToken.None))
        {
            throw new InstallationRefusedException(new InstallationReason("clock-moved"));
        }
    }
}
