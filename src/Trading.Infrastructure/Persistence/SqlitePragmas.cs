using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Trading.Infrastructure.Persistence;

/// <summary>
/// Settings that SQLite keeps per connection. WAL lets readers work beside the one writer; synchronous=FULL because an acknowledged deposit
/// must survive a power cut, not only a crash of the process.
/// </summary>
public sealed class SqlitePragmas : DbConnectionInterceptor
{
    public static readonly SqlitePragmas Instance = new();

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        ArgumentNullException.ThrowIfNull(connection);
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=30000; PRAGMA recursive_triggers=ON;";
        command.ExecuteNonQuery();
    }

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
