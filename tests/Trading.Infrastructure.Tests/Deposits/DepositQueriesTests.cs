using Trading.Domain.Deposits;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Shared;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Deposits;

public sealed class DepositQueriesTests
{
    private const long OtherCentre = 2;

    [Theory, OnEveryDatabase]
    public async Task Own_ShowsABidderItsOwnDepositAndNobodyElses(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.PaidAsync(kind);

        var own = await scene.Site.UseAsync((DepositQueries q) => q.OwnAsync(scene.Lot.Id, TestBidder.Of(1).OrganisationId, CancellationToken.None));
        Assert.Equal((scene.Participations[0], DepositState.Confirmed, MoneyScene.Asked, MoneyScene.Asked), (own!.ParticipationId, own.State, own.Due, own.Received));
        Assert.Equal((TestBank.Number, scene.Lot.DeadlineUtc), (own.AccountNumber, own.DeadlineUtc));
        Assert.Equal(await scene.Bank.SubAccountOfAsync(scene.Participations[0]), own.SubAccount);

        Assert.Null(await scene.Site.UseAsync((DepositQueries q) => q.OwnAsync(scene.Lot.Id, TestBidder.Of(2).OrganisationId, CancellationToken.None)));
    }

    [Theory, OnEveryDatabase]
    public async Task Due_ListsDepositsOfTheCentreOnceTheyAreDue(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.PaidAsync(kind, bidders: 2);
        Assert.Empty(await DueAsync(scene));
        await scene.OpenAsync();
        Assert.Empty(await DueAsync(scene));

        await scene.FallDueAsync();

        var due = await DueAsync(scene);
        Assert.Equal(["投标单位乙", "投标单位甲"], due.Select(d => d.PayeeName).Order(StringComparer.Ordinal));
        Assert.All(due, d => Assert.Equal(("一标段", MoneyScene.Asked, new DateOnly(2026, 4, 7)), (d.LotName, d.Amount, d.DueOn)));
        Assert.Empty(await DueAsync(scene, OtherCentre));
    }

    [Theory, OnEveryDatabase]
    public async Task Suspense_ShowsPayerAmountAndReason(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.PaidAsync(kind);
        var stranger = TestBidder.Of(7);
        await scene.Bank.ImportAsync(scene.Bank.In(stranger, Money.Yuan(500m)), scene.Bank.In(stranger with { Account = "6222****0007" }, Money.Yuan(300m)));

        var items = (await SuspenseAsync(scene)).OrderBy(i => i.Amount).ToList();

        Assert.Equal([(Money.Yuan(300m), false), (Money.Yuan(500m), true)], items.Select(i => (i.Amount, i.IsPayable)));
        Assert.All(items, i => Assert.Equal((stranger.Name, SuspenseReasons.NoSubAccount, BankLineState.Suspense), (i.PayerName, i.Reason, i.State)));
        Assert.Empty(await SuspenseAsync(scene, OtherCentre));
    }

    [Theory, OnEveryDatabase]
    public async Task Batches_ShowTotalsAndOpenPaymentsOfTheCentre(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind, bidders: 2);
        var batch = await scene.SendAsync(new DateOnly(2026, 5, 1));

        var item = Assert.Single(await scene.Site.UseAsync((DepositQueries q) => q.BatchesAsync(TenderBuilder.Centre, DayFilter.All, 0, 20, CancellationToken.None)));
        Assert.Equal((batch, BatchState.Approved, 2, Money.Yuan(120_070m), 2), (item.Id, item.State, item.Payments, item.Total, item.Open));
        Assert.Equal(2, (await scene.Site.UseAsync((DepositQueries q) => q.BatchAsync(TenderBuilder.Centre, batch, CancellationToken.None))).Count);

        Assert.Empty(await scene.Site.UseAsync((DepositQueries q) => q.BatchesAsync(TenderBuilder.Centre, new DayFilter { To = item.PayOn.AddDays(-1) }, 0, 20, CancellationToken.None)));
        Assert.Single(await scene.Site.UseAsync((DepositQueries q) => q.BatchesAsync(TenderBuilder.Centre, new DayFilter { From = item.PayOn, To = item.PayOn }, 0, 20, CancellationToken.None)));
        Assert.Empty(await scene.Site.UseAsync((DepositQueries q) => q.BatchesAsync(OtherCentre, DayFilter.All, 0, 20, CancellationToken.None)));
        Assert.Empty(await scene.Site.UseAsync((DepositQueries q) => q.BatchAsync(OtherCentre, batch, CancellationToken.None)));
    }

    private static Task<IReadOnlyList<DueDeposit>> DueAsync(MoneyScene scene, long centre = TenderBuilder.Centre) =>
        scene.Site.UseAsync((DepositQueries q) => q.DueAsync(centre, CancellationToken.None));

    private static Task<IReadOnlyList<SuspenseItem>> SuspenseAsync(MoneyScene scene, long centre = TenderBuilder.Centre) =>
        scene.Site.UseAsync((DepositQueries q) => q.SuspenseAsync(centre, CancellationToken.None));
}
