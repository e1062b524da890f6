using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Notices;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Tendering;
using Trading.TestKit.Builders;
using Trading.TestKit;

namespace Trading.Infrastructure.Tests.Deposits;

/// <summary>One deposit for several lots of a project (docs/adr/0014): who knows of it when, and what lets it go.</summary>
public sealed class PooledDepositTests
{
    private static readonly Acting Maker = new(31);
    private static readonly Acting First = new(32);
    private static readonly Acting Second = new(33);

    private static async Task<RuleBrokenException> RefusalAsync(Func<Task> act) => await Assert.ThrowsAsync<RuleBrokenException>(act);

    [Theory, OnEveryDatabase]
    public async Task StandOn_IsBidOnAsOnMoney_AndTellsNothingBeforeTheLastOpening(DatabaseKind kind)
    {
        await using var scene = await PoolScene.StandingAsync(kind);
        Assert.Empty(await scene.FindingsAsync());
        var own = await scene.Site.UseAsync(async (CoverService s) => await s.PoolAsync(scene.Lots[1].Id, TestBidder.Of(1).OrganisationId, await s.TermsAsync(scene.Lots[1].Id, default), default));
        Assert.Equal(scene.Lots[0].Id, own!.On!.LotId);
        Assert.Equal([scene.Lots[1].Id], (await scene.Site.UseAsync(async (CoverService s) => await s.PoolAsync(scene.Lots[0].Id, TestBidder.Of(1).OrganisationId, await s.TermsAsync(scene.Lots[0].Id, default), default)))!.Here.Select(l => l.LotId));

        await scene.OpenAsync(1);
        var between = await scene.CoverAsync(1, 1);
        Assert.Equal((CoverState.Issued, null, null, null), (between.State, between.Kind, between.Number, between.PooledWith));
        Assert.Empty(await scene.Site.UseAsync((OpenedCovers s) => s.ListAsync(scene.Lots[1].Id, CancellationToken.None)));
        Assert.Equal(0, await scene.Site.DbAsync(db => db.Set<ProcedureEvent>().CountAsync(e => e.Kind == "cover-pooled")));

        await scene.OpenAsync(0);
        var after = await scene.CoverAsync(1, 1);
        Assert.Equal((CoverState.Verified, CoverKind.Pooled, scene.Of(0, 1)), (after.State, after.Kind, after.PooledWith));
        Assert.Null(after.FileName);
        Assert.Equal(DepositState.Locked, (await scene.DepositAsync(0, 1)).State);
        Assert.Empty(await scene.FindingsAsync());
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task LettingGo_IsByTheLastOfTheLots_InWhicheverOrder(DatabaseKind kind)
    {
        foreach (var (first, last) in ((int, int)[])[(0, 1), (1, 0)])
        {
            await using var scene = await PoolScene.OpenedAsync(kind);
            await scene.RaiseAsync(first, DepositEvent.ContractSigned);
            Assert.Equal(DepositState.Locked, (await scene.DepositAsync(0, 1)).State);
            Assert.Equal(DepositState.RefundDue, (await scene.DepositAsync(first, 2)).State);
            Assert.Equal(DepositState.Locked, (await scene.DepositAsync(last, 2)).State);
            Assert.Empty(await scene.FindingsAsync());

            scene.Site.Be(scene.Site.NowUtc.AddDays(10));
            await scene.RaiseAsync(last, DepositEvent.ContractSigned);

            var deposit = await scene.DepositAsync(0, 1);
            Assert.Equal((DepositState.RefundDue, new DateOnly(2026, 4, 14), "construction.refund-days"), (deposit.State, deposit.RefundDueOn, deposit.RefundRule));
            Assert.Equal(CoverState.Released, (await scene.CoverAsync(1, 1)).State);
            Assert.Equal(0, await scene.Site.DbAsync(db => db.Set<Hold>().CountAsync(h => h.State == HoldState.Open)));
            Assert.Equal(2, await scene.Site.DbAsync(db => db.Set<ProcedureStep>().CountAsync(s => s.Stage == Stages.DepositRefund && s.DoneAtUtc == null)));
            Assert.Empty(await scene.FindingsAsync());
            await scene.Site.AssertLedgerAsync();
        }
    }

    [Theory, OnEveryDatabase]
    public async Task WhoNeverBidOnTheLotThatItPaidFor_HasItBackWithTheOtherLot(DatabaseKind kind)
    {
        await using var scene = await PoolScene.StandingAsync(kind, bidsOnFirst: false);
        await scene.OpenAsync(0);
        Assert.Equal(CoverRules.OtherLotsSealed, (await RefusalAsync(() => scene.Site.UseAsync(
            (DepositDecisions s) => s.ProposeConversionAsync(scene.Of(0, 2), Money.Yuan(1m), "agreement 7", "contract", Maker, CancellationToken.None)))).Rule);
        var waiting = await scene.DepositAsync(0, 1);
        Assert.Equal((DepositState.Confirmed, DepositEvent.NeverBid), (waiting.State, waiting.LetGoBy));

        await scene.OpenAsync(1);
        Assert.Equal(DepositState.Locked, (await scene.DepositAsync(0, 1)).State);
        Assert.Empty(await scene.FindingsAsync());
        await scene.RaiseAsync(1, DepositEvent.Terminated);

        var deposit = await scene.DepositAsync(0, 1);
        Assert.Equal((DepositState.RefundDue, "construction.failure-refund-days"), (deposit.State, deposit.RefundRule));
        Assert.Equal(HoldState.Released, await scene.Site.DbAsync(db => db.Set<Hold>().Where(h => h.Id == deposit.HoldId).Select(h => h.State).SingleAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task WithdrawnBid_OnWhoseDepositNothingStands_IsDueOnTheDayOfTheLastOpening_AndNotBefore(DatabaseKind kind)
    {
        await using var scene = await PoolScene.StandingAsync(kind);
        await scene.PayAsync(0, 5);
        await scene.BidAsync(0, 5);
        await scene.WithdrawBidAsync(0, 5);
        await scene.OpenAsync(0);
        var waiting = await scene.DepositAsync(0, 5);
        Assert.Equal((DepositState.Confirmed, DepositEvent.Withdrawn, null), (waiting.State, waiting.LetGoBy, waiting.RefundDueOn));

        scene.Site.Be(scene.Site.NowUtc.AddDays(1));
        await scene.OpenAsync(1);

        var deposit = await scene.DepositAsync(0, 5);
        Assert.Equal((DepositState.RefundDue, new DateOnly(2026, 3, 31)), (deposit.State, deposit.RefundDueOn));
        Assert.Equal(DepositState.Locked, (await scene.DepositAsync(0, 1)).State);
        Assert.Empty(await scene.FindingsAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task Leaving_WhileABidOfAnotherLotMayStandOnIt_IsRefused_AndOtherwiseAsEver(DatabaseKind kind)
    {
        await using var scene = await PoolScene.StandingAsync(kind);
        await scene.WithdrawBidAsync(0, 1);
        Assert.Equal(CoverRules.OtherLotsStand, (await RefusalAsync(() => scene.LeaveAsync(0, 1))).Rule);

        await scene.WithdrawBidAsync(1, 1);
        await scene.Site.UseAsync((CoverService s) => s.WithdrawAsync(scene.Lots[1].Id, TestBidder.Of(1).OrganisationId, CancellationToken.None));
        await scene.LeaveAsync(0, 1);

        Assert.Equal((DepositState.RefundDue, true), ((await scene.DepositAsync(0, 1)).State, (await scene.DepositAsync(0, 1)).RefundsApart));
        Assert.Equal(CoverRules.NothingToStandOn, (await RefusalAsync(() => scene.StandOnAsync(1, 0, 1))).Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task Forfeited_ByTheOtherLot_IsAllOfIt_SaysByWhichLot_AndEndsWhatStandsOnIt(DatabaseKind kind)
    {
        await using var scene = await PoolScene.OpenedAsync(kind);
        var cover = await scene.CoverAsync(1, 1);
        Assert.Equal(CoverRules.PooledIsForfeited, (await RefusalAsync(() => scene.Site.UseAsync(
            (OpenedCovers s) => s.ProposeClaimAsync(scene.Lots[1].Id, cover.Id, ForfeitGround.RefusedContract, "facts", Maker, CancellationToken.None)))).Rule);
        var by = scene.Of(1, 1);
        using var evidence = new MemoryStream("%PDF-1.4"u8.ToArray());
        var id = await scene.Site.UseAsync((ForfeitureService s) => s.ProposeAsync(
            by, new ForfeitureCase(ForfeitGround.RefusedContract, "clause 3", "heard", Money.Zero), new EvidenceFile("e.pdf", evidence, 1000), Maker, CancellationToken.None));
        await scene.Site.UseAsync((ForfeitureService s) => s.ApproveAsync(id, First, CancellationToken.None));
        Assert.Equal(CoverState.Verified, (await scene.CoverAsync(1, 1)).State);
        await scene.Site.UseAsync((ForfeitureService s) => s.ApproveAsync(id, Second, CancellationToken.None));

        var forfeiture = await scene.Site.DbAsync(db => db.Set<Forfeiture>().SingleAsync());
        Assert.Equal((scene.Of(0, 1), scene.Lots[1].Id, PoolScene.Asked), (forfeiture.ParticipationId, forfeiture.LotId, forfeiture.Amount));
        Assert.Equal((DepositState.Forfeited, PoolScene.Asked), ((await scene.DepositAsync(0, 1)).State, (await scene.DepositAsync(0, 1)).Forfeited));
        Assert.Equal(CoverState.Claimed, (await scene.CoverAsync(1, 1)).State);
        Assert.Equal(
            [scene.Lots[1].Id], await scene.Site.DbAsync(db => db.Set<ProcedureEvent>().Where(e => e.Kind == "pooled-deposit-forfeited").Select(e => e.LotId!.Value).ToListAsync()));
        Assert.Equal(2, await scene.Site.DbAsync(db => db.Set<ProcedureEvent>().CountAsync(e => e.Kind == "forfeiture-proposed")));
        await scene.RaiseAsync(0, DepositEvent.ContractSigned);
        await scene.RaiseAsync(1, DepositEvent.ContractSigned);
        Assert.Equal(DepositState.Forfeited, (await scene.DepositAsync(0, 1)).State);
        Assert.Empty(await scene.FindingsAsync());
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Converted_IsNotBeforeOneLotAloneStandsOnIt_AndThenTheRestGoesBack(DatabaseKind kind)
    {
        await using var scene = await PoolScene.OpenedAsync(kind);
        Task<Guid> ProposeAsync(Guid of) => scene.Site.UseAsync((DepositDecisions s) => s.ProposeConversionAsync(of, Money.Yuan(40_000m), "agreement 7", "contract", Maker, CancellationToken.None));
        Assert.Equal(CoverRules.OtherLotsStand, (await RefusalAsync(() => ProposeAsync(scene.Of(1, 1)))).Rule);
        Assert.Equal(CoverRules.OtherLotsStand, (await RefusalAsync(() => ProposeAsync(scene.Of(0, 1)))).Rule);

        await scene.RaiseAsync(0, DepositEvent.ContractSigned);
        var id = await ProposeAsync(scene.Of(0, 1));
        await scene.Site.UseAsync((DepositDecisions s) => s.ApproveAsync(id, First, CancellationToken.None));

        var deposit = await scene.DepositAsync(0, 1);
        Assert.Equal((DepositState.RefundDue, Money.Yuan(40_000m), Money.Yuan(20_000m)), (deposit.State, deposit.Converted, deposit.Refundable));
        Assert.Equal(CoverState.Released, (await scene.CoverAsync(1, 1)).State);
        Assert.Empty(await scene.FindingsAsync());
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Frozen_ByTheOtherLot_WhatFallsDueShowsWhenTheOrderIsLifted(DatabaseKind kind)
    {
        await using var scene = await PoolScene.OpenedAsync(kind);
        await scene.Site.UseAsync((DepositOrders s) => s.FreezeAsync(scene.Of(1, 1), "冻〔2026〕1号", "某局", "complaint", First, CancellationToken.None));
        Assert.Equal(DepositState.Frozen, (await scene.DepositAsync(0, 1)).State);
        Assert.Equal(scene.Lots[1].Id, await scene.Site.DbAsync(db => db.Set<FreezeOrder>().Select(o => o.LotId).SingleAsync()));
        await scene.RaiseAsync(1, DepositEvent.ContractSigned);
        await scene.RaiseAsync(0, DepositEvent.ContractSigned);
        Assert.Equal((DepositState.Frozen, DepositState.RefundDue), ((await scene.DepositAsync(0, 1)).State, (await scene.DepositAsync(0, 1)).StateUnder!.Value));

        await scene.Site.UseAsync((DepositOrders s) => s.UnfreezeAsync(scene.Of(1, 1), "settled", First, CancellationToken.None));

        Assert.Equal(DepositState.RefundDue, (await scene.DepositAsync(0, 1)).State);
        Assert.Empty(await scene.FindingsAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task Record_ThatNamesAnothersDeposit_LeavesTheBidWithoutOne(DatabaseKind kind)
    {
        await using var scene = await PoolScene.StandingAsync(kind);
        var other = scene.Of(0, 2);
        await scene.ForgeAsync(1, 1, other);
        await scene.OpenAsync(0);
        await scene.OpenAsync(1);

        var cover = await scene.CoverAsync(1, 1);
        Assert.Equal((CoverState.Refused, null), (cover.State, cover.PooledWith));
        Assert.Equal(1, await scene.Site.DbAsync(db => db.Set<ProcedureEvent>().CountAsync(e => e.Kind == "cover-pooled-refused" && e.LotId == scene.Lots[1].Id)));
        await scene.RaiseAsync(0, DepositEvent.ContractSigned);
        Assert.Equal(DepositState.RefundDue, (await scene.DepositAsync(0, 2)).State);
    }

    [Theory, OnEveryDatabase]
    public async Task Deposit_ThatHoldsLessAtTheOpening_LeavesTheBidWithoutOne(DatabaseKind kind)
    {
        await using var scene = await PoolScene.StandingAsync(kind, bidsOnFirst: false);

        // As after a receipt that the bank took back.
        await scene.Site.DbAsync(db => db.Database.ExecuteSqlRawAsync("UPDATE deposit SET state = 'Short', received = received - 1 WHERE participation_id = {0}", scene.Of(0, 1)));
        await scene.OpenAsync(0);
        await scene.OpenAsync(1);

        Assert.Equal(CoverState.Refused, (await scene.CoverAsync(1, 1)).State);
        Assert.Equal(DepositState.RefundDue, (await scene.DepositAsync(0, 1)).State);
    }

    [Theory, OnEveryDatabase]
    public async Task Verifier_FindsACoverThatNamesAnothersDeposit(DatabaseKind kind)
    {
        await using var scene = await PoolScene.OpenedAsync(kind);
        var other = scene.Of(0, 2);
        await scene.Site.DbAsync(db => db.Set<DepositCover>().Where(c => c.PooledWith != null).ExecuteUpdateAsync(c => c.SetProperty(x => x.PooledWith, other)));
        Assert.Equal(["pooled-covers-have-deposits"], await scene.FindingsAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task StandOn_WhatIsNotThere_IsRefused(DatabaseKind kind)
    {
        await using var scene = await PoolScene.PublishedAsync(kind);
        await scene.TakePartAsync(0, 1);
        Assert.Equal(CoverRules.NothingToStandOn, (await RefusalAsync(() => scene.StandOnAsync(1, 0, 1))).Rule);
        Assert.Equal(CoverRules.NothingToStandOn, (await RefusalAsync(() => scene.StandOnAsync(1, 1, 1))).Rule);
        await scene.PayAsync(0, 1);
        await scene.StandOnAsync(1, 0, 1);
        await scene.PayAsync(1, 1);
        Assert.Equal(CoverRules.NotNeeded, (await RefusalAsync(() => scene.StandOnAsync(1, 0, 1))).Rule);
        await using var each = await MoneyScene.PaidAsync(kind);
        await TenderBuilder.TakePartAsync(each.Site, each.Lot, TestBidder.Of(2));
        Assert.Equal(CoverRules.NotPooled, (await RefusalAsync(() => each.Site.UseAsync(
            (CoverService s) => s.StandOnAsync(each.Lot.Id, each.Lot.Id, TestBidder.Of(2).OrganisationId, CancellationToken.None)))).Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task Project_WhoseLotsAskDifferentSums_IsNotHandedIn(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var refused = await RefusalAsync(() => new TenderBuilder(site).Setting(PoolScene.Row, "true").PublishLotsAsync(2, n => Money.Yuan(60_000m + n)));
        Assert.Equal((CoverRules.PoolSumsDiffer, "《招标投标法实施条例》第二十六条；招标文件"), (refused.Rule, refused.Citation));
        Assert.Equal(2, (await new TenderBuilder(site).PublishLotsAsync(2, n => Money.Yuan(60_000m + n))).Count);
    }

    [Theory, OnEveryDatabase]
    public async Task Deadline_OfOneLotMovesAll_AndNoLotIsPublishedWithAnother(DatabaseKind kind)
    {
        await using var scene = await PoolScene.PublishedAsync(kind);
        var later = scene.Lots[0].DeadlineUtc.AddDays(3);
        await scene.Site.UseAsync((TenderService s) => s.AmendAsync(new AmendTender(scene.Lots[0].Id, NoticeKind.Amendment, "修改", "正文", true, later), Maker, CancellationToken.None));
        Assert.Equal([later, later], await scene.Site.DbAsync(db => db.Set<Tender>().OrderBy(t => t.LotId).Select(t => t.DeadlineUtc!.Value).ToListAsync()));
        Assert.Equal(2, await scene.Site.DbAsync(db => db.Set<Notice>().CountAsync(n => n.Kind == NoticeKind.Amendment)));

        await scene.Site.DbAsync(db => db.Database.ExecuteSqlRawAsync("UPDATE tender SET state = 'Preparing' WHERE lot_id = {0}", scene.Lots[1].Id));
        var timetable = new Timetable(scene.Site.NowUtc, scene.Site.NowUtc.AddDays(8), later.AddHours(1));
        var breaches = await scene.Site.UseAsync((TenderService s) => s.BreachesAsync(new PublishTender(scene.Lots[1].Id, "公告", "正文", timetable), CancellationToken.None));
        Assert.Contains(CoverRules.PoolDeadlinesDiffer, breaches.Select(b => b.Rule));
    }
}
