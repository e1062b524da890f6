using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace Trading.Infrastructure.Persistence;

/// <summary>
/// Settings that SQLite keeps per connection. WAL lets readers work beside the one writer; synchronous=FULL because an acknowledged deposit
/// must survive a power cut, not only a crash of the process. They are set once, when a connection is really opened, not each time the pool lends it.
/// </summary>
public sealed class SqlitePragmas : DbConnectionInterceptor
{
    public static readonly SqlitePragmas Instance = new();

    // Known by the handle of the library: the connection object is new each time, the handle is what the pool keeps.
    private static readonly ConditionalWeakTable<sqlite3, object> Settled = [];
    private static readonly object Done = new();

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        // A pooled connection keeps its settings; setting them again before every statement outside a transaction cost more than many statements.
        var handle = ((SqliteConnection)connection).Handle!;
        if (Settled.TryGetValue(handle, out _))
        {
            return;
        }

        // A connection that only asks whether there is a database changes nothing of it.
        if (new SqliteConnectionStringBuilder(connection.ConnectionString).Mode == SqliteOpenMode.ReadOnly)
        {
            return;
        }

        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=30000; PRAGMA recursive_triggers=ON;";
        command.ExecuteNonQuery();
        Settled.AddOrUpdate(handle, Done);
    }

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
