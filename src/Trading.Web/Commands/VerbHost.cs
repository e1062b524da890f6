using Trading.Infrastructure;
using Trading.Infrastructure.Demo;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Shared;
using Trading.Web.Startup;

namespace Trading.Web.Commands;

/// <summary>The services of a verb: the same registrations as the site's, without the site.</summary>
internal static class VerbHost
{
    /// <summary>The settings that the site itself would start with here.</summary>
    public static WebApplicationBuilder Settings() => Installation.Builder();

    /// <summary>The services on the installation's own database, folders and keys.</summary>
    public static ServiceProvider Build(WebApplicationBuilder settings, TimeProvider businessClock)
    {
        var options = settings.Options();
        return Build(options, settings.Configuration, businessClock, options.Demo);
    }

    /// <summary>The services on a database of their own, with keys of their own.</summary>
    public static ServiceProvider Build(TradingOptions options, TimeProvider businessClock, bool demoMode) =>
        Build(options, new ConfigurationBuilder().Build(), businessClock, demoMode);

    /// <summary>A demonstration's time goes on where its site left it, or a verb would write before what the site has written. Needs the tables.</summary>
    public static async Task TakeUpTimeAsync(IServiceProvider services, CancellationToken ct)
    {
        if (services.GetRequiredService<TradingOptions>().Demo)
        {
            await services.GetRequiredService<DemoClock>().RestoreAsync(ct);
        }
    }

    /// <summary>The services on an installation's own database, folders and keys, and on another clock.</summary>
    public static ServiceProvider Build(TradingOptions options, IConfiguration settings, TimeProvider businessClock, bool demoMode)
    {
        var services = new ServiceCollection().AddLogging().AddTrading(options, businessClock);
        services.AddProtectionKeys(settings, options.DataFolder);
        services.AddTradingIdentity(new PartiesOptions { DemoMode = demoMode });
        if (businessClock is BusinessClock clock)
        {
            services.AddSingleton(clock);
        }

        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
    }
}
