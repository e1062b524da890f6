using Microsoft.EntityFrameworkCore;
using Trading.Domain.Closing;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Closing;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Closing;

/// <summary>A month is closed by two people, in its turn, and nothing posts into it afterwards.</summary>
public sealed class MonthCloseServiceTests
{
    private static readonly Acting Maker = new(31);
    private static readonly Acting Checker = new(32);
    private static readonly DateOnly March = new(2026, 3, 1);
    private static readonly DateOnly April = new(2026, 4, 1);
    private static readonly DateTime InApril = new(2026, 4, 1, 1, 0, 0, DateTimeKind.Utc);

    [Theory, OnEveryDatabase]
    public async Task Close_InItsTurn_ByTwo_SendsWhatComesLateToTheOpenMonth(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await CoveredAsync(site);

        // A second before midnight in Beijing, and at midnight.
        site.Be(new DateTime(2026, 3, 31, 15, 59, 59, DateTimeKind.Utc));
        var early = await Assert.ThrowsAsync<RuleBrokenException>(() => ProposeAsync(site));
        Assert.Equal((ClosingRules.NotEnded, new DateOnly(2026, 3, 31)), (early.Rule, early.Limits[0]));
        site.Be(new DateTime(2026, 3, 31, 16, 0, 0, DateTimeKind.Utc));
        Assert.Equal(ClosingRules.OutOfOrder, await RefusalAsync(ProposeAsync(site, April)));
        var id = await ProposeAsync(site);
        Assert.Equal(ClosingRules.Waiting, await RefusalAsync(ProposeAsync(site)));
        Assert.Equal(SharedRules.MakerIsChecker, await RefusalAsync(CloseAsync(site, id, Maker)));
        await site.AssertLedgerAsync();

        site.Be(InApril);
        await CloseAsync(site, id);

        Assert.Equal(ClosingRules.Decided, await RefusalAsync(CloseAsync(site, id)));
        var closed = await site.DbAsync(db => db.Set<AccountingPeriod>().SingleAsync());
        Assert.Equal((PeriodState.Closed, 2L, "CNY=50700"), (closed.State, closed.Entries, closed.Debits));
        Assert.Equal(
            ["month-close-proposed", "month-closed"],
            await site.DbAsync(db => db.Set<ProcedureEvent>().Where(e => e.Kind.StartsWith("month-")).OrderBy(e => e.AtUtc).Select(e => e.Kind).ToListAsync()));

        // The bank's April statement brings a line of March.
        await bank.ImportAsync(bank.In(TestBidder.Of(1), Money.Yuan(9m)) with { BookedUtc = new DateTime(2026, 3, 30, 1, 0, 0, DateTimeKind.Utc) });
        Assert.Equal(
            [(new DateOnly(2026, 3, 2), new DateOnly(2026, 3, 2)), (new DateOnly(2026, 3, 30), April), (new DateOnly(2026, 3, 31), new DateOnly(2026, 3, 31))],
            (await site.DbAsync(db => db.Set<JournalEntry>().OrderBy(e => e.ValueOn).ToListAsync())).Select(e => (e.ValueOn, e.PostedOn)));
        await site.AssertLedgerAsync();
        Assert.Equal(ClosingRules.NotEnded, await RefusalAsync(ProposeAsync(site, April)));
    }

    [Theory, OnEveryDatabase]
    public async Task Correction_OfAClosedMonth_PostsInTheOpenOne_AndNamesTheEntry(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        await CoveredAsync(site);
        var charged = EntryDraft.Transfer("k1", EntryKinds.FeeCharged, "s", new DateOnly(2026, 3, 9), AccountName.FeeIncome(""), AccountName.FeeReceivable(Guid.Empty), Money.Yuan(4m));
        await PostAsync(site, charged);
        site.Be(InApril);
        await CloseAsync(site, await ProposeAsync(site));

        await PostAsync(site, charged.Reversal(new DateOnly(2026, 3, 9)));

        var page = await site.UseAsync((JournalQueries q) => q.PageAsync(
            TenderBuilder.Centre, new JournalFilter(JournalDay.Posted, April, null, AccountClass.FeeIncome, null), 0, 10, default));
        var line = Assert.Single(page.Lines);
        Assert.Equal((EntryKinds.Reversal, April, (DateOnly?)new DateOnly(2026, 3, 9)), (line.Kind, line.PostedOn, line.Reverses));
        // The month's own balance stays, and the reversal is in the next one.
        Assert.Equal((-Money.Yuan(4m), Money.Yuan(4m)), (page.Opening, page.Debit));
        // What leaves the platform says so too, beside the day on which the money counts.
        Assert.Contains(",2026-03-09,2026-04-01,", await ExportedAsync(site, JournalFormat.Csv), StringComparison.Ordinal);
        Assert.Contains("=2026-03-09 * reversal", await ExportedAsync(site, JournalFormat.Ledger), StringComparison.Ordinal);
        Assert.Contains("    ; posted: 2026-04-01\n", await ExportedAsync(site, JournalFormat.Ledger), StringComparison.Ordinal);
        Assert.All(await site.UseAsync((ClosingVerifier v) => v.RunAsync(default)), f => Assert.True(f.Ok, f.Check));
    }

    [Theory, OnEveryDatabase]
    public async Task Close_WhereAnAccountDoesNotTie_NeedsAReason_AndIsOfWhatWasProposed(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);
        await bank.ImportAsync(bank.In(TestBidder.Of(1), Money.Yuan(500m)));
        site.Be(InApril);

        // The statements reach to the second of March only.
        Assert.Equal(ClosingRules.Unexplained, await RefusalAsync(ProposeAsync(site, reason: " ")));
        var first = await ProposeAsync(site, reason: "银行尚未出具对账单");
        site.Be(InApril.AddHours(1));
        await bank.ImportAsync(bank.In(TestBidder.Of(2), Money.Yuan(7m)) with { BookedUtc = new DateTime(2026, 3, 31, 1, 0, 0, DateTimeKind.Utc) });
        Assert.Equal(ClosingRules.Changed, await RefusalAsync(CloseAsync(site, first)));
        await site.UseAsync((MonthCloseService s) => s.DeclineAsync(first, "对账单已到", Checker, default));

        var second = await ProposeAsync(site);
        await site.Database.TamperUnguardedAsync("UPDATE accounting_period SET proposed_by = 33 WHERE state = 'Proposed'");
        Assert.Equal(ClosingRules.Changed, await RefusalAsync(CloseAsync(site, second)));
        await site.Database.TamperUnguardedAsync("UPDATE accounting_period SET proposed_by = 31 WHERE state = 'Proposed'");
        await CloseAsync(site, second);

        Assert.Equal([PeriodState.Declined, PeriodState.Closed], (await site.UseAsync((MonthCloseQueries q) => q.ListAsync(TenderBuilder.Centre, default))).Select(p => p.State).Order().Reverse());
    }

    [Theory, OnEveryDatabase]
    public async Task Close_WithAnEntryWithoutASeal_IsRefused(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        await CoveredAsync(site);
        site.Be(InApril);
        var id = await ProposeAsync(site);
        await site.Database.TamperUnguardedAsync("DELETE FROM unchained_entry; DELETE FROM entry_seal WHERE entry_id = (SELECT MIN(id) FROM journal_entry)");

        Assert.Equal(ClosingRules.EntriesUnsound, await RefusalAsync(CloseAsync(site, id)));
        Assert.Equal(PeriodState.Proposed, await site.DbAsync(db => db.Set<AccountingPeriod>().Select(p => p.State).SingleAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task Database_RefusesAPostingIntoAClosedMonth_AndAnyChangeOfTheClose(DatabaseKind kind)
    {
        await using var site = await ClosedAsync(kind);
        var database = site.Database;

        await AssertRefusedAsync(database, Entry(900, "2026-03-05", "2026-03-05"), "the month is closed");
        await AssertRefusedAsync(database, Entry(901, "2026-04-05", "2026-03-31"), "the month is closed");
        await AssertRefusedAsync(database, Entry(902, "2026-04-05", "2026-05-01"), "the accounting day");
        await AssertRefusedAsync(database, Entry(903, "2026-03-05", "2026-04-02"), "the accounting day");
        await database.TamperAsync(Entry(904, "2026-03-05", "2026-04-01"));
        await database.TamperAsync(Entry(905, "2026-04-05", "2026-04-05"));

        await AssertRefusedAsync(database, "UPDATE accounting_period SET entries = entries + 1", "decided once");
        await AssertRefusedAsync(database, "UPDATE accounting_period SET state = 'Declined', entries = NULL", "decided once");
        await AssertRefusedAsync(database, "DELETE FROM accounting_period", "only ever added");
        await AssertRefusedAsync(database, Period(1, "2026-04-01", "2026-05-01", "Closed"), "begins as a proposal");
        await AssertRefusedAsync(database, Period(1, "2026-04-01", "2026-06-01", "Proposed"), "for one month");
        await database.TamperAsync(Period(1, "2026-05-01", "2026-06-01", "Proposed"));
        await AssertRefusedAsync(database, Decided(32), "one after another");
        await database.TamperAsync(Period(2, "2026-04-01", "2026-05-01", "Proposed"));
        await AssertRefusedAsync(database, Decided(31) + " AND month = '2026-04-01'", "four_eyes");
    }

    [Theory, OnEveryDatabase]
    public async Task Close_WaitsForAPosting_AndAPostingForTheClose(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        await CoveredAsync(site);
        site.Be(InApril);
        var id = await ProposeAsync(site);
        await using var posting = site.Database.NewContext();
        var transaction = await posting.Database.BeginTransactionAsync();
        await new LedgerPoster(posting).PostAsync(TenderBuilder.Centre, Late(1), site.NowUtc, default);

        var close = Task.Run(() => CloseAsync(site, id));
        Assert.NotSame(close, await Task.WhenAny(close, Task.Delay(300)));
        await transaction.CommitAsync();
        await transaction.DisposeAsync();
        await close;

        // What was under way is in the month and in its totals.
        Assert.Equal(3, (await site.DbAsync(db => db.Set<AccountingPeriod>().SingleAsync())).Entries);
        site.Be(new DateTime(2026, 5, 1, 1, 0, 0, DateTimeKind.Utc));
        var next = await ProposeAsync(site, April, "银行尚未出具对账单");
        var (post, other) = await site.UseAsync(async (IServiceProvider services) =>
        {
            var db = (TradingDbContext)services.GetService(typeof(TradingDbContext))!;
            await using var closing = await db.Database.BeginTransactionAsync();
            await ((MonthCloseService)services.GetService(typeof(MonthCloseService))!).CloseAsync(next, Checker, default);
            var waiting = Task.Run(() => PostAsync(site, Late(2)));
            var first = await Task.WhenAny(waiting, Task.Delay(300));
            await closing.CommitAsync();
            return (waiting, first);
        });
        Assert.NotSame(post, other);
        await post;

        Assert.Equal(new DateOnly(2026, 5, 1), await site.DbAsync(db => db.Set<JournalEntry>().Where(e => e.Key == "late2").Select(e => e.PostedOn).SingleAsync()));
        Assert.All(await site.UseAsync((ClosingVerifier v) => v.RunAsync(default)), f => Assert.True(f.Ok, f.Check));
    }

    [Theory]
    [OnEveryDatabase("no-posting-into-closed-period", "UPDATE journal_entry SET posted_on = '2026-03-31' WHERE posted_on = '2026-04-01'")]
    [OnEveryDatabase("no-posting-into-closed-period", "UPDATE journal_entry SET posted_on = '2026-03-05' WHERE posted_on = '2026-03-02'")]
    [OnEveryDatabase("no-posting-into-closed-period", "UPDATE journal_entry SET value_on = '2026-04-02' WHERE posted_on = '2026-04-01'")]
    [OnEveryDatabase("closed-periods-unchanged", "UPDATE accounting_period SET entries = entries + 1")]
    [OnEveryDatabase("closed-periods-unchanged", "UPDATE accounting_period SET debits = 'CNY=1'")]
    [OnEveryDatabase("closed-periods-unchanged", "UPDATE posting SET amount = amount * 2 WHERE entry_id = (SELECT MIN(id) FROM journal_entry)")]
    public async Task Verify_AfterTampering_NamesTheCheck(DatabaseKind kind, string check, string damage)
    {
        await using var site = await ClosedAsync(kind);
        await PostAsync(site, Late(1));
        Assert.All(await site.UseAsync((ClosingVerifier v) => v.RunAsync(default)), f => Assert.True(f.Ok, f.Check));

        await site.Database.TamperUnguardedAsync(damage);

        Assert.Contains(await site.UseAsync((ClosingVerifier v) => v.RunAsync(default)), f => f.Check == check && !f.Ok && f.FirstOffender is not null);
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_OfAMonthClosedByItsProposer_NamesIt(DatabaseKind kind)
    {
        await using var site = await ClosedAsync(kind);

        await site.Database.TamperUnguardedAsync(
            (kind == DatabaseKind.Sqlite ? "PRAGMA ignore_check_constraints = ON; " : "ALTER TABLE accounting_period DROP CONSTRAINT ck_accounting_period_four_eyes; ")
            + "UPDATE accounting_period SET decided_by = proposed_by");

        Assert.Equal(["months-closed-by-two"], (await site.UseAsync((ClosingVerifier v) => v.RunAsync(default))).Where(f => !f.Ok).Select(f => f.Check));
    }

    private static EntryDraft Late(int number) => EntryDraft.Transfer(
        $"late{number}", EntryKinds.FeeCharged, "s", new DateOnly(2026, 3, 10), AccountName.FeeIncome(""), AccountName.FeeReceivable(Guid.Empty), Money.Yuan(number));

    /// <summary>A bank whose statements reach to the end of March, with 500.00 and 7.00 in suspense.</summary>
    private static async Task<TestBank> CoveredAsync(TestSite site)
    {
        var bank = await TestBank.OpenAsync(site);
        await bank.ImportAsync(bank.In(TestBidder.Of(1), Money.Yuan(500m)));
        site.Be(new DateTime(2026, 3, 31, 2, 0, 0, DateTimeKind.Utc));
        await bank.ImportAsync(bank.In(TestBidder.Of(2), Money.Yuan(7m)));
        return bank;
    }

    private static async Task<TestSite> ClosedAsync(DatabaseKind kind)
    {
        var site = await TestSite.CreateAsync(kind);
        await CoveredAsync(site);
        site.Be(InApril);
        await CloseAsync(site, await ProposeAsync(site));
        return site;
    }

    private static Task<Guid> ProposeAsync(TestSite site, DateOnly? month = null, string? reason = null) =>
        site.UseAsync((MonthCloseService s) => s.ProposeAsync(TenderBuilder.Centre, month ?? March, reason, Maker, default));

    private static Task CloseAsync(TestSite site, Guid id, Acting? checker = null) => site.UseAsync((MonthCloseService s) => s.CloseAsync(id, checker ?? Checker, default));

    private static Task PostAsync(TestSite site, EntryDraft draft) => site.UseAsync(
        (TradingDbContext db) => db.InTransactionAsync(() => new LedgerPoster(db).PostAsync(TenderBuilder.Centre, draft, site.NowUtc, default), default));

    private static async Task<string> RefusalAsync(Task refused) => (await Assert.ThrowsAsync<RuleBrokenException>(() => refused)).Rule;

    private static async Task AssertRefusedAsync(TestDatabase database, string sql, string because)
    {
        var refusal = await Record.ExceptionAsync(() => database.TamperAsync(sql));
        Assert.Contains(because, refusal?.Message ?? "done", StringComparison.Ordinal);
    }

    private static string Entry(long id, string valueOn, string postedOn) =>
        $"""
         BEGIN;
         INSERT INTO journal_entry (id, centre_id, key, kind, subject, value_on, posted_on, booked_at_utc, request_hash)
           SELECT {id}, centre_id, 'k{id}', kind, subject, '{valueOn}', '{postedOn}', booked_at_utc, request_hash FROM journal_entry ORDER BY id LIMIT 1;
         INSERT INTO posting (entry_id, line, account_id, amount) SELECT {id}, 0, MIN(id), 1 FROM account;
         INSERT INTO posting (entry_id, line, account_id, amount) SELECT {id}, 1, MAX(id), -1 FROM account;
         INSERT INTO entry_seal (entry_id) VALUES ({id});
         COMMIT;
         """;

    private static string Period(int number, string month, string next, string state) =>
        $"""
         INSERT INTO accounting_period (id, centre_id, month, next_month, state, proofs, proposed_by, proposed_at_utc, content_hash, version, decided_by, entries, debits, last_entry_id)
           SELECT '{new Guid(number, 0, 0, new byte[8])}', centre_id, '{month}', '{next}', '{state}', proofs, 31, proposed_at_utc, content_hash, 0,
             {(state == "Closed" ? "32, 0, '-', 0" : "NULL, NULL, NULL, NULL")} FROM accounting_period WHERE state = 'Closed'
         """;

    private static string Decided(int by) => $"UPDATE accounting_period SET state = 'Closed', decided_by = {by}, entries = 0, debits = '-', last_entry_id = 0 WHERE state = 'Proposed'";

    private static async Task<string> ExportedAsync(TestSite site, JournalFormat format)
    {
        using var file = new MemoryStream();
        await site.UseAsync((JournalExport e) => e.WriteAsync(format, file, default));
        return System.Text.Encoding.UTF8.GetString(file.ToArray());
    }
}
