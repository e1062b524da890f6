using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Trading.Infrastructure.Persistence;

/// <summary>Which database a connection string names, and how the model is attached to it.</summary>
public enum DatabaseProvider
{
    Sqlite,
    Postgres,
}

public static class DatabaseProviders
{
    /// <summary>SQLite where the connection string names a file (<c>Data Source=</c>), PostgreSQL where it names a host.</summary>
    public static DatabaseProvider Of(string connectionString)
    {
        ArgumentNullException.ThrowIfNull(connectionString);
        return connectionString.Contains("Host=", StringComparison.OrdinalIgnoreCase) ? DatabaseProvider.Postgres : DatabaseProvider.Sqlite;
    }

    /// <summary>
    /// Attaches the provider named by the connection string. SQLite waits up to 30 s for the writer before it gives up, enforces foreign keys,
    /// and syncs every commit to disk (WAL and synchronous=FULL are set by <see cref="SqlitePragmas"/>).
    /// </summary>
    public static DbContextOptionsBuilder UseTradingDatabase(this DbContextOptionsBuilder options, string connectionString)
    {
        ArgumentNullException.ThrowIfNull(options);
        _ = Of(connectionString) switch
        {
            DatabaseProvider.Sqlite => options
                .UseSqlite(SqliteString(connectionString), sqlite => sqlite.MigrationsAssembly("Trading.Migrations.Sqlite").CommandTimeout(30).UseQuerySplittingBehavior(QuerySplittingBehavior.SingleQuery))
                .AddInterceptors(SqlitePragmas.Instance),
            DatabaseProvider.Postgres => options
                .UseNpgsql(PostgresString(connectionString), npgsql => npgsql.MigrationsAssembly("Trading.Migrations.Postgres").UseQuerySplittingBehavior(QuerySplittingBehavior.SingleQuery)),
        };
        return options.UseSnakeCaseNamingConvention();
    }

    /// <summary>The user of a PostgreSQL connection string; null where it names none or another database.</summary>
    public static string? UserOf(string connectionString) =>
        Of(connectionString) == DatabaseProvider.Postgres && new NpgsqlConnectionStringBuilder(connectionString).Username is { Length: > 0 } user ? user : null;

    private static string SqliteString(string connectionString) =>
        new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true, DefaultTimeout = 30 }.ToString();

    private static string PostgresString(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "trading", IncludeErrorDetail = false }.ToString();
}
