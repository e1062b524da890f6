using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Settlement;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Deposits;

public sealed class RepaymentServiceTests
{
    // Paid in on 2026-03-02; 60 days later.
    private static readonly DateOnly PayDay = new(2026, 5, 1);

    [Theory, OnEveryDatabase]
    public async Task PaymentFile_HasTheFormThatTheAccountsBankTakes(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind);
        var batch = await scene.SendAsync(PayDay);
        var table = await scene.FileAsync(batch);
        await scene.Bank.TakesAsync(PaymentFormat.Pain001V09);

        var message = await scene.FileAsync(batch);

        Assert.Equal(($"payments-{PayDay:yyyyMMdd}-{batch:N}.csv", "text/csv"), (table.Name, table.MediaType));
        Assert.Equal(($"payments-{PayDay:yyyyMMdd}-{batch:N}.xml", "application/xml"), (message.Name, message.MediaType));
        var (paid, told) = (await scene.PaymentsAsync(batch), XElement.Load(new MemoryStream(message.Content)));
        Assert.Equal([batch.ToString("N"), TestBank.Number, paid.Single().EndToEndId, paid.Single().PayeeAccount], new[] { "MsgId", "DbtrAcct", "EndToEndId", "CdtrAcct" }
            .Select(name => told.Descendants().Single(e => e.Name.LocalName == name).Value));
    }

    [Theory, OnEveryDatabase]
    public async Task WholeWay_FromDueToPaid_GivesBackDepositWithInterest(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind, bidders: 3);
        scene.Site.Be(Instants.StartOfBeijingDay(PayDay));

        var batch = await scene.SendAsync(PayDay);
        var payments = await scene.PaymentsAsync(batch);
        var outcome = await scene.ImportReplyAsync(MoneyScene.Reply(payments, PayDay));

        // 6,000,000 fen x 60 days x 35 / 3,600,000 = 3,500 fen.
        Assert.Equal((3, 0, 0), (outcome.Paid, outcome.Rejected, outcome.KnownAlready));
        Assert.All(payments, p => Assert.Equal(Money.Yuan(60_035m), p.Amount));
        Assert.Equal(
            Enumerable.Range(1, 3).Select(TestBidder.Of).Select(b => (b.Name, b.Account, b.Bank)).Order(),
            payments.Select(p => (p.PayeeName, p.PayeeAccount, p.PayeeBank)).Order());
        Assert.All(payments, p => Assert.Equal($"退还投标保证金 {p.EndToEndId}", p.Purpose));
        Assert.All(await scene.Site.DbAsync(db => db.Set<Deposit>().ToListAsync()), d => Assert.Equal(DepositState.Refunded, d.State));
        Assert.Equal(0, await OwedAsync(scene));
        Assert.NotNull(await scene.Site.DbAsync(db => db.Set<ProcedureStep>().Where(s => s.Stage == Stages.DepositRefund).Select(s => s.DoneAtUtc).SingleAsync()));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Deposit_ThatArrivedInParts_BearsInterestOnEachFromItsOwnDay(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.PaidAsync(kind, bidders: 0);
        var participation = await TenderBuilder.TakePartAsync(scene.Site, scene.Lot, TestBidder.Of(1));
        scene.Participations.Add(participation);
        var subAccount = await scene.Bank.SubAccountOfAsync(participation);
        await scene.Bank.ImportAsync(scene.Bank.In(TestBidder.Of(1), Money.Yuan(59_000m), subAccount));
        scene.Site.Be(scene.Site.NowUtc.AddDays(20));
        await scene.Bank.ImportAsync(scene.Bank.In(TestBidder.Of(1), Money.Yuan(1_000m), subAccount));
        await scene.OpenAsync();
        await scene.FallDueAsync();

        var payment = Assert.Single(await scene.PaymentsAsync(await scene.SendAsync(PayDay)));

        // (5,900,000 x 60 + 100,000 x 40) x 35 / 3,600,000 = 3,480.56 fen, rounded once.
        Assert.Equal(Money.Yuan(60_034.81m), payment.Amount);
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task OwnPaymentOnTheStatement_IsKnownAndBookedNoSecondTime(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind);
        scene.Site.Be(Instants.StartOfBeijingDay(PayDay));
        var payment = Assert.Single(await scene.PaidBackAsync(PayDay));

        var outcome = await scene.Bank.ImportAsync(
            scene.Bank.Other(-payment.Amount, "转账", payment.Purpose), scene.Bank.Other(-payment.Amount, "转账", payment.Purpose));

        // The same payment a second time is none of ours: somebody has to ask the bank.
        Assert.Equal((2, 0), (outcome.Booked, outcome.Suspense));
        Assert.Equal(
            [BankLineState.OwnPayment, BankLineState.Unexplained],
            (await scene.Site.DbAsync(db => db.Set<BankLine>().Where(l => l.Amount == -payment.Amount).Select(l => l.State).ToListAsync())).Order());
        var proof = await scene.Site.UseAsync((BankProofs p) => p.BankProofAsync(scene.Bank.AccountId, PayDay, CancellationToken.None));
        Assert.Equal(new BankProof(PayDay, PayDay, Money.Zero), proof);
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Approve_ByItsMaker_IsRefusedByServiceAndDatabase(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind);
        var batch = await scene.MakeAsync(PayDay);

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => scene.ApproveAsync(batch, MoneyScene.Maker));
        Assert.Equal(SharedRules.MakerIsChecker, refusal.Rule);
        await AssertGuardAsync(scene, "UPDATE repayment_batch SET state = 'Approved', approved_by = made_by");
        await AssertGuardAsync(scene, "UPDATE repayment_batch SET state = 'Approved'");
        Assert.Equal(BatchState.Made, await scene.Site.DbAsync(db => db.Set<RepaymentBatch>().Select(b => b.State).SingleAsync()));

        await scene.ApproveAsync(batch, MoneyScene.Checker);
        await scene.Site.AssertLedgerAsync();
    }

    [Theory]
    [OnEveryDatabase("UPDATE repayment SET payee_account = '6222000000009999'")]
    [OnEveryDatabase("UPDATE repayment SET principal = principal + 1")]
    [OnEveryDatabase("UPDATE repayment SET interest = 0")]
    [OnEveryDatabase("DELETE FROM repayment WHERE end_to_end_id IN (SELECT MIN(end_to_end_id) FROM repayment)")]
    [OnEveryDatabase("UPDATE repayment_batch SET made_by = 33")]
    public async Task Approve_OfABatchChangedBehindTheBack_IsRefused(DatabaseKind kind, string change)
    {
        await using var scene = await MoneyScene.DueAsync(kind, bidders: 2);
        var batch = await scene.MakeAsync(PayDay);
        Assert.NotEqual(0, await scene.Site.Database.TamperAsync(change));

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => scene.ApproveAsync(batch));

        Assert.Equal(DepositRules.BatchChanged, refusal.Rule);
        Assert.Equal(0, await scene.Site.DbAsync(db => db.Set<JournalEntry>().CountAsync(e => e.Kind == EntryKinds.DepositRepaymentSent)));
    }

    [Theory]
    [OnEveryDatabase("UPDATE deposit SET payer_account = '6222000000009999' WHERE payer_name = '投标单位甲'")]
    [OnEveryDatabase("UPDATE deposit SET payer_name = '投标单位庚' WHERE payer_name = '投标单位甲'")]
    public async Task Make_WithAPayeeWhoDidNotPay_LeavesHimOutWithTheReason_AndPaysTheOthers(DatabaseKind kind, string change)
    {
        await using var scene = await MoneyScene.DueAsync(kind, bidders: 2);
        Assert.Equal(1, await scene.Site.Database.TamperAsync(change.Replace("投标单位甲", TestBidder.Of(1).Name, StringComparison.Ordinal)));

        var payment = Assert.Single(await scene.PaymentsAsync(await scene.SendAsync(PayDay)));

        Assert.Equal(TestBidder.Of(2).Account, payment.PayeeAccount);
        Assert.Equal([DepositState.RefundDue, DepositState.Refunding], [(await scene.DepositAsync(0)).State, (await scene.DepositAsync(1)).State]);
        var left = Assert.Single(await scene.Site.UseAsync((DueRepayments d) => d.LeftOutAsync(scene.Bank.AccountId, PayDay, CancellationToken.None)));
        Assert.Equal((scene.Participations[0], DepositRules.NotThePayersAccount), (left.Id, left.Refusal.Rule));
        Assert.Equal(DepositRules.EmptyBatch, (await Assert.ThrowsAsync<RuleBrokenException>(() => scene.MakeAsync(PayDay))).Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task Make_WhereTheRateTableBeginsTooLate_LeavesThatDepositOutWithTheReason(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind, bidders: 2);
        var early = scene.Participations[0];
        await scene.Site.Database.TamperUnguardedAsync($"UPDATE journal_entry SET value_on = '1990-01-01' WHERE subject = '{early:N}'");

        Assert.Single(await scene.PaymentsAsync(await scene.SendAsync(PayDay)));

        var left = Assert.Single(await scene.Site.UseAsync((DueRepayments d) => d.LeftOutAsync(scene.Bank.AccountId, PayDay, CancellationToken.None)));
        Assert.Equal((early, InterestRules.NoRate), (left.Id, left.Refusal.Rule));
    }

    [Theory, OnEveryDatabase]
    public async Task Make_BeforeTheOpening_HasNothingToPay(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.PaidAsync(kind);

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => scene.MakeAsync(PayDay));

        Assert.Equal(DepositRules.EmptyBatch, refusal.Rule);
        Assert.Equal(0, await scene.Site.DbAsync(db => db.Set<RepaymentBatch>().CountAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task Make_Twice_TakesNothingTwice(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind);
        await scene.MakeAsync(PayDay);

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => scene.MakeAsync(PayDay));

        Assert.Equal(DepositRules.EmptyBatch, refusal.Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task PayDay_TodayIsTaken_YesterdayIsRefused(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind);
        scene.Site.Be(Instants.StartOfBeijingDay(PayDay));

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => scene.MakeAsync(PayDay.AddDays(-1)));
        Assert.Equal(DepositRules.PayDayPassed, refusal.Rule);
        var batch = await scene.MakeAsync(PayDay);

        scene.Site.Be(Instants.EndOfBeijingDay(PayDay));
        refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => scene.ApproveAsync(batch));
        Assert.Equal(DepositRules.PayDayPassed, refusal.Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task Cancel_OfAMadeBatch_MakesAllDueAgain(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind);
        var batch = await scene.MakeAsync(PayDay);

        await scene.Site.UseAsync((RepaymentService s) => s.CancelAsync(batch, MoneyScene.Maker, CancellationToken.None));

        Assert.Equal(DepositState.RefundDue, (await scene.DepositAsync()).State);
        Assert.Equal(DepositRules.BatchWrongState, (await Assert.ThrowsAsync<RuleBrokenException>(() => scene.ApproveAsync(batch))).Rule);
        await scene.SendAsync(PayDay);
        await scene.Site.AssertLedgerAsync();
    }

    [Theory]
    [OnEveryDatabase("UPDATE repayment_batch SET made_by = 33")]
    [OnEveryDatabase("UPDATE repayment_batch SET pay_on = '2026-06-01'")]
    [OnEveryDatabase("UPDATE repayment_batch SET state = 'Made', approved_by = NULL, approved_at_utc = NULL")]
    [OnEveryDatabase("UPDATE repayment_batch SET approved_by = 33")]
    [OnEveryDatabase("DELETE FROM repayment_batch")]
    [OnEveryDatabase("UPDATE repayment SET payee_account = '6222000000009999'")]
    [OnEveryDatabase("UPDATE repayment SET principal = principal + 1")]
    [OnEveryDatabase("DELETE FROM repayment")]
    public async Task ApprovedBatch_ChangedBySql_IsRefusedByTheDatabase(DatabaseKind kind, string change)
    {
        await using var scene = await MoneyScene.DueAsync(kind);
        await scene.SendAsync(PayDay);

        await AssertGuardAsync(scene, change);

        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task PaymentFile_BeforeTheApproval_IsRefused(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind);
        var batch = await scene.MakeAsync(PayDay);

        Assert.Equal(DepositRules.BatchWrongState, (await Assert.ThrowsAsync<RuleBrokenException>(() => scene.PaymentsAsync(batch))).Rule);
    }

    [Theory]
    [OnEveryDatabase("UPDATE repayment SET payee_account = '6222000000009999'")]
    [OnEveryDatabase("UPDATE repayment_batch SET pay_on = '2026-06-01'")]
    public async Task PaymentFile_OfABatchChangedAfterTheApproval_IsRefused(DatabaseKind kind, string change)
    {
        await using var scene = await MoneyScene.DueAsync(kind);
        var batch = await scene.SendAsync(PayDay);
        await scene.Site.Database.TamperUnguardedAsync(change);

        Assert.Equal(DepositRules.BatchChanged, (await Assert.ThrowsAsync<RuleBrokenException>(() => scene.PaymentsAsync(batch))).Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task PaymentFile_HoldsWhatIsNotAnswered_WithThePayDay_AndIsOnRecordEachTime(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind, bidders: 2);
        var batch = await scene.SendAsync(PayDay);
        var file = await scene.PaymentFileAsync(batch);
        var payments = await scene.PaymentsAsync(batch);
        await scene.ImportReplyAsync(MoneyScene.Reply([payments[0]], PayDay));

        Assert.Equal([payments[1]], await scene.PaymentsAsync(batch));
        await scene.ImportReplyAsync(MoneyScene.Reply([payments[1]], PayDay, _ => "账户已冻结"));

        Assert.Equal(DepositRules.BatchAnswered, (await Assert.ThrowsAsync<RuleBrokenException>(() => scene.PaymentsAsync(batch))).Rule);
        Assert.Contains("2026-05-01", System.Text.Encoding.GetEncoding("gb18030").GetString(file), StringComparison.Ordinal);
        var record = await scene.Site.DbAsync(db => db.Set<ProcedureEvent>().Where(e => e.Kind == "payment-file-written").OrderBy(e => e.AtUtc).ToListAsync());
        Assert.Equal(3, record.Count);
        Assert.All(record, e => Assert.Equal((MoneyScene.Maker.UserId, batch.ToString("N")), (e.ActorId, e.Subject)));
        Assert.Equal(System.Security.Cryptography.SHA256.HashData(file), record[0].ContentHash);
    }

    [Theory, OnEveryDatabase]
    public async Task ThirdPartyMoney_GoesBackToTheAccountItCameFrom(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.PaidAsync(kind);
        var stranger = TestBidder.Of(7);
        await scene.Bank.ImportAsync(scene.Bank.In(stranger, Money.Yuan(500m), await scene.Bank.SubAccountOfAsync(scene.Participations[0])));

        var batch = await scene.SendAsync(PayDay);
        var payment = Assert.Single(await scene.PaymentsAsync(batch));
        Assert.Equal((stranger.Name, stranger.Account, Money.Yuan(500m)), (payment.PayeeName, payment.PayeeAccount, payment.Amount));
        Assert.Equal(BankLineState.Returning, await SuspenseStateAsync(scene));
        await scene.ImportReplyAsync(MoneyScene.Reply([payment], PayDay));

        Assert.Equal(BankLineState.Returned, await SuspenseStateAsync(scene));
        Assert.Equal((DepositState.Confirmed, MoneyScene.Asked), ((await scene.DepositAsync()).State, (await scene.DepositAsync()).Received));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task ThirdPartyMoney_RejectedByTheBank_IsInSuspenseAgain(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.PaidAsync(kind);
        await scene.Bank.ImportAsync(scene.Bank.In(TestBidder.Of(7), Money.Yuan(500m)));
        var batch = await scene.SendAsync(PayDay);

        await scene.ImportReplyAsync(MoneyScene.Reply(await scene.PaymentsAsync(batch), PayDay, _ => "账号不存在"));

        Assert.Equal(BankLineState.Suspense, await SuspenseStateAsync(scene));
        await scene.PayAsync(PayDay);
        Assert.Equal(BankLineState.Returned, await SuspenseStateAsync(scene));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task SuspenseWithoutAPayableAccount_WaitsForAPerson(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.PaidAsync(kind);
        await scene.Bank.ImportAsync(scene.Bank.In(TestBidder.Of(7) with { Account = "6222****0007" }, Money.Yuan(500m)));

        Assert.Equal(DepositRules.EmptyBatch, (await Assert.ThrowsAsync<RuleBrokenException>(() => scene.MakeAsync(PayDay))).Rule);
        Assert.Equal(BankLineState.Suspense, await SuspenseStateAsync(scene));
    }

    private static Task<BankLineState> SuspenseStateAsync(MoneyScene scene) =>
        scene.Site.DbAsync(db => db.Set<BankLine>().Where(l => l.Reason != null).Select(l => l.State).SingleAsync());

    private static Task<long> OwedAsync(MoneyScene scene) =>
        scene.Site.DbAsync(async db => (await db.Set<AccountBalance>().Select(b => b.Posted).ToListAsync()).Sum(m => m.Fen));

    private static async Task AssertGuardAsync(MoneyScene scene, string sql)
    {
        var refusal = await Record.ExceptionAsync(() => scene.Site.Database.TamperAsync(sql));
        Assert.True(refusal is not null && refusal.IsGuardViolation(), refusal?.ToString());
    }
}
