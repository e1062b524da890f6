using Trading.Infrastructure.Jobs;

namespace Trading.Infrastructure.Awards;

/// <summary>Begins the owner's step to decide when the candidates have been public for their full time.</summary>
public sealed class EndPublicityJob(DueSweep sweep) : IJob
{
    public Task RunAsync(CancellationToken ct) =>
        sweep.RunAsync(DueKinds.EndPublicity, (AwardService awards, string lot, CancellationToken token) => awards.EndPublicityAsync(DueSubjects.Number(lot), token), ct);
}
