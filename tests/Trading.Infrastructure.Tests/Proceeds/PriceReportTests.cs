using Trading.Domain.Ledger;
using Trading.Domain.Reports;
using Trading.Domain.Shared;
using Trading.Infrastructure.Documents;
using Trading.Infrastructure.Jobs;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Proceeds;
using Trading.Infrastructure.Reports;
using Trading.Infrastructure.Tests.Deposits;
using Trading.TestKit;
using Trading.TestKit.Builders;
using static Trading.Infrastructure.Tests.Proceeds.PriceScenes;

namespace Trading.Infrastructure.Tests.Proceeds;

/// <summary>The report of prices: planned, received, late, penalty, passed on and held, tied to the journal, in every form.</summary>
public sealed class PriceReportTests
{
    [Theory, OnEveryDatabase]
    public async Task APrice_InstalmentByInstalment_ReadPeriodByPeriod(DatabaseKind kind)
    {
        await using var scene = await WonAsync(kind, "land");

        // Earnest money alone, before there is a plan.
        var earnest = Assert.Single((await ReadAsync(scene, Opened, Opened)).Rows);
        Assert.Equal((AccountClass.EarnestMoney, MoneyScene.Asked, MoneyScene.Asked), (earnest.Account, earnest.Received, earnest.Held));
        Assert.Null(earnest.PlanId);

        var plan = await ApprovedAsync(scene, (500_000m, 30), (500_000m, 300));
        scene.Site.Be(Instants.StartOfBeijingDay(Opened.AddDays(40)));
        await PayAsync(scene, plan, Money.Yuan(944_400m));

        var first = Assert.Single((await ReadAsync(scene, Opened, Opened.AddDays(35))).Rows);
        Assert.Equal((Money.Yuan(500_000m), MoneyScene.Asked, Money.Yuan(440_000m)), (first.Planned, first.Received, first.Late));
        Assert.Equal((Money.Zero, Money.Zero, MoneyScene.Asked, plan.Id), (first.Opening, first.PassedOn, first.Held, first.PlanId!.Value));

        await PassOnAsync(scene);
        var second = Assert.Single((await ReadAsync(scene, Opened.AddDays(36), Opened.AddDays(60))).Rows);
        Assert.Equal((Money.Zero, Money.Yuan(940_000m), Money.Zero, Money.Yuan(4_400m)), (second.Planned, second.Received, second.Late, second.Penalty));
        Assert.Equal((MoneyScene.Asked, Money.Yuan(1_004_400m), Money.Zero), (second.Opening, second.PassedOn, second.Held));

        // By project and line the sums are the same, and the trial balance has what is held.
        foreach (var by in Enum.GetValues<PriceGrouping>())
        {
            var report = await ReadAsync(scene, Opened, Opened.AddDays(35), by);
            var row = Assert.Single(report.Rows);
            Assert.Equal((first.Planned, first.Received, first.Late, first.Held), (row.Planned, row.Received, row.Late, row.Held));
            Assert.Equal(report.Ledger, await BooksAsync(scene, Opened.AddDays(35)));
        }
    }

    [Theory, OnEveryDatabase]
    public async Task TheReport_InEveryForm_IsMadeBehind_AndRefusedWhereItDoesNotTie(DatabaseKind kind)
    {
        await using var scene = await WonAsync(kind, "state-property");
        var plan = await ApprovedAsync(scene, (1_000_000m, 5));
        await PayAsync(scene, plan, Money.Yuan(940_000m));
        foreach (var form in Enum.GetValues<ReportFormat>())
        {
            await OrderAsync(scene, form);
        }

        await MakeFilesAsync(scene);
        Assert.All(await OrdersAsync(scene), o => Assert.True(o.State == ReportState.Ready, o.Failure));

        await scene.Site.Database.TamperUnguardedAsync("UPDATE price_receipt SET price = price + 1 WHERE id <> plan_id");
        await OrderAsync(scene, ReportFormat.Csv);
        await MakeFilesAsync(scene);
        Assert.Equal($"rule.{DocumentRules.ControlTotalDiffers}", Assert.Single(await OrdersAsync(scene), o => o.State == ReportState.Failed).Failure);
    }

    private static Task<PriceReport> ReadAsync(MoneyScene scene, DateOnly from, DateOnly to, PriceGrouping by = PriceGrouping.Lot) =>
        scene.Site.UseAsync((PriceReportQueries q) => q.ReadAsync(TenderBuilder.Centre, by, from, to, default));

    private static async Task<Money> BooksAsync(MoneyScene scene, DateOnly day)
    {
        AccountClass[] held = [AccountClass.EarnestMoney, AccountClass.SalePrice, AccountClass.LatePenalty];
        var rows = await scene.Site.UseAsync((AccountQueries q) => q.TrialBalanceAsync(TenderBuilder.Centre, JournalDay.Value, Opened, day, default));
        return rows.Where(r => held.Contains(r.Class)).Aggregate(Money.Zero, (sum, r) => sum - r.Closing);
    }

    private static Task OrderAsync(MoneyScene scene, ReportFormat format) => scene.Site.UseAsync((ReportOrders o) => o.OrderAsync(
        Guid.NewGuid(), TenderBuilder.Centre, ReportKind.PricesByLot, format, ReportBasis.ValueDay, Opened, Opened.AddDays(30), WordsLanguage.Chinese, 31, default));

    private static Task<IReadOnlyList<ReportOrder>> OrdersAsync(MoneyScene scene) => scene.Site.UseAsync((ReportOrders o) => o.ListAsync(TenderBuilder.Centre, 10, default));

    private static Task MakeFilesAsync(MoneyScene scene) => scene.Site.UseAsync((MakeReportsJob j) => j.RunAsync(default));
}
