using Microsoft.EntityFrameworkCore;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Jobs;

/// <summary>
/// Has SQLite count again the tables that have grown much since it last did: without figures it walks millions of rows where a few would do. PostgreSQL does so by itself.
/// </summary>
public sealed class KeepStatisticsJob(TradingDbContext db) : IJob
{
    // All tables, whether this connection has read them or not, each by a sample.
    internal const string Command = "PRAGMA optimize(0x10002)";

    public Task RunAsync(CancellationToken ct) => db.Database.IsSqlite() ? db.Database.ExecuteSqlRawAsync(Command, ct) : Task.CompletedTask;
}
