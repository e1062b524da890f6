using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Ledger;
using Trading.TestKit;

namespace Trading.Infrastructure.Tests.Deposits;

/// <summary>
/// Two people at once about one pooled deposit: without the lock of the project (<see cref="DepositPools"/>) each lot leaves it to the other, or a bid comes to stand on money that is
/// gone at that moment.
/// </summary>
public sealed class PoolConcurrencyTests
{
    private const int Bidders = 5;

    [Theory, OnEveryDatabase]
    public async Task TwoLots_ThatLetTheSameDepositsGoAtOnce_LeaveNoneWaiting_AndNoneTwice(DatabaseKind kind)
    {
        await using var scene = await StandingAsync(kind);
        await scene.OpenAsync(0);
        await scene.OpenAsync(1);

        await Task.WhenAll(
            from bidder in Enumerable.Range(1, Bidders)
            from lot in (int[])[0, 1]
            select Task.Run(() => scene.RaiseAsync(lot, DepositEvent.ContractSigned, bidder)));

        var deposits = await scene.Site.DbAsync(db => db.Set<Deposit>().AsNoTracking().Where(d => d.LotId == scene.Lots[0].Id).ToListAsync());
        Assert.Equal([.. Enumerable.Repeat(DepositState.RefundDue, Bidders)], deposits.Select(d => d.State));
        Assert.Equal(0, await scene.Site.DbAsync(db => db.Set<Hold>().CountAsync(h => h.State == HoldState.Open)));
        Assert.Empty(await scene.FindingsAsync());
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task LastOpening_AtTheMomentOfAForfeiture_LeavesNoBidOnMoneyThatIsGone(DatabaseKind kind)
    {
        for (var round = 0; round < 3; round++)
        {
            await using var scene = await StandingAsync(kind, bidders: 4);
            await scene.OpenAsync(0);
            var waiting = await scene.SecondedAsync(0, 1);

            await Task.WhenAll(Task.Run(() => scene.OpenAsync(1)), Task.Run(() => scene.ApproveAsync(waiting)));

            Assert.Equal(DepositState.Forfeited, (await scene.DepositAsync(0, 1)).State);
            Assert.Contains((await scene.CoverAsync(1, 1)).State, (CoverState[])[CoverState.Claimed, CoverState.Refused]);
            Assert.Equal(scene.Of(1, 1).ToString("N"), await scene.Site.DbAsync(db => db.Set<ProcedureEvent>().Where(e => e.Kind == "bid-uncovered").Select(e => e.Subject).SingleAsync()));
            Assert.Equal(PoolScene.Asked, await scene.Site.DbAsync(db => db.Set<Payout>().Select(p => p.Amount).SingleAsync()));
            Assert.Empty(await scene.FindingsAsync());
            await scene.Site.AssertLedgerAsync();
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Forfeitures_OfOneDepositByTwoLotsAtOnce_AreOne(DatabaseKind kind)
    {
        await using var scene = await StandingAsync(kind, bidders: 4);
        await scene.OpenAsync(0);
        await scene.OpenAsync(1);

        var outcomes = await Task.WhenAll(TriedAsync(() => scene.SecondedAsync(0, 1)), TriedAsync(() => scene.SecondedAsync(1, 1)));

        Assert.Single(outcomes, done => done);
        Assert.Equal(1, await scene.Site.DbAsync(db => db.Set<Forfeiture>().CountAsync()));
        await scene.ApproveAsync(await scene.Site.DbAsync(db => db.Set<Forfeiture>().Select(f => f.Id).SingleAsync()));
        Assert.Equal(PoolScene.Asked, await scene.Site.DbAsync(db => db.Set<Payout>().Select(p => p.Amount).SingleAsync()));
        Assert.Empty(await scene.FindingsAsync());
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task StandingOnADeposit_AtTheMomentOfItsWithdrawal_IsOneOrTheOther(DatabaseKind kind)
    {
        await using var scene = await PoolScene.PublishedAsync(kind);
        foreach (var bidder in Enumerable.Range(1, Bidders))
        {
            await scene.PayAsync(0, bidder);
            await scene.TakePartAsync(1, bidder);
        }

        foreach (var bidder in Enumerable.Range(1, Bidders))
        {
            var outcomes = await Task.WhenAll(TriedAsync(() => scene.StandOnAsync(1, 0, bidder)), TriedAsync(() => scene.LeaveAsync(0, bidder)));
            Assert.Single(outcomes, done => done);
            Assert.Equal(outcomes[1], (await scene.DepositAsync(0, bidder)).RefundsApart);
            var covers = await scene.Site.DbAsync(db => db.Set<DepositCover>().CountAsync(c => c.ParticipationId == scene.Of(1, bidder)));
            Assert.Equal(outcomes[0] ? 1 : 0, covers);
        }

        Assert.Empty(await scene.FindingsAsync());
    }

    /// <summary>Each has paid for lot 0, stands on it in lot 1, and bids on both.</summary>
    private static async Task<PoolScene> StandingAsync(DatabaseKind kind, int bidders = Bidders)
    {
        var scene = await PoolScene.PublishedAsync(kind);
        foreach (var bidder in Enumerable.Range(1, bidders))
        {
            await scene.PayAsync(0, bidder);
            await scene.StandOnAsync(1, 0, bidder);
            await scene.BidAsync(0, bidder);
            await scene.BidAsync(1, bidder);
        }

        return scene;
    }

    private static Task<bool> TriedAsync(Func<Task> act) => Task.Run(async () =>
    {
        try
        {
            await act();
            return true;
        }
        catch (RuleBrokenException)
        {
            return false;
        }
    });
}
