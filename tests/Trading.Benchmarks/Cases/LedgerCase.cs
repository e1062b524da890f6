using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Benchmarks.Cases;

/// <summary>Entries of deposits, each for an account of its own, one, 100 and 400 a commit, against the same rows by plain SQL under the same guards.</summary>
internal static class LedgerCase
{
    private const int Entries = 400;

    public static async Task<IReadOnlyList<Row>> RunAsync(Options options)
    {
        var rows = new List<Row>();
        foreach (var kind in new[] { DatabaseKind.Sqlite, DatabaseKind.Postgres })
        {
            foreach (var size in new[] { 1, 100, 400 })
            {
                var (ours, theirs) = await Measure.AlternateAsync(options.Rounds, () => PostAsync(kind, size), () => RawAsync(kind, size));
                rows.Add(new Row($"{Entries} entries, {size} a commit, {kind}", "entries", ours, theirs, "the same rows and commits by plain SQL", Entries));
            }
        }

        return rows;
    }

    private static async Task<Taken> PostAsync(DatabaseKind kind, int size)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var drafts = Enumerable.Range(0, Entries).Select(_ => Guid.NewGuid()).Select(p => EntryDraft.Transfer(
            $"deposit-received:{p:N}", EntryKinds.DepositReceived, p.ToString("N"), new DateOnly(2026, 3, 2), AccountName.DepositHeld(p), AccountName.Bank(1), Money.Yuan(1m)));
        var commits = drafts.Chunk(size).ToList();
        return await Measure.TimeAsync(async () =>
        {
            foreach (var commit in commits)
            {
                await using var db = database.NewContext();
                await db.InTransactionAsync(() => new LedgerPoster(db).PostAsync(1, commit, TestSite.Start, CancellationToken.None), CancellationToken.None);
            }
        });
    }

    private static async Task<Taken> RawAsync(DatabaseKind kind, int size)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using DbConnection connection = kind == DatabaseKind.Sqlite ? new SqliteConnection(database.ConnectionString) : new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        if (kind == DatabaseKind.Sqlite)
        {
            await ExecuteAsync(connection, null, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;");
        }

        await ExecuteAsync(connection, null, "INSERT INTO account (id, centre_id, class, subject, currency) VALUES (1000000, 1, 'Bank', '1', 'CNY')");
        return await Measure.TimeAsync(async () =>
        {
            foreach (var commit in Enumerable.Range(1, Entries).Chunk(size))
            {
                await using var transaction = await connection.BeginTransactionAsync();
                foreach (var id in commit)
                {
                    await ExecuteAsync(connection, transaction, EntrySql(kind, id));
                }

                await transaction.CommitAsync();
            }
        });
    }

    private static string EntrySql(DatabaseKind kind, int id)
    {
        var sqlite = kind == DatabaseKind.Sqlite;
        var (day, at, hash) = ("'2026-03-02'", sqlite ? "1772413200000" : "'2026-03-02T01:00:00Z'", sqlite ? "zeroblob(32)" : "decode(repeat('00', 32), 'hex')");
        return $"""
            INSERT INTO account (id, centre_id, class, subject, currency) VALUES ({id}, 1, 'DepositHeld', '{id:D32}', 'CNY');
            INSERT INTO account_balance (account_id, posted, held) VALUES ({id}, 0, 0);
            UPDATE account_balance SET posted = posted + 100 WHERE account_id = {id} AND posted + 100 - held >= 0;
            INSERT INTO journal_entry (id, centre_id, key, kind, subject, value_on, posted_on, booked_at_utc, reverses_id, request_hash)
              VALUES ({id}, 1, 'deposit-received:{id:D32}', 'deposit-received', '{id:D32}', {day}, {day}, {at}, NULL, {hash});
            INSERT INTO posting (entry_id, line, account_id, amount) VALUES ({id}, 0, 1000000, 100), ({id}, 1, {id}, -100);
            INSERT INTO entry_seal (entry_id) VALUES ({id});
            """;
    }

    private static async Task ExecuteAsync(DbConnection connection, DbTransaction? transaction, string sql)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
