using Microsoft.EntityFrameworkCore;
using Trading.Domain.Fees;
using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Fees;
using Trading.Infrastructure.Mail;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Projects;
using Trading.Infrastructure.Rulebooks;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;
using Trading.Infrastructure.Tests.Deposits;
using Trading.Infrastructure.Tests.Fees;
using Trading.TestKit;
using Trading.TestKit.Builders;
using Trading.TestKit.Parties;

namespace Trading.Infrastructure.Tests.Supervision;

/// <summary>Work that stands under no project has its step too: begun and ended with the thing that it is about.</summary>
public sealed class WorkStepsTests
{
    private static readonly DateOnly PayDay = new(2026, 5, 1);

    [Theory, OnEveryDatabase]
    public async Task MoneyInSuspense_HasAStepOfNoLotAndNoProject_AndAMatchedDepositHasNone(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.PaidAsync(kind);
        await scene.Bank.ImportAsync(scene.Bank.In(TestBidder.Of(7), Money.Yuan(500m)));

        var step = Assert.Single(await OpenAsync(scene.Site, Posts.FinanceMaker, Posts.FinanceChecker));

        Assert.Equal((Stages.SuspenseReturn, StepSubjectKind.BankLine), (step.Stage, step.SubjectKind));
        Assert.Equal(((long?)null, (long?)null, (string?)null), (step.ProjectId, step.LotId, step.About));
        // Received on Monday 2026-03-02: five working days later is 2026-03-09, the whole of it.
        Assert.Equal(new DateTime(2026, 3, 9, 16, 0, 0, DateTimeKind.Utc), step.DueAtUtc);
        Assert.Equal(("construction.unmatched-return-workdays", "中心财务管理规定"), (step.RuleKey, step.Citation));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Suspense_GoesFromTheMakerToTheCheckerToTheBank_AndEnds(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.PaidAsync(kind);
        await scene.Bank.ImportAsync(scene.Bank.In(TestBidder.Of(7), Money.Yuan(500m)));

        var batch = await scene.MakeAsync(PayDay);
        Assert.Equal([Stages.RefundApproval], await StagesAsync(scene.Site));
        await scene.Site.AssertLedgerAsync();
        await scene.ApproveAsync(batch);
        var reply = Assert.Single(await OpenAsync(scene.Site, Posts.FinanceChecker));
        Assert.Equal((Stages.RefundReply, "common.bank-reply-workdays"), (reply.Stage, reply.RuleKey));
        await scene.Site.AssertLedgerAsync();
        await scene.ImportReplyAsync(MoneyScene.Reply(await scene.PaymentsAsync(batch), PayDay));

        Assert.Empty(await StagesAsync(scene.Site));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Suspense_OfACancelledBatchOrOfARejectedPayment_IsDueAgainWhenItWas(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.PaidAsync(kind);
        await scene.Bank.ImportAsync(scene.Bank.In(TestBidder.Of(7), Money.Yuan(500m)));
        var first = Assert.Single(await OpenAsync(scene.Site, Posts.FinanceMaker));
        scene.Site.Be(scene.Site.NowUtc.AddDays(1));

        await CancelAsync(scene, await scene.MakeAsync(PayDay));
        var second = Assert.Single(await OpenAsync(scene.Site, Posts.FinanceMaker));
        await scene.Site.AssertLedgerAsync();
        var sent = await scene.SendAsync(PayDay);
        await scene.ImportReplyAsync(MoneyScene.Reply(await scene.PaymentsAsync(sent), PayDay, _ => "账号不存在"));
        var third = Assert.Single(await OpenAsync(scene.Site, Posts.FinanceMaker, Posts.FinanceChecker));

        Assert.Equal([first.DueAtUtc, first.DueAtUtc], [second.DueAtUtc, third.DueAtUtc]);
        Assert.Equal([first.SubjectId, first.SubjectId], [second.SubjectId, third.SubjectId]);
        Assert.Equal(3, new[] { first.Id, second.Id, third.Id }.Distinct().Count());
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task WithdrawnDeposit_HasAStepThatTellsNoInstantAndNoLot(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.PaidAsync(kind);
        scene.Site.Be(scene.Site.NowUtc.AddHours(3).AddMinutes(17));

        await scene.Site.UseAsync((DepositService s) => s.WithdrawDepositAsync(scene.Participations[0], TestBidder.Of(1).OrganisationId, CancellationToken.None));

        var step = Assert.Single(await OpenAsync(scene.Site, Posts.FinanceMaker));
        Assert.Equal((Stages.WithdrawnRefund, StepSubjectKind.WaitingRefund, (long?)null, (long?)null), (step.Stage, step.SubjectKind, step.ProjectId, step.LotId));
        Assert.Equal(Instants.StartOfBeijingDay(Instants.BeijingDay(scene.Site.NowUtc)), step.StartedAtUtc);
        await scene.Site.AssertLedgerAsync();
        await scene.PaidBackAsync(PayDay);
        Assert.Empty(await StagesAsync(scene.Site));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task HeldStatement_HasAStep_UntilItIsDecidedOrReplaced_AndSoHasTheProposal(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);
        var line = bank.In(TestBidder.Of(1), Money.Yuan(5m));
        await bank.ImportAsync(line, line);
        var held = await site.DbAsync(db => db.Set<BankStatementRow>().Select(s => s.Id).SingleAsync());
        Assert.Equal([Stages.HeldStatement], await StagesAsync(site));

        var proposal = await site.UseAsync((HeldStatementService s) => s.ProposeRefusalAsync(held, "重复", MoneyScene.Maker, CancellationToken.None));
        Assert.Equal([Stages.HeldStatement, Stages.StatementDecision], await StagesAsync(site));
        await site.UseAsync((FinanceDecisions d) => d.DeclineAsync(proposal, "再核实", MoneyScene.Checker, CancellationToken.None));
        Assert.Equal([Stages.HeldStatement], await StagesAsync(site));
        await site.AssertLedgerAsync();

        await bank.ImportAsync(line);
        Assert.DoesNotContain(Stages.HeldStatement, await StagesAsync(site));
        Assert.Equal("replaced", await site.DbAsync(db => db.Set<ProcedureStep>().Where(s => s.Stage == Stages.HeldStatement).Select(s => s.Outcome).SingleAsync()));
        await site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Registration_IsAnyCentresToReview_UntilOneTakesIt_AndAgainWhenCorrected(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var folk = new PartyFolk(site.Services);
        var (centre, _, holder, deputy) = await StepPeopleTests.PostAsync(site);
        var other = await folk.CentreAsync();
        var id = await folk.OrganisationAsync();
        var officer = new Officer(holder, centre);

        var offered = Assert.Single(await site.UseAsync((SupervisionQueries q) => q.OfPostsAsync(other, [Posts.CentreOperator], CancellationToken.None)));
        Assert.Equal(((long?)null, folk.OrganisationName, "common.registration-review-workdays"), (offered.CentreId, offered.About, offered.RuleKey));
        await site.UseAsync((OrganisationReviewService r) => r.StartAsync(id, officer, CancellationToken.None));

        Assert.Empty(await site.UseAsync((SupervisionQueries q) => q.OfPostsAsync(other, [Posts.CentreOperator], CancellationToken.None)));
        var taken = await site.DbAsync(db => db.Set<ProcedureStep>().SingleAsync(s => s.Stage == Stages.RegistrationReview));
        Assert.Equal((centre, holder, deputy), (taken.CentreId!.Value, taken.PersonId!.Value, taken.DeputyId!.Value));
        await site.AssertLedgerAsync();
        await site.UseAsync((OrganisationReviewService r) => r.PassAsync(id, officer, CancellationToken.None));
        await site.AssertLedgerAsync();
        var organisation = await folk.OrganisationOfAsync(id);
        await site.UseAsync((OrganisationService o) => o.UpdateAsync(
            new UpdateOrganisation
            {
                OrganisationId = id,
                UserId = 1,
                Version = organisation.Version,
                Contact = new OrganisationContact("2 Example Road", organisation.ContactName, organisation.ContactPhone, organisation.ContactEmail),
                Representative = null,
            },
            CancellationToken.None));

        var again = await site.DbAsync(db => db.Set<ProcedureStep>().SingleAsync(s => s.Stage == Stages.RegistrationReview && s.DoneAtUtc == null));
        Assert.Equal((centre, holder), (again.CentreId!.Value, again.PersonId!.Value));
        await site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task AccountChange_IsTheManagersUntilDecided_AndFollowsTheReview(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var folk = new PartyFolk(site.Services);
        var (centre, _, holder, _) = await StepPeopleTests.PostAsync(site);
        var user = await folk.PersonAsync();
        var id = await folk.OrganisationAsync(user);
        var change = await folk.AccountChangeAsync(id, user);
        await site.UseAsync((OrganisationReviewService r) => r.StartAsync(id, new Officer(holder, centre), CancellationToken.None));

        var step = await site.DbAsync(db => db.Set<ProcedureStep>().AsNoTracking().SingleAsync(s => s.Stage == Stages.AccountChange));
        Assert.Equal((centre, Posts.CentreManager, change.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)), (step.CentreId!.Value, step.Post, step.SubjectId));
        Assert.Equal(change.Id, Assert.Single(await site.UseAsync((OrganisationQueries q) => q.OpenAccountChangesAsync(new Officer(holder, centre), CancellationToken.None))).Id);
        await site.UseAsync((AccountChangeService s) => s.ApproveAsync(change.Id, change.ContentSha256, new Officer(holder, centre), CancellationToken.None));

        Assert.Empty(await site.UseAsync((OrganisationQueries q) => q.OpenAccountChangesAsync(new Officer(holder, centre), CancellationToken.None)));
        await site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task ProposedRule_IsTheManagersUntilApproved(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var folk = new PartyFolk(site.Services);
        var centre = await folk.CentreAsync();
        var (one, two) = (await folk.OfficerAsync(centre, Roles.CentreManager), await folk.OfficerAsync(centre, Roles.CentreManager));

        var row = await site.UseAsync((CentreRuleService s) => s.ConfirmAsync("construction.min-bidders", new DateOnly(2026, 3, 2), one, CancellationToken.None));
        var step = Assert.Single(await site.UseAsync((SupervisionQueries q) => q.OfPostsAsync(centre, [Posts.CentreManager], CancellationToken.None)));
        Assert.Equal((Stages.RuleApproval, "construction.min-bidders", "common.rule-approval-workdays"), (step.Stage, step.About, step.RuleKey));
        var waiting = Assert.Single(await WaitingAsync(site, two));
        Assert.Equal((row, step.Id, step.DueAtUtc), (waiting.Row.Id, waiting.Step.Id, waiting.Step.DueAtUtc));
        Assert.Empty(await WaitingAsync(site, two with { CentreId = await folk.CentreAsync() }));
        await site.AssertLedgerAsync();
        await site.UseAsync((CentreRuleService s) => s.ApproveAsync(row, two, CancellationToken.None));

        Assert.Empty(await WaitingAsync(site, two));
        Assert.Empty(await site.UseAsync((SupervisionQueries q) => q.OfPostsAsync(centre, [Posts.CentreManager], CancellationToken.None)));
        await site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task ProposedRules_WaitByTheirTime_NotByTheirNumber(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var folk = new PartyFolk(site.Services);
        var manager = await folk.OfficerAsync(await folk.CentreAsync(), Roles.CentreManager);
        var rows = new List<long>();
        foreach (var key in (string[])["construction.min-bidders", "construction.committee-size-min"])
        {
            rows.Add(await site.UseAsync((CentreRuleService s) => s.ConfirmAsync(key, new DateOnly(2026, 3, 2), manager, CancellationToken.None)));
        }

        await site.DbAsync(async db =>
        {
            (await db.Set<ProcedureStep>().SingleAsync(s => s.About == "construction.committee-size-min")).MoveDue(site.NowUtc.AddDays(1), "common.rule-approval-workdays", "x");
            return await db.SaveChangesAsync();
        });

        Assert.Equal([rows[1], rows[0]], (await WaitingAsync(site, manager)).Select(w => w.Row.Id));
    }

    [Theory, OnEveryDatabase]
    public async Task Entrustments_WaitForTheCheckByTheirTime_WhileTheirStepIsOpen(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var folk = new PartyFolk(site.Services);
        var (centre, other) = (await folk.CentreAsync(), await folk.CentreAsync());
        var first = await StepPeopleTests.SubmitAsync(site, centre);
        site.Be(site.NowUtc.AddDays(1));
        var second = await StepPeopleTests.SubmitAsync(site, centre);
        await StepPeopleTests.SubmitAsync(site, other);

        var waiting = await ToCheckAsync(site, centre);
        Assert.Equal([first, second], waiting.Select(e => e.Project.Id));
        // Two working days after Monday 2026-03-02 and after Tuesday: the whole of Wednesday, and of Thursday.
        Assert.Equal([new DateTime(2026, 3, 4, 16, 0, 0, DateTimeKind.Utc), new DateTime(2026, 3, 5, 16, 0, 0, DateTimeKind.Utc)], waiting.Select(e => e.DueAtUtc!.Value));
        await site.UseAsync((ProjectService s) => s.AcceptAsync(first, "construction", [], new Acting(9), CancellationToken.None));

        Assert.Equal([second], (await ToCheckAsync(site, centre)).Select(e => e.Project.Id));
        await site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task ChargedFee_IsFinancesUntilAllOfItIsPaid(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);
        var lot = await new TenderBuilder(site).PublishAsync();
        var payer = await PayerAsync(site);
        var fee = await ChargeAsync(site, lot, payer);

        var step = Assert.Single(await OpenAsync(site, Posts.FinanceMaker));
        Assert.Equal((Stages.FeePayment, StepSubjectKind.FeeCharge, fee.Id), (step.Stage, step.SubjectKind, step.SubjectGuid()));
        // Charged on Monday 2026-03-02: ten days later is Thursday 2026-03-12, the whole of it.
        Assert.Equal((new DateTime(2026, 3, 12, 16, 0, 0, DateTimeKind.Utc), "construction.service-fee-payment-days"), (step.DueAtUtc!.Value, step.RuleKey));
        Assert.Equal(StepLight.Green, (await FeeWorkAsync(site)).Step.Light);
        await site.AssertLedgerAsync();

        await bank.ImportAsync(bank.In(payer, Money.Yuan(1_800m), fee.SubAccount));
        site.Be(new DateTime(2026, 3, 13, 2, 0, 0, DateTimeKind.Utc));
        var work = await FeeWorkAsync(site);
        Assert.Equal((StepLight.Red, Money.Yuan(3_000m)), (work.Step.Light, work.Amount!.Value));
        await site.AssertLedgerAsync();

        await bank.ImportAsync(bank.In(payer, Money.Yuan(3_000m), fee.SubAccount));
        Assert.Empty(await StagesAsync(site));
        Assert.Equal("paid", await site.DbAsync(db => db.Set<ProcedureStep>().Where(s => s.Stage == Stages.FeePayment).Select(s => s.Outcome).SingleAsync()));
        await site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task ChargedFee_ThatIsTakenBack_IsNobodysAnyMore(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var fee = await ChargeAsync(site, await new TenderBuilder(site).PublishAsync(), await PayerAsync(site));

        await site.TakeBackAsync(fee.Id);

        Assert.Empty(await StagesAsync(site));
        await site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task ChargedFee_IsOnTheSupervisorsBoard_WithWhatHappened(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var fee = await ChargeAsync(site, await new TenderBuilder(site).PublishAsync(), TestBidder.Of(1));

        var step = Assert.Single(await site.UseAsync((SupervisionQueries q) => q.BoardAsync(TenderBuilder.Centre, CancellationToken.None)), s => s.Stage == Stages.FeePayment);
        var detail = (await site.UseAsync((SupervisionQueries q) => q.StepAsync(TenderBuilder.Centre, step.Id, CancellationToken.None)))!;

        Assert.Equal(fee.Id, detail.Step.SubjectGuid());
        Assert.Equal(["fee-charged"], detail.Evidence.Select(e => e.Kind));
    }

    [Theory, OnEveryDatabase]
    public async Task Board_LeavesOutWhatIsFinancesAlone(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.PaidAsync(kind);
        await scene.Bank.ImportAsync(scene.Bank.In(TestBidder.Of(7), Money.Yuan(500m)));
        var suspense = Assert.Single(await OpenAsync(scene.Site, Posts.FinanceMaker));
        await scene.MakeAsync(PayDay);
        // On a day of its own: a statement of the same day that was booked at the same instant would stand in its place.
        scene.Site.Be(scene.Site.NowUtc.AddDays(1));
        var line = scene.Bank.In(TestBidder.Of(1), Money.Yuan(5m));
        await scene.Bank.ImportAsync(line, line);

        var board = await scene.Site.UseAsync((SupervisionQueries q) => q.BoardAsync(TenderBuilder.Centre, CancellationToken.None));

        Assert.Contains(board, s => s.Stage == Stages.HeldStatement);
        Assert.DoesNotContain(board, s => Stages.OfFinanceAlone.Contains(s.Stage));
        Assert.Null(await scene.Site.UseAsync((SupervisionQueries q) => q.StepAsync(null, suspense.Id, CancellationToken.None)));
        var detail = (await scene.Site.UseAsync((SupervisionQueries q) => q.StepAsync(null, board.Single(s => s.Stage == Stages.HeldStatement).Id, CancellationToken.None)))!;
        Assert.Equal("common.held-statement-workdays", detail.Rule!.Key);
        Assert.Equal(["statement-held"], detail.Evidence.Select(e => e.Kind));
    }

    [Theory, OnEveryDatabase]
    public async Task Step_OfMoneyInSuspenseThatNamesALot_IsRefusedByTheDatabase(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.PaidAsync(kind);
        await scene.Bank.ImportAsync(scene.Bank.In(TestBidder.Of(7), Money.Yuan(500m)));

        await Assert.ThrowsAnyAsync<Exception>(() => scene.Site.DbAsync(db => db.Set<ProcedureStep>().Where(s => s.Stage == Stages.SuspenseReturn)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.LotId, (long?)scene.Lot.Id))));
    }

    [Theory, OnEveryDatabase]
    public async Task Warn_OfMoneyInSuspense_IsSealedAndToldToFinance(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.PaidAsync(kind);
        var folk = new PartyFolk(scene.Site.Services);
        Assert.Equal(TenderBuilder.Centre, await folk.CentreAsync());
        var maker = await folk.OfficerNamedAsync("财务甲", TenderBuilder.Centre, Roles.FinanceMaker);
        await scene.Site.DbAsync(db => db.Users.Where(u => u.Id == maker).ExecuteUpdateAsync(s => s.SetProperty(u => u.Email, "f@example.com")));
        await scene.Bank.ImportAsync(scene.Bank.In(TestBidder.Of(7), Money.Yuan(500m)));
        scene.Site.Be(new DateTime(2026, 3, 9, 12, 0, 0, DateTimeKind.Utc));
        var before = await scene.Site.DbAsync(db => db.Set<OutboxMail>().CountAsync(m => m.Kind == MailKinds.Confidential));

        await scene.Site.UseAsync((WarnStepsJob job) => job.RunAsync(CancellationToken.None));
        await scene.Site.UseAsync((WarnStepsJob job) => job.RunAsync(CancellationToken.None));

        Assert.Equal(before + 1, await scene.Site.DbAsync(db => db.Set<OutboxMail>().CountAsync(m => m.Kind == MailKinds.Confidential)));
        Assert.Equal(0, await scene.Site.DbAsync(db => db.Set<OutboxMail>().CountAsync(m => m.Kind == MailKinds.WorkDue || m.Kind == MailKinds.StepDue)));
    }

    [Theory, OnEveryDatabase]
    public async Task Warn_OfAReviewThatNoCentreHas_WritesToTheOperatorsOfEach_With24OClock(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var folk = new PartyFolk(site.Services);
        foreach (var address in (string[])["a@example.com", "b@example.com"])
        {
            var officer = await folk.OfficerNamedAsync("受理", await folk.CentreAsync(), Roles.CentreOperator);
            await site.DbAsync(db => db.Users.Where(u => u.Id == officer).ExecuteUpdateAsync(s => s.SetProperty(u => u.Email, address)));
        }

        await folk.OrganisationAsync();
        // Three working days after Monday 2026-03-02: Thursday 2026-03-05, all of it.
        site.Be(new DateTime(2026, 3, 5, 12, 0, 0, DateTimeKind.Utc));
        await site.UseAsync((WarnStepsJob job) => job.RunAsync(CancellationToken.None));

        var mails = await site.DbAsync(db => db.Set<OutboxMail>().Where(m => m.Kind == MailKinds.WorkDue).OrderBy(m => m.Recipient).ToListAsync());
        Assert.Equal(["a@example.com", "b@example.com"], mails.Select(m => m.Recipient));
        Assert.Contains("2026-03-05 24:00:00", mails[0].Body, StringComparison.Ordinal);
    }

    private static async Task<FeeCharge> ChargeAsync(TestSite site, TestLot lot, TestBidder payer) => (await site.UseAsync((FeeService s) =>
        s.ChargeAsync(lot.Id, payer.OrganisationId, Money.Yuan(9_000_000m), new Acting(9), CancellationToken.None)))!;

    // A fee is matched by the name of a registered organisation.
    private static async Task<TestBidder> PayerAsync(TestSite site)
    {
        var folk = new PartyFolk(site.Services);
        return TestBidder.Of(1) with { OrganisationId = await folk.OrganisationAsync(), Name = folk.OrganisationName };
    }

    private static async Task<FinanceWork> FeeWorkAsync(TestSite site) =>
        Assert.Single(await site.UseAsync((FinanceWorkQueries q) => q.OpenAsync(TenderBuilder.Centre, CancellationToken.None)));

    private static Task<IReadOnlyList<WaitingRule>> WaitingAsync(TestSite site, Officer officer) =>
        site.UseAsync((WaitingRules q) => q.AllAsync(officer.CentreId, CancellationToken.None));

    private static Task<IReadOnlyList<EntrustmentRow>> ToCheckAsync(TestSite site, long centre) =>
        site.UseAsync((ProjectQueries q) => q.ToCheckAsync(centre, CancellationToken.None));

    private static Task CancelAsync(MoneyScene scene, Guid batch) =>
        scene.Site.UseAsync((RepaymentService s) => s.CancelAsync(batch, MoneyScene.Maker with { Reason = "重做" }, CancellationToken.None));

    private static Task<IReadOnlyList<StepItem>> OpenAsync(TestSite site, params string[] posts) =>
        site.UseAsync((SupervisionQueries q) => q.OfPostsAsync(TenderBuilder.Centre, posts, CancellationToken.None));

    private static async Task<string[]> StagesAsync(TestSite site) => [.. (await OpenAsync(site, Posts.FinanceMaker, Posts.FinanceChecker)).Select(s => s.Stage).Order(StringComparer.Ordinal)];
}
