using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Tendering;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Deposits;

public sealed class DepositServiceTests
{
    private static readonly TestBidder A = TestBidder.Of(1);

    [Theory, OnEveryDatabase]
    public async Task FallDue_AfterTheOpening_IsDueInFiveDaysWithItsArticle(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.PaidAsync(kind, bidders: 2);
        var unpaid = await TenderBuilder.TakePartAsync(scene.Site, scene.Lot, TestBidder.Of(3));
        await scene.OpenAsync();

        Assert.Equal(2, await scene.FallDueAsync());

        // Monday 2026-03-30 and five days is Saturday 2026-04-04; 04-04 to 04-06 are the Tomb-Sweeping holidays.
        var deposit = await scene.DepositAsync();
        Assert.Equal((DepositState.RefundDue, new DateOnly(2026, 4, 7), true), (deposit.State, deposit.RefundDueOn, deposit.WithInterest));
        Assert.Equal("《招标投标法实施条例》第五十七条", deposit.RefundCitation);
        Assert.Equal(DepositState.Void, await scene.Site.DbAsync(db => db.Set<Deposit>().Where(d => d.ParticipationId == unpaid).Select(d => d.State).SingleAsync()));
        Assert.Equal(0, await scene.Site.DbAsync(db => db.Set<Hold>().CountAsync(h => h.State == HoldState.Open)));
        var step = await scene.Site.DbAsync(db => db.Set<ProcedureStep>().SingleAsync(s => s.Stage == Stages.DepositRefund));
        Assert.Equal((Posts.FinanceMaker, Instants.EndOfBeijingDay(new DateOnly(2026, 4, 7)), "construction.refund-days"), (step.Post, step.DueAtUtc, step.RuleKey));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task FallDue_ToldTwice_KeepsTheFirstDate(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind);
        scene.Site.Be(scene.Site.NowUtc.AddDays(3));

        Assert.Equal(0, await scene.FallDueAsync());

        Assert.Equal(new DateOnly(2026, 4, 7), (await scene.DepositAsync()).RefundDueOn);
        Assert.Equal(1, await scene.Site.DbAsync(db => db.Set<ProcedureStep>().CountAsync(s => s.Stage == Stages.DepositRefund)));
    }

    [Theory, OnEveryDatabase]
    public async Task FallDue_OfSome_LeavesTheOthers(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.PaidAsync(kind, bidders: 2);
        await scene.OpenAsync();

        Assert.Equal(1, await scene.FallDueAsync([scene.Participations[1]]));

        Assert.Equal(DepositState.Confirmed, (await scene.DepositAsync(0)).State);
        Assert.Equal(DepositState.RefundDue, (await scene.DepositAsync(1)).State);
        Assert.Equal(1, await scene.Site.DbAsync(db => db.Set<Hold>().CountAsync(h => h.State == HoldState.Open)));
    }

    [Theory, OnEveryDatabase]
    public async Task Withdraw_BeforeTheDeadline_IsPaidBackWithoutTheLot(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.PaidAsync(kind, bidders: 2);

        // Monday 2026-03-02 and five days is Saturday 2026-03-07: Monday.
        Assert.Equal(new DateOnly(2026, 3, 9), await WithdrawAsync(scene));

        var waiting = Assert.Single(await scene.Site.UseAsync((DepositQueries q) => q.WaitingAsync(TenderBuilder.Centre, CancellationToken.None)));
        Assert.Equal((A.Name, A.Account, MoneyScene.Asked, new DateOnly(2026, 3, 9)), (waiting.PayeeName, waiting.PayeeAccount, waiting.Amount, waiting.DueOn));
        Assert.Equal("《招标投标法实施条例》第三十五条", waiting.Citation);
        Assert.Empty(await scene.Site.UseAsync((DepositQueries q) => q.DueAsync(TenderBuilder.Centre, CancellationToken.None)));
        Assert.Equal(0, await scene.Site.DbAsync(db => db.Set<ProcedureStep>().CountAsync(s => s.Stage == Stages.DepositRefund)));

        // 60,000.00 without interest: the article of the withdrawal gives none.
        var day = new DateOnly(2026, 3, 9);
        var payment = Assert.Single(await scene.PaidBackAsync(day));
        Assert.Equal((A.Name, A.Account, MoneyScene.Asked), (payment.PayeeName, payment.PayeeAccount, payment.Amount));
        Assert.Equal(DepositState.Refunded, (await scene.DepositAsync()).State);
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Withdraw_NotYetPaidAtTheOpening_IsPaidOnce(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.PaidAsync(kind, bidders: 2);
        await WithdrawAsync(scene);
        await scene.OpenAsync();
        await scene.FallDueAsync();

        var payments = await scene.PaidBackAsync(new DateOnly(2026, 4, 7));

        // The other: 6,000,000 x 36 x 35 / 3,600,000 = 2,100 fen from 03-03 to 04-07.
        Assert.Equal([Money.Yuan(60_000m), Money.Yuan(60_021m)], payments.Select(p => p.Amount).Order());
        Assert.Equal(DepositRules.EmptyBatch, (await Assert.ThrowsAsync<RuleBrokenException>(() => scene.MakeAsync(new DateOnly(2026, 4, 7)))).Rule);
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Withdraw_RejectedByTheBank_WaitsAgain(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.PaidAsync(kind);
        await WithdrawAsync(scene);
        var day = new DateOnly(2026, 3, 9);
        var batch = await scene.SendAsync(day);
        Assert.Empty(await scene.Site.UseAsync((DepositQueries q) => q.WaitingAsync(TenderBuilder.Centre, CancellationToken.None)));

        await scene.ImportReplyAsync(MoneyScene.Reply(await scene.PaymentsAsync(batch), day, _ => "户名不符"));

        Assert.Single(await scene.Site.UseAsync((DepositQueries q) => q.WaitingAsync(TenderBuilder.Centre, CancellationToken.None)));
        await scene.PayAsync(day);
        await scene.Site.AssertLedgerAsync();
    }

    [Theory]
    [OnEveryDatabase(-1, "")]
    [OnEveryDatabase(0, TenderingRules.WindowClosed)]
    public async Task Withdraw_AroundTheDeadline_OnlyBefore(DatabaseKind kind, int milliseconds, string rule)
    {
        await using var scene = await MoneyScene.PaidAsync(kind);
        scene.Site.Be(scene.Lot.DeadlineUtc.AddMilliseconds(milliseconds));

        var refusal = await Record.ExceptionAsync(() => WithdrawAsync(scene));

        Assert.Equal(rule, (refusal as RuleBrokenException)?.Rule ?? "");
    }

    [Theory, OnEveryDatabase]
    public async Task Withdraw_WhileTheBidStands_IsRefused(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.PaidAsync(kind);
        await scene.Site.UseAsync((BidService s) => s.SubmitAsync(new SubmitBid(scene.Lot.Id, A.OrganisationId, Money.Yuan(9_000_000m), 300, []), CancellationToken.None));

        Assert.Equal(DepositRules.BidStands, (await Assert.ThrowsAsync<RuleBrokenException>(() => WithdrawAsync(scene))).Rule);

        await scene.Site.UseAsync((BidService s) => s.WithdrawAsync(scene.Lot.Id, A.OrganisationId, CancellationToken.None));
        await WithdrawAsync(scene);
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Withdraw_BySomebodyElse_IsRefused(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.PaidAsync(kind, bidders: 2);

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => WithdrawAsync(scene, TestBidder.Of(2)));

        Assert.Equal(TenderingRules.NotTakingPart, refusal.Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task Withdraw_Twice_IsRefusedAndPaidOnce(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.PaidAsync(kind);
        await WithdrawAsync(scene);

        Assert.Equal(DepositRules.WrongState, (await Assert.ThrowsAsync<RuleBrokenException>(() => WithdrawAsync(scene))).Rule);

        Assert.Single(await scene.Site.UseAsync((DepositQueries q) => q.WaitingAsync(TenderBuilder.Centre, CancellationToken.None)));
    }

    private static Task<DateOnly> WithdrawAsync(MoneyScene scene, TestBidder? by = null) => scene.Site.UseAsync(
        (DepositService s) => s.WithdrawDepositAsync(scene.Participations[0], (by ?? A).OrganisationId, CancellationToken.None));
}
