using Microsoft.EntityFrameworkCore;
using Trading.Domain.Banking;
using Trading.Domain.Deposits;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Banking.Simulation;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Deposits;

/// <summary>Money in suspense comes to an end, by two people where the rules alone cannot end it.</summary>
public sealed class SuspenseServiceTests
{
    private static readonly DateOnly PayDay = new(2026, 5, 1);
    private static readonly CompletedPayer Payer = new(TestBidder.Of(7).Name, TestBidder.Of(7).Account, TestBidder.Of(7).Bank);

    [Theory, OnEveryDatabase]
    public async Task MaskedPayer_EnteredByOneAndApprovedByAnother_IsPaidBack(DatabaseKind kind)
    {
        await using var scene = await MaskedAsync(kind);
        Assert.Equal(SuspenseNeed.Payer, await NeedAsync(scene));

        var decision = await CompleteAsync(scene, Payer);
        Assert.Equal(SuspenseNeed.Decision, await NeedAsync(scene));
        Assert.Equal(DepositRules.EmptyBatch, (await Assert.ThrowsAsync<RuleBrokenException>(() => scene.MakeAsync(PayDay))).Rule);
        await ApproveAsync(scene, decision);

        Assert.Equal(SuspenseNeed.Return, await NeedAsync(scene));
        var payment = Assert.Single(await scene.PaidBackAsync(PayDay));
        Assert.Equal((Payer.Name, Payer.Account, Payer.Bank, Money.Yuan(500m)), (payment.PayeeName, payment.PayeeAccount, payment.PayeeBank, payment.Amount));
        Assert.Equal(BankLineState.Returned, (await LineAsync(scene)).State);
        await AssertEventsAsync(scene, ("finance-decision-proposed", MoneyScene.Maker.UserId, "银行书面答复"), ("finance-decision-approved", MoneyScene.Checker.UserId, null));
        await AssertVerifiesAsync(scene);
    }

    [Theory, OnEveryDatabase]
    public async Task PayerEnteredWrongly_BouncesAtTheBank_AndIsEnteredAnew(DatabaseKind kind)
    {
        await using var scene = await MaskedAsync(kind);
        await ApproveAsync(scene, await CompleteAsync(scene, Payer with { Account = "6222111111110007" }));
        var sent = await scene.PaymentsAsync(await scene.SendAsync(PayDay));
        await scene.ImportReplyAsync(MoneyScene.Reply(sent, PayDay, _ => "账号不存在"));
        scene.Site.Be(scene.Site.NowUtc.AddMinutes(1));

        await ApproveAsync(scene, await CompleteAsync(scene, Payer));

        Assert.Equal(Payer.Account, Assert.Single(await scene.PaidBackAsync(PayDay)).PayeeAccount);
        await AssertVerifiesAsync(scene);
    }

    [Theory]
    [OnEveryDatabase("投标单位庚", "6222000000000008", SuspenseRules.PayerDiffers)]
    [OnEveryDatabase("投标单位庚", "6223000000000007", SuspenseRules.PayerDiffers)]
    [OnEveryDatabase("投标单位甲", "6222000000000007", SuspenseRules.PayerDiffers)]
    [OnEveryDatabase("投标单位*", "6222000000000007", SuspenseRules.PayerIncomplete)]
    [OnEveryDatabase("投标单位庚", "6222****0007", SuspenseRules.PayerIncomplete)]
    [OnEveryDatabase("投标单位庚", "62220007", SuspenseRules.PayerIncomplete)]
    public async Task Payer_ThatContradictsTheBankOrHasGaps_IsRefused(DatabaseKind kind, string name, string account, string rule)
    {
        await using var scene = await MaskedAsync(kind);

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => CompleteAsync(scene, new CompletedPayer(name, account, "某某银行")));

        Assert.Equal(rule, refusal.Rule);
        Assert.Equal(SuspenseNeed.Payer, await NeedAsync(scene));
    }

    [Theory, OnEveryDatabase]
    public async Task Payer_WhomTheBankNamesInFull_IsNotReplaced(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.PaidAsync(kind);
        await scene.Bank.ImportAsync(scene.Bank.In(TestBidder.Of(7), Money.Yuan(500m)));

        Assert.Equal(SuspenseRules.PayerKnown, (await Assert.ThrowsAsync<RuleBrokenException>(() => CompleteAsync(scene, Payer))).Rule);
        Assert.Equal(
            SuspenseRules.NotInQuestion,
            (await Assert.ThrowsAsync<RuleBrokenException>(() => KeepAsync(scene))).Rule);
        await scene.PayAsync(PayDay);
        Assert.Equal(SuspenseRules.NotInSuspense, (await Assert.ThrowsAsync<RuleBrokenException>(() => CompleteAsync(scene, Payer))).Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task Decision_IsTwoPeoples_AndMadeOnce(DatabaseKind kind)
    {
        await using var scene = await MaskedAsync(kind);
        var decision = await CompleteAsync(scene, Payer);

        Assert.Equal(DecisionRules.Waiting, (await Assert.ThrowsAsync<RuleBrokenException>(() => CompleteAsync(scene, Payer))).Rule);
        Assert.Equal(SharedRules.MakerIsChecker, (await Assert.ThrowsAsync<RuleBrokenException>(() => ApproveAsync(scene, decision, MoneyScene.Maker))).Rule);
        foreach (var sql in (string[])
        [
            "UPDATE finance_decision SET state = 'Approved', decided_by = proposed_by", "UPDATE finance_decision SET state = 'Approved'",
            "UPDATE finance_decision SET payer_account = '6222000000009999'", "DELETE FROM finance_decision",
        ])
        {
            await AssertGuardAsync(scene, sql);
        }

        await DeclineAsync(scene, decision, "户名未核实");
        Assert.Equal(DecisionRules.Decided, (await Assert.ThrowsAsync<RuleBrokenException>(() => ApproveAsync(scene, decision))).Rule);
        await AssertGuardAsync(scene, "UPDATE finance_decision SET state = 'Approved'");
        Assert.Equal(SuspenseNeed.Payer, await NeedAsync(scene));
        await AssertEventsAsync(scene, ("finance-decision-proposed", MoneyScene.Maker.UserId, "银行书面答复"), ("finance-decision-declined", MoneyScene.Checker.UserId, "户名未核实"));
        await ApproveAsync(scene, await CompleteAsync(scene, Payer));
        Assert.Equal(SuspenseNeed.Return, await NeedAsync(scene));
    }

    [Theory, OnEveryDatabase]
    public async Task Decision_ChangedBehindTheBack_IsNotApproved_ButDeclined(DatabaseKind kind)
    {
        await using var scene = await MaskedAsync(kind);
        var decision = await CompleteAsync(scene, Payer);
        Assert.NotEqual(0, await scene.Site.Database.TamperUnguardedAsync("UPDATE finance_decision SET payer_account = '6222000000009999'"));

        Assert.Equal(DecisionRules.Changed, (await Assert.ThrowsAsync<RuleBrokenException>(() => ApproveAsync(scene, decision))).Rule);

        await DeclineAsync(scene, decision, "内容被改动");
        Assert.Equal(SuspenseNeed.Payer, await NeedAsync(scene));
    }

    [Theory, OnEveryDatabase]
    public async Task UnprovedReturn_ThatIsThePaymentComingBack_MakesTheDepositDueAgain(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind);
        var payment = await UnprovedAsync(scene, isPaid: true);
        Assert.Equal(SuspenseNeed.Explanation, await NeedAsync(scene));
        Assert.Equal(SuspenseRules.ExplainFirst, (await Assert.ThrowsAsync<RuleBrokenException>(() => CompleteAsync(scene, Payer))).Rule);
        Assert.Equal(payment.EndToEndId, Assert.Single(await CandidatesAsync(scene)).EndToEndId);

        await ApproveAsync(scene, await NameAsync(scene, payment.EndToEndId));

        var repayment = await scene.Site.DbAsync(db => db.Set<Repayment>().SingleAsync());
        Assert.Equal((RepaymentState.Returned, "银行书面答复"), (repayment.State, repayment.RejectedBecause));
        Assert.Equal((BankLineState.PaymentReturned, payment.EndToEndId), (await LineAsync(scene) is var line ? (line.State, line.EndToEndId) : default));
        Assert.Equal(DepositState.RefundDue, (await scene.DepositAsync()).State);
        Assert.Equal((0, 0, -6_000_000), (await SumAsync(scene, AccountClass.Suspense), await SumAsync(scene, AccountClass.RepaymentInTransit), await SumAsync(scene, AccountClass.DepositHeld)));
        Assert.Equal(0, await SumAsync(scene, AccountClass.InterestEarned));
        await AssertVerifiesAsync(scene);

        // One day later: 6,000,000 x 61 x 35 / 3,600,000 = 3,558.33 fen.
        Assert.Equal(Money.Yuan(60_035.58m), Assert.Single(await scene.PaidBackAsync(PayDay.AddDays(1))).Amount);
        await AssertVerifiesAsync(scene);
    }

    [Theory, OnEveryDatabase]
    public async Task UnprovedReturn_OfAPaymentThatWasNotMade_UndoesTheReceipt(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind);
        var payment = await UnprovedAsync(scene, isPaid: false);

        await ApproveAsync(scene, await NameAsync(scene, payment.EndToEndId));

        Assert.Equal(BankLineState.OwnPayment, (await LineAsync(scene)).State);
        Assert.Equal((0, -6_000_000), (await SumAsync(scene, AccountClass.Suspense), await SumAsync(scene, AccountClass.DepositHeld)));
        Assert.Equal(1, await scene.Site.DbAsync(db => db.Set<JournalEntry>().CountAsync(e => e.Kind == EntryKinds.Reversal)));
        await AssertVerifiesAsync(scene);
    }

    [Theory, OnEveryDatabase]
    public async Task UnprovedReturn_BeforeTheReplyOrOfAnotherAmount_NamesNoPayment(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind);
        scene.Site.Be(Instants.StartOfBeijingDay(PayDay));
        var payment = Assert.Single(await scene.PaymentsAsync(await scene.SendAsync(PayDay)));
        await scene.Bank.ImportAsync(Stranger(scene, payment));

        Assert.Empty(await CandidatesAsync(scene));
        Assert.Equal(SuspenseRules.NoSuchPayment, (await Assert.ThrowsAsync<RuleBrokenException>(() => NameAsync(scene, payment.EndToEndId))).Rule);

        await scene.ImportReplyAsync(MoneyScene.Reply([payment], PayDay));
        Assert.Single(await CandidatesAsync(scene));
        await scene.Site.Database.TamperUnguardedAsync("UPDATE bank_line SET amount = amount - 1 WHERE state = 'Suspense'");
        Assert.Empty(await CandidatesAsync(scene));
    }

    [Theory, OnEveryDatabase]
    public async Task UnprovedReturn_ThatIsNone_GoesBackToItsPayer(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind);
        var payment = await UnprovedAsync(scene, isPaid: true);

        await ApproveAsync(scene, await KeepAsync(scene));

        Assert.Equal(SuspenseNeed.Return, await NeedAsync(scene));
        Assert.Equal(SuspenseRules.NotInQuestion, (await Assert.ThrowsAsync<RuleBrokenException>(() => NameAsync(scene, payment.EndToEndId))).Rule);
        Assert.Equal((TestBidder.Of(7).Account, payment.Amount), Assert.Single(await scene.PaidBackAsync(PayDay.AddDays(1))) is var back ? (back.PayeeAccount, back.Amount) : default);
        Assert.Equal(RepaymentState.Paid, await scene.Site.DbAsync(db => db.Set<Repayment>().Where(r => r.EndToEndId == payment.EndToEndId).Select(r => r.State).SingleAsync()));
        await AssertVerifiesAsync(scene);
    }

    private static async Task<MoneyScene> MaskedAsync(DatabaseKind kind)
    {
        var scene = await MoneyScene.PaidAsync(kind);
        await scene.Bank.ImportAsync(scene.Bank.In(TestBidder.Of(7) with { Name = "投标单位庚", Account = "6222****0007" }, Money.Yuan(500m)));
        return scene;
    }

    /// <summary>A payment that the bank answered, and its amount from a stranger who names it.</summary>
    private static async Task<PaymentOrder> UnprovedAsync(MoneyScene scene, bool isPaid)
    {
        scene.Site.Be(Instants.StartOfBeijingDay(PayDay));
        var payment = Assert.Single(await scene.PaymentsAsync(await scene.SendAsync(PayDay)));
        await scene.ImportReplyAsync(MoneyScene.Reply([payment], PayDay, _ => isPaid ? null : "户名不符"));
        await scene.Bank.ImportAsync(scene.Bank.Other(-payment.Amount, "转账", payment.Purpose), Stranger(scene, payment));
        return payment;
    }

    private static SimulatedLine Stranger(MoneyScene scene, PaymentOrder payment) => scene.Bank.In(TestBidder.Of(7), payment.Amount) with { Remark = payment.EndToEndId };

    private static Task<BankLine> LineAsync(MoneyScene scene) => scene.Site.DbAsync(db => db.Set<BankLine>().SingleAsync(l => l.Reason != null));

    private static async Task<SuspenseNeed> NeedAsync(MoneyScene scene) =>
        Assert.Single(await scene.Site.UseAsync((DepositQueries q) => q.SuspenseAsync(TenderBuilder.Centre, CancellationToken.None))).Need;

    private static async Task<IReadOnlyList<ReturnCandidate>> CandidatesAsync(MoneyScene scene)
    {
        var line = await LineAsync(scene);
        return await scene.Site.UseAsync((SuspenseService s) => s.CandidatesAsync(line.Id, CancellationToken.None));
    }

    private static async Task<Guid> CompleteAsync(MoneyScene scene, CompletedPayer payer)
    {
        var line = await LineAsync(scene);
        return await scene.Site.UseAsync((SuspenseService s) => s.CompletePayerAsync(line.Id, payer, "银行书面答复", MoneyScene.Maker, CancellationToken.None));
    }

    private static async Task<Guid> NameAsync(MoneyScene scene, string payment)
    {
        var line = await LineAsync(scene);
        return await scene.Site.UseAsync((SuspenseService s) => s.NamePaymentAsync(line.Id, payment, "银行书面答复", MoneyScene.Maker, CancellationToken.None));
    }

    private static async Task<Guid> KeepAsync(MoneyScene scene)
    {
        var line = await LineAsync(scene);
        return await scene.Site.UseAsync((SuspenseService s) => s.KeepForPayerAsync(line.Id, "银行书面答复", MoneyScene.Maker, CancellationToken.None));
    }

    private static Task ApproveAsync(MoneyScene scene, Guid decision, Trading.Infrastructure.Shared.Acting? checker = null) =>
        scene.Site.UseAsync((SuspenseService s) => s.ApproveAsync(decision, checker ?? MoneyScene.Checker, CancellationToken.None));

    private static Task DeclineAsync(MoneyScene scene, Guid decision, string because) =>
        scene.Site.UseAsync((FinanceDecisions s) => s.DeclineAsync(decision, because, MoneyScene.Checker, CancellationToken.None));

    private static async Task AssertEventsAsync(MoneyScene scene, params (string Kind, long? By, string? Reason)[] expected)
    {
        var subject = (await LineAsync(scene)).Id.ToString("N");
        var events = await scene.Site.DbAsync(db => db.Set<ProcedureEvent>().Where(e => e.Subject == subject).Select(e => new { e.Kind, e.ActorId, e.Reason }).ToListAsync());
        Assert.Equal(expected.Order(), events.Select(e => (e.Kind, e.ActorId, e.Reason)).Order());
    }

    private static async Task AssertVerifiesAsync(MoneyScene scene)
    {
        await scene.Site.AssertLedgerAsync();
        Assert.All(await scene.Site.UseAsync((SourceVerifier v) => v.RunAsync(CancellationToken.None)), f => Assert.True(f.Ok, f.FirstOffender));
    }

    private static async Task AssertGuardAsync(MoneyScene scene, string sql)
    {
        var refusal = await Record.ExceptionAsync(() => scene.Site.Database.TamperAsync(sql));
        Assert.True(refusal is not null && refusal.IsGuardViolation(), refusal?.ToString() ?? sql);
    }

    private static Task<long> SumAsync(MoneyScene scene, AccountClass accountClass) => scene.Site.DbAsync(async db =>
        (await db.Set<Posting>().Where(p => db.Set<Account>().Any(a => a.Id == p.AccountId && a.Class == accountClass)).Select(p => p.Amount).ToListAsync()).Sum(m => m.Fen));
}
