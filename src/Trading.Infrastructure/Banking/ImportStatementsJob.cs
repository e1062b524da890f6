using Trading.Infrastructure.Jobs;

namespace Trading.Infrastructure.Banking;

/// <summary>Imports the statement files that have arrived in the inbox; a file that cannot be booked is held there for a person, with its reason.</summary>
public sealed class ImportStatementsJob(StatementInboxService inbox) : IJob
{
    public Task RunAsync(CancellationToken ct) => inbox.ImportWaitingAsync(ct);
}
