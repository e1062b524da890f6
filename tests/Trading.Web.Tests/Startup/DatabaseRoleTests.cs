using Hangfire.PostgreSql;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Trading.Infrastructure;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;
using Trading.TestKit;
using Trading.Web.Shared;
using Trading.Web.Startup;

namespace Trading.Web.Tests.Startup;

/// <summary>On PostgreSQL a production site works under a role that the database itself holds back, and starts under no other.</summary>
public sealed class DatabaseRoleTests
{
    private static bool IsMissing => PostgresCluster.SkipReason is not null;

    [Fact]
    public async Task Start_OfAProductionSite_UnderTheOwner_IsRefusedWithTheTables()
    {
        Assert.SkipWhen(IsMissing, "PostgreSQL is not installed");
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Postgres);

        var refusal = await Assert.ThrowsAsync<InstallationRefusedException>(() => CheckAsync(database.OwnersConnectionString, production: true));

        var reason = Assert.Single(refusal.Reasons);
        Assert.Equal("database-role", reason.Name);
        Assert.Contains("posting", reason.In(WordsLanguage.Chinese), StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings:Owner", reason.In(WordsLanguage.English), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_UnderTheSitesRole_OrOfADemonstration_IsNotRefused()
    {
        Assert.SkipWhen(IsMissing, "PostgreSQL is not installed");
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        await using var demonstrations = await TestDatabase.CreateAsync(DatabaseKind.Postgres);

        await CheckAsync(database.ConnectionString, production: true);
        await CheckAsync(demonstrations.OwnersConnectionString, production: false);
    }

    [Fact]
    public async Task Start_OfAProductionSite_OnSqlite_IsNotAskedForARole()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);

        await CheckAsync(database.ConnectionString, production: true);
    }

    /// <summary>The scheduler makes its tables in the schema that it is given, and works in them.</summary>
    [Fact]
    public async Task Scheduler_UnderTheSitesRole_MakesItsOwnTables()
    {
        Assert.SkipWhen(IsMissing, "PostgreSQL is not installed");
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Postgres);

        // Its whole script, twice: a restart finds them.
        for (var start = 0; start < 2; start++)
        {
            var storage = Storage(database);
            using var session = storage.GetConnection();
            session.AnnounceServer("server", new Hangfire.Server.ServerContext { Queues = ["default"], WorkerCount = 1 });
            using var turn = session.AcquireDistributedLock("turn", TimeSpan.FromSeconds(5));
            Assert.Equal(1, storage.GetMonitoringApi().GetStatistics().Servers);
        }
    }

    /// <summary>As the site starts it: without its tables it says why. A busy database is asked three times.</summary>
    private static PostgreSqlStorage Storage(TestDatabase database)
    {
        var options = new PostgreSqlStorageOptions { SchemaName = AppRights.SchedulerSchema, AllowDegradedModeWithoutStorage = false };
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new PostgreSqlStorage(new Hangfire.PostgreSql.Factories.NpgsqlConnectionFactory(database.ConnectionString, options), options);
            }
            catch (Exception) when (attempt < 3)
            {
                // Said the third time.
            }
        }
    }

    private static async Task CheckAsync(string connection, bool production)
    {
        var folder = Directory.CreateTempSubdirectory("trading-role-");
        try
        {
            var options = new TradingOptions { ConnectionString = connection, DataFolder = folder.FullName, KeyFolder = Path.Combine(folder.FullName, "keys"), Production = production };
            var clock = new BusinessClock(TimeProvider.System);
            var site = Installation.Builder().Configuration.GetSection("Site").Get<SiteOptions>()! with { Demo = false };
            await using var services = new ServiceCollection().AddLogging().AddTrading(options, clock).AddSingleton(clock).AddSingleton(site).BuildServiceProvider();
            await InstallationStartup.CheckAsync(services);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
