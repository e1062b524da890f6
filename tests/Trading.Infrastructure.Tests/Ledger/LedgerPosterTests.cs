using Microsoft.EntityFrameworkCore;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.TestKit;

namespace Trading.Infrastructure.Tests.Ledger;

public sealed class LedgerPosterTests
{
    private static readonly DateTime Now = new(2026, 3, 2, 1, 0, 0, DateTimeKind.Utc);
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly Guid P1 = Guid.Parse("11111111-1111-4111-8111-111111111111");
    private static readonly Guid R1 = Guid.Parse("22222222-2222-4222-8222-222222222222");

    private static EntryDraft Received(long fen) => EntryDraft.Transfer(
        $"deposit-received:{P1:N}", EntryKinds.DepositReceived, P1.ToString("N"), Today, AccountName.DepositHeld(P1), AccountName.Bank(1), new Money(fen));

    private static EntryDraft Repaid(long fen) => EntryDraft.Transfer(
        $"deposit-repayment-sent:{P1:N}", EntryKinds.DepositRepaymentSent, P1.ToString("N"), Today,
        AccountName.RepaymentInTransit(R1), AccountName.DepositHeld(P1), new Money(fen));

    private static Task<PostOutcome> PostAsync(TradingDbContext db, EntryDraft draft) =>
        db.InTransactionAsync(() => new LedgerPoster(db).PostAsync(1, draft, Now, CancellationToken.None), CancellationToken.None);

    [Theory, OnEveryDatabase]
    public async Task Post_SameKeyAndContentTwice_BooksOnce(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var db = database.NewContext();

        Assert.Equal(PostOutcome.Posted, await PostAsync(db, Received(60_000_00)));
        Assert.Equal(PostOutcome.AlreadyPosted, await PostAsync(db, Received(60_000_00)));

        Assert.Equal(1, await db.Set<JournalEntry>().CountAsync());
        await AssertLedger.HoldsAsync(database, Now);
    }

    [Theory, OnEveryDatabase]
    public async Task Post_SameKeyOtherAmount_IsRefused(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var db = database.NewContext();
        await PostAsync(db, Received(60_000_00));

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => PostAsync(db, Received(60_000_01)));

        Assert.Equal(LedgerRules.KeyReused, refusal.Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task Post_RepaymentOneFenOverTheDeposit_IsRefused(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var db = database.NewContext();
        await PostAsync(db, Received(60_000_00));

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => PostAsync(db, Repaid(60_000_01)));
        Assert.Equal(LedgerRules.NotAvailable, refusal.Rule);
        Assert.Equal(PostOutcome.Posted, await PostAsync(db, Repaid(60_000_00)));
    }

    [Theory, OnEveryDatabase]
    public async Task Post_WithoutTransaction_IsABug(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var db = database.NewContext();

        await Assert.ThrowsAsync<InvalidOperationException>(() => new LedgerPoster(db).PostAsync(1, Received(1), Now, CancellationToken.None));
    }

    [Theory, OnEveryDatabase]
    public async Task Reversal_PostedTwice_IsBookedOnce(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var db = database.NewContext();
        await PostAsync(db, Received(60_000_00));

        Assert.Equal(PostOutcome.Posted, await PostAsync(db, Received(60_000_00).Reversal(Today)));
        Assert.Equal(PostOutcome.AlreadyPosted, await PostAsync(db, Received(60_000_00).Reversal(Today)));

        var reversal = await db.Set<JournalEntry>().SingleAsync(e => e.Kind == EntryKinds.Reversal);
        Assert.Equal(await db.Set<JournalEntry>().Where(e => e.Kind == EntryKinds.DepositReceived).Select(e => e.Id).SingleAsync(), reversal.ReversesId);
        await AssertLedger.HoldsAsync(database, Now);
    }

    [Theory, OnEveryDatabase]
    public async Task Post_ThousandEntriesAtOnce_AllSealedAndChained(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var db = database.NewContext();
        var drafts = Enumerable.Range(1, 1000).Select(i => EntryDraft.Transfer(
            $"deposit-received:{i}", EntryKinds.DepositReceived, "s", Today, AccountName.DepositHeld(new Guid(i, 0, 0, new byte[8])), AccountName.Bank(1), new Money(i))).ToArray();

        await db.InTransactionAsync(() => new LedgerPoster(db).PostAsync(1, drafts, Now, CancellationToken.None), CancellationToken.None);

        Assert.Equal(1000, await db.Set<EntrySeal>().CountAsync());
        Assert.Equal(500_500, (await db.Set<AccountBalance>().Select(b => b.Posted).ToListAsync()).Sum(m => m.Fen));
        await AssertLedger.HoldsAsync(database, Now);
    }

    [Theory, OnEveryDatabase]
    public async Task Post_SameKeyFromManyAtOnce_BooksOnce(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);

        var attempts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            await using var db = database.NewContext();
            return await Record.ExceptionAsync(() => PostAsync(db, Received(60_000_00)));
        })));

        // A loser of the race on PostgreSQL sees the unique key; told again, it learns that the entry is there.
        Assert.All(attempts, e => Assert.True(e is null || e.IsDuplicateKey(), e?.ToString()));
        await using var check = database.NewContext();
        Assert.Equal(PostOutcome.AlreadyPosted, await PostAsync(check, Received(60_000_00)));
        Assert.Equal(1, await check.Set<JournalEntry>().CountAsync());
        await AssertLedger.HoldsAsync(database, Now);
    }

    [Theory, OnEveryDatabase]
    public async Task Post_DifferentKeysFromManyAtOnce_BooksAll(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);

        await Task.WhenAll(Enumerable.Range(1, 8).Select(poster => Task.Run(async () =>
        {
            await using var db = database.NewContext();
            for (var round = 1; round <= 25; round++)
            {
                var drafts = Enumerable.Range(1, 3).Select(i => EntryDraft.Transfer(
                    $"deposit-received:{poster}-{round}-{i}", EntryKinds.DepositReceived, "s", Today,
                    AccountName.DepositHeld(new Guid(poster, 0, 0, new byte[8])), AccountName.Bank(1), new Money(i))).ToArray();
                await db.InTransactionAsync(() => new LedgerPoster(db).PostAsync(1, drafts, Now, CancellationToken.None), CancellationToken.None);
            }
        })));

        await using var check = database.NewContext();
        Assert.Equal(8 * 25 * 3, await check.Set<JournalEntry>().CountAsync());
        await AssertLedger.HoldsAsync(database, Now);
    }

    [Theory, OnEveryDatabase]
    public async Task Hold_TakesFromAvailable_AndResolvesOnce(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var db = database.NewContext();
        await PostAsync(db, Received(60_000_00));
        var (holds, hold, deposit) = (new HoldKeeper(db), Guid.NewGuid(), AccountName.DepositHeld(P1));
        Task InTransaction(Func<Task> work) => db.InTransactionAsync(work, CancellationToken.None);

        await InTransaction(() => holds.OpenAsync(hold, 1, deposit, 7, new Money(60_000_00), Now, CancellationToken.None));
        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => PostAsync(db, Repaid(1)));
        Assert.Equal(LedgerRules.NotAvailable, refusal.Rule);

        Assert.True(await db.InTransactionAsync(() => holds.ReleaseAsync(hold, Now, CancellationToken.None), CancellationToken.None));
        Assert.False(await db.InTransactionAsync(() => holds.ReleaseAsync(hold, Now, CancellationToken.None), CancellationToken.None));
        Assert.Equal(PostOutcome.Posted, await PostAsync(db, Repaid(60_000_00)));
        await AssertLedger.HoldsAsync(database, Now);
    }
}
