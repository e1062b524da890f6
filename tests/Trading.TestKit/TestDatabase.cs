using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Trading.Infrastructure.Persistence;

namespace Trading.TestKit;

/// <summary>
/// A database of one test's own, copied from a template that was migrated once in this process. Tests never migrate.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    // PostgreSQL copies a template only while nobody else is connected to it or copying it.
    private static readonly SemaphoreSlim CopyTurn = new(1);

    private readonly string? _folder;

    private TestDatabase(DatabaseKind kind, string connectionString, string ownersConnectionString, string? folder)
    {
        Kind = kind;
        ConnectionString = connectionString;
        OwnersConnectionString = ownersConnectionString;
        _folder = folder;
    }

    public DatabaseKind Kind { get; }

    /// <summary>The product's own: on PostgreSQL, as the role that has its rights and no others.</summary>
    public string ConnectionString { get; }

    /// <summary>Of whoever owns the tables and may do everything.</summary>
    public string OwnersConnectionString { get; }

    public static async Task<TestDatabase> CreateAsync(DatabaseKind kind) => kind switch
    {
        DatabaseKind.Sqlite => await CopySqliteAsync(),
        DatabaseKind.Postgres => await CopyPostgresAsync(await PostgresTemplate.Name),
    };

    /// <summary>The migrated file that a SQLite database is copied from.</summary>
    public static Task<string> SqliteTemplateAsync() => SqliteTemplate.File;

    /// <summary>A database without a table, for a process of its own that makes them.</summary>
    public static async Task<TestDatabase> CreateEmptyAsync(DatabaseKind kind)
    {
        if (kind == DatabaseKind.Sqlite)
        {
            var folder = Directory.CreateTempSubdirectory("trading-test-").FullName;
            return OnSqlite(folder);
        }

        var name = "test_" + Guid.NewGuid().ToString("N");
        await PostgresCluster.Instance.ExecuteAsync($"CREATE DATABASE {name}");
        var owners = PostgresCluster.Instance.ConnectionString(name);
        return new TestDatabase(kind, owners, owners, folder: null);
    }

    /// <summary>Where its rows lie on the disk: its files and its write-ahead log.</summary>
    public async Task<IReadOnlyList<string>> FoldersAsync()
    {
        if (Kind == DatabaseKind.Sqlite)
        {
            return [_folder!];
        }

        await using var db = NewOwnersContext();
        await db.Database.ExecuteSqlRawAsync("CHECKPOINT");
        var data = await DataDirectoryAsync(db);
        var oid = await db.Database.SqlQueryRaw<string>("SELECT oid::text AS \"Value\" FROM pg_database WHERE datname = current_database()").SingleAsync();
        return [Path.Combine(data, "base", oid), Path.Combine(data, "pg_wal")];
    }

    /// <summary>The server's own log; null where there is no server.</summary>
    public async Task<string?> ServerLogAsync()
    {
        if (Kind == DatabaseKind.Sqlite)
        {
            return null;
        }

        await using var db = NewOwnersContext();
        return Path.Combine(Path.GetDirectoryName(await DataDirectoryAsync(db))!, "log");
    }

    /// <summary>A copy of a PostgreSQL database that nobody uses any more.</summary>
    public async Task<TestDatabase> CopyAsync()
    {
        await ClosePostgresAsync();
        var name = new NpgsqlConnectionStringBuilder(ConnectionString).Database!;
        // A connection that has just been closed may still be there for a moment.
        await PostgresCluster.Instance.ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
        return await CopyPostgresAsync(name);
    }

    public TradingDbContext NewContext(Action<DbContextOptionsBuilder<TradingDbContext>>? configure = null)
    {
        var options = new DbContextOptionsBuilder<TradingDbContext>();
        options.UseTradingDatabase(ConnectionString).EnableSensitiveDataLogging();
        configure?.Invoke(options);
        return new TradingDbContext(options.Options);
    }

    /// <summary>As the owner, with a connection of its own: a refused COMMIT leaves its transaction open, and no later test may inherit that.</summary>
    public TradingDbContext NewOwnersContext()
    {
        var options = new DbContextOptionsBuilder<TradingDbContext>();
        options.UseTradingDatabase(OwnersConnectionString + ";Pooling=False");
        return new TradingDbContext(options.Options);
    }

    /// <summary>Runs SQL behind the system's back, as somebody with the owner's password would.</summary>
    public async Task<int> TamperAsync(string sql)
    {
        await using var db = NewOwnersContext();
#pragma warning disable EF1002 // The test wrote the text.
        return await db.Database.ExecuteSqlRawAsync(sql);
#pragma warning restore EF1002
    }

    /// <summary>The same by somebody who first takes the guards away: triggers and foreign keys.</summary>
    public async Task<int> TamperUnguardedAsync(string sql)
    {
        if (Kind == DatabaseKind.Postgres)
        {
            return await TamperAsync("SET session_replication_role = replica; " + sql);
        }

        await using var db = NewContext();
        var triggers = await db.Database.SqlQueryRaw<string>("SELECT name AS \"Value\" FROM sqlite_master WHERE type = 'trigger'").ToListAsync();
        return await TamperAsync(string.Concat(triggers.Select(t => $"DROP TRIGGER {t}; ")) + "PRAGMA foreign_keys = OFF; " + sql);
    }

    public async ValueTask DisposeAsync()
    {
        if (Kind == DatabaseKind.Postgres)
        {
            await ClosePostgresAsync();
            var name = new NpgsqlConnectionStringBuilder(ConnectionString).Database;
            await PostgresCluster.Instance.ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
            return;
        }

        using (var connection = new SqliteConnection(ConnectionString))
        {
            SqliteConnection.ClearPool(connection);
        }

        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static Task<string> DataDirectoryAsync(TradingDbContext db) => db.Database.SqlQueryRaw<string>("SELECT current_setting('data_directory') AS \"Value\"").SingleAsync();

    private async Task ClosePostgresAsync()
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        NpgsqlConnection.ClearPool(connection);
    }

    private static async Task<TestDatabase> CopySqliteAsync()
    {
        var template = await SqliteTemplate.File;
        var folder = Directory.CreateTempSubdirectory("trading-test-").FullName;
        var file = Path.Combine(folder, "trading.db");
        File.Copy(template, file);
        return OnSqlite(folder);
    }

    private static TestDatabase OnSqlite(string folder)
    {
        var file = $"Data Source={Path.Combine(folder, "trading.db")}";
        return new TestDatabase(DatabaseKind.Sqlite, file, file, folder);
    }

    private static async Task<TestDatabase> CopyPostgresAsync(string template)
    {
        var name = "test_" + Guid.NewGuid().ToString("N");
        await CopyTurn.WaitAsync();
        try
        {
            await PostgresCluster.Instance.ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY");
        }
        finally
        {
            CopyTurn.Release();
        }

        var cluster = PostgresCluster.Instance;
        return new TestDatabase(DatabaseKind.Postgres, cluster.ConnectionString(name, PostgresCluster.Site), cluster.ConnectionString(name), folder: null);
    }

    private static async Task<string> MakeSqliteTemplateAsync()
    {
        var folder = Directory.CreateTempSubdirectory("trading-template-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var file = Path.Combine(folder, "template.db");
        await MigrateAsync($"Data Source={file};Pooling=False");
        return file;
    }

    private static async Task<string> MakePostgresTemplateAsync()
    {
        await PostgresCluster.Instance.ExecuteAsync("CREATE DATABASE trading_template");
        await MigrateAsync(PostgresCluster.Instance.ConnectionString("trading_template") + ";Pooling=false");
        return "trading_template";
    }

    private static async Task MigrateAsync(string connectionString)
    {
        var options = new DbContextOptionsBuilder<TradingDbContext>();
        options.UseTradingDatabase(connectionString);
        await using var db = new TradingDbContext(options.Options);
        await new DatabaseMigrator(db, new AppRole(PostgresCluster.Site)).RunAsync(CancellationToken.None);
        if (db.Database.IsSqlite())
        {
            // The copy is of the one file: nothing may wait in the write-ahead log.
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    // Each is made when first asked for, by the type's own initialiser.
    private static class SqliteTemplate
    {
        public static readonly Task<string> File = MakeSqliteTemplateAsync();
    }

    private static class PostgresTemplate
    {
        public static readonly Task<string> Name = MakePostgresTemplateAsync();
    }
}
