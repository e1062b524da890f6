using Hangfire;
using Hangfire.Common;
using Hangfire.PostgreSql;
using Trading.Infrastructure;
using Trading.Infrastructure.Jobs;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Tendering;
using Trading.Web.Shared;

namespace Trading.Web.Startup;

/// <summary>
/// The scheduler. It runs jobs and repeats them, and knows nothing that the tables do not: with SQLite its store is memory, and with PostgreSQL a
/// schema of its own may be dropped at any time. <c>Jobs:Run=false</c> turns the scheduler and the tickers off (tests, further nodes).
/// </summary>
internal static class JobsStartup
{
    private const string DashboardPath = "/admin/jobs";
    private const int Workers = 4;

    public static bool RunsJobs(this IConfiguration configuration) => configuration.GetValue("Jobs:Run", true);

    /// <summary>Every node that takes bids says so, whether or not it runs jobs; <c>Jobs:Beat=false</c> is for a site in which time stands still (tests).</summary>
    public static void AddTradingHeartbeat(this WebApplicationBuilder builder)
    {
        if (builder.Configuration.GetValue("Jobs:Beat", true))
        {
            builder.Services.AddSingleton<IFrontDoor, OwnAddress>().AddHeartbeat();
        }
    }

    public static void AddTradingScheduler(this WebApplicationBuilder builder)
    {
        if (!builder.Configuration.RunsJobs())
        {
            return;
        }

        // A sweep comes again by itself; the scheduler's own ten retries would only run it twice.
        builder.Services.AddSingleton<IJobFilterProvider>(new JobFilterCollection { new AutomaticRetryAttribute { Attempts = 0 }, new StatisticsHistoryAttribute() });
        builder.Services.AddHangfire((services, hangfire) => Configure(hangfire, services.GetRequiredService<TradingOptions>()));
        builder.Services.AddHangfireServer(server =>
        {
            server.WorkerCount = Workers;
            server.SchedulePollingInterval = TimeSpan.FromSeconds(1);
        });
        builder.Services.AddJobTickers();
    }

    /// <summary>Puts every job on the schedule, in Beijing time, and shows the dashboard to administrators: to look, not to touch.</summary>
    public static void UseTradingScheduler(this WebApplication app)
    {
        if (!app.Configuration.RunsJobs())
        {
            return;
        }

        var recurring = app.Services.GetRequiredService<IRecurringJobManager>();
        var beijing = new RecurringJobOptions { TimeZone = TimeZoneInfo.FindSystemTimeZoneById(JobSchedule.TimeZone) };
        foreach (var (job, cron) in JobSchedule.All)
        {
            recurring.AddOrUpdate(job.Name, new Job(job, job.GetMethod(nameof(IJob.RunAsync))!, CancellationToken.None), cron, beijing);
        }

        app.MapHangfireDashboard(DashboardPath, new DashboardOptions
        {
            // The endpoint's policy decides; the dashboard's own default would let in whoever sits at the server.
            Authorization = [],
            IsReadOnlyFunc = _ => true,
            AppPath = "/admin/due-actions",
            DashboardTitle = "Jobs",
            DisplayStorageConnectionString = false,
        }).RequireAuthorization(AreaPolicies.Admin);
    }

    private static void Configure(IGlobalConfiguration hangfire, TradingOptions options)
    {
        hangfire.SetDataCompatibilityLevel(CompatibilityLevel.Version_180).UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings();
        if (DatabaseProviders.Of(options.ConnectionString) == DatabaseProvider.Sqlite)
        {
            hangfire.UseInMemoryStorage();
            return;
        }

        hangfire.UsePostgreSqlStorage(
            storage => storage.UseNpgsqlConnection(options.ConnectionString),
            new PostgreSqlStorageOptions
            {
                SchemaName = AppRights.SchedulerSchema,
                InvisibilityTimeout = TimeSpan.FromMinutes(5),
                UseSlidingInvisibilityTimeout = true,
                QueuePollInterval = TimeSpan.FromSeconds(1),
                // Without its store the site must say so, not go on as if jobs ran.
                AllowDegradedModeWithoutStorage = false,
            });
    }
}
