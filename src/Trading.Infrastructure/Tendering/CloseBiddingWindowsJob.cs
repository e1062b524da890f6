using Trading.Infrastructure.Jobs;

namespace Trading.Infrastructure.Tendering;

/// <summary>Moves lots on whose closing time has passed. The window closed by the clock: late, twice or never, no bid is judged differently.</summary>
public sealed class CloseBiddingWindowsJob(DueSweep sweep) : IJob
{
    public Task RunAsync(CancellationToken ct) =>
        sweep.RunAsync(DueKinds.CloseWindow, (OpeningService opening, string lot, CancellationToken token) => opening.CloseAsync(DueSubjects.Number(lot), token), ct);
}
