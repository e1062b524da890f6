using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Banking.Simulation;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Tests.Banking;
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
        scene.Site.Be(Instants.StartOfBeijingDay(PayDay.AddDays(-2)));
        var payments = await scene.PaymentsAsync(await scene.SendAsync(PayDay));

        await scene.ImportReplyAsync(MoneyScene.Reply(payments, PayDay.AddDays(-1)));

        Assert.Equal((3_500, 0), (await SumAsync(scene, AccountClass.InterestEarned), await SumAsync(scene, AccountClass.InterestPayable)));
        Assert.Empty(await scene.Site.DbAsync(db => db.Set<WaitingRefund>().ToListAsync()));
    }

    /// <summary>docs/ledger.md, "Made, approved, paid": the day on which the bank paid lies between the approval and today.</summary>
    [Theory]
    [OnEveryDatabase(-1, true)]
    [OnEveryDatabase(0, false)]
    [OnEveryDatabase(2, false)]
    [OnEveryDatabase(3, true)]
    public async Task Reply_PaidBeforeTheApprovalOrTomorrow_IsRefused(DatabaseKind kind, int days, bool isRefused)
    {
        await using var scene = await MoneyScene.DueAsync(kind);
        scene.Site.Be(Instants.StartOfBeijingDay(PayDay));
        var payments = await scene.PaymentsAsync(await scene.SendAsync(PayDay));
        scene.Site.Be(Instants.StartOfBeijingDay(PayDay.AddDays(2)));

        var refusal = await Record.ExceptionAsync(() => scene.ImportReplyTodayAsync(MoneyScene.Reply(payments, PayDay.AddDays(days))));

        Assert.Equal(isRefused ? DepositRules.ReplyDayImpossible : null, (refusal as RuleBrokenException)?.Rule);
        Assert.Equal(isRefused ? DepositState.Refunding : DepositState.Refunded, (await scene.DepositAsync()).State);
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Reply_RejectedPaymentThatLeftAndCameBack_IsNoNewMoney(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind);
        scene.Site.Be(Instants.StartOfBeijingDay(PayDay));
        var payment = Assert.Single(await scene.PaymentsAsync(await scene.SendAsync(PayDay)));

        var outcome = await scene.Bank.ImportAsync(scene.Bank.Other(-payment.Amount, "转账", payment.Purpose), CameBack(scene, payment));
        await scene.ImportReplyAsync(MoneyScene.Reply([payment], PayDay, _ => "户名不符"));

        Assert.Equal(0, outcome.Suspense);
        Assert.Equal(2, await scene.Site.DbAsync(db => db.Set<BankLine>().CountAsync(l => l.State == BankLineState.OwnPayment)));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory]
    [OnEveryDatabase(true)]
    [OnEveryDatabase(false)]
    public async Task PaidPayment_ThatComesBack_IsOwedAgainWithInterestReckonedAnew(DatabaseKind kind, bool backBeforeTheReply)
    {
        await using var scene = await MoneyScene.DueAsync(kind);
        scene.Site.Be(Instants.StartOfBeijingDay(PayDay));
        var payment = Assert.Single(await scene.PaymentsAsync(await scene.SendAsync(PayDay)));
        var reply = MoneyScene.Reply([payment], PayDay);
        var (leaves, back) = (scene.Bank.Other(-payment.Amount, "转账", payment.Purpose), CameBack(scene, payment));
        if (backBeforeTheReply)
        {
            await scene.Bank.ImportAsync(leaves, back);
            await scene.ImportReplyAsync(reply);
        }
        else
        {
            await scene.ImportReplyAsync(reply);
            await scene.Bank.ImportAsync(leaves, back);
        }

        var repayment = await scene.Site.DbAsync(db => db.Set<Repayment>().SingleAsync());
        Assert.Equal((RepaymentState.Returned, backBeforeTheReply ? "" : "退汇"), (repayment.State, repayment.RejectedBecause));
        Assert.Equal(DepositState.RefundDue, (await scene.DepositAsync()).State);
        Assert.Equal((0, -6_000_000), (await SumAsync(scene, AccountClass.InterestEarned), await SumAsync(scene, AccountClass.DepositHeld)));
        Assert.Equal((0, 0), (await SumAsync(scene, AccountClass.Suspense), await SumAsync(scene, AccountClass.RepaymentInTransit)));
        Assert.Equal(1, await scene.Site.DbAsync(db => db.Set<ProcedureStep>().CountAsync(s => s.Stage == Stages.DepositRefund && s.DoneAtUtc == null)));
        Assert.Equal(new ReplyOutcome(0, 0, KnownAlready: 1), await scene.ImportReplyAsync(reply));
        await scene.Site.AssertLedgerAsync();

        // One day later: 6,000,000 x 61 x 35 / 3,600,000 = 3,558.33 fen.
        var again = Assert.Single(await scene.PaidBackAsync(PayDay.AddDays(1)));
        Assert.Equal((Money.Yuan(60_035.58m), payment.PayeeAccount), (again.Amount, again.PayeeAccount));
        Assert.Equal(DepositState.Refunded, (await scene.DepositAsync()).State);
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task PaymentThatWasPaidLateAndComesBack_PaysTheInterestOfEachDayOnce(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind);
        var payment = Assert.Single(await scene.PaymentsAsync(await scene.SendAsync(PayDay)));
        await scene.ImportReplyAsync(MoneyScene.Reply([payment], PayDay.AddDays(3)));
        await scene.Bank.ImportAsync(scene.Bank.Other(-payment.Amount, "转账", payment.Purpose), CameBack(scene, payment));

        // 6,000,000 x 64 x 35 / 3,600,000 = 3,733.33 fen, of which 175 for three days wait by themselves.
        var payments = await scene.PaidBackAsync(PayDay.AddDays(4));

        Assert.Equal([Money.Yuan(1.75m), Money.Yuan(60_035.58m)], payments.Select(p => p.Amount).Order());
        Assert.Equal((3_733, 0), (await SumAsync(scene, AccountClass.InterestEarned), await SumAsync(scene, AccountClass.InterestPayable)));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task ReturnOfSuspense_ThatComesBack_IsInSuspenseAgain(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.PaidAsync(kind);
        await scene.Bank.ImportAsync(scene.Bank.In(TestBidder.Of(7), Money.Yuan(500m)));
        var payment = Assert.Single(await scene.PaidBackAsync(PayDay));

        await scene.Bank.ImportAsync(scene.Bank.Other(-payment.Amount, "转账", payment.Purpose), CameBack(scene, payment));

        Assert.Equal(BankLineState.Suspense, await scene.Site.DbAsync(db => db.Set<BankLine>().Where(l => l.Reason != null).Select(l => l.State).SingleAsync()));
        Assert.Equal(-50_000, await SumAsync(scene, AccountClass.Suspense));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory]
    [OnEveryDatabase(true)]
    [OnEveryDatabase(false)]
    public async Task MoneyThatOnlyNamesAPayment_IsNotTheRefundComingBack_AndGoesToNobody(DatabaseKind kind, bool isPaid)
    {
        await using var scene = await MoneyScene.DueAsync(kind);
        scene.Site.Be(Instants.StartOfBeijingDay(PayDay));
        var payment = Assert.Single(await scene.PaymentsAsync(await scene.SendAsync(PayDay)));
        if (isPaid)
        {
            await scene.ImportReplyAsync(MoneyScene.Reply([payment], PayDay));
        }

        var outcome = await scene.Bank.ImportAsync(
            scene.Bank.In(TestBidder.Of(7), payment.Amount) with { Remark = payment.EndToEndId },
            CameBack(scene, payment) with { Amount = payment.Amount - new Money(1) });

        Assert.Equal(2, outcome.Suspense);
        Assert.All(
            await scene.Site.DbAsync(db => db.Set<BankLine>().Where(l => l.Reason != null).ToListAsync()), l => Assert.Equal(SuspenseReasons.UnprovedReturn, l.Reason));
        Assert.Equal(isPaid ? DepositState.Refunded : DepositState.Refunding, (await scene.DepositAsync()).State);
        Assert.Equal(DepositRules.EmptyBatch, (await Assert.ThrowsAsync<RuleBrokenException>(() => scene.MakeAsync(PayDay))).Rule);
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task StatusReport_ThatThePaymentsAreTaken_ChangesNothing_AndIsTold(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind, bidders: 2);
        scene.Site.Be(Instants.StartOfBeijingDay(PayDay));
        var batch = await scene.SendAsync(PayDay);
        var entries = await EntriesAsync(scene);

        Assert.Equal(new ReplyOutcome(0, 0, 0) { Accepted = 2 }, await scene.ImportReplyTodayAsync(BankReplies.OfAll(batch.ToString("N"), "ACSP")));

        Assert.Equal(entries, await EntriesAsync(scene));
        Assert.Equal(DepositState.Refunding, (await scene.DepositAsync()).State);
    }

    [Theory, OnEveryDatabase]
    public async Task StatusReport_ThatRejectsTheWholeFile_RejectsEachPaymentOnce(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind, bidders: 2);
        scene.Site.Be(Instants.StartOfBeijingDay(PayDay));
        var batch = await scene.SendAsync(PayDay);
        var reply = BankReplies.OfAll(batch.ToString("N"), "RJCT", "FF01");

        Assert.Equal(new ReplyOutcome(0, Rejected: 2, 0), await scene.ImportReplyTodayAsync(reply));
        Assert.Equal(new ReplyOutcome(0, 0, KnownAlready: 2), await scene.ImportReplyTodayAsync(reply));

        Assert.All(await scene.Site.DbAsync(db => db.Set<Repayment>().ToListAsync()), r => Assert.Equal((RepaymentState.Rejected, "FF01"), (r.State, r.RejectedBecause)));
        Assert.Equal(DepositRules.ReplyContradicts, await RefusedAsync(scene, BankReplies.OfAll(batch.ToString("N"), "ACSC")));
        Assert.Equal(DepositRules.UnknownPaymentFile, await RefusedAsync(scene, BankReplies.OfAll(Guid.NewGuid().ToString("N"), "RJCT")));
        await scene.Site.AssertLedgerAsync();
    }

    /// <summary>The bank has the file already: booked as rejected, everything in it would be paid a second time.</summary>
    [Theory, OnEveryDatabase]
    public async Task StatusReport_ThatTheFileIsThereAlready_IsRefused(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind);
        scene.Site.Be(Instants.StartOfBeijingDay(PayDay));
        var batch = await scene.SendAsync(PayDay);

        Assert.Equal(DepositRules.ReplyDuplicate, await RefusedAsync(scene, BankReplies.OfAll(batch.ToString("N"), "RJCT", "DU01")));

        Assert.Equal(DepositState.Refunding, (await scene.DepositAsync()).State);
    }

    [Theory]
    [OnEveryDatabase(true)]
    [OnEveryDatabase(false)]
    public async Task StatusReport_SettledWithoutADay_IsPaidOnTheDayThatTheStatementShows(DatabaseKind kind, bool statementFirst)
    {
        await using var scene = await MoneyScene.DueAsync(kind);
        scene.Site.Be(Instants.StartOfBeijingDay(PayDay));
        var payment = Assert.Single(await scene.PaymentsAsync(await scene.SendAsync(PayDay)));
        scene.Site.Be(Instants.StartOfBeijingDay(PayDay.AddDays(1)));
        var (reply, leaves) = (BankReplies.Settled([payment], null), scene.Bank.Other(-payment.Amount, "转账", payment.Purpose));
        if (statementFirst)
        {
            await scene.Bank.ImportAsync(leaves);
            Assert.Equal(new ReplyOutcome(1, 0, 0), await scene.ImportReplyTodayAsync(reply));
        }
        else
        {
            Assert.Equal(new ReplyOutcome(0, 0, 0) { Awaited = 1 }, await scene.ImportReplyTodayAsync(reply));
            Assert.Equal(new ReplyOutcome(0, 0, KnownAlready: 1), await scene.ImportReplyTodayAsync(reply));
            Assert.Equal(DepositRules.ReplyContradicts, await RefusedAsync(scene, BankReplies.OfOne(payment.EndToEndId, "RJCT", "AC04")));
            Assert.Equal(DepositState.Refunding, (await scene.DepositAsync()).State);
            await scene.Bank.ImportAsync(leaves);
        }

        var repayment = await scene.Site.DbAsync(db => db.Set<Repayment>().SingleAsync());
        Assert.Equal((RepaymentState.Paid, PayDay.AddDays(1)), (repayment.State, repayment.PaidOn));
        Assert.Equal(DepositState.Refunded, (await scene.DepositAsync()).State);
        Assert.Equal(0, await scene.Site.DbAsync(db => db.Set<ProcedureStep>().CountAsync(s => s.Stage == Stages.RefundReply && s.DoneAtUtc == null)));
        // One day later than told: 6,000,000 x 1 x 35 / 3,600,000 = 58.33 fen more.
        Assert.Equal(3_558, await SumAsync(scene, AccountClass.InterestEarned));
        Assert.Equal(new ReplyOutcome(0, 0, KnownAlready: 1), await scene.ImportReplyTodayAsync(reply));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Notice_OfTheDebitAndOfTheReturn_PaysOnce_AndProvesTheStatementsLineThatNamesNobody(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind);
        scene.Site.Be(Instants.StartOfBeijingDay(PayDay));
        var payment = Assert.Single(await scene.PaymentsAsync(await scene.SendAsync(PayDay)));
        var (debit, back) = (BankReplies.Notice(payment.EndToEndId, -payment.Amount, PayDay), BankReplies.Notice(payment.EndToEndId, payment.Amount, PayDay));

        Assert.Equal(new ReplyOutcome(0, 0, 0) { Awaited = 1 }, await scene.ImportReplyTodayAsync(back));
        Assert.Equal(new ReplyOutcome(1, 0, 0), await scene.ImportReplyTodayAsync(debit));
        Assert.Equal(new ReplyOutcome(0, 0, KnownAlready: 1), await scene.ImportReplyTodayAsync(back));
        await scene.Bank.ImportAsync(scene.Bank.Other(-payment.Amount, "转账", payment.Purpose), scene.Bank.Other(payment.Amount, "退汇", payment.Purpose));

        Assert.Equal(RepaymentState.Returned, await scene.Site.DbAsync(db => db.Set<Repayment>().Select(r => r.State).SingleAsync()));
        Assert.Equal(DepositState.RefundDue, (await scene.DepositAsync()).State);
        Assert.Equal((0, -6_000_000), (await SumAsync(scene, AccountClass.Suspense), await SumAsync(scene, AccountClass.DepositHeld)));
        await scene.Site.AssertLedgerAsync();
    }

    private static async Task<string> RefusedAsync(MoneyScene scene, byte[] reply) =>
        (await Assert.ThrowsAsync<RuleBrokenException>(() => scene.ImportReplyTodayAsync(reply))).Rule;

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

    private static SimulatedLine CameBack(MoneyScene scene, PaymentOrder payment) => scene.Bank.Other(payment.Amount, "退汇", payment.EndToEndId) with
    {
        CounterpartyName = payment.PayeeName,
        CounterpartyAccount = payment.PayeeAccount,
    };

    private static Task<int> EntriesAsync(MoneyScene scene) => scene.Site.DbAsync(db => db.Set<JournalEntry>().CountAsync());

    /// <summary>Debits less credits of a class of accounts, in fen.</summary>
    private static Task<long> SumAsync(MoneyScene scene, AccountClass accountClass) => scene.Site.DbAsync(async db =>
        (await db.Set<Posting>().Where(p => db.Set<Account>().Any(a => a.Id == p.AccountId && a.Class == accountClass)).Select(p => p.Amount).ToListAsync()).Sum(m => m.Fen));
}
