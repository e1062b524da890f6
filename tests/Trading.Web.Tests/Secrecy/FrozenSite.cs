using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Trading.Infrastructure.Shared;
using Trading.TestKit;

namespace Trading.Web.Tests.Secrecy;

/// <summary>
/// A site whose business time stands still until a test moves it, so that what two of them answer can be compared byte by byte. It has the scheduler's
/// dashboard, and nothing that runs by itself: a test runs the jobs when it wants them.
/// </summary>
public sealed class FrozenSite : TestSite
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
    // One moment for all of them: what people do to accounts is told by the time of signing in.
    private static readonly DateTimeOffset SignedIn = TimeProvider.System.GetUtcNow();
    private static readonly Lock Starting = new();
    private readonly ILoggerProvider? _log;

    public FrozenSite()
    {
    }

    /// <summary>An empty site on another database.</summary>
    public FrozenSite(TestDatabase database)
        : base(database)
    {
    }

    /// <summary>A site that goes on from a template; a test may hear its log, the statements of its database included.</summary>
    public FrozenSite(SiteFolder template, TestDatabase? database, DateTimeOffset now, ILoggerProvider? log = null)
        : base(template, database)
    {
        Time.SetUtcNow(now);
        SignInTime = new FakeTimeProvider(SignedIn);
        _log = log;
    }

    public FakeTimeProvider Time { get; } = new(Start);

    /// <summary>Starts it. One after the other: the scheduler keeps its log and its store in statics until it has started.</summary>
    public FrozenSite Begin()
    {
        lock (Starting)
        {
            Hangfire.Logging.LogProvider.SetCurrentLogProvider(null);
            _ = Services;
            Hangfire.Logging.LogProvider.SetCurrentLogProvider(null);
        }

        return this;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Jobs:Run", "true");
        if (_log is not null)
        {
            // Everything, and the parameters of every statement.
            builder.UseSetting("Logging:LogLevel:Default", "Trace").UseSetting("Logging:LogLevel:Microsoft.AspNetCore", "Trace")
                .UseSetting("Logging:LogLevel:Microsoft.EntityFrameworkCore", "Trace");
            builder.ConfigureLogging(log => log.SetMinimumLevel(LogLevel.Trace).AddProvider(_log));
        }

        builder.ConfigureTestServices(services =>
        {
            var clock = new BusinessClock(Time);
            services.RemoveAll<TimeProvider>().RemoveAll<BusinessClock>().AddSingleton<TimeProvider>(clock).AddSingleton(clock);
            services.AddSingleton<IStartupFilter>(new ManyAddresses());
            foreach (var runner in services.Where(s => s.ServiceType == typeof(IHostedService) && RunsJobs(s)).ToList())
            {
                services.Remove(runner);
            }
        });
    }

    // The tickers are made by the jobs' own folder, the scheduler's server by its library.
    private static bool RunsJobs(ServiceDescriptor service)
    {
        var maker = service.ImplementationFactory?.Method.DeclaringType?.FullName ?? service.ImplementationType?.FullName ?? "";
        return maker.Contains("JobTickers", StringComparison.Ordinal) || maker.Contains("Hangfire", StringComparison.Ordinal);
    }
}
