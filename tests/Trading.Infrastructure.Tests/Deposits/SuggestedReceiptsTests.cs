using Microsoft.EntityFrameworkCore;
using Trading.Domain.Banking;
using Trading.Domain.Deposits;
using Trading.Domain.Fees;
using Trading.Domain.Ledger;
using Trading.Domain.Participation;
using Trading.Domain.Reports;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Participation;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Settlement;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Tendering;
using Trading.Infrastructure.Tests.Proceeds;
using Trading.Infrastructure.Tests.Treasury;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Deposits;

/// <summary>Money that names no instruction and agrees with exactly one is suggested, and booked to it by two people or not at all.</summary>
public sealed class SuggestedReceiptsTests
{
    private static readonly TestBidder A = TestBidder.Of(1);
    private static readonly TestBidder B = TestBidder.Of(2);
    private static readonly Money Asked = MoneyScene.Asked;

    [Theory]
    [OnEveryDatabase("")]
    [OnEveryDatabase("90000000000012")]
    public async Task Deposit_WithoutASubAccountThatIsSomebodys_IsSuggested_BookedByTwo_AndBearsABid(DatabaseKind kind, string subAccount)
    {
        await using var desk = await Desk.InstructedAsync(kind);
        await desk.Bank.ImportAsync(desk.Bank.In(A, Asked, subAccount));
        Assert.Equal(new Suggestion(SuggestedInstruction.Deposit), (await desk.ItemAsync()).Suggested);

        var decision = await desk.ProposeAsync();
        Assert.Equal(SuspenseNeed.Decision, (await desk.ItemAsync()).Need);
        await desk.Site.AssertLedgerAsync();
        await desk.ApproveAsync(decision);

        var deposit = await desk.DepositAsync();
        Assert.Equal((DepositState.Confirmed, Asked, new DateOnly(2026, 3, 2)), (deposit.State, deposit.Received, deposit.ValueOn));
        Assert.NotNull(deposit.SealedPayer);
        Assert.Equal((0, -6_000_000, 6_000_000), (await desk.SumAsync(AccountClass.Suspense), await desk.SumAsync(AccountClass.DepositHeld), await desk.SumAsync(AccountClass.Bank)));
        Assert.Equal(Asked, await desk.Site.DbAsync(db => db.Set<Hold>().Where(h => h.Id == deposit.HoldId).Select(h => h.Amount).SingleAsync()));
        await desk.BidAsync();
        await desk.Site.AssertLedgerAsync();
        await desk.AssertReportTiesAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Deposit_OnceBooked_ShowsNobodysNameAndNoLot(DatabaseKind kind)
    {
        await using var desk = await Desk.InstructedAsync(kind);
        await desk.Bank.ImportAsync(desk.Bank.In(A, Asked));

        await desk.ApproveAsync(await desk.ProposeAsync());

        var line = await desk.LineAsync();
        Assert.Equal((BankLineState.Deposit, null, null, null, null), (line.State, line.PayerName, line.PayerAccount, line.PayerBank, line.PayerCheck));
        // No entry has both the line and the participation, and no event of it has a lot.
        var subjects = await desk.Site.DbAsync(db => db.Set<JournalEntry>().Where(e => e.Subject == line.Id.ToString("N")).SelectMany(e => e.Postings).Select(p => p.AccountId).ToListAsync());
        Assert.DoesNotContain(await desk.Site.DbAsync(db => db.Set<Account>().Where(a => a.Class == AccountClass.DepositHeld).Select(a => a.Id).SingleAsync()), subjects);
        var events = await desk.Site.DbAsync(db => db.Set<ProcedureEvent>().Where(e => e.Subject == line.Id.ToString("N")).ToListAsync());
        Assert.Equal(["finance-decision-approved", "finance-decision-proposed"], events.Select(e => e.Kind).Order());
        Assert.All(events, e => Assert.Null(e.LotId));
        Assert.Equal("matched", await desk.Site.DbAsync(db => db.Set<ProcedureStep>().Where(s => s.Stage == Stages.SuspenseReturn).Select(s => s.Outcome).SingleAsync()));
        var shown = await desk.Site.UseAsync((SuspenseQueries q) => q.FindAsync(TenderBuilder.Centre, line.Id, CancellationToken.None));
        Assert.Equal(("", ""), (shown!.BankPayerName, shown.BankPayerAccount));
    }

    [Theory, OnEveryDatabase]
    public async Task Cash_WhereTheLineTakesNone_IsNotBookedWithoutASubAccountEither_AndGoesBack(DatabaseKind kind)
    {
        await using var desk = await Desk.InstructedAsync(kind);
        await desk.TakeNoCashAsync();
        await desk.Bank.ImportAsync(desk.Bank.In(A, Asked) with { Summary = "现金存入" });
        Assert.Equal((null, DepositRules.FormNotAllowed), ((await desk.ItemAsync()).Suggested, (await desk.ItemAsync()).Fault!.Rule));
        Assert.NotNull((await desk.ItemAsync()).Fault!.Citation);

        Assert.Equal(DepositRules.FormNotAllowed, await Desk.RefusalAsync(() => desk.ProposeAsync()));

        Assert.Equal(SuspenseNeed.Return, (await desk.ItemAsync()).Need);
        var payment = Assert.Single(await desk.MakeBatchAsync());
        Assert.Equal((A.Account, Asked), (payment.PayeeAccount, payment.Total));
        await desk.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Form_IsJudgedAgainAtTheApproval_AndOneThatWasChangedInTheDatabaseIsAnother(DatabaseKind kind)
    {
        await using var desk = await Desk.InstructedAsync(kind);
        await desk.Bank.ImportAsync(desk.Bank.In(A, Asked) with { Summary = "支票" });
        var decision = await desk.ProposeAsync();

        await desk.Site.DbAsync(db => db.Database.ExecuteSqlRawAsync("UPDATE bank_line SET form = 'Transfer' WHERE reason IS NOT NULL"));
        Assert.Equal(SuspenseRules.AgreesWithNone, await Desk.RefusalAsync(() => desk.ApproveAsync(decision)));
        await desk.Site.DbAsync(db => db.Database.ExecuteSqlRawAsync("UPDATE bank_line SET form = 'Cash' WHERE reason IS NOT NULL"));
        await desk.TakeNoCashAsync();
        Assert.Equal(DepositRules.FormNotAllowed, await Desk.RefusalAsync(() => desk.ApproveAsync(decision)));
        await desk.Site.DbAsync(db => db.Database.ExecuteSqlRawAsync("UPDATE bank_line SET form = 'Cheque' WHERE reason IS NOT NULL"));
        await desk.ApproveAsync(decision);
        Assert.Null((await desk.LineAsync()).Form);
    }

    [Theory, OnEveryDatabase]
    public async Task Cheque_OfAnAccountThatIsNotTheBasicOne_IsNotBooked_AndTheReasonHasItsCitation(DatabaseKind kind)
    {
        await using var desk = await Desk.InstructedAsync(kind, isBasic: false);
        await desk.Bank.ImportAsync(desk.Bank.In(A, Asked) with { Summary = "支票" });

        var fault = (await desk.ItemAsync()).Fault!;
        Assert.Equal(DepositRules.NotBasicAccount, fault.Rule);
        Assert.Contains("第二十六条", fault.Citation, StringComparison.Ordinal);
        Assert.Equal(DepositRules.NotBasicAccount, await Desk.RefusalAsync(() => desk.ProposeAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task Deposit_ThatIsShort_IsSuggestedForExactlyWhatIsMissing(DatabaseKind kind)
    {
        await using var desk = await Desk.InstructedAsync(kind);
        await desk.Bank.ImportAsync(desk.Bank.In(A, Money.Yuan(59_000m), await desk.Bank.SubAccountOfAsync(desk.Participation)), desk.Bank.In(A, Money.Yuan(1_000m)));

        await desk.ApproveAsync(await desk.ProposeAsync());

        Assert.Equal((DepositState.Confirmed, Asked), ((await desk.DepositAsync()).State, (await desk.DepositAsync()).Received));
        await desk.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Line_ThatAgreesInAllButOne_IsNotSuggested_AndNobodyProposesIt(DatabaseKind kind)
    {
        await using var desk = await Desk.InstructedAsync(kind);
        await desk.Bank.ImportAsync(
            desk.Bank.In(A with { Account = "6222000000009999" }, Asked), desk.Bank.In(A with { Name = "投标单位甲子" }, Asked), desk.Bank.In(A, Asked - new Money(1)),
            desk.Bank.In(A, Asked + new Money(1)), desk.Bank.In(A with { Account = "6222****0001" }, Asked));

        Assert.All(await desk.ItemsAsync(), i => Assert.Null(i.Suggested));
        foreach (var item in await desk.ItemsAsync())
        {
            Assert.Equal(SuspenseRules.AgreesWithNone, await Desk.RefusalAsync(() => desk.ProposeAsync(item.LineId)));
        }
    }

    [Theory, OnEveryDatabase]
    public async Task RightSubAccount_OtherPayer_IsNeverSuggestedNorMatchedByHand(DatabaseKind kind)
    {
        await using var desk = await Desk.InstructedAsync(kind);
        var other = await new TenderBuilder(desk.Site).PublishAsync();
        var of = await TenderBuilder.TakePartAsync(desk.Site, other, B);
        // It agrees in everything with the deposit of A, and names that of B.
        await desk.Bank.ImportAsync(desk.Bank.In(A, Asked, await desk.Bank.SubAccountOfAsync(of)));
        Assert.Equal(SuspenseReasons.OtherPayer, (await desk.LineAsync()).Reason);

        Assert.Null((await desk.ItemAsync()).Suggested);
        Assert.Equal(SuspenseRules.AgreesWithNone, await Desk.RefusalAsync(() => desk.ProposeAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task TwoOpenInstructions_AreNoSuggestion_AndOneOfThemPaid_LeavesOne(DatabaseKind kind)
    {
        await using var desk = await Desk.InstructedAsync(kind);
        var second = await TenderBuilder.TakePartAsync(desk.Site, await new TenderBuilder(desk.Site).PublishAsync(), A);
        await desk.Bank.ImportAsync(desk.Bank.In(A, Asked));
        Assert.Null((await desk.ItemAsync()).Suggested);
        Assert.Equal(SuspenseRules.AgreesWithNone, await Desk.RefusalAsync(() => desk.ProposeAsync()));

        await desk.Bank.ImportAsync(desk.Bank.In(A, Asked, await desk.Bank.SubAccountOfAsync(second)));

        Assert.NotNull((await desk.ItemAsync()).Suggested);
    }

    [Theory, OnEveryDatabase]
    public async Task Approval_WhenAnotherInstructionIsTheOneLeft_IsRefused(DatabaseKind kind)
    {
        await using var desk = await Desk.InstructedAsync(kind);
        await desk.Bank.ImportAsync(desk.Bank.In(A, Asked));
        var decision = await desk.ProposeAsync();
        await TenderBuilder.TakePartAsync(desk.Site, await new TenderBuilder(desk.Site).PublishAsync(), A);
        await desk.Bank.ImportAsync(desk.Bank.In(A, Asked, await desk.Bank.SubAccountOfAsync(desk.Participation)));

        Assert.NotNull((await desk.ItemAsync()).Suggested);
        Assert.Equal(SuspenseRules.AgreesWithNone, await Desk.RefusalAsync(() => desk.ApproveAsync(decision)));
    }

    [Theory, OnEveryDatabase]
    public async Task Approval_AtTheDeadline_IsRefused_AndTheMoneyStaysToBeReturned(DatabaseKind kind)
    {
        await using var desk = await Desk.InstructedAsync(kind);
        await desk.Bank.ImportAsync(desk.Bank.In(A, Asked));
        var decision = await desk.ProposeAsync();
        desk.Site.Be(desk.Lot.DeadlineUtc);

        Assert.Equal(SuspenseRules.AgreesWithNone, await Desk.RefusalAsync(() => desk.ApproveAsync(decision)));

        Assert.Equal((DepositState.Awaited, BankLineState.Suspense, A.Name), ((await desk.DepositAsync()).State, (await desk.LineAsync()).State, (await desk.LineAsync()).PayerName));
        await desk.Site.UseAsync((FinanceDecisions d) => d.DeclineAsync(decision, "截止时间已过", MoneyScene.Checker, CancellationToken.None));
        Assert.Equal(SuspenseNeed.Return, (await desk.ItemAsync()).Need);
        await desk.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Approval_ByWhoeverProposed_IsRefusedByRuleAndDatabase(DatabaseKind kind)
    {
        await using var desk = await Desk.InstructedAsync(kind);
        await desk.Bank.ImportAsync(desk.Bank.In(A, Asked));
        var decision = await desk.ProposeAsync();

        Assert.Equal(SharedRules.MakerIsChecker, await Desk.RefusalAsync(() => desk.ApproveAsync(decision, MoneyScene.Maker)));

        foreach (var sql in (string[])["UPDATE finance_decision SET state = 'Approved', decided_by = proposed_by", "UPDATE finance_decision SET match_tag = 'another'"])
        {
            var refusal = await Record.ExceptionAsync(() => desk.Site.Database.TamperAsync(sql));
            Assert.True(refusal is not null && refusal.IsGuardViolation(), refusal?.ToString() ?? sql);
        }

        Assert.Equal(DepositState.Awaited, (await desk.DepositAsync()).State);
    }

    [Theory, OnEveryDatabase]
    public async Task LineThatComesAgain_IsBookedOnce(DatabaseKind kind)
    {
        await using var desk = await Desk.InstructedAsync(kind);
        var line = desk.Bank.In(A, Asked);
        await desk.Bank.ImportAsync(line);
        await desk.ApproveAsync(await desk.ProposeAsync());

        var again = await desk.Bank.ImportAsync(line, desk.Bank.In(B, Money.Yuan(1m)));

        Assert.Equal((1, 1), (again.Booked, again.Duplicates));
        Assert.Equal(Asked, (await desk.DepositAsync()).Received);
        await desk.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task PayerChangedInTheDatabase_IsNotSuggested(DatabaseKind kind)
    {
        await using var desk = await Desk.InstructedAsync(kind);
        await desk.Bank.ImportAsync(desk.Bank.In(B, Asked));
        await desk.Site.Database.TamperAsync($"UPDATE bank_line SET payer_name = '{A.Name}', payer_account = '{A.Account}'");

        Assert.Null((await desk.ItemAsync()).Suggested);
    }

    [Theory, OnEveryDatabase]
    public async Task Reversal_OfWhatTwoPeopleBooked_UndoesIt(DatabaseKind kind)
    {
        await using var desk = await Desk.InstructedAsync(kind);
        var line = desk.Bank.In(A, Asked);
        await desk.Bank.ImportAsync(line);
        await desk.ApproveAsync(await desk.ProposeAsync());

        await desk.Bank.ImportAsync(desk.Bank.Other(-Asked, "冲正") with { CounterpartyName = A.Name, CounterpartyAccount = A.Account, IsReversal = true });

        Assert.Equal((DepositState.Awaited, Money.Zero, 0), ((await desk.DepositAsync()).State, (await desk.DepositAsync()).Received, await desk.SumAsync(AccountClass.DepositHeld)));
        await desk.Site.AssertLedgerAsync();
    }

    [Theory]
    [OnEveryDatabase(TreasuryScene.Merged)]
    [OnEveryDatabase(TreasuryScene.SelfFinancing)]
    public async Task Fee_FromARegisteredAccount_IsSuggestedAndBooked(DatabaseKind kind, string model)
    {
        await using var scene = await TreasuryScene.CreateAsync(kind, model);
        var charge = await scene.ChargeAsync();
        var desk = new Desk(scene.Site, scene.Bank);
        await scene.Bank.ImportAsync(scene.Bank.In(TreasuryScene.Winner with { Account = "6222000000009999" }, charge.Amount));
        Assert.Null((await desk.ItemAsync()).Suggested);
        await scene.Bank.ImportAsync(scene.Bank.In(TreasuryScene.Winner, charge.Amount));
        var item = (await desk.ItemsAsync()).Single(i => i.Suggested is not null);
        Assert.Equal(new Suggestion(SuggestedInstruction.Fee, charge.Id), item.Suggested);

        await desk.ApproveAsync(await desk.ProposeAsync(item.LineId));

        var isTreasurys = model == TreasuryScene.Merged;
        Assert.Equal((FeeChargeState.Received, charge.Amount), await scene.Site.DbAsync(db => db.Set<FeeCharge>().Select(f => new ValueTuple<FeeChargeState, Money>(f.State, f.Received)).SingleAsync()));
        Assert.Equal((0, isTreasurys ? -480_000 : 0), (await scene.SumAsync(AccountClass.FeeReceivable), await scene.SumAsync(AccountClass.TreasuryOwed)));
        Assert.Equal((BankLineState.Fee, TreasuryScene.Winner.Name), await scene.Site.DbAsync(db => db.Set<BankLine>().Where(l => l.Id == item.LineId).Select(l => new ValueTuple<BankLineState, string>(l.State, l.PayerName!)).SingleAsync()));
        Assert.Equal(0, await scene.Site.DbAsync(db => db.Set<ProcedureStep>().CountAsync(s => s.Stage == Stages.FeePayment && s.DoneAtUtc == null)));
        await scene.Site.AssertLedgerAsync();
        await desk.AssertReportTiesAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Fee_PaidMeanwhile_RefusesTheApproval(DatabaseKind kind)
    {
        await using var scene = await TreasuryScene.CreateAsync(kind);
        var charge = await scene.ChargeAsync();
        var desk = new Desk(scene.Site, scene.Bank);
        await scene.Bank.ImportAsync(scene.Bank.In(TreasuryScene.Winner, charge.Amount));
        var decision = await desk.ProposeAsync();
        await scene.PayAsync(charge, Money.Yuan(1m));

        Assert.Equal(SuspenseRules.AgreesWithNone, await Desk.RefusalAsync(() => desk.ApproveAsync(decision)));
        await scene.Site.AssertLedgerAsync();
    }

    /// <summary>The next instalment, or all that is owed: exactly what the plan asks for on the day on which the money counts, from the buyer's account in force.</summary>
    [Theory]
    [OnEveryDatabase(500_000, true)]
    [OnEveryDatabase(940_000, true)]
    [OnEveryDatabase(500_001, false)]
    [OnEveryDatabase(300_000, false)]
    public async Task Price_ThatThePlanAsksExactly_IsSuggestedAndBooked(DatabaseKind kind, int yuan, bool isAsked)
    {
        await using var scene = await PriceScenes.WonAsync(kind, "land");
        await scene.Site.RegisterAsync(A);
        await scene.Site.DbAsync(db => db.Set<Participant>().ExecuteUpdateAsync(s => s.SetProperty(p => p.OrganisationId, A.OrganisationId)));
        var plan = await PriceScenes.ApprovedAsync(scene, (560_000m, 5), (440_000m, 40));
        var desk = new Desk(scene.Site, scene.Bank);
        await scene.Bank.ImportAsync(scene.Bank.In(A, Money.Yuan(yuan)));
        if (!isAsked)
        {
            Assert.Null((await desk.ItemAsync()).Suggested);
            Assert.Equal(SuspenseRules.AgreesWithNone, await Desk.RefusalAsync(() => desk.ProposeAsync()));
            return;
        }

        var item = await desk.ItemAsync();
        Assert.Equal(new Suggestion(SuggestedInstruction.Price, PlanId: plan.Id), item.Suggested);
        await desk.ApproveAsync(await desk.ProposeAsync());

        Assert.Equal(Money.Yuan(60_000m + yuan), (await PriceScenes.PlanAsync(scene, plan.Id)).Received);
        Assert.Equal(BankLineState.Price, await scene.Site.DbAsync(db => db.Set<BankLine>().Where(l => l.Id == item.LineId).Select(l => l.State).SingleAsync()));
        await scene.Site.AssertLedgerAsync();
    }

    /// <summary>A price and a deposit of one amount are two instructions, and with two of them nothing is suggested.</summary>
    [Theory, OnEveryDatabase]
    public async Task Price_AndADepositOfTheSameAmount_AreNoSuggestion(DatabaseKind kind)
    {
        await using var scene = await PriceScenes.WonAsync(kind, "land");
        await scene.Site.RegisterAsync(A);
        await scene.Site.DbAsync(db => db.Set<Participant>().ExecuteUpdateAsync(s => s.SetProperty(p => p.OrganisationId, A.OrganisationId)));
        await PriceScenes.ApprovedAsync(scene, (560_000m, 5), (440_000m, 40));
        await TenderBuilder.TakePartAsync(scene.Site, await new TenderBuilder(scene.Site).WithDeposit(Money.Yuan(100_000m)).PublishAsync(), A);
        var desk = new Desk(scene.Site, scene.Bank);
        await scene.Bank.ImportAsync(scene.Bank.In(A, Money.Yuan(500_000m)));
        Assert.NotNull((await desk.ItemAsync()).Suggested);

        await scene.Site.DbAsync(db => db.Set<Deposit>().Where(d => d.State == DepositState.Awaited).ExecuteUpdateAsync(s => s.SetProperty(d => d.Due, Money.Yuan(500_000m))));

        Assert.Null((await desk.ItemAsync()).Suggested);
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_FindsALineThatLeftSuspenseWithoutTwoPeople(DatabaseKind kind)
    {
        await using var desk = await Desk.InstructedAsync(kind);
        await desk.Bank.ImportAsync(desk.Bank.In(A, Asked));

        await desk.Site.Database.TamperAsync("UPDATE bank_line SET state = 'Deposit'");

        var findings = await desk.Site.UseAsync((DepositVerifier v) => v.RunAsync(CancellationToken.None));
        Assert.Equal(["suspense-matched-by-two", "suspense-matches-lines"], findings.Where(f => !f.Ok).Select(f => f.Check).Order());
    }

    /// <summary>Finance before a line in suspense.</summary>
    private sealed class Desk(TestSite site, TestBank bank) : IAsyncDisposable
    {
        public TestSite Site => site;
        public TestBank Bank => bank;
        public TestLot Lot { get; private init; } = null!;
        public Guid Participation { get; private init; }

        /// <summary>A has been told to pay 60,000.00 for a lot, and has not.</summary>
        public static async Task<Desk> InstructedAsync(DatabaseKind kind, bool isBasic = true)
        {
            var site = await TestSite.CreateAsync(kind);
            var bank = await TestBank.OpenAsync(site);
            var lot = await new TenderBuilder(site).PublishAsync();
            var participation = isBasic
                ? await TenderBuilder.TakePartAsync(site, lot, A)
                : await site.UseAsync((ParticipationService s) => s.TakePartAsync(new BidderLink(lot.Id, A.OrganisationId, A.Name, A.Account, A.Bank) { IsBasicAccount = false }, default));
            return new Desk(site, bank) { Lot = lot, Participation = participation };
        }

        public Task TakeNoCashAsync() => site.DbAsync(db => db.Database.ExecuteSqlRawAsync(
            "UPDATE project SET rulebook_json = REPLACE(rulebook_json, 'cash,transfer', 'transfer'), rulebook_hash = {0} WHERE id = {1}", Guid.NewGuid().ToString("N"), Lot.ProjectId));

        /// <summary>What a batch of everything that is due would pay.</summary>
        public async Task<IReadOnlyList<Repayment>> MakeBatchAsync()
        {
            var batch = await site.UseAsync((RepaymentService s) => s.MakeBatchAsync(TenderBuilder.Centre, bank.AccountId, Instants.BeijingDay(site.NowUtc), MoneyScene.Maker, CancellationToken.None));
            return await site.DbAsync(db => db.Set<Repayment>().AsNoTracking().Where(r => r.BatchId == batch).ToListAsync());
        }

        public async Task<IReadOnlyList<SuspenseItem>> ItemsAsync() =>
            [.. (await site.UseAsync((SuspenseQueries q) => q.DueAsync(TenderBuilder.Centre, DayFilter.All, CancellationToken.None))).Items.Select(d => d.Item)];

        public async Task<SuspenseItem> ItemAsync() => Assert.Single(await ItemsAsync());

        public Task<BankLine> LineAsync() => site.DbAsync(db => db.Set<BankLine>().SingleAsync(l => l.Reason != null));

        public Task<Deposit> DepositAsync() => site.DbAsync(db => db.Set<Deposit>().SingleAsync(d => d.ParticipationId == Participation));

        public async Task<Guid> ProposeAsync(Guid? line = null)
        {
            var id = line ?? (await ItemAsync()).LineId;
            return await site.UseAsync((SuspenseService s) => s.MatchAsync(id, "付款方来电确认", MoneyScene.Maker, CancellationToken.None));
        }

        public Task ApproveAsync(Guid decision, Acting? checker = null) =>
            site.UseAsync((SuspenseService s) => s.ApproveAsync(decision, checker ?? MoneyScene.Checker, CancellationToken.None));

        public static async Task<string> RefusalAsync(Func<Task> refused) => (await Assert.ThrowsAsync<RuleBrokenException>(refused)).Rule;

        public async Task BidAsync()
        {
            using var file = new MemoryStream("%PDF-1.4 bid"u8.ToArray());
            await site.UseAsync((BidService s) => s.SubmitAsync(new SubmitBid(Lot.Id, A.OrganisationId, Money.Yuan(9_000_000m), 280, [new OfferedFile("bid.pdf", file, null)]), default));
        }

        public async Task<long> SumAsync(AccountClass of) => await site.DbAsync(async db =>
            (await db.Set<Posting>().Where(p => db.Set<Account>().Any(a => a.Id == p.AccountId && a.Class == of)).Select(p => p.Amount).ToListAsync()).Sum(m => m.Fen));

        public async Task AssertReportTiesAsync()
        {
            var report = await site.UseAsync((SettlementQueries q) => q.ReportAsync(TenderBuilder.Centre, new DateOnly(2020, 1, 1), new DateOnly(2040, 12, 31), ReportBasis.ValueDay, CancellationToken.None));
            Assert.True(report.TiesToLedger, string.Join('\n', report.Controls));
        }

        public ValueTask DisposeAsync() => site.DisposeAsync();
    }
}
