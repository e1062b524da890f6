using Microsoft.AspNetCore.DataProtection;
using Trading.Infrastructure;
using Trading.Infrastructure.Parties;
using Trading.Web.Startup;

namespace Trading.Web.Commands;

/// <summary>The services of a verb: the same registrations as the site's, without the site.</summary>
internal static class VerbHost
{
    /// <summary>The installation that the site itself would use, from its settings and environment.</summary>
    public static TradingOptions Installation() => TradingOptionsFactory.From(
        new ConfigurationBuilder().SetBasePath(AppContext.BaseDirectory).AddJsonFile("appsettings.json", optional: true).AddEnvironmentVariables().Build(),
        production: Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") is not "Development" and not null);

    public static ServiceProvider Build(TradingOptions options, TimeProvider businessClock, bool demoMode)
    {
        var services = new ServiceCollection().AddLogging().AddTrading(options, businessClock);
        services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(options.DataFolder, "protection"))).SetApplicationName("trading");
        services.AddTradingIdentity(new PartiesOptions { DemoMode = demoMode });
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
    }
}
