using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Trading.Infrastructure.Awards;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Mail;
using Trading.Infrastructure.Reports;
using Trading.Infrastructure.Tendering;

namespace Trading.Infrastructure.Jobs;

/// <summary>
/// What cannot wait for the scheduler's minute: closing and opening at the second, links of the chains at most a second late, mail, documents
/// and reports soon after they are wanted. Each has a loop of its own: a slow mail server delays no opening.
/// </summary>
public static class JobTickers
{
    public static IServiceCollection AddJobTickers(this IServiceCollection services) => services
        .AddTicker("start", TimeSpan.Zero, (all, ct) => all.GetRequiredService<JobRunner>().RunAllAsync(ct))
        .AddTicker("due", TimeSpan.FromSeconds(1), RunDueAsync)
        .AddTicker("chain", TimeSpan.FromSeconds(1), RunChainsAsync)
        .AddTicker("documents", TimeSpan.FromSeconds(5), (scope, ct) => scope.GetRequiredService<IssueAwardNoticesJob>().RunAsync(ct))
        .AddTicker("reports", TimeSpan.FromSeconds(5), (scope, ct) => scope.GetRequiredService<ReportMaker>().MakeAsync(ct))
        .AddTicker("mail", TimeSpan.FromSeconds(5), (scope, ct) => scope.GetRequiredService<SendMailJob>().RunAsync(ct));

    /// <summary>The proof, every few seconds, that this node can take bids; on every node that takes them, whether or not it runs the jobs.</summary>
    public static IServiceCollection AddHeartbeat(this IServiceCollection services) => services.AddSingleton<IHostedService>(all =>
    {
        using var scope = all.CreateScope();
        var period = scope.ServiceProvider.GetRequiredService<HeartbeatProbe>().Period;
        return new JobTicker(
            "heartbeat", period, (each, ct) => each.GetRequiredService<HeartbeatProbe>().RunAsync(ct), all.GetRequiredService<IServiceScopeFactory>(),
            all.GetRequiredService<ILogger<JobTicker>>())
        {
            // One failure is no outage: the next proof is due as always.
            AfterFailure = period,
        };
    });

    // Chained first: a folder of checkpoints that cannot be written to holds up no link.
    private static async Task RunChainsAsync(IServiceProvider scope, CancellationToken ct)
    {
        await scope.GetRequiredService<Chainer>().RunAsync(ct);
        await scope.GetRequiredService<CheckpointMaker>().RunAsync(ct);
    }

    private static async Task RunDueAsync(IServiceProvider scope, CancellationToken ct)
    {
        await scope.GetRequiredService<CloseBiddingWindowsJob>().CloseAsync(ct);
        await scope.GetRequiredService<OpenLotsJob>().RunAsync(ct);
        await scope.GetRequiredService<EndPublicityJob>().RunAsync(ct);
    }

    private static IServiceCollection AddTicker(
        this IServiceCollection services, string name, TimeSpan period, Func<IServiceProvider, CancellationToken, Task> work) =>
        services.AddSingleton<IHostedService>(all => new JobTicker(
            name, period, work, all.GetRequiredService<IServiceScopeFactory>(), all.GetRequiredService<ILogger<JobTicker>>()));
}

/// <summary>One loop: works, waits, works again. After a failure it waits longer, so that a database that is away is not hammered.</summary>
/// <param name="name">For the log.</param>
/// <param name="period">The wait in system time; zero for once.</param>
/// <param name="work">Gets services of its own each time.</param>
/// <param name="scopes">Makes them.</param>
/// <param name="logger">Hears of failures by their type.</param>
public sealed class JobTicker(
    string name, TimeSpan period, Func<IServiceProvider, CancellationToken, Task> work, IServiceScopeFactory scopes, ILogger<JobTicker> logger)
    : BackgroundService
{
    public TimeSpan AfterFailure { get; init; } = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not in the way of the site's start.
        await Task.Yield();
        do
        {
            var wait = await WorkAsync(stoppingToken) ? period : AfterFailure;
            await Task.Delay(wait, TimeProvider.System, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        while (period > TimeSpan.Zero && !stoppingToken.IsCancellationRequested);
    }

    private async Task<bool> WorkAsync(CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await work(scope.ServiceProvider, ct);
            return true;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return true;
        }
        catch (Exception failure)
        {
            // A loop that ends would end in silence: nothing here may stop it.
            logger.LogError("The loop {Loop} failed: {Error}", name, BackOff.NameOf(failure));
            return false;
        }
    }
}
