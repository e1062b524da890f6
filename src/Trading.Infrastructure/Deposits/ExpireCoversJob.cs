using Trading.Infrastructure.Jobs;

namespace Trading.Infrastructure.Deposits;

/// <summary>Marks covers whose last day has passed.</summary>
public sealed class ExpireCoversJob(OpenedCovers covers) : IJob
{
    public Task RunAsync(CancellationToken ct) => covers.ExpireAsync(ct);
}
