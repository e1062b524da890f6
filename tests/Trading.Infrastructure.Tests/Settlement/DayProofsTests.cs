using Trading.Domain.Shared;
using Trading.Infrastructure.Settlement;
using Trading.Infrastructure.Tests.Deposits;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Settlement;

/// <summary>A day of the bank beside the same day of the ledger, without what is of lots that are not opened.</summary>
public sealed class DayProofsTests
{
    private static readonly DateOnly Day = new(2026, 3, 2);

    [Theory, OnEveryDatabase]
    public async Task Day_BeforeTheOpening_TellsNothingOfTheLot_AndAfterItEveryLine(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.PaidAsync(kind, bidders: 2);
        // Of two statements of a day the later import is the later statement.
        scene.Site.Clock.Advance(TimeSpan.FromMinutes(1));
        await scene.Bank.ImportAsync(scene.Bank.In(TestBidder.Of(5), Money.Yuan(5m)), scene.Bank.Other(-Money.Yuan(2m), "手续费"));

        var before = await DayAsync(scene, Day);
        Assert.Equal(
            [new ProofRow(ProofPart.Suspense, Money.Yuan(3m), Money.Yuan(3m))], before.Rows);
        Assert.Equal((Money.Zero, Money.Zero, Money.Yuan(3m), Money.Yuan(3m)), (before.BankOpening, before.LedgerOpening, before.BankClosing, before.LedgerClosing));

        // One of the bidders' receipts is gone from the bank's lines: the difference shows, and the amount of the others does not.
        await scene.Site.Database.TamperUnguardedAsync("UPDATE bank_line SET amount = 1 WHERE state = 'Deposit' AND CAST(id AS TEXT) IN (SELECT MIN(CAST(id AS TEXT)) FROM bank_line WHERE state = 'Deposit')");
        var differs = await DayAsync(scene, Day);
        Assert.Equal(new ProofRow(ProofPart.Deposits, new Money(1) - Money.Yuan(60_000m), Money.Zero), differs.Rows[0]);

        await scene.OpenAsync();
        var after = await DayAsync(scene, Day);
        Assert.Equal((Money.Yuan(120_000m), Money.Yuan(120_003m)), (after.Rows[0].Ledger, after.LedgerClosing));
        var next = await DayAsync(scene, Day.AddDays(1));
        Assert.Equal((Money.Yuan(120_003m), 0), (next.LedgerOpening, next.Rows.Count));
    }

    private static async Task<DayProof> DayAsync(MoneyScene scene, DateOnly day) => (await scene.Site.UseAsync((DayProofs p) => p.OfAsync(scene.Bank.AccountId, day, default)))!;
}
