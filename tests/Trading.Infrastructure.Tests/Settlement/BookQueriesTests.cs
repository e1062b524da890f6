using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Settlement;
using Trading.Infrastructure.Tests.Deposits;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Settlement;

/// <summary>Lists of the books are sums of the journal, and have nothing of a lot that is not opened.</summary>
public sealed class BookQueriesTests
{
    private static readonly DateOnly First = new(2026, 3, 1);
    private static readonly DateOnly Last = new(2026, 4, 30);

    [Theory, OnEveryDatabase]
    public async Task Books_BeforeTheOpening_HaveNothingOfTheLot_AndAfterItEverything(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.PaidAsync(kind, bidders: 2);
        await scene.Bank.ImportAsync(scene.Bank.In(TestBidder.Of(5), Money.Yuan(5m)));

        Assert.Equal(
            [new TrialBalanceRow(AccountClass.Bank, Money.Zero, Money.Yuan(5m), Money.Zero), new TrialBalanceRow(AccountClass.Suspense, Money.Zero, Money.Zero, Money.Yuan(5m))],
            await TrialBalanceAsync(scene, First));
        var none = await DepositsAsync(scene);
        Assert.Equal((0, Money.Zero), (none.Rows.Count, none.Ledger));

        await scene.OpenAsync();
        await scene.FallDueAsync();

        Assert.Equal(
            [(AccountClass.Bank, Money.Yuan(120_005m)), (AccountClass.DepositHeld, -Money.Yuan(120_000m)), (AccountClass.Suspense, -Money.Yuan(5m))],
            (await TrialBalanceAsync(scene, First)).Select(r => (r.Class, r.Closing)));

        // Of a later period the same is what it opens with.
        Assert.Equal(
            [(Money.Yuan(120_005m), Money.Zero, Money.Zero), (-Money.Yuan(120_000m), Money.Zero, Money.Zero), (-Money.Yuan(5m), Money.Zero, Money.Zero)],
            (await TrialBalanceAsync(scene, new DateOnly(2026, 4, 1))).Select(r => (r.Opening, r.Debit, r.Credit)));

        // 59 days after 2026-03-02.
        var held = await DepositsAsync(scene);
        var lot = Assert.Single(held.Rows);
        Assert.Equal((scene.Lot.Id, 2L, held.Ledger), (lot.LotId!.Value, lot.Count, lot.Total));
        Assert.Equal([Money.Zero, Money.Yuan(120_000m), Money.Zero, Money.Zero], lot.Parts);
        var suspense = await scene.Site.UseAsync((BookQueries q) => q.SuspenseAsync(TenderBuilder.Centre, JournalDay.Posted, Last, default));
        Assert.Equal((Money.Yuan(5m), 59L, Money.Yuan(5m)), (Assert.Single(suspense.Rows).Amount, suspense.Rows[0].Days, suspense.Ledger));
        var owed = await scene.Site.UseAsync((BookQueries q) => q.UnrefundedAsync(TenderBuilder.Centre, Last, default));
        Assert.Equal([(Money.Yuan(60_000m), false), (Money.Yuan(60_000m), false)], owed.Select(o => (o.Amount, o.IsUnderWay)));
        Assert.All(owed, o => Assert.Equal(Last.DayNumber - o.DueOn.DayNumber, o.Late));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(30, 0)]
    [InlineData(31, 1)]
    [InlineData(60, 1)]
    [InlineData(90, 2)]
    [InlineData(91, 3)]
    public void Ages_OfTheLastDayOfAPart_AndTheNext(long days, int part) => Assert.Equal(part, Ages.PartOf(days));

    private static Task<IReadOnlyList<TrialBalanceRow>> TrialBalanceAsync(MoneyScene scene, DateOnly from) =>
        scene.Site.UseAsync((AccountQueries q) => q.TrialBalanceAsync(TenderBuilder.Centre, JournalDay.Value, from, Last, default));

    private static Task<AgedList<AgedDeposits>> DepositsAsync(MoneyScene scene) =>
        scene.Site.UseAsync((BookQueries q) => q.DepositsAsync(TenderBuilder.Centre, JournalDay.Value, Last, default));
}
