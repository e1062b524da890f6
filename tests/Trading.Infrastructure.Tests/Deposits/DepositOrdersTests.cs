using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Ledger;
using Trading.Domain.Projects;
using Trading.Domain.Reports;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Rulebooks;
using Trading.Infrastructure.Settlement;
using Trading.Infrastructure.Shared;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Deposits;

/// <summary>What becomes of a deposit otherwise than by a refund in time: converted, frozen, forfeited, late; each with its entries, in lines that have no pages yet.</summary>
public sealed class DepositOrdersTests
{
    private static readonly Acting Manager = new(41);
    private static readonly Acting Third = new(43);
    private static readonly DateOnly Opened = new(2026, 3, 30);

    [Theory, OnEveryDatabase]
    public async Task Convert_OfALandWinner_IsEarnestMoney_AndTheLoserIsPaidBackByTheLinesRule(DatabaseKind kind)
    {
        await using var scene = await OpenedAsync(kind, "land", bidders: 2);

        Assert.Equal(Money.Zero, await ConvertAsync(scene, MoneyScene.Asked));
        Assert.Equal(1, await RaiseAsync(scene, DepositEvent.Lost, 1));
        Assert.Equal(0, await RaiseAsync(scene, DepositEvent.ContractSigned, 0));

        Assert.Equal((DepositState.Converted, MoneyScene.Asked), ((await scene.DepositAsync()).State, (await scene.DepositAsync()).Converted));
        var lost = await scene.DepositAsync(1);
        Assert.Equal((DepositState.RefundDue, "land.lost-refund-workdays", false), (lost.State, lost.RefundRule, lost.WithInterest));
        Assert.Equal(-MoneyScene.Asked, await scene.BalanceAsync(AccountClass.EarnestMoney));
        var payment = Assert.Single(await scene.PaidBackAsync(lost.RefundDueOn!.Value));
        Assert.Equal(MoneyScene.Asked, payment.Amount);
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Convert_APartIntoThePrice_SendsTheRestBack(DatabaseKind kind)
    {
        await using var scene = await OpenedAsync(kind, "state-property");

        Assert.Equal(DepositRules.MoreThanHeld, (await RefusedAsync(() => ConvertAsync(scene, MoneyScene.Asked + new Money(1)))).Rule);
        Assert.Equal(Money.Yuan(15_000m), await ConvertAsync(scene, Money.Yuan(45_000m)));

        var deposit = await scene.DepositAsync();
        Assert.Equal((DepositState.RefundDue, "state-property.won-refund-workdays"), (deposit.State, deposit.RefundRule));
        Assert.Equal(1, await OpenStepsAsync(scene));
        Assert.Equal(Money.Yuan(15_000m), Assert.Single(await scene.PaidBackAsync(deposit.RefundDueOn!.Value)).Amount);
        deposit = await scene.DepositAsync();
        Assert.Equal((DepositState.Refunded, Money.Yuan(45_000m), Money.Yuan(60_000m)), (deposit.State, deposit.Converted, deposit.Received));
        Assert.Equal(-Money.Yuan(45_000m), await scene.BalanceAsync(AccountClass.SalePrice));
        Assert.Equal(0, await OpenStepsAsync(scene));
        await scene.Site.AssertLedgerAsync();

        var report = await scene.Site.UseAsync((SettlementQueries q) => q.ReportAsync(TenderBuilder.Centre, new DateOnly(2020, 1, 1), new DateOnly(2040, 12, 31), ReportBasis.ValueDay, CancellationToken.None));
        Assert.True(report.TiesToLedger, string.Join('\n', report.Controls));
        Assert.Equal((Money.Yuan(60_000m), Money.Yuan(15_000m), Money.Yuan(45_000m)), (report.DepositsIn, report.DepositsOut, report.DepositsEnded));
    }

    [Theory, OnEveryDatabase]
    public async Task Convert_InConstruction_NeedsTheAgreement(DatabaseKind kind)
    {
        await using var scene = await OpenedAsync(kind, "construction");

        var refusal = await RefusedAsync(() => ConvertAsync(scene, MoneyScene.Asked));
        Assert.Equal((DepositRules.AgreementMissing, "招标文件"), (refusal.Rule, refusal.Citation));
        await ConvertAsync(scene, MoneyScene.Asked, "合同第5条");

        Assert.Equal(-MoneyScene.Asked, await scene.BalanceAsync(AccountClass.PerformanceBond));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Freeze_HoldsItUp_AndWhatFellDueMeanwhileIsPaidWhenItIsLifted(DatabaseKind kind)
    {
        await using var scene = await OpenedAsync(kind, "construction", bidders: 2);
        await FreezeAsync(scene);
        Assert.Equal(1, await RaiseAsync(scene, DepositEvent.ContractSigned));

        // The other is paid; the frozen one waits, with its hold, and its step with it.
        Assert.Single(await scene.PaidBackAsync(new DateOnly(2026, 4, 7)));
        Assert.Equal((DepositState.Frozen, DepositState.RefundDue), ((await scene.DepositAsync()).State, (await scene.DepositAsync()).StateUnder));
        Assert.Equal(DepositRules.EmptyBatch, (await RefusedAsync(() => scene.MakeAsync(new DateOnly(2026, 4, 8)))).Rule);
        Assert.Equal(1, await scene.Site.DbAsync(db => db.Set<Hold>().CountAsync(h => h.State == HoldState.Open)));
        Assert.Equal(0, await OpenStepsAsync(scene));
        Assert.Equal(DepositRules.WrongState, (await RefusedAsync(() => FreezeAsync(scene))).Rule);
        await scene.Site.AssertLedgerAsync();

        await scene.Site.UseAsync((DepositOrders o) => o.UnfreezeAsync(scene.Participations[0], "投诉已处理", Manager, default));

        Assert.Equal((DepositState.RefundDue, "construction.refund-days"), ((await scene.DepositAsync()).State, (await scene.DepositAsync()).RefundRule));
        Assert.Equal(1, await OpenStepsAsync(scene));
        Assert.Single(await scene.PaidBackAsync(new DateOnly(2026, 4, 9)));
        Assert.Equal(["deposit-frozen", "deposit-unfrozen"], await EventsAsync(scene));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Orders_OfALotThatIsNotOpened_OrWithoutAReason_AreRefused(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.PaidAsync(kind);
        Assert.Equal(DepositRules.LotNotOpened, (await RefusedAsync(() => FreezeAsync(scene))).Rule);
        Assert.Equal(DepositRules.LotNotOpened, (await RefusedAsync(() => ConvertAsync(scene, MoneyScene.Asked, "x"))).Rule);
        Assert.Equal(DepositRules.LotNotOpened, (await RefusedAsync(() => ProposeAsync(scene, Case()))).Rule);
        await scene.OpenAsync();
        await RaiseAsync(scene, DepositEvent.CutOffPassed);

        Assert.Equal(DepositRules.OrderIncomplete, (await RefusedAsync(() => FreezeAsync(scene, number: " "))).Rule);
        Assert.Equal(DepositState.Locked, (await scene.DepositAsync()).State);
    }

    [Theory]
    [OnEveryDatabase("construction", AccountClass.ForfeitedToOwner)]
    [OnEveryDatabase("land", AccountClass.ForfeitedToTreasury)]
    [OnEveryDatabase("state-property", AccountClass.ForfeitedToOwner)]
    public async Task Forfeiture_ByThreePeople_GoesWhereTheLineSays(DatabaseKind kind, string line, AccountClass payee)
    {
        await using var scene = await OpenedAsync(kind, line);
        var forfeiture = await ProposeAsync(scene, Case());
        Assert.Equal(DepositState.ForfeitProposed, (await scene.DepositAsync()).State);
        Assert.Equal([2], await WaitingAsync(scene));
        await scene.Site.AssertLedgerAsync();

        // One person is not two, and the proposer is neither.
        Assert.Equal(SharedRules.MakerIsChecker, (await RefusedAsync(() => ApproveAsync(scene, forfeiture, Manager))).Rule);
        await ApproveAsync(scene, forfeiture, MoneyScene.Checker);
        Assert.Equal(SharedRules.MakerIsChecker, (await RefusedAsync(() => ApproveAsync(scene, forfeiture, MoneyScene.Checker))).Rule);
        Assert.Equal(Money.Zero, await scene.BalanceAsync(payee));
        Assert.Equal([1], await WaitingAsync(scene));
        await ApproveAsync(scene, forfeiture, Third);
        Assert.Empty(await WaitingAsync(scene));

        Assert.Equal((DepositState.Forfeited, MoneyScene.Asked), ((await scene.DepositAsync()).State, (await scene.DepositAsync()).Forfeited));
        Assert.Equal(-MoneyScene.Asked, await scene.BalanceAsync(payee));
        Assert.Equal(0, await RaiseAsync(scene, DepositEvent.ContractSigned));
        Assert.Equal(DepositRules.ForfeitureDecided, (await RefusedAsync(() => DeclineAsync(scene, forfeiture))).Rule);
        Assert.Equal(["forfeiture-proposed", "forfeiture-seconded", "deposit-forfeited"], await EventsAsync(scene));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Forfeiture_Declined_OrLapsed_LeavesTheDepositAsTheProcedureWantsIt(DatabaseKind kind)
    {
        await using var scene = await OpenedAsync(kind, "construction");
        var declined = await ProposeAsync(scene, Case());
        await RaiseAsync(scene, DepositEvent.ContractSigned);
        await DeclineAsync(scene, declined);
        Assert.Empty(await WaitingAsync(scene));
        Assert.Equal((DepositState.RefundDue, "construction.refund-days"), ((await scene.DepositAsync()).State, (await scene.DepositAsync()).RefundRule));

        var lapsed = await ProposeAsync(scene, Case());
        Assert.Equal([2], await WaitingAsync(scene));
        await FreezeAsync(scene);
        Assert.Empty(await WaitingAsync(scene));
        Assert.Equal(["declined", "lapsed"], await scene.Site.DbAsync(db => db.Set<ProcedureStep>().Where(s => s.Stage == Stages.ForfeitureDecision).Select(s => s.Outcome!).OrderBy(o => o).ToListAsync()));
        Assert.Equal(DepositRules.ForfeitureDecided, (await RefusedAsync(() => ApproveAsync(scene, lapsed, MoneyScene.Checker))).Rule);
        Assert.Equal([ForfeitureState.Declined, ForfeitureState.Lapsed], (await scene.Site.DbAsync(db => db.Set<Forfeiture>().OrderBy(f => f.ProposedAtUtc).ThenBy(f => f.State).Select(f => f.State).ToListAsync())).Order());
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Forfeiture_WithoutGroundClauseOrHearing_IsRefused_AndKeepsNoEvidence(DatabaseKind kind)
    {
        await using var scene = await OpenedAsync(kind, "construction");

        (ForfeitureCase Facts, string Rule, string? Citation)[] refused =
        [
            (Case() with { Ground = ForfeitGround.NoQuote }, DepositRules.NoSuchGround, null),
            (Case() with { Ground = ForfeitGround.Collusion }, DepositRules.GroundNeedsClause, "招标文件；《招标投标法》第五十三条"),
            (Case() with { Circumstance = "force-majeure" }, DepositRules.Exempt, "《民法典》第一百八十条；招标文件"),
            (Case() with { HearingNote = " " }, DepositRules.HearingMissing, null),
            (Case() with { Fee = new Money(1) }, DepositRules.FeeNotDeducted, "招标文件"),
        ];
        foreach (var (facts, rule, citation) in refused)
        {
            var refusal = await RefusedAsync(() => ProposeAsync(scene, facts));
            Assert.Equal((rule, citation), (refusal.Rule, refusal.Citation));
        }

        Assert.Equal(DepositState.Locked, (await scene.DepositAsync()).State);
        await ProposeAsync(scene, Case() with { Ground = ForfeitGround.Collusion, Clause = "第3.4条" });
    }

    [Theory, OnEveryDatabase]
    public async Task Forfeiture_OfAnotherSumThanWasProposed_IsRefused(DatabaseKind kind)
    {
        await using var scene = await OpenedAsync(kind, "construction");
        var forfeiture = await ProposeAsync(scene, Case());
        await scene.Site.DbAsync(db => db.Database.ExecuteSqlRawAsync("UPDATE deposit SET converted = 1"));

        Assert.Equal(DepositRules.ForfeitureChanged, (await RefusedAsync(() => ApproveAsync(scene, forfeiture, MoneyScene.Checker))).Rule);
    }

    // Whoever has the SQL prompt makes no forfeiture of two people, and changes nothing of what was proposed.
    [Theory, OnEveryDatabase]
    public async Task Sql_AgainstAForfeitureOrAnOrder_IsRefusedByTheDatabase(DatabaseKind kind)
    {
        await using var scene = await OpenedAsync(kind, "construction", bidders: 2);
        await ProposeAsync(scene, Case());
        await scene.Site.UseAsync((DepositOrders o) => o.FreezeAsync(scene.Participations[1], "7", "authority", "reason", Manager, default));

        string[] forbidden =
        [
            "UPDATE forfeiture SET state = 'Seconded', first_approved_by = proposed_by",
            "UPDATE forfeiture SET state = 'Approved', first_approved_by = 32, second_approved_by = 32",
            "UPDATE forfeiture SET state = 'Approved', second_approved_by = 32",
            "UPDATE forfeiture SET state = 'Declined', declined_by = proposed_by",
            "UPDATE forfeiture SET amount = amount - 1",
            "UPDATE forfeiture SET hearing_note = 'none'",
            "DELETE FROM forfeiture",
            "UPDATE deposit SET state = 'RefundDue'",
            "UPDATE deposit SET converted = received + 1",
            "UPDATE freeze_order SET reason = 'none'",
            "UPDATE freeze_order SET lifted_by = 1",
            "DELETE FROM freeze_order",
        ];
        Assert.All(
            await Task.WhenAll(forbidden.Select(async sql => (Sql: sql, Refusal: await Record.ExceptionAsync(() => scene.Site.DbAsync(db => db.Database.ExecuteSqlRawAsync(sql)))))),
            tried => Assert.True(tried.Refusal is System.Data.Common.DbException, $"{tried.Sql}: {tried.Refusal?.Message ?? "done"}"));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task LateRefund_InProcurement_BearsOneAndAFifthOfTheLoanRate_AsItsOwnEntry(DatabaseKind kind)
    {
        await using var scene = await OpenedAsync(kind, "procurement", bidders: 2);
        await RaiseAsync(scene, DepositEvent.Lost);
        var due = (await scene.DepositAsync()).RefundDueOn!.Value;
        await ApproveAsync(scene, await scene.Site.UseAsync((DepositDecisions d) => d.ProposeBlameAsync(scene.Participations[1], "账户已注销", MoneyScene.Maker, default)));

        // 6,000,000 x 10 x 435 x 6 / 5 / 3,600,000 = 8,700 fen. Rejected, it is taken back, and reckoned anew: 11 days are 9,570.
        var (told, next) = (due.AddDays(10), due.AddDays(11));
        scene.Site.Be(Instants.StartOfBeijingDay(told));
        var payments = await scene.PaymentsAsync(await scene.SendAsync(told));
        Assert.Equal([MoneyScene.Asked, MoneyScene.Asked + new Money(8_700)], payments.Select(p => p.Amount).Order());
        await scene.ImportReplyAsync(MoneyScene.Reply(payments, told, p => p.Amount > MoneyScene.Asked ? "closed" : null));
        Assert.Equal(Money.Zero, await scene.BalanceAsync(AccountClass.LateRefundCost));
        await scene.Site.AssertLedgerAsync();

        Assert.Equal(MoneyScene.Asked + new Money(9_570), Assert.Single(await scene.PaidBackAsync(next)).Amount);
        Assert.Equal(new Money(9_570), await scene.BalanceAsync(AccountClass.LateRefundCost));
        Assert.Equal(2, await scene.Site.DbAsync(db => db.Set<JournalEntry>().CountAsync(e => e.Kind == EntryKinds.LateInterest)));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task LateRefund_PaidLaterThanTold_OwesTheDaysBetween(DatabaseKind kind)
    {
        await using var scene = await OpenedAsync(kind, "procurement");
        await RaiseAsync(scene, DepositEvent.Lost);
        var due = (await scene.DepositAsync()).RefundDueOn!.Value;

        var payments = await scene.PaymentsAsync(await scene.SendAsync(due));
        Assert.Equal(MoneyScene.Asked, Assert.Single(payments).Amount);
        await scene.ImportReplyAsync(MoneyScene.Reply(payments, due.AddDays(2)));

        // 6,000,000 x 2 x 522 / 3,600,000 = 1,740 fen wait for the next batch.
        Assert.Equal(new Money(1_740), Assert.Single(await scene.PaidBackAsync(due.AddDays(3))).Amount);
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task LateRefund_InConstruction_OwesTheBanksInterestAlone(DatabaseKind kind)
    {
        await using var scene = await OpenedAsync(kind, "construction");
        await RaiseAsync(scene, DepositEvent.ContractSigned);
        scene.Site.Be(Instants.StartOfBeijingDay(Opened.AddDays(32)));

        // 03-03 to 05-01 are 60 days: 35.00.
        Assert.Equal(Money.Yuan(60_035m), Assert.Single(await scene.PaidBackAsync(Opened.AddDays(32))).Amount);
        Assert.Equal(Money.Zero, await scene.BalanceAsync(AccountClass.LateRefundCost));
    }

    private static ForfeitureCase Case() => new(ForfeitGround.RefusedContract, null, "已书面通知陈述、申辩，逾期未答复。", Money.Zero);

    /// <summary>Opened, every deposit held for the lot, under the rules of a line; pages of most lines are still to come.</summary>
    private static async Task<MoneyScene> OpenedAsync(DatabaseKind kind, string line, int bidders = 1)
    {
        var scene = await MoneyScene.PaidAsync(kind, bidders);
        await scene.OpenAsync();
        var rules = RulebookLibrary.Load().Resolve(line, Opened, [], []);
        await scene.Site.DbAsync(db => db.Set<Project>().ExecuteUpdateAsync(s => s
            .SetProperty(p => p.Line, line).SetProperty(p => p.RulebookJson, rules.ToJson()).SetProperty(p => p.RulebookHash, rules.Hash).SetProperty(p => p.IsStateFunded, false)));
        Assert.Equal(bidders, await RaiseAsync(scene, DepositEvent.CutOffPassed));
        return scene;
    }

    private static Task<int> RaiseAsync(MoneyScene scene, DepositEvent what, int? only = null) => scene.Site.UseAsync((DepositService s) => s.RaiseAsync(
        scene.Lot.Id, what, scene.Site.NowUtc, only is { } index ? [scene.Participations[index]] : null, default));

    private static async Task<Money> ConvertAsync(MoneyScene scene, Money part, string? agreement = null)
    {
        await ApproveAsync(scene, await scene.Site.UseAsync((DepositDecisions d) => d.ProposeConversionAsync(scene.Participations[0], part, agreement, "成交确认书", MoneyScene.Maker, default)));
        return (await scene.DepositAsync()).Refundable;
    }

    private static Task ApproveAsync(MoneyScene scene, Guid decision) => scene.Site.UseAsync((DepositDecisions d) => d.ApproveAsync(decision, MoneyScene.Checker, default));

    private static Task<Guid> FreezeAsync(MoneyScene scene, string number = "投诉〔2026〕7号") =>
        scene.Site.UseAsync((DepositOrders o) => o.FreezeAsync(scene.Participations[0], number, "市行政审批局", "投诉处理期间暂缓退还", Manager, default));

    private static Task<Guid> ProposeAsync(MoneyScene scene, ForfeitureCase facts) => scene.Site.UseAsync((ForfeitureService s) => s.ProposeAsync(
        scene.Participations[0], facts, new EvidenceFile("通知书.pdf", new MemoryStream("%PDF-1.7 evidence"u8.ToArray()), 1_000), Manager, default));

    private static Task ApproveAsync(MoneyScene scene, Guid forfeiture, Acting by) => scene.Site.UseAsync((ForfeitureService s) => s.ApproveAsync(forfeiture, by, default));

    private static Task DeclineAsync(MoneyScene scene, Guid forfeiture) => scene.Site.UseAsync((ForfeitureService s) => s.DeclineAsync(forfeiture, "证据不足", MoneyScene.Checker, default));

    private static Task<RuleBrokenException> RefusedAsync(Func<Task> act) => Assert.ThrowsAsync<RuleBrokenException>(act);

    /// <summary>The forfeitures that wait on the list of finance, each with how many people are still to approve.</summary>
    private static async Task<IReadOnlyList<int>> WaitingAsync(MoneyScene scene) =>
        [.. (await scene.Site.UseAsync((FinanceWorkQueries q) => q.OpenAsync(TenderBuilder.Centre, default)))
            .Where(w => w.Step.Stage == Stages.ForfeitureDecision && w.Step.Post == Posts.FinanceChecker && w.Amount == MoneyScene.Asked).Select(w => w.Others)];

    private static Task<int> OpenStepsAsync(MoneyScene scene) =>
        scene.Site.DbAsync(db => db.Set<ProcedureStep>().CountAsync(s => s.Stage == Stages.DepositRefund && s.DoneAtUtc == null));

    private static Task<List<string>> EventsAsync(MoneyScene scene)
    {
        var subject = scene.Participations[0].ToString("N");
        return scene.Site.DbAsync(async db => (await db.Set<ProcedureEvent>().Where(e => e.Subject == subject && !e.IsSealed && e.Kind != "participation-begun")
            .OrderBy(e => e.AtUtc).Select(e => e.Kind).ToListAsync()).Where(k => k.StartsWith("deposit-", StringComparison.Ordinal) || k.StartsWith("forfeiture-", StringComparison.Ordinal))
            .Where(k => k != "deposit-received").ToList());
    }
}
