using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Closing;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Fees;
using Trading.Infrastructure.Rulebooks;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;
using Trading.Infrastructure.Tests.Deposits;
using Trading.TestKit;
using Trading.TestKit.Builders;
using Trading.TestKit.Parties;

namespace Trading.Infrastructure.Tests.Supervision;

/// <summary>The check is shown to find its damage, both ways, of each kind of subject.</summary>
public sealed class StepVerifierTests
{
    private static readonly string[] Everything =
    [
        Stages.SuspenseReturn, Stages.HeldStatement, Stages.UnreadableFile, Stages.SuspenseDecision, Stages.StatementDecision, Stages.RefundApproval, Stages.RefundReply,
        Stages.DepositRefund, Stages.RuleApproval, Stages.AccountChange, Stages.RegistrationReview, Stages.WithdrawnRefund, Stages.FeePayment, Stages.EntrustmentCheck,
        Stages.MonthClose, Stages.ReversalNotUndone, Stages.DepositDecision, Stages.ForfeitureDecision,
    ];

    [Theory, OnEveryDatabase]
    public async Task Verify_WithAnOpenMatterOfEachKind_MissesTheStepOfEach(DatabaseKind kind)
    {
        await using var scene = await EverythingAsync(kind);
        await scene.Site.AssertLedgerAsync();

        foreach (var stage in Everything)
        {
            var done = $"UPDATE procedure_step SET done_at_utc = started_at_utc, outcome = 'tampered' WHERE stage = '{stage}' AND done_at_utc IS NULL";
            Assert.NotEqual(0, await scene.Site.Database.TamperUnguardedAsync(done));
            Assert.StartsWith(stage, await OffenderAsync(scene.Site), StringComparison.Ordinal);
            await scene.Site.Database.TamperUnguardedAsync("UPDATE procedure_step SET done_at_utc = NULL, outcome = NULL WHERE outcome = 'tampered'");
        }

        await scene.Site.AssertLedgerAsync();
    }

    [Theory]
    [OnEveryDatabase(Stages.SuspenseReturn, "UPDATE bank_line SET state = 'Returned' WHERE state = 'Suspense'")]
    [OnEveryDatabase(Stages.ReversalNotUndone, "UPDATE bank_line SET reason = NULL WHERE state = 'Unexplained'")]
    [OnEveryDatabase(Stages.WithdrawnRefund, "UPDATE waiting_refund SET batch_id = id WHERE batch_id IS NULL")]
    [OnEveryDatabase(Stages.HeldStatement, "UPDATE bank_statement SET state = 'Refused' WHERE state = 'Held'")]
    [OnEveryDatabase(Stages.UnreadableFile, "UPDATE unreadable_file SET ended_at_utc = received_at_utc")]
    [OnEveryDatabase(Stages.RefundApproval, "UPDATE repayment_batch SET state = 'Cancelled' WHERE state = 'Made'")]
    [OnEveryDatabase(Stages.RefundReply, "UPDATE repayment SET state = 'Paid' WHERE state = 'Sent'")]
    [OnEveryDatabase(Stages.DepositRefund, "UPDATE deposit SET state = 'Refunded' WHERE state IN ('RefundDue', 'Refunding')")]
    [OnEveryDatabase(Stages.ForfeitureDecision, "UPDATE forfeiture SET state = 'Lapsed'")]
    [OnEveryDatabase(Stages.FeePayment, "UPDATE fee_charge SET state = 'Received', received = amount")]
    [OnEveryDatabase(Stages.EntrustmentCheck, "UPDATE project SET state = 'Returned' WHERE state = 'Submitted'")]
    [OnEveryDatabase(Stages.RegistrationReview, "UPDATE organisations SET review_state = 'Reviewed'")]
    public async Task Verify_OfAStepThatIsOpenForWhatHasEnded_NamesIt(DatabaseKind kind, string stage, string damage)
    {
        await using var scene = await EverythingAsync(kind);

        Assert.NotEqual(0, await scene.Site.Database.TamperUnguardedAsync(damage));

        Assert.StartsWith(stage, await OffenderAsync(scene.Site), StringComparison.Ordinal);
    }

    private static async Task<string> OffenderAsync(TestSite site)
    {
        var finding = Assert.Single(await site.UseAsync((StepVerifier v) => v.RunAsync(CancellationToken.None)));
        Assert.Equal(("steps-match-subjects", false, (long?)null), (finding.Check, finding.Ok, finding.Rows));
        return finding.FirstOffender!;
    }

    private static async Task<MoneyScene> EverythingAsync(DatabaseKind kind)
    {
        var scene = await MoneyScene.PaidAsync(kind, bidders: 3);
        var site = scene.Site;
        await site.UseAsync((DepositService s) => s.WithdrawDepositAsync(scene.Participations[2], TestBidder.Of(3).OrganisationId, CancellationToken.None));
        await scene.SendAsync(new DateOnly(2026, 4, 1));
        await scene.OpenAsync();
        await scene.FallDueAsync([scene.Participations[0]]);
        await scene.MakeAsync(new DateOnly(2026, 4, 2));
        await scene.FallDueAsync();
        await site.UseAsync((DepositDecisions d) => d.ProposeBlameAsync(scene.Participations[1], "账户已注销", MoneyScene.Maker, CancellationToken.None));
        await site.UseAsync((ForfeitureService s) => s.ProposeAsync(
            scene.Participations[1], new ForfeitureCase(ForfeitGround.RefusedContract, null, "已听取陈述", Money.Zero),
            new EvidenceFile("通知书.pdf", new MemoryStream([1]), 1_000), MoneyScene.Maker, CancellationToken.None));
        var other = await new TenderBuilder(site).Named("二标段").PublishAsync();
        var fourth = await TenderBuilder.TakePartAsync(site, other, TestBidder.Of(4));
        await scene.Bank.ImportAsync(
            scene.Bank.In(TestBidder.Of(7), Money.Yuan(500m)) with { CounterpartyAccount = "6222****0007" },
            scene.Bank.In(TestBidder.Of(4), MoneyScene.Asked, await scene.Bank.SubAccountOfAsync(fourth)),
            scene.Bank.Other(-Money.Yuan(33m), "冲正") with { IsReversal = true });
        await site.UseAsync((DepositService s) => s.WithdrawDepositAsync(fourth, TestBidder.Of(4).OrganisationId, CancellationToken.None));
        var masked = await site.DbAsync(db => db.Set<BankLine>().Where(l => l.State == BankLineState.Suspense).Select(l => l.Id).SingleAsync());
        await site.UseAsync((SuspenseService s) => s.CompletePayerAsync(
            masked, new Domain.Banking.CompletedPayer(TestBidder.Of(7).Name, "6222111111110007", TestBidder.Of(7).Bank), "银行书面答复", MoneyScene.Maker, CancellationToken.None));
        // On a day of its own: a statement of the same day that was booked at the same instant would stand in its place.
        site.Be(site.NowUtc.AddDays(1));
        var line = scene.Bank.In(TestBidder.Of(1), Money.Yuan(5m));
        await scene.Bank.ImportAsync(line, line);
        var held = await site.DbAsync(db => db.Set<BankStatementRow>().Where(s => s.State == StatementState.Held).Select(s => s.Id).SingleAsync());
        await site.UseAsync((HeldStatementService s) => s.ProposeRefusalAsync(held, "重复", MoneyScene.Maker, CancellationToken.None));
        await site.UseAsync((UnreadableFileService s) => s.KeepAsync(
            scene.Bank.AccountId, "x.csv", [1], new RuleBrokenException(BankingRules.MissingLabel, "账号"), CancellationToken.None));
        await site.UseAsync((FeeService s) => s.ChargeAsync(scene.Lot.Id, TestBidder.Of(1).OrganisationId, Money.Yuan(9_000_000m), new Acting(9), CancellationToken.None));
        await StepPeopleTests.SubmitAsync(site, TenderBuilder.Centre);
        await OfTheCentreAsync(site);
        site.Be(new DateTime(2026, 4, 2, 1, 0, 0, DateTimeKind.Utc));
        await site.UseAsync((MonthCloseService s) => s.ProposeAsync(TenderBuilder.Centre, new DateOnly(2026, 3, 1), "对账单未到齐", MoneyScene.Maker, CancellationToken.None));
        return scene;
    }

    private static async Task OfTheCentreAsync(TestSite site)
    {
        var folk = new PartyFolk(site.Services);
        var user = await folk.PersonAsync();
        await folk.AccountChangeAsync(await folk.OrganisationAsync(user), user);
        var manager = await folk.OfficerAsync(await folk.CentreAsync(), Roles.CentreManager);
        await site.UseAsync((CentreRuleService s) => s.ConfirmAsync("construction.min-bidders", new DateOnly(2026, 3, 2), manager, CancellationToken.None));
    }
}
