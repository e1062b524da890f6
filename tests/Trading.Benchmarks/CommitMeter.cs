using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace Trading.Benchmarks;

/// <summary>Counts the commits that SQLite makes, those without a BEGIN of their own included.</summary>
internal sealed class CommitMeter : DbConnectionInterceptor
{
    public int Commits { get; private set; }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) =>
        raw.sqlite3_commit_hook(((SqliteConnection)connection).Handle, Count, null);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }

    private int Count(object state)
    {
        Commits++;
        return 0;
    }
}
