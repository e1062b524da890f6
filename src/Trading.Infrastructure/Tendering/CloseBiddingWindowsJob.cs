using Trading.Infrastructure.Jobs;

namespace Trading.Infrastructure.Tendering;

/// <summary>
/// Moves lots on whose closing time has passed. The window closed by the clock: late, twice or never, no bid is judged differently. What bidders were
/// still putting together is removed.
/// </summary>
public sealed class CloseBiddingWindowsJob(DueSweep sweep, BidDraftService drafts) : IJob
{
    public async Task RunAsync(CancellationToken ct)
    {
        await CloseAsync(ct);
        await drafts.SweepAsync(ct);
    }

    /// <summary>The part that cannot wait for the minute.</summary>
    public Task CloseAsync(CancellationToken ct) =>
        sweep.RunAsync(DueKinds.CloseWindow, (OpeningService opening, string lot, CancellationToken token) => opening.CloseAsync(DueSubjects.Number(lot), token), ct);
}
