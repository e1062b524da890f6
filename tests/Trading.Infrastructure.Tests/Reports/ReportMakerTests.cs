using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Reports;
using Trading.Domain.Shared;
using Trading.Infrastructure.Jobs;
using Trading.Infrastructure.Reports;
using Trading.Infrastructure.Tests.Deposits;
using Trading.TestKit;
using Trading.TestKit.Builders;
using Trading.TestKit.Parties;

namespace Trading.Infrastructure.Tests.Reports;

/// <summary>Reports are made behind whoever asks, kept with their hash for a while, and are what the ledger says.</summary>
public sealed class ReportMakerTests
{
    private const long Orderer = 31;

    private static readonly DateOnly From = new(2026, 1, 1);
    private static readonly DateOnly To = new(2026, 12, 31);

    [Theory, OnEveryDatabase]
    public async Task EveryReport_InEveryForm_IsMadeWithItsHash_AndGoneAfterItsTime(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind, bidders: 2);
        await FoundCentreAsync(scene.Site);
        await scene.PayAsync(new DateOnly(2026, 4, 2));
        foreach (var report in Enum.GetValues<ReportKind>())
        {
            foreach (var format in report == ReportKind.RefundTimeliness ? Enum.GetValues<ReportFormat>() : [ReportFormat.Csv])
            {
                await OrderAsync(scene.Site, report, format);
            }
        }

        Assert.All(await ListAsync(scene.Site), o => Assert.Equal((ReportState.Waiting, 0), (o.State, o.Percent)));
        await MakeAsync(scene.Site);

        var orders = await ListAsync(scene.Site);
        Assert.All(orders, o => Assert.True(o.State == ReportState.Ready, $"{o.Kind}: {o.Failure}"));
        foreach (var order in orders)
        {
            var content = await FileAsync(scene.Site, order.Id);
            Assert.Equal((order.Size, Convert.ToHexString(order.ContentHash!)), (content!.Length, Convert.ToHexString(SHA256.HashData(content))));
            Assert.Null(await FileAsync(scene.Site, order.Id, TenderBuilder.Centre + 1));
        }

        scene.Site.Be(scene.Site.NowUtc + ReportOrder.KeptFor);
        Assert.Null(await FileAsync(scene.Site, orders[0].Id));
        await MakeAsync(scene.Site);
        Assert.All(await ListAsync(scene.Site), o => Assert.Equal(ReportState.Expired, o.State));
    }

    [Theory, OnEveryDatabase]
    public async Task Refunds_AreOnTimeOrLate_ByTheDayTheRuleNames(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind, bidders: 3);
        var due = await scene.Site.DbAsync(db => db.Set<Domain.Deposits.Deposit>().Select(d => d.RefundDueOn!.Value).FirstAsync());
        await scene.Site.DbAsync(db => db.Set<Domain.Deposits.Deposit>().Where(d => d.ParticipationId == scene.Participations[2]).ExecuteUpdateAsync(s => s.SetProperty(d => d.RefundDueOn, due.AddDays(-9))));
        await scene.PayAsync(due.AddDays(-2));

        var report = await scene.Site.UseAsync((RefundTimelinessQueries q) => q.ReadAsync(TenderBuilder.Centre, From, To, due, default));

        Assert.Equal([7L, 0L, 0L], report.Rows.Select(r => r.Late));
        Assert.All(report.Rows, r => Assert.Equal((due.AddDays(-2), MoneyScene.Asked), (r.PaidOn!.Value, r.Amount)));
        Assert.Equal((MoneyScene.Asked + MoneyScene.Asked + MoneyScene.Asked, 6_666), (report.Paid, report.OnTimeBasisPoints));
    }

    [Theory, OnEveryDatabase]
    public async Task AFormSentTwice_IsOneOrder_AndNobodyFillsTheQueue(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        await new TenderBuilder(site).PublishAsync();
        var form = Guid.NewGuid();
        await OrderAsync(site, ReportKind.TrialBalance, ReportFormat.Csv, form);
        await OrderAsync(site, ReportKind.TrialBalance, ReportFormat.Csv, form);
        Assert.Single(await ListAsync(site));

        for (var more = 1; more < ReportOrder.MostWaiting; more++)
        {
            await OrderAsync(site, ReportKind.TrialBalance, ReportFormat.Csv);
        }

        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => OrderAsync(site, ReportKind.TrialBalance, ReportFormat.Csv));
        Assert.Equal(ReportRules.TooMany, refused.Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task AMakerThatDied_LeavesItsOrderToTheNext_AfterAWhile(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        await new TenderBuilder(site).PublishAsync();
        await FoundCentreAsync(site);
        await OrderAsync(site, ReportKind.TrialBalance, ReportFormat.Csv);
        await site.DbAsync(async db =>
        {
            (await db.Set<ReportOrder>().SingleAsync()).Begin(site.NowUtc);
            return await db.SaveChangesAsync();
        });

        await MakeAsync(site);
        Assert.Equal(ReportState.Making, Assert.Single(await ListAsync(site)).State);
        site.Be(site.NowUtc + ReportOrder.Patience);
        await MakeAsync(site);
        var made = Assert.Single(await ListAsync(site));
        Assert.Equal((ReportState.Ready, site.NowUtc), (made.State, made.StartedAtUtc));
        Assert.StartsWith(Words.Get("finance.books.number", WordsLanguage.Chinese), Encoding.UTF8.GetString(await FileAsync(site, made.Id) ?? []).TrimStart('\uFEFF'), StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task AMakerGivenUpForDead_CannotFinish(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        await new TenderBuilder(site).PublishAsync();
        await OrderAsync(site, ReportKind.TrialBalance, ReportFormat.Csv);
        await site.DbAsync(async db =>
        {
            var order = await db.Set<ReportOrder>().SingleAsync();
            order.Begin(site.NowUtc);
            await db.SaveChangesAsync();
            await db.Set<ReportOrder>().ExecuteUpdateAsync(s => s.SetProperty(o => o.StartedAtUtc, site.NowUtc + ReportOrder.Patience));
            order.Finish(1, new byte[32], site.NowUtc);
            await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => db.SaveChangesAsync());
            return true;
        });
    }

    // The builders' lots are of the centre of this number.
    private static async Task FoundCentreAsync(TestSite site) => Assert.Equal(TenderBuilder.Centre, await new PartyFolk(site.Services).CentreAsync());

    private static Task OrderAsync(TestSite site, ReportKind kind, ReportFormat format, Guid? form = null) => site.UseAsync((ReportOrders o) => o.OrderAsync(
        form ?? Guid.NewGuid(), TenderBuilder.Centre, kind, format, ReportBasis.ValueDay, From, To, WordsLanguage.Chinese, Orderer, default));

    private static Task<IReadOnlyList<ReportOrder>> ListAsync(TestSite site) => site.UseAsync((ReportOrders o) => o.ListAsync(TenderBuilder.Centre, 100, default));

    private static Task<byte[]?> FileAsync(TestSite site, Guid id, long centre = TenderBuilder.Centre) =>
        site.UseAsync(async (ReportOrders o) => (await o.FindAsync(centre, id, default))?.Content);

    private static Task MakeAsync(TestSite site) => site.UseAsync((MakeReportsJob j) => j.RunAsync(default));
}
