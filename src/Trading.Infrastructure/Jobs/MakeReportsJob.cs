using Trading.Infrastructure.Reports;

namespace Trading.Infrastructure.Jobs;

/// <summary>Makes the reports that were ordered, and sweeps those whose time is over.</summary>
public sealed class MakeReportsJob(ReportMaker maker) : IJob
{
    public async Task RunAsync(CancellationToken ct)
    {
        await maker.MakeAsync(ct);
        await maker.SweepAsync(ct);
    }
}
