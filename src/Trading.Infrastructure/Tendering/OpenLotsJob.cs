using Trading.Infrastructure.Jobs;
using Trading.Infrastructure.Shared;

namespace Trading.Infrastructure.Tendering;

/// <summary>Opens lots at their opening time, or holds them where bidders stood before a closed door; then the owner decides.</summary>
public sealed class OpenLotsJob(DueSweep sweep) : IJob
{
    public Task RunAsync(CancellationToken ct) => sweep.RunAsync(
        DueKinds.OpenLot, (OpeningService opening, string lot, CancellationToken token) => opening.OpenAsync(DueSubjects.Number(lot), Acting.Clock, token), ct);
}
