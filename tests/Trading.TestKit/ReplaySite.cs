using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Trading.Infrastructure;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Replay;

namespace Trading.TestKit;

/// <summary>The services of a replay on a migrated database, by the replay's own clock.</summary>
public static class ReplaySite
{
    public static ServiceProvider Build(string connectionString, string folder, ReplayClock clock)
    {
        var services = new ServiceCollection().AddLogging().AddTrading(new TradingOptions { ConnectionString = connectionString, DataFolder = folder }, clock);
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddTradingIdentity(new PartiesOptions { DemoMode = true });
        return services.BuildServiceProvider(validateScopes: true);
    }
}
