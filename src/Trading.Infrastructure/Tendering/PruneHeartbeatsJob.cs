using Trading.Infrastructure.Jobs;

namespace Trading.Infrastructure.Tendering;

/// <summary>Forgets heartbeats that no lot needs any more: a node leaves some seventeen thousand a day.</summary>
public sealed class PruneHeartbeatsJob(HeartbeatProbe probe) : IJob
{
    public Task RunAsync(CancellationToken ct) => probe.PruneAsync(ct);
}
