using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Sealing;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Deposits;

public sealed class RepaymentReplyServiceTests
{
    // Paid in on 2026-03-02; 60 days later.
    private static readonly DateOnly PayDay = new(2026, 5, 1);

    [Theory, OnEveryDatabase]
    public async Task Reply_SameTwice_BooksOnce(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind, bidders: 2);
        var reply = MoneyScene.Reply(await scene.PaymentsAsync(await scene.SendAsync(PayDay)), PayDay);
        await scene.ImportReplyAsync(reply);
        var entries = await EntriesAsync(scene);

        Assert.Equal(new ReplyOutcome(0, 0, KnownAlready: 2), await scene.ImportReplyAsync(reply));

        Assert.Equal(entries, await EntriesAsync(scene));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Reply_Rejected_MakesItDueAgainAndReckonsInterestAnew(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind);
        var payment = Assert.Single(await scene.PaymentsAsync(await scene.SendAsync(PayDay)));

        var outcome = await scene.ImportReplyAsync(MoneyScene.Reply([payment], PayDay, _ => "账户已冻结"));

        Assert.Equal(new ReplyOutcome(0, Rejected: 1, 0), outcome);
        var repayment = await scene.Site.DbAsync(db => db.Set<Repayment>().SingleAsync());
        Assert.Equal((RepaymentState.Rejected, "账户已冻结"), (repayment.State, repayment.RejectedBecause));
        Assert.Equal(DepositState.RefundDue, (await scene.DepositAsync()).State);
        Assert.Equal(0, await SumAsync(scene, AccountClass.InterestEarned));
        await scene.Site.AssertLedgerAsync();

        // One day later: 6,000,000 x 61 x 35 / 3,600,000 = 3,558.33 fen.
        await scene.PayAsync(PayDay.AddDays(1));
        Assert.Equal(DepositState.Refunded, (await scene.DepositAsync()).State);
        Assert.Equal(3_558, await SumAsync(scene, AccountClass.InterestEarned));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Reply_PaidThreeDaysLater_OwesTheInterestOfThoseDaysAndPaysItWithTheNextBatch(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind);
        var payments = await scene.PaymentsAsync(await scene.SendAsync(PayDay));

        await scene.ImportReplyAsync(MoneyScene.Reply(payments, PayDay.AddDays(3)));

        // 6,000,000 x 63 x 35 / 3,600,000 = 3,675 fen, of which 3,500 went with the deposit.
        Assert.Equal((3_675, -175), (await SumAsync(scene, AccountClass.InterestEarned), await SumAsync(scene, AccountClass.InterestPayable)));
        await scene.Site.AssertLedgerAsync();
        var more = Assert.Single(await scene.PaymentsAsync(await scene.SendAsync(PayDay.AddDays(4))));
        Assert.Equal((Money.Yuan(1.75m), TestBidder.Of(1).Account), (more.Amount, more.PayeeAccount));

        // Rejected, it is owed as it was; paid late, it bears no interest itself.
        await scene.ImportReplyAsync(MoneyScene.Reply([more], PayDay.AddDays(4), _ => "账户已冻结"));
        Assert.Equal(-175, await SumAsync(scene, AccountClass.InterestPayable));
        await scene.Site.AssertLedgerAsync();
        var again = await scene.PaymentsAsync(await scene.SendAsync(PayDay.AddDays(5)));
        await scene.ImportReplyAsync(MoneyScene.Reply(again, PayDay.AddDays(9)));

        Assert.Equal(0, await SumAsync(scene, AccountClass.InterestPayable));
        Assert.Equal(DepositRules.EmptyBatch, (await Assert.ThrowsAsync<RuleBrokenException>(() => scene.MakeAsync(PayDay.AddDays(10)))).Rule);
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Reply_PaidOnTheDayToldOrBefore_OwesNothingMore(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind);
        var payments = await scene.PaymentsAsync(await scene.SendAsync(PayDay));

        await scene.ImportReplyAsync(MoneyScene.Reply(payments, PayDay.AddDays(-1)));

        Assert.Equal((3_500, 0), (await SumAsync(scene, AccountClass.InterestEarned), await SumAsync(scene, AccountClass.InterestPayable)));
        Assert.Empty(await scene.Site.DbAsync(db => db.Set<WaitingRefund>().ToListAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task Reply_RejectedPaymentThatLeftAndCameBack_IsNoNewMoney(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind);
        scene.Site.Be(Instants.StartOfBeijingDay(PayDay));
        var payment = Assert.Single(await scene.PaymentsAsync(await scene.SendAsync(PayDay)));

        var outcome = await scene.Bank.ImportAsync(
            scene.Bank.Other(-payment.Amount, "转账", payment.Purpose), scene.Bank.Other(payment.Amount, "退汇", payment.EndToEndId));
        await scene.ImportReplyAsync(MoneyScene.Reply([payment], PayDay, _ => "户名不符"));

        Assert.Equal(0, outcome.Suspense);
        Assert.Equal(2, await scene.Site.DbAsync(db => db.Set<BankLine>().CountAsync(l => l.State == BankLineState.OwnPayment)));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Reply_WithOneUnknownPayment_StoresNothing(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind);
        var payment = Assert.Single(await scene.PaymentsAsync(await scene.SendAsync(PayDay)));

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(
            () => scene.ImportReplyAsync(MoneyScene.Reply([payment, payment with { EndToEndId = RandomNumbers.NewEndToEndId() }], PayDay)));

        Assert.Equal(DepositRules.UnknownPayment, refusal.Rule);
        Assert.Equal(RepaymentState.Sent, await scene.Site.DbAsync(db => db.Set<Repayment>().Select(r => r.State).SingleAsync()));
        Assert.Equal(DepositState.Refunding, (await scene.DepositAsync()).State);
    }

    [Theory, OnEveryDatabase]
    public async Task Reply_ToABatchThatNobodyApproved_IsUnknown(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind);
        await scene.MakeAsync(PayDay);
        var repayment = await scene.Site.DbAsync(db => db.Set<Repayment>().SingleAsync());

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => scene.ImportReplyAsync(MoneyScene.Reply(
            [new PaymentOrder(repayment.EndToEndId, repayment.PayeeName, repayment.PayeeAccount, repayment.PayeeBank, repayment.Total, "")], PayDay)));

        Assert.Equal(DepositRules.UnknownPayment, refusal.Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task Reply_OneFenLess_IsRefused(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind);
        var payment = Assert.Single(await scene.PaymentsAsync(await scene.SendAsync(PayDay)));

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(
            () => scene.ImportReplyAsync(MoneyScene.Reply([payment with { Amount = payment.Amount - new Money(1) }], PayDay)));

        Assert.Equal(DepositRules.ReplyAmountDiffers, refusal.Rule);
    }

    [Theory]
    [OnEveryDatabase(true)]
    [OnEveryDatabase(false)]
    public async Task Reply_SayingTheOppositeOfAnEarlierOne_IsRefused(DatabaseKind kind, bool paidFirst)
    {
        await using var scene = await MoneyScene.DueAsync(kind);
        var payments = await scene.PaymentsAsync(await scene.SendAsync(PayDay));
        var (paid, rejected) = (MoneyScene.Reply(payments, PayDay), MoneyScene.Reply(payments, PayDay, _ => "户名不符"));
        await scene.ImportReplyAsync(paidFirst ? paid : rejected);

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => scene.ImportReplyAsync(paidFirst ? rejected : paid));

        Assert.Equal(DepositRules.ReplyContradicts, refusal.Rule);
        await scene.Site.AssertLedgerAsync();
    }

    private static Task<int> EntriesAsync(MoneyScene scene) => scene.Site.DbAsync(db => db.Set<JournalEntry>().CountAsync());

    /// <summary>Debits less credits of a class of accounts, in fen.</summary>
    private static Task<long> SumAsync(MoneyScene scene, AccountClass accountClass) => scene.Site.DbAsync(async db =>
        (await db.Set<Posting>().Where(p => db.Set<Account>().Any(a => a.Id == p.AccountId && a.Class == accountClass)).Select(p => p.Amount).ToListAsync()).Sum(m => m.Fen));
}
