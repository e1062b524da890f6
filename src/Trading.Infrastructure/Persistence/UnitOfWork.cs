using Microsoft.EntityFrameworkCore;
using Trading.Domain.Shared;

namespace Trading.Infrastructure.Persistence;

/// <summary>One explicit transaction per service method, and the few places where hand-written SQL must speak each provider's types.</summary>
public static class UnitOfWork
{
    /// <summary>
    /// Runs the work in one transaction and commits it; joins the transaction that is already open, so that services compose.
    /// On SQLite the transaction takes the writer's place at once (BEGIN IMMEDIATE): what it read cannot change under it.
    /// </summary>
    public static async Task<T> InTransactionAsync<T>(this TradingDbContext db, Func<Task<T>> work, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is not null)
        {
            return await work();
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var result = await work();
        await transaction.CommitAsync(ct);
        return result;
    }

    public static Task InTransactionAsync(this TradingDbContext db, Func<Task> work, CancellationToken ct) =>
        db.InTransactionAsync(
            async () =>
            {
                await work();
                return true;
            },
            ct);

    /// <summary>An instant as the database keeps it, for parameters of hand-written SQL: Unix milliseconds on SQLite, timestamptz on PostgreSQL.</summary>
    public static object Stamp(this TradingDbContext db, DateTime utc) =>
        db.Database.IsSqlite() ? Instants.ToUnixMs(utc) : Instants.Truncate(utc);

    /// <summary>Fails loudly where a caller forgot the transaction that makes its rows appear together or not at all.</summary>
    public static void RequireTransaction(this TradingDbContext db)
    {
        if (db.Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException("This write belongs to a business transaction, and none is open.");
        }
    }

    /// <summary>Runs a statement built as text with <c>{0}</c>, <c>{1}</c> … for its parameters and returns the number of rows it changed.</summary>
    public static Task<int> ExecuteAsync(this TradingDbContext db, string sql, IEnumerable<object?> parameters, CancellationToken ct) =>
        db.Database.ExecuteSqlRawAsync(sql, parameters!, ct);

    /// <summary>Reads one number through EF's connection, transaction and interceptors.</summary>
    public static async Task<long> ScalarAsync(this TradingDbContext db, string sql, CancellationToken ct, params object[] parameters)
    {
        var rows = await db.Database.SqlQueryRaw<long>(sql, parameters).ToListAsync(ct);
        return rows.Count == 0 ? 0 : rows[0];
    }

    /// <summary><c>({0}, {1}), ({2}, {3}) …</c>: the VALUES list for <paramref name="rows"/> rows of <paramref name="columns"/> parameters.</summary>
    public static string Values(int rows, int columns) =>
        string.Join(", ", Enumerable.Range(0, rows).Select(r =>
            "(" + string.Join(", ", Enumerable.Range(0, columns).Select(c => "{" + ((r * columns) + c).ToString(System.Globalization.CultureInfo.InvariantCulture) + "}")) + ")"));
}
