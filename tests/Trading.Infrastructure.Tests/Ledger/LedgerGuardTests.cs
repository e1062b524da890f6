using Microsoft.EntityFrameworkCore;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.TestKit;

namespace Trading.Infrastructure.Tests.Ledger;

/// <summary>What the database itself refuses, whoever asks: the system's own code is not involved.</summary>
public sealed class LedgerGuardTests
{
    private static readonly DateTime Now = new(2026, 3, 2, 1, 0, 0, DateTimeKind.Utc);
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly Guid P1 = Guid.Parse("11111111-1111-4111-8111-111111111111");

    private static EntryDraft Deposit(Guid participation, long fen) => EntryDraft.Transfer(
        $"deposit-received:{participation:N}", EntryKinds.DepositReceived, participation.ToString("N"), Today,
        credit: AccountName.DepositHeld(participation), debit: AccountName.Bank(1), new Money(fen));

    private static async Task PostAsync(TestDatabase database, params EntryDraft[] drafts)
    {
        await using var db = database.NewContext();
        await db.InTransactionAsync(() => new LedgerPoster(db).PostAsync(1, drafts, Now, CancellationToken.None), CancellationToken.None);
    }

    private static async Task AssertRefusedAsync(TestDatabase database, string sql)
    {
        var refusal = await Record.ExceptionAsync(() => database.TamperAsync(sql));
        Assert.NotNull(refusal);
        Assert.Contains(refusal.GetType().Name, (string[])["SqliteException", "PostgresException"]);
    }

    [Theory, OnEveryDatabase]
    public async Task Journal_SealedRow_CannotBeChangedOrDeleted(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await PostAsync(database, Deposit(P1, 60_000_00));

        await AssertRefusedAsync(database, "UPDATE posting SET amount = amount + 1");
        await AssertRefusedAsync(database, "DELETE FROM posting");
        await AssertRefusedAsync(database, "UPDATE journal_entry SET kind = 'x'");
        await AssertRefusedAsync(database, "DELETE FROM journal_entry");
        await AssertRefusedAsync(database, "DELETE FROM entry_seal");
        await AssertRefusedAsync(database, "UPDATE account SET subject = 'x'");

        await AssertLedger.HoldsAsync(database, Now);
    }

    [Theory, OnEveryDatabase]
    public async Task Journal_LateThirdPosting_IsRefused(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await PostAsync(database, Deposit(P1, 60_000_00));

        await AssertRefusedAsync(database, "INSERT INTO posting (entry_id, line, account_id, amount) SELECT entry_id, 9, account_id, 1 FROM posting LIMIT 1");
    }

    [Theory, OnEveryDatabase]
    public async Task Journal_UnbalancedEntry_CannotBeSealed(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await PostAsync(database, Deposit(P1, 60_000_00));

        await AssertRefusedAsync(database, Entry(900, [1, -2], seal: true));
        await AssertRefusedAsync(database, Entry(901, [5], seal: true));
        Assert.Equal(0, await database.TamperAsync("DELETE FROM account WHERE id < 0"));
    }

    [Theory, OnEveryDatabase]
    public async Task Journal_EntryWithoutSeal_CannotBeCommitted(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await PostAsync(database, Deposit(P1, 60_000_00));

        await AssertRefusedAsync(database, Entry(902, [1, -1], seal: false));
        await database.TamperAsync(Entry(903, [1, -1], seal: true));
    }

    [Theory, OnEveryDatabase]
    public async Task Balance_Overdrawn_IsRefusedByCheck(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await PostAsync(database, Deposit(P1, 60_000_00));

        await AssertRefusedAsync(database, "UPDATE account_balance SET held = 6000001");
        await AssertRefusedAsync(database, "UPDATE account_balance SET posted = -1");
    }

    [Theory]
    [InlineData("journal_entry", "id, centre_id, key, kind, subject, value_on, posted_on, booked_at_utc, request_hash")]
    [InlineData("journal_entry", "id + 90, centre_id, key, kind, subject, value_on, posted_on, booked_at_utc, request_hash")]
    [InlineData("posting", "entry_id, line, account_id, 7")]
    [InlineData("entry_seal", "entry_id")]
    [InlineData("entry_link", "seq, entry_id, prev_hash, hash, linked_at_utc")]
    [InlineData("entry_link", "seq + 90, entry_id, prev_hash, hash, linked_at_utc")]
    public async Task Journal_InsertOrReplaceOnSqlite_IsRefusedWithAndWithoutRecursiveTriggers(string table, string values)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await PostAsync(database, Deposit(P1, 60_000_00));
        await AssertLedger.HoldsAsync(database, Now);
        var columns = values.Replace(" + 90", "", StringComparison.Ordinal).Replace("account_id, 7", "account_id, amount", StringComparison.Ordinal);
        var replace = $"INSERT OR REPLACE INTO {table} ({columns}) SELECT {values} FROM {table};";

        await AssertRefusedAsync(database, "PRAGMA recursive_triggers = ON; PRAGMA foreign_keys = OFF; " + replace);
        await AssertRefusedAsync(database, "PRAGMA recursive_triggers = OFF; PRAGMA foreign_keys = OFF; " + replace);

        await AssertLedger.HoldsAsync(database, Now);
    }

    [Fact]
    public async Task Tables_TruncatedOnPostgres_AreRefused()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        await PostAsync(database, Deposit(P1, 60_000_00));

        foreach (var table in (string[])[.. AppendOnlyTables.Names, "hold", "repayment", "repayment_batch"])
        {
            var refusal = await Record.ExceptionAsync(() => database.TamperAsync($"TRUNCATE {table} CASCADE"));
            Assert.Contains("rows are only ever added", refusal?.Message ?? "", StringComparison.Ordinal);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Hold_KeepsItsAccountLotAndAmount_AndIsNeverDeleted(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await PostAsync(database, Deposit(P1, 60_000_00));
        await using var db = database.NewContext();
        var (open, hold) = (new HoldKeeper(db), Guid.NewGuid());
        await db.InTransactionAsync(() => open.OpenAsync(hold, 1, AccountName.DepositHeld(P1), 7, new Money(1_000), Now, CancellationToken.None), CancellationToken.None);

        await AssertRefusedAsync(database, "UPDATE hold SET amount = amount - 1");
        await AssertRefusedAsync(database, "UPDATE hold SET lot_id = 8");
        await AssertRefusedAsync(database, "UPDATE hold SET account_id = (SELECT MIN(id) FROM account WHERE id <> hold.account_id)");
        await AssertRefusedAsync(database, "DELETE FROM hold");
        await db.InTransactionAsync(() => open.ReleaseAsync(hold, Now, CancellationToken.None), CancellationToken.None);
        await AssertRefusedAsync(database, "UPDATE hold SET state = 'Open', released = 0");
        await AssertRefusedAsync(database, "DELETE FROM hold");

        await AssertLedger.HoldsAsync(database, Now);
    }

    [Theory, OnEveryDatabase]
    public async Task Guards_RaisedAgain_AreTheSame(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var before = await CatalogueAsync(database);

        await using (var db = database.NewOwnersContext())
        {
            await new DatabaseMigrator(db, new AppRole(PostgresCluster.Site)).RunAsync(CancellationToken.None);
        }

        Assert.NotEmpty(before);
        Assert.Equal(before, await CatalogueAsync(database));
        Assert.All(AppendOnlyTables.Names, table => Assert.Contains(before, row => row.Contains(table + "_no_", StringComparison.Ordinal)));
    }

    private static async Task<List<string>> CatalogueAsync(TestDatabase database)
    {
        await using var db = database.NewContext();
        return await db.Database.SqlQueryRaw<string>(
            database.Kind == DatabaseKind.Sqlite
                ? "SELECT name || ': ' || sql AS \"Value\" FROM sqlite_master WHERE type = 'trigger' OR name = 'journal_entry' ORDER BY name"
                : "SELECT tgname || ': ' || pg_get_triggerdef(oid) AS \"Value\" FROM pg_trigger WHERE NOT tgisinternal UNION ALL SELECT conname || ': ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE condeferrable ORDER BY 1").ToListAsync();
    }

    private static string Entry(long id, long[] amounts, bool seal) =>
        $"""
         BEGIN;
         INSERT INTO journal_entry (id, centre_id, key, kind, subject, value_on, posted_on, booked_at_utc, request_hash)
           SELECT {id}, centre_id, 'k{id}', kind, subject, value_on, posted_on, booked_at_utc, request_hash FROM journal_entry ORDER BY id LIMIT 1;
         {string.Concat(amounts.Select((a, i) => $"INSERT INTO posting (entry_id, line, account_id, amount) SELECT {id}, {i}, MIN(id), {a} FROM account;\n"))}
         {(seal ? $"INSERT INTO entry_seal (entry_id) VALUES ({id});" : "")}
         COMMIT;
         """;
}
