using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Persistence;
using Trading.TestKit;

namespace Trading.Web.Tests;

/// <summary>How a site under test differs from the real one: a folder of its own, keys of the process, and a sign-in clock of the test's.</summary>
public static class TestHost
{
    // One set of keys for the sites of a process: a copy of a settled database holds what was protected under them.
    private static readonly Lazy<DirectoryInfo> Keys = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("trading-site-keys-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
        return folder;
    });

    public static void Configure(IWebHostBuilder builder, SiteFolder folder, TimeProvider signInTime, bool demo)
    {
        builder.UseSetting("Site:Demo", demo ? "true" : "false");
        builder.UseSetting("Data:PrepareOnStart", "false");
        builder.UseSetting("Data:CheckOnStart", "false");
        builder.UseSetting("Jobs:Run", "false");
        builder.UseSetting("Jobs:Beat", "false");
        builder.UseSetting("Data:Folder", folder.Path);
        builder.UseSetting("Sealing:KeyFolder", Path.Combine(Keys.Value.FullName, "vault"));
        // What goes wrong is seen in the answer; a log of every request would bury the test that failed.
        builder.ConfigureLogging(log => log.ClearProviders());
        builder.ConfigureTestServices(services =>
        {
            services.RemoveAll<DbContextOptions<TradingDbContext>>();
            services.RemoveAll<IDbContextOptionsConfiguration<TradingDbContext>>();
            services.AddDbContextPool<TradingDbContext>(o => o.UseTradingDatabase(folder.ConnectionString));
            services.AddDataProtection().PersistKeysToFileSystem(Keys.Value).SetApplicationName("trading-tests");
            services.AddSingleton(new SignInClock(signInTime));
            services.WithCheapPasswords();
        });
    }
}
