using Microsoft.EntityFrameworkCore;
using Trading.Domain.Ledger;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Tests.Deposits;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Ledger;

public sealed class JournalQueriesTests
{
    private static readonly JournalFilter All = new(JournalDay.Booked, null, null, null, null);

    [Theory, OnEveryDatabase]
    public async Task Journal_BeforeTheOpening_HasNothingOfTheLot_AndAfterItEverything(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.PaidAsync(kind, bidders: 3);
        await scene.Bank.ImportAsync(scene.Bank.In(TestBidder.Of(5), Money.Yuan(5m)));

        var before = await PageAsync(scene, All);
        var bank = await PageAsync(scene, All with { Class = AccountClass.Bank });
        await scene.OpenAsync();
        var after = await PageAsync(scene, All with { LotId = scene.Lot.Id });

        Assert.Equal((2, Money.Yuan(5m), Money.Yuan(5m)), (before.Total, before.Debit, before.Credit));
        Assert.Equal((Money.Yuan(5m), Money.Zero), (Assert.Single(bank.Lines).Running!.Value, bank.Opening!.Value));
        Assert.Equal((6, Money.Yuan(180_000m)), (after.Total, after.Debit));
        var code = await scene.Site.DbAsync(db => db.Set<Lot>().Where(l => l.Id == scene.Lot.Id).Select(l => l.Code).SingleAsync());
        Assert.All(after.Lines.Where(l => l.Class == AccountClass.DepositHeld), l => Assert.Equal(code, l.Label));
    }

    [Theory, OnEveryDatabase]
    public async Task Journal_OfOneAccount_RunsOnOverPagesAndDays(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind, bidders: 3);
        var day = new DateOnly(2026, 5, 1);
        scene.Site.Be(Instants.StartOfBeijingDay(day));
        await scene.PayAsync(day);
        var held = All with { By = JournalDay.Value, Class = AccountClass.DepositHeld };

        var may = await PageAsync(scene, held with { From = day, To = day });
        var second = await scene.Site.UseAsync((JournalQueries j) => j.PageAsync(TenderBuilder.Centre, held, 4, 2, CancellationToken.None));

        Assert.Equal((-Money.Yuan(180_000m), Money.Yuan(180_000m), Money.Zero), (may.Opening!.Value, may.Debit, may.Lines[^1].Running!.Value));
        Assert.Equal((6, Money.Zero), (second.Total, second.Lines[^1].Running!.Value));
    }

    private static Task<JournalPage> PageAsync(MoneyScene scene, JournalFilter filter) =>
        scene.Site.UseAsync((JournalQueries j) => j.PageAsync(TenderBuilder.Centre, filter, 0, 100, CancellationToken.None));
}
