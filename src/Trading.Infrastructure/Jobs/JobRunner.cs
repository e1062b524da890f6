using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Trading.Infrastructure.Jobs;

/// <summary>
/// Runs jobs at once, each with services of its own: all of them when the site starts (a scheduler that lost its store lost nothing) and after the
/// demo clock has jumped.
/// </summary>
public sealed class JobRunner(IServiceScopeFactory scopes, ILogger<JobRunner> logger)
{
    /// <summary>Every job of the schedule in its order. One that fails as a whole (the database is away) is logged and left to its next turn.</summary>
    public async Task RunAllAsync(CancellationToken ct)
    {
        foreach (var (job, _) in JobSchedule.All)
        {
            try
            {
                await RunAsync(job, ct);
            }
            catch (Exception failure) when (!ct.IsCancellationRequested)
            {
                logger.LogError("{Job} failed: {Error}", job.Name, BackOff.NameOf(failure));
            }
        }
    }

    public async Task RunAsync(Type job, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        await ((IJob)scope.ServiceProvider.GetRequiredService(job)).RunAsync(ct);
    }
}
