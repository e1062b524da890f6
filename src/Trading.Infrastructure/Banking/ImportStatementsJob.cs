using Trading.Infrastructure.Jobs;

namespace Trading.Infrastructure.Banking;

/// <summary>Imports the statement files that have arrived in the inbox, each for itself.</summary>
public sealed class ImportStatementsJob(StatementInboxService inbox, DueSweep sweep) : IJob
{
    public async Task RunAsync(CancellationToken ct)
    {
        await inbox.PlanAsync(ct);
        await sweep.RunAsync(DueKinds.ImportStatement, (StatementInboxService service, string subject, CancellationToken token) => service.ImportAsync(subject, token), ct);
    }
}
