namespace Trading.Infrastructure.Jobs;

/// <summary>
/// A sweep over rows: does what is due by now, and nothing where nothing is. Takes no arguments, may run early, late, twice or on two nodes at once,
/// and is listed in <see cref="JobSchedule"/>.
/// </summary>
public interface IJob
{
    Task RunAsync(CancellationToken ct);
}
