using Microsoft.EntityFrameworkCore;
using Trading.Domain.Ledger;
using Trading.Domain.Participation;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Infrastructure.Fees;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Shared;
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

    [Theory, OnEveryDatabase]
    public async Task Journal_IsNarrowedToWhatANumberIsMadeOf(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind, bidders: 2);
        await scene.Site.RegisterAsync(TestBidder.Of(1));
        var (payer, lot) = (TestBidder.Of(1).OrganisationId, scene.Lot);
        var charge = (await scene.Site.UseAsync((FeeService s) => s.ChargeAsync(lot.Id, 101, Money.Yuan(9_000_000m), new Acting(9), CancellationToken.None)))!;
        await scene.Bank.ImportAsync(scene.Bank.In(TestBidder.Of(1), Money.Yuan(800m), charge.SubAccount));
        var receivable = All with { Class = AccountClass.FeeReceivable };

        Assert.Equal((1, Money.Yuan(4_800m), (Money?)null), Of(await PageAsync(scene, receivable with { Kinds = [EntryKinds.FeeCharged] })));
        Assert.Equal((0, Money.Zero, (Money?)null), Of(await PageAsync(scene, receivable with { Undone = [EntryKinds.FeeCharged] })));
        Assert.Equal((2, Money.Yuan(4_800m), Money.Zero), Of(await PageAsync(scene, receivable with { Fee = charge.ScheduleKey, Line = "construction", PayerId = payer })));
        Assert.Equal((0, Money.Zero, Money.Zero), Of(await PageAsync(scene, receivable with { Line = "land" })));
        Assert.Equal((0, Money.Zero, Money.Zero), Of(await PageAsync(scene, receivable with { PayerId = payer + 1 })));
        Assert.Equal(4, (await PageAsync(scene, All with { About = charge.Id })).Total);
        Assert.Equal((await PageAsync(scene, All with { LotId = lot.Id })).Total, (await PageAsync(scene, All with { ProjectId = lot.ProjectId })).Total);
        Assert.Equal(0, (await PageAsync(scene, All with { ProjectId = lot.ProjectId + 1 })).Total);
        await RevealAsync(scene);
        // Its deposit in two postings, and the two of its fee's own account; the other bidder's deposit is not among them.
        Assert.Equal(4, (await PageAsync(scene, All with { PayerId = payer })).Total);

        static (int, Money, Money?) Of(JournalPage page) => (page.Total, page.Debit, page.Opening);
    }

    [Theory, OnEveryDatabase]
    public async Task Journal_OfAPayer_TellsNothingOfItBeforeTheOpening(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.PaidAsync(kind, bidders: 2);
        await scene.Site.RegisterAsync(TestBidder.Of(1));
        var payer = TestBidder.Of(1).OrganisationId;

        Assert.Equal(0, (await PageAsync(scene, All with { PayerId = payer })).Total);
        Assert.Equal(0, (await PageAsync(scene, All with { About = scene.Participations[0] })).Total);
        Assert.Null(await scene.Site.UseAsync((JournalQueries j) => j.PayerAsync(TenderBuilder.Centre, payer, CancellationToken.None)));

        await scene.OpenAsync();
        await RevealAsync(scene);
        Assert.Equal(2, (await PageAsync(scene, All with { PayerId = payer })).Total);
        Assert.Equal(TestBidder.Of(1).Name, await scene.Site.UseAsync((JournalQueries j) => j.PayerAsync(TenderBuilder.Centre, payer, CancellationToken.None)));
    }

    /// <summary>The first participation is found to be the first bidder's, as the opening finds it.</summary>
    private static Task RevealAsync(MoneyScene scene) => scene.Site.DbAsync(async db =>
    {
        (await db.Set<Participant>().SingleAsync(p => p.Id == scene.Participations[0])).Reveal(TestBidder.Of(1).OrganisationId);
        return await db.SaveChangesAsync();
    });

    private static Task<JournalPage> PageAsync(MoneyScene scene, JournalFilter filter) =>
        scene.Site.UseAsync((JournalQueries j) => j.PageAsync(TenderBuilder.Centre, filter, 0, 100, CancellationToken.None));
}
