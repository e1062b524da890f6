using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Documents.Tables;
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
        var owed = await scene.Site.UseAsync((OwedBackQueries q) => q.ListAsync(TenderBuilder.Centre, Last, default));
        Assert.Equal([(Money.Yuan(60_000m), false), (Money.Yuan(60_000m), false)], owed.Rows.Select(o => (o.Amount, o.IsUnderWay)));
        Assert.Equal(Money.Yuan(120_000m), owed.Ledger);
        Assert.All(owed.Rows, o => Assert.Equal(Last.DayNumber - o.DueOn.DayNumber, o.Late));
    }

    /// <summary>Whichever way the money is on its way, list and accounts say the same: withdrawn, due, under way, refused by the bank, paid.</summary>
    [Theory, OnEveryDatabase]
    public async Task Unrefunded_OnEveryWayBack_IsWhatStandsOnTheAccounts(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.PaidAsync(kind, bidders: 3);
        await scene.Site.UseAsync((DepositService s) => s.WithdrawDepositAsync(scene.Participations[0], TestBidder.Of(1).OrganisationId, default));
        await AssertOwedAsync(scene, 1);
        await scene.OpenAsync();
        await scene.FallDueAsync();
        await AssertOwedAsync(scene, 3);

        var day = new DateOnly(2026, 4, 7);
        var batch = await scene.MakeAsync(day);
        // The withdrawn one is in a batch, and nobody may be told which.
        await AssertOwedAsync(scene, 2, underWay: 2);
        await scene.ApproveAsync(batch);
        await AssertOwedAsync(scene, 2, underWay: 2);
        var payments = await scene.PaymentsAsync(batch);
        await scene.ImportReplyAsync(MoneyScene.Reply(payments, day, p => p.PayeeName == TestBidder.Of(2).Name ? null : "AC04"));
        await AssertOwedAsync(scene, 2);

        // The bank pays three days after it was told to: interest is still owed.
        await scene.ImportReplyAsync(MoneyScene.Reply(await scene.PaymentsAsync(await scene.SendAsync(day.AddDays(7))), day.AddDays(10)));
        var left = await OwedAsync(scene);
        Assert.Equal(Money.Sum(left.Rows.Select(r => r.Amount)), left.Ledger);
        Assert.True(left.Ledger.IsPositive && left.Rows.All(r => r.LotCode.Length == 0));
    }

    /// <summary>A list that is not what the journal has goes out in no form.</summary>
    [Fact]
    public void Unrefunded_ThatDiffersFromTheJournal_IsRefused()
    {
        var row = new Unrefunded("finance.books.refund", "L1", "标段", "投标人", Last, "《条例》", 0, false, Money.Yuan(7m));
        var heading = new ReportHeading { CentreName = "c", Title = "t", Number = "n", Notes = [], Remarks = [], GeneratedAtUtc = DateTime.UnixEpoch, Language = WordsLanguage.Chinese };

        Assert.Equal(Money.Yuan(7m), BookTables.Unrefunded(new AgedList<Unrefunded>(Last, [row], Money.Yuan(7m)), heading).Control!.Total);
        var refusal = Assert.Throws<RuleBrokenException>(() => BookTables.Unrefunded(new AgedList<Unrefunded>(Last, [row], Money.Yuan(8m)), heading));
        Assert.Equal("documents.control-total-differs", refusal.Rule);
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

    private static async Task AssertOwedAsync(MoneyScene scene, int count, int underWay = 0)
    {
        var owed = await OwedAsync(scene);
        Assert.Equal((count, underWay, Money.Yuan(60_000m * count), Money.Yuan(60_000m * count)),
            (owed.Rows.Count, owed.Rows.Count(r => r.IsUnderWay), Money.Sum(owed.Rows.Select(r => r.Amount)), owed.Ledger));
    }

    private static Task<AgedList<Unrefunded>> OwedAsync(MoneyScene scene) => scene.Site.UseAsync((OwedBackQueries q) => q.ListAsync(TenderBuilder.Centre, Last, default));
}
