using Microsoft.EntityFrameworkCore;
using Trading.Domain.Banking;
using Trading.Domain.Deposits;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;
using Trading.Infrastructure.Tests.Mail;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Deposits;

/// <summary>What the bank cannot pay back goes to another account of the same payer, once two people have said so; and to nobody else.</summary>
public sealed class RefundPayeesTests
{
    private static readonly DateOnly PayDay = new(2026, 5, 1);
    private static readonly TestBidder Payer = TestBidder.Of(1);
    private static readonly CompletedPayer Other = new(Payer.Name, "6222000000008888", "某某银行新支行");

    [Theory, OnEveryDatabase]
    public async Task Deposit_WhoseAccountIsClosed_GoesToAnotherOfTheSamePayer_AndItsInterestAfterIt(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind, bidders: 2);
        await scene.Site.RegisterAsync(Payer);
        var failed = await FailAsync(scene, p => p.PayeeAccount == Payer.Account ? "AC04 销户" : null);
        Assert.Equal((Payer.Name, Payer.Account, RepaymentKind.Deposit, "AC04 销户", false), (failed.PayeeName, failed.PayeeAccount, failed.Kind, failed.Because, failed.IsCorrected));
        Assert.Contains("收款账户已销户", Assert.Single(await MailsAsync(scene)), StringComparison.Ordinal);

        Assert.Equal(DepositRules.AnotherPayee, await RuleAsync(() => ProposeAsync(scene, failed.Id, Other with { Name = "投标单位乙" })));
        Assert.Equal(DepositRules.PayeeSame, await RuleAsync(() => ProposeAsync(scene, failed.Id, Other with { Account = $"{Payer.Account[..4]} {Payer.Account[4..]}" })));
        Assert.Equal(SuspenseRules.PayerIncomplete, await RuleAsync(() => ProposeAsync(scene, failed.Id, Other with { Account = "6222****8888" })));
        var decision = await ProposeAsync(scene, failed.Id, Other);
        Assert.Equal(DecisionRules.Waiting, await RuleAsync(() => ProposeAsync(scene, failed.Id, Other with { Account = "6222000000009999" })));
        var work = Assert.Single(await scene.Site.UseAsync((FinanceWorkQueries q) => q.OpenAsync(TenderBuilder.Centre, default)), w => w.Step.Stage == Stages.PayeeDecision);
        Assert.Equal((Posts.FinanceChecker, Payer.Name, failed.Amount), (work.Step.Post, work.Name, work.Amount!.Value));
        await scene.Site.AssertLedgerAsync();

        // Until somebody else has looked at it, it goes nowhere.
        Assert.Equal(DepositRules.EmptyBatch, await RuleAsync(() => scene.MakeAsync(PayDay)));
        var left = Assert.Single(await scene.Site.UseAsync((DueRepayments d) => d.LeftOutAsync(scene.Bank.AccountId, PayDay, default)));
        Assert.Equal(DepositRules.PayeeWaits, left.Refusal.Rule);
        Assert.Equal(SharedRules.MakerIsChecker, await RuleAsync(() => ApproveAsync(scene, decision, MoneyScene.Maker)));
        await ApproveAsync(scene, decision);
        Assert.Contains(await MailsAsync(scene), m => m.Contains("8888", StringComparison.Ordinal) && m.Contains("请立即联系中心", StringComparison.Ordinal));
        var paper = await scene.Site.UseAsync((RefundPayees p) => p.PaperAsync(TenderBuilder.Centre, decision, default));
        await using (var content = paper!.Value.Content)
        {
            Assert.Equal(("说明.pdf", 15L), (paper.Value.Name, content.Length));
        }

        var payment = Assert.Single(await scene.PaymentsAsync(await scene.SendAsync(PayDay)));
        Assert.Equal((Other.Name, Other.Account, Other.Bank), (payment.PayeeName, payment.PayeeAccount, payment.PayeeBank));
        await scene.ImportReplyAsync(MoneyScene.Reply([payment], PayDay.AddDays(3)));
        Assert.Equal(DepositState.Refunded, (await scene.DepositAsync()).State);
        Assert.Contains(await MailsAsync(scene), m => m.Contains("退还保证金 60,035.00 元", StringComparison.Ordinal));
        await scene.Site.AssertLedgerAsync();

        // The bank paid late: what ran on follows to where the deposit went.
        Assert.Equal(Other.Account, Assert.Single(await scene.PaidBackAsync(PayDay.AddDays(4))).PayeeAccount);
        Assert.Empty(await FailedAsync(scene));
        Assert.Equal(DepositRules.NoFailedRefund, await RuleAsync(() => ProposeAsync(scene, failed.Id, Other with { Account = "6222000000009999" })));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Account_ThatIsClosedToo_IsCorrectedAgain_AndADeclinedOneChangesNothing(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind);
        var first = await FailAsync(scene);
        var declined = await ProposeAsync(scene, first.Id, Other);
        await scene.Site.UseAsync((FinanceDecisions d) => d.DeclineAsync(declined, "证明不清", MoneyScene.Checker, default));
        var second = await FailAsync(scene);
        Assert.Equal(Payer.Account, second.PayeeAccount);
        Assert.Equal(DepositRules.NoFailedRefund, await RuleAsync(() => ProposeAsync(scene, first.Id, Other)));

        await ApproveAsync(scene, await ProposeAsync(scene, second.Id, Other));
        var third = await FailAsync(scene);
        Assert.Equal(Other.Account, third.PayeeAccount);
        await ApproveAsync(scene, await ProposeAsync(scene, third.Id, Other with { Account = "6222000000009999" }));

        Assert.Equal("6222000000009999", Assert.Single(await scene.PaidBackAsync(PayDay)).PayeeAccount);
        await scene.Site.AssertLedgerAsync();
    }

    /// <summary>Nothing of it, in no table, tells of the lot before its opening.</summary>
    [Theory, OnEveryDatabase]
    public async Task Deposit_WithdrawnBeforeTheOpening_IsCorrectedWithoutItsLot(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.PaidAsync(kind, bidders: 2);
        await scene.Site.UseAsync((DepositService s) => s.WithdrawDepositAsync(scene.Participations[0], Payer.OrganisationId, default));
        var failed = await FailAsync(scene);
        var decision = await ProposeAsync(scene, failed.Id, Other);

        Assert.Contains(Stages.PayeeDecision, Stages.OfFinanceAlone);
        var (step, subject) = await scene.Site.DbAsync(async db => (
            await db.Set<ProcedureStep>().SingleAsync(s => s.Stage == Stages.PayeeDecision), (await db.Set<FinanceDecision>().SingleAsync()).SubjectId));
        Assert.Equal((null, null, null), (step.LotId, step.ProjectId, step.About));
        Assert.Equal(failed.Id, subject);
        Assert.All(
            await scene.Site.DbAsync(db => db.Set<ProcedureEvent>().Where(e => e.Kind.StartsWith("finance-decision")).ToListAsync()),
            e => Assert.Equal((null, null, failed.Id.ToString("N")), (e.LotId, e.ProjectId, e.Subject)));

        await ApproveAsync(scene, decision);
        Assert.Equal(Other.Account, Assert.Single(await scene.PaidBackAsync(PayDay)).PayeeAccount);
        Assert.Equal(DepositState.Refunded, (await scene.DepositAsync()).State);
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Suspense_WhosePayersAccountIsClosed_GoesToAnotherOfTheSamePayer(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.PaidAsync(kind, bidders: 0);
        await scene.Bank.ImportAsync(scene.Bank.In(Payer, Money.Yuan(500m)));
        await ApproveAsync(scene, await ProposeAsync(scene, (await FailAsync(scene)).Id, Other));

        Assert.Equal((Other.Account, Money.Yuan(500m)), Assert.Single((await scene.PaidBackAsync(PayDay)).Select(p => (p.PayeeAccount, p.Amount))));
        Assert.Equal(Money.Zero, await scene.BalanceAsync(AccountClass.Suspense));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory]
    [OnEveryDatabase("UPDATE finance_decision SET payer_account = '6222000000009999'")]
    [OnEveryDatabase("UPDATE finance_decision SET payer_check = 'x'")]
    [OnEveryDatabase("UPDATE deposit SET payer_name = '投标单位乙'")]
    public async Task Account_ThatSomebodyChangedInTheDatabase_IsPaidNothing(DatabaseKind kind, string damage)
    {
        await using var scene = await MoneyScene.DueAsync(kind);
        await ApproveAsync(scene, await ProposeAsync(scene, (await FailAsync(scene)).Id, Other));

        Assert.NotEqual(0, await scene.Site.Database.TamperUnguardedAsync(damage));

        Assert.Equal(DepositRules.EmptyBatch, await RuleAsync(() => scene.MakeAsync(PayDay)));
        var left = Assert.Single(await scene.Site.UseAsync((DueRepayments d) => d.LeftOutAsync(scene.Bank.AccountId, PayDay, default)));
        Assert.Equal(DepositRules.NotThePayersAccount, left.Refusal.Rule);
    }

    [Theory]
    [OnEveryDatabase("UPDATE finance_decision SET payer_check = 'x'")]
    [OnEveryDatabase("UPDATE finance_decision SET state = 'Declined'")]
    [OnEveryDatabase("UPDATE repayment_batch SET made_at_utc = (SELECT proposed_at_utc FROM finance_decision)")]
    [OnEveryDatabase("UPDATE repayment SET payee_account = '6222000000009999' WHERE state = 'Paid'")]
    public async Task Verify_OfAPaymentToAnAccountThatTwoPeopleDidNotApproveBefore_NamesIt(DatabaseKind kind, string damage)
    {
        await using var scene = await MoneyScene.DueAsync(kind);
        await ApproveAsync(scene, await ProposeAsync(scene, (await FailAsync(scene)).Id, Other));
        await scene.PaidBackAsync(PayDay);
        await scene.Site.AssertLedgerAsync();

        Assert.NotEqual(0, await scene.Site.Database.TamperUnguardedAsync(damage));

        Assert.Contains("refunds-to-payers", (await scene.Site.UseAsync((SourceVerifier v) => v.RunAsync(default))).Where(f => !f.Ok).Select(f => f.Check));
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_OfAProposalWithoutItsStep_NamesIt(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind);
        await ProposeAsync(scene, (await FailAsync(scene)).Id, Other);

        await scene.Site.Database.TamperUnguardedAsync($"UPDATE procedure_step SET done_at_utc = started_at_utc, outcome = 'tampered' WHERE stage = '{Stages.PayeeDecision}'");

        var finding = Assert.Single(await scene.Site.UseAsync((StepVerifier v) => v.RunAsync(default)));
        Assert.StartsWith(Stages.PayeeDecision, finding.FirstOffender, StringComparison.Ordinal);
    }

    // Whoever has the SQL prompt sends no refund elsewhere: not alone, not to another name, and not without the paper.
    [Theory, OnEveryDatabase]
    public async Task Sql_AgainstACorrection_IsRefusedByTheDatabase(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind);
        await ProposeAsync(scene, (await FailAsync(scene)).Id, Other);

        string[] forbidden =
        [
            "UPDATE finance_decision SET state = 'Approved', decided_by = proposed_by",
            "UPDATE finance_decision SET payer_account = '6222000000009999'",
            "UPDATE finance_decision SET paper_sha256 = payer_check",
            "UPDATE finance_decision SET paper_blob = 'x'",
        ];
        foreach (var sql in forbidden)
        {
            Assert.True(await Record.ExceptionAsync(() => scene.Site.Database.TamperAsync(sql)) is not null, sql);
        }

        foreach (var (change, what) in new (Action<FinanceDecision>, string)[]
        {
            (d => d.Naming(Other with { Name = "投标单位乙" }, "x", new DecisionPaper("说明.pdf", "x", [1])), "same payer"),
            (d => d.Naming(Other, "x"), "paper"),
        })
        {
            var refusal = await Record.ExceptionAsync(() => scene.Site.DbAsync(async db =>
            {
                var waiting = await db.Set<FinanceDecision>().AsNoTracking().SingleAsync();
                await db.Set<Repayment>().AsNoTracking().SingleAsync(r => r.Id == waiting.SubjectId);
                var decision = FinanceDecision.Propose(
                    Guid.NewGuid(), new DecisionSubject(waiting.SubjectId, waiting.CentreId, waiting.BankAccountId), DecisionKind.RefundPayeeCorrected, "x", 31, scene.Site.NowUtc);
                change(decision);
                decision.Seal([1]);
                db.Add(decision);
                return await db.SaveChangesAsync();
            }));
            Assert.Contains(what, refusal?.ToString() ?? "", StringComparison.Ordinal);
        }
    }

    /// <summary>A payment fails; of what failed and is owed again there is one.</summary>
    private static async Task<FailedRefund> FailAsync(MoneyScene scene, Func<PaymentOrder, string?>? reason = null)
    {
        scene.Site.Be(scene.Site.NowUtc.AddMinutes(1));
        var payments = await scene.PaymentsAsync(await scene.SendAsync(PayDay));
        await scene.ImportReplyAsync(MoneyScene.Reply(payments, PayDay, reason ?? (_ => "AC04 销户")));
        return Assert.Single(await FailedAsync(scene));
    }

    private static Task<IReadOnlyList<FailedRefund>> FailedAsync(MoneyScene scene) => scene.Site.UseAsync((RefundPayees p) => p.FailedAsync(TenderBuilder.Centre, default));

    private static Task<Guid> ProposeAsync(MoneyScene scene, Guid failed, CompletedPayer payee) => scene.Site.UseAsync((RefundPayees p) => p.ProposeAsync(
        failed, payee, new EvidenceFile("说明.pdf", new MemoryStream("%PDF-1.7 letter"u8.ToArray()), 1_000), "开户银行销户证明", MoneyScene.Maker, default));

    private static Task ApproveAsync(MoneyScene scene, Guid decision, Acting? checker = null)
    {
        scene.Site.Be(scene.Site.NowUtc.AddMinutes(1));
        return scene.Site.UseAsync((RefundPayees p) => p.ApproveAsync(decision, checker ?? MoneyScene.Checker, default));
    }

    private static async Task<IReadOnlyCollection<string>> MailsAsync(MoneyScene scene) => (await SealedMails.BodiesAsync(scene.Site)).Values;

    private static async Task<string> RuleAsync(Func<Task> act) => (await Assert.ThrowsAsync<RuleBrokenException>(act)).Rule;
}
