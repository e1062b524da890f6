using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Mail;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Deposits;

/// <summary>Bids whose pooled deposit was forfeited for another lot: who has to decide what, who is told, and what the tender document may say.</summary>
public sealed class UncoveredBidsTests
{
    private static readonly Acting Owner = new(41);

    [Theory, OnEveryDatabase]
    public async Task Forfeited_ForOneLot_TheOthersOwnerHasToDecide_AndItsBidderIsTold(DatabaseKind kind)
    {
        foreach (var (by, other) in ((int, int)[])[(0, 1), (1, 0)])
        {
            await using var scene = await PoolScene.OpenedAsync(kind);
            Assert.Null(await OfBidAsync(scene, other));
            await scene.ForfeitAsync(by, 1);

            Assert.Equal((null, new UncoveredState(null, null)), (await OfBidAsync(scene, by), await OfBidAsync(scene, other)));
            Assert.Empty(await OfLotAsync(scene, by));
            var bid = Assert.Single(await OfLotAsync(scene, other));
            Assert.Equal((scene.Of(other, 1), TestBidder.Of(1).Name), (bid.ParticipationId, bid.Bidder));
            var step = Assert.Single(await StepsAsync(scene));
            Assert.Equal((scene.Lots[other].Id, Posts.Owner, "common.uncovered-bid-workdays", null), (step.LotId, step.Post, step.RuleKey, step.DoneAtUtc));
            Assert.Equal((1, 1, 0), await MailsAsync(scene));
            Assert.Empty(await BrokenStepsAsync(scene));

            await DecideAsync(scene, other, UncoveredOutcome.Secured, "第二章 3.4.4；已提交保函");

            Assert.Equal(new UncoveredState(UncoveredOutcome.Secured, "第二章 3.4.4；已提交保函"), await OfBidAsync(scene, other));
            Assert.Empty(await OfLotAsync(scene, other));
            Assert.NotNull(Assert.Single(await StepsAsync(scene)).DoneAtUtc);
            Assert.Equal((1, 1, 1), await MailsAsync(scene));
            Assert.Empty(await BrokenStepsAsync(scene));
            var decided = await scene.Site.DbAsync(db => db.Set<ProcedureEvent>().SingleAsync(e => e.Kind == "uncovered-bid-secured"));
            Assert.Equal((scene.Lots[other].Id, 41, "construction.uncovered-bid"), (decided.LotId, decided.ActorId, decided.RuleKey));
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Decision_IsOne_WithAReason_AndByTheTenderDocument(DatabaseKind kind)
    {
        await using var scene = await PoolScene.OpenedAsync(kind, ("construction.uncovered-bid", "bid-stands"));
        Assert.Equal(CoverRules.BidNotUncovered, (await RefusalAsync(scene, 1, UncoveredOutcome.Stands, "clause")).Rule);
        await scene.ForfeitAsync(0, 1);

        var refused = await RefusalAsync(scene, 1, UncoveredOutcome.Rejected, "clause");
        Assert.Equal((CoverRules.UncoveredOutcome, "招标文件"), (refused.Rule, refused.Citation));
        Assert.Equal(CoverRules.ReasonMissing, (await RefusalAsync(scene, 1, UncoveredOutcome.Stands, " ")).Rule);
        Assert.Equal(CoverRules.BidNotUncovered, (await RefusalAsync(scene, 0, UncoveredOutcome.Stands, "clause")).Rule);
        await DecideAsync(scene, 1, UncoveredOutcome.Stands, "clause");
        Assert.Equal(CoverRules.BidNotUncovered, (await RefusalAsync(scene, 1, UncoveredOutcome.Stands, "clause")).Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task Forfeited_BeforeTheLastOpening_IsToldAtIt_AndOfALotThatHasLetItGo_Never(DatabaseKind kind)
    {
        await using var scene = await PoolScene.StandingAsync(kind);
        await scene.OpenAsync(0);
        await scene.ForfeitAsync(0, 1);
        Assert.Empty(await StepsAsync(scene));
        await scene.OpenAsync(1);
        Assert.Equal(scene.Of(1, 1), Assert.Single(await OfLotAsync(scene, 1)).ParticipationId);
        Assert.Empty(await BrokenStepsAsync(scene));

        await using var let = await PoolScene.OpenedAsync(kind);
        await let.RaiseAsync(0, DepositEvent.ContractSigned);
        await let.ForfeitAsync(1, 1);
        Assert.Empty(await StepsAsync(let));
        Assert.Equal((0, 0, 0), await MailsAsync(let));
    }

    private static Task<IReadOnlyList<UncoveredBid>> OfLotAsync(PoolScene scene, int lot) => scene.Site.UseAsync((UncoveredBids s) => s.OfLotAsync(scene.Lots[lot].Id, CancellationToken.None));

    private static Task<UncoveredState?> OfBidAsync(PoolScene scene, int lot) =>
        scene.Site.UseAsync((UncoveredBids s) => s.OfBidAsync(scene.Lots[lot].Id, scene.Of(lot, 1), CancellationToken.None));

    private static Task DecideAsync(PoolScene scene, int lot, UncoveredOutcome outcome, string because) =>
        scene.Site.UseAsync((UncoveredBids s) => s.DecideAsync(scene.Lots[lot].Id, scene.Of(lot, 1), outcome, because, Owner, CancellationToken.None));

    private static async Task<RuleBrokenException> RefusalAsync(PoolScene scene, int lot, UncoveredOutcome outcome, string because) =>
        await Assert.ThrowsAsync<RuleBrokenException>(() => DecideAsync(scene, lot, outcome, because));

    private static Task<List<ProcedureStep>> StepsAsync(PoolScene scene) => scene.Site.DbAsync(db => db.Set<ProcedureStep>().AsNoTracking().Where(s => s.Stage == Stages.UncoveredBid).ToListAsync());

    private static async Task<(int Deciders, int Bidder, int Decided)> MailsAsync(PoolScene scene)
    {
        var kinds = await scene.Site.DbAsync(db => db.Set<OutboxMail>().Select(m => m.Kind).ToListAsync());
        return (kinds.Count(k => k == MailKinds.BidUncovered), kinds.Count(k => k == MailKinds.OwnBidUncovered), kinds.Count(k => k == MailKinds.UncoveredDecided));
    }

    private static async Task<IReadOnlyList<Finding>> BrokenStepsAsync(PoolScene scene) =>
        [.. (await scene.Site.UseAsync((StepVerifier v) => v.RunAsync(CancellationToken.None))).Where(f => !f.Ok)];
}
