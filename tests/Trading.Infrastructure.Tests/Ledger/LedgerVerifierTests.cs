using Microsoft.Extensions.Time.Testing;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.TestKit;

namespace Trading.Infrastructure.Tests.Ledger;

/// <summary>Each check is shown to find its own kind of damage, done by somebody who first took the guards away.</summary>
public sealed class LedgerVerifierTests
{
    private static readonly DateTime Now = new(2026, 3, 2, 1, 0, 0, DateTimeKind.Utc);

    [Theory]
    [OnEveryDatabase("entries-balance", "UPDATE posting SET amount = amount + 1 WHERE line = 0 AND entry_id = 2")]
    [OnEveryDatabase("entries-have-two-postings", "DELETE FROM posting WHERE line = 0 AND entry_id = 2")]
    [OnEveryDatabase("balances-match-postings", "UPDATE account_balance SET posted = posted + 1")]
    [OnEveryDatabase("balances-match-holds", "UPDATE account_balance SET held = 1")]
    [OnEveryDatabase("balances-exist", "DELETE FROM account_balance WHERE account_id = (SELECT MIN(account_id) FROM account_balance)")]
    [OnEveryDatabase("reversals-mirror", "UPDATE journal_entry SET reverses_id = 1 WHERE id = 2")]
    [OnEveryDatabase("keys-once", "DROP INDEX ix_journal_entry_key; UPDATE journal_entry SET key = 'k1' WHERE id = 2")]
    [OnEveryDatabase("reversed-once", "DROP INDEX ix_journal_entry_reverses_id; UPDATE journal_entry SET reverses_id = 1 WHERE id > 1")]
    [OnEveryDatabase("requests-match-entries", "UPDATE journal_entry SET kind = 'fee-charged' WHERE id = 2")]
    [OnEveryDatabase("requests-match-entries", "UPDATE posting SET amount = amount + 1 WHERE entry_id = 2")]
    [OnEveryDatabase("journal-chain", "UPDATE journal_entry SET posted_on = '2026-03-03' WHERE id = 2")]
    [OnEveryDatabase("journal-chain", "UPDATE journal_entry SET subject = 'x' WHERE id = 2")]
    [OnEveryDatabase("journal-chain", "DELETE FROM entry_link WHERE seq = 2")]
    [OnEveryDatabase("journal-chain", "DELETE FROM entry_link WHERE seq = 3")]
    public async Task Verify_AfterTampering_NamesTheCheck(DatabaseKind kind, string check, string damage)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var db = database.NewContext();
        var drafts = Enumerable.Range(1, 3).Select(i => EntryDraft.Transfer(
            $"k{i}", EntryKinds.DepositReceived, "s", new DateOnly(2026, 3, 2), AccountName.DepositHeld(new Guid(i, 0, 0, new byte[8])), AccountName.Bank(1), new Money(i * 100))).ToArray();
        await db.InTransactionAsync(() => new LedgerPoster(db).PostAsync(1, drafts, Now, CancellationToken.None), CancellationToken.None);
        await AssertLedger.HoldsAsync(database, Now);

        await DropGuardsAsync(database);
        await database.TamperAsync(damage);

        var later = new FakeTimeProvider(new DateTimeOffset(Now.AddHours(2), TimeSpan.Zero));
        var findings = await new LedgerVerifier(db, later).RunAsync(CancellationToken.None);
        var found = Assert.Single(findings, f => f.Check == check);
        Assert.False(found.Ok);
        Assert.NotNull(found.FirstOffender);
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_OfAPostingOfZero_NamesTheCheck(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var db = database.NewContext();
        var draft = EntryDraft.Transfer("k", EntryKinds.DepositReceived, "s", new DateOnly(2026, 3, 2), AccountName.DepositHeld(Guid.Empty), AccountName.Bank(1), new Money(1));
        await db.InTransactionAsync(() => new LedgerPoster(db).PostAsync(1, draft, Now, CancellationToken.None), CancellationToken.None);

        await database.TamperUnguardedAsync(
            (kind == DatabaseKind.Sqlite ? "PRAGMA ignore_check_constraints = ON; " : "ALTER TABLE posting DROP CONSTRAINT ck_posting_amount; ") + "UPDATE posting SET amount = 0");

        Assert.Equal("journal_entry 1", Assert.Single(await new LedgerVerifier(db, TimeProvider.System).RunAsync(CancellationToken.None), f => f.Check == "postings-not-zero").FirstOffender);
    }

    private static Task<int> DropGuardsAsync(TestDatabase database) => database.TamperAsync(database.Kind == DatabaseKind.Sqlite
        ? string.Concat(AppendOnlyTables.Names.Select(t => $"DROP TRIGGER {t}_no_update; DROP TRIGGER {t}_no_delete;"))
        : string.Concat(AppendOnlyTables.Names.Select(t => $"DROP TRIGGER {t}_no_change ON {t};")));
}
