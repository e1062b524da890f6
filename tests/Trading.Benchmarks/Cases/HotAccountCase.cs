using Npgsql;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Benchmarks.Cases;

/// <summary>Many clients who all post to one account that may not be overdrawn, an entry a commit, on PostgreSQL; against the same rows by plain SQL.</summary>
internal static class HotAccountCase
{
    private const int Entries = 640;
    private static readonly Guid Hot = new("00000000-0000-4000-8000-000000000001");

    public static async Task<IReadOnlyList<Row>> RunAsync(Options options)
    {
        var rows = new List<Row>();
        foreach (var clients in new[] { 8, 32 })
        {
            var (ours, theirs) = await Measure.AlternateAsync(options.Rounds, () => TimeAsync(clients, PostAsync), () => TimeAsync(clients, RawAsync));
            rows.Add(new Row($"{Entries} entries on one account, {clients} clients, Postgres", "entries", ours, theirs, "the same rows and commits by plain SQL", Entries));
        }

        return rows;
    }

    private static async Task<Taken> TimeAsync(int clients, Func<TestDatabase, int, Task> post)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        await PostAsync(database, 0);
        return await Measure.TimeAsync(() => Parallel.ForEachAsync(
            Enumerable.Range(1, Entries), new ParallelOptions { MaxDegreeOfParallelism = clients }, async (number, _) => await post(database, number)));
    }

    private static async Task PostAsync(TestDatabase database, int number)
    {
        await using var db = database.NewContext();
        var draft = EntryDraft.Transfer(
            $"deposit-received:{number:D32}", EntryKinds.DepositReceived, Hot.ToString("N"), new DateOnly(2026, 3, 2), AccountName.DepositHeld(Hot), AccountName.Bank(1), Money.Yuan(1m));
        await db.InTransactionAsync(() => new LedgerPoster(db).PostAsync(1, draft, TestSite.Start, CancellationToken.None), CancellationToken.None);
    }

    private static async Task RawAsync(TestDatabase database, int number)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"""
            UPDATE account_balance SET posted = posted + 100 WHERE account_id = (SELECT id FROM account WHERE class = 'DepositHeld') AND posted + 100 - held >= 0;
            INSERT INTO journal_entry (id, centre_id, key, kind, subject, value_on, posted_on, booked_at_utc, reverses_id, request_hash)
              SELECT nextval('journal_entry_id_seq'), 1, 'deposit-received:{number:D32}', 'deposit-received', '{Hot:N}', '2026-03-02', '2026-03-02', '2026-03-02T01:00:00Z', NULL, decode(repeat('00', 32), 'hex');
            INSERT INTO posting (entry_id, line, account_id, amount)
              SELECT currval('journal_entry_id_seq'), CASE WHEN a.class = 'Bank' THEN 0 ELSE 1 END, a.id, CASE WHEN a.class = 'Bank' THEN 100 ELSE -100 END FROM account a;
            INSERT INTO entry_seal (entry_id) VALUES (currval('journal_entry_id_seq'));
            """;
        await command.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
    }
}
