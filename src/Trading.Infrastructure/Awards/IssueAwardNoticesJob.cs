using Trading.Infrastructure.Jobs;

namespace Trading.Infrastructure.Awards;

/// <summary>Renders the documents of award notices that were issued, in both languages.</summary>
public sealed class IssueAwardNoticesJob(DueSweep sweep) : IJob
{
    public Task RunAsync(CancellationToken ct) => sweep.RunAsync(
        DueKinds.RenderAwardNotice, (AwardNoticeService notices, string lot, CancellationToken token) => notices.RenderAsync(DueSubjects.Number(lot), token), ct);
}
