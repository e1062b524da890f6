using Microsoft.EntityFrameworkCore;
using Trading.Domain.Banking;
using Trading.Domain.Deposits;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Rulebooks;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Deposits;

/// <summary>What two people of finance decide about one deposit: its conversion, and whose doing a delay is.</summary>
public sealed class DepositDecisionsTests
{
    private static readonly DateOnly Opened = new(2026, 3, 30);

    [Theory, OnEveryDatabase]
    public async Task Conversion_ByOnePerson_ChangesNothing_AndIsCarriedOutByAnother_WithTheAgreementOnRecord(DatabaseKind kind)
    {
        await using var scene = await OpenedAsync(kind);
        var decision = await ConvertAsync(scene, Money.Yuan(45_000m), "合同第5条");

        Assert.Equal((DepositState.Locked, Money.Zero), ((await scene.DepositAsync()).State, (await scene.DepositAsync()).Converted));
        var work = Assert.Single(await WorkAsync(scene));
        Assert.Equal((Stages.DepositDecision, Posts.FinanceChecker, (Money?)Money.Yuan(45_000m)), (work.Step.Stage, work.Step.Post, work.Amount));
        Assert.Equal(SharedRules.MakerIsChecker, await RuleAsync(() => scene.Site.UseAsync((DepositDecisions d) => d.ApproveAsync(decision, MoneyScene.Maker, default))));
        Assert.Equal(DecisionRules.Waiting, await RuleAsync(() => ConvertAsync(scene, Money.Yuan(1m), "合同第5条")));
        await scene.Site.AssertLedgerAsync();

        await ApproveAsync(scene, decision);

        Assert.Equal((DepositState.RefundDue, Money.Yuan(15_000m)), ((await scene.DepositAsync()).State, (await scene.DepositAsync()).Refundable));
        Assert.DoesNotContain(await WorkAsync(scene), w => w.Step.Stage == Stages.DepositDecision);
        var converted = Assert.Single(await scene.Site.DbAsync(db => db.Set<ProcedureEvent>().Where(e => e.Kind == "deposit-converted").ToListAsync()));
        Assert.Equal((MoneyScene.Checker.UserId, "合同第5条", "construction.deposit-conversion"), (converted.ActorId, converted.Reason, converted.RuleKey));
        Assert.Equal(DecisionRules.Decided, await RuleAsync(() => ApproveAsync(scene, decision)));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Conversion_WithoutAgreement_OfTooMuch_OrOfADepositThatWasSentMeanwhile_IsRefused(DatabaseKind kind)
    {
        await using var scene = await OpenedAsync(kind);
        Assert.Equal(DepositRules.AgreementMissing, await RuleAsync(() => ConvertAsync(scene, MoneyScene.Asked, " ")));
        Assert.Equal(DepositRules.MoreThanHeld, await RuleAsync(() => ConvertAsync(scene, MoneyScene.Asked + new Money(1), "x")));
        Assert.Equal(DepositRules.WrongState, await RuleAsync(() => BlameAsync(scene)));
        var decision = await ConvertAsync(scene, MoneyScene.Asked, "合同第5条");
        await scene.Site.UseAsync((DepositService s) => s.RaiseAsync(scene.Lot.Id, DepositEvent.ContractSigned, scene.Site.NowUtc, null, default));
        await scene.MakeAsync(new DateOnly(2026, 4, 7));

        Assert.Equal(DepositRules.WrongState, await RuleAsync(() => ApproveAsync(scene, decision)));
        Assert.Equal(DepositRules.WrongState, await RuleAsync(async () =>
        {
            await DeclineAsync(scene, decision);
            await ConvertAsync(scene, MoneyScene.Asked, "合同第5条");
        }));
        await scene.Site.AssertLedgerAsync();
    }

    // Whoever has the SQL prompt changes neither the sum nor the agreement of a proposal.
    [Theory, OnEveryDatabase]
    public async Task Sql_AgainstWhatWasProposed_IsRefusedByTheDatabase(DatabaseKind kind)
    {
        await using var scene = await OpenedAsync(kind);
        await ConvertAsync(scene, Money.Yuan(45_000m), "合同第5条");

        foreach (var sql in (string[])["UPDATE finance_decision SET new_amount = 1", "UPDATE finance_decision SET agreement = 'none'", "UPDATE finance_decision SET agreement = NULL"])
        {
            await Assert.ThrowsAnyAsync<Exception>(() => scene.Site.Database.TamperAsync(sql));
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Blame_ByTwoPeople_StandsOnTheDeposit_AndDeclinedItDoesNot(DatabaseKind kind)
    {
        await using var scene = await OpenedAsync(kind);
        await scene.Site.UseAsync((DepositService s) => s.RaiseAsync(scene.Lot.Id, DepositEvent.ContractSigned, scene.Site.NowUtc, null, default));
        await DeclineAsync(scene, await BlameAsync(scene));
        Assert.False((await scene.DepositAsync()).IsBiddersDelay);

        await ApproveAsync(scene, await BlameAsync(scene));

        Assert.True((await scene.DepositAsync()).IsBiddersDelay);
        var blamed = Assert.Single(await scene.Site.DbAsync(db => db.Set<ProcedureEvent>().Where(e => e.Kind == "refund-delay-bidders").ToListAsync()));
        Assert.Equal((MoneyScene.Checker.UserId, "账户已注销"), (blamed.ActorId, blamed.Reason));
        await scene.Site.AssertLedgerAsync();
    }

    private static async Task<MoneyScene> OpenedAsync(DatabaseKind kind)
    {
        var scene = await MoneyScene.PaidAsync(kind, 1);
        await scene.OpenAsync();
        var rules = RulebookLibrary.Load().Resolve("construction", Opened, [], []);
        await scene.Site.DbAsync(db => db.Set<Project>().ExecuteUpdateAsync(s => s.SetProperty(p => p.RulebookJson, rules.ToJson()).SetProperty(p => p.RulebookHash, rules.Hash)));
        await scene.Site.UseAsync((DepositService s) => s.RaiseAsync(scene.Lot.Id, DepositEvent.CutOffPassed, scene.Site.NowUtc, null, default));
        return scene;
    }

    private static Task<Guid> ConvertAsync(MoneyScene scene, Money part, string? agreement) => scene.Site.UseAsync(
        (DepositDecisions d) => d.ProposeConversionAsync(scene.Participations[0], part, agreement, "双方约定转作履约保证金", MoneyScene.Maker, default));

    private static Task<Guid> BlameAsync(MoneyScene scene) =>
        scene.Site.UseAsync((DepositDecisions d) => d.ProposeBlameAsync(scene.Participations[0], "账户已注销", MoneyScene.Maker, default));

    private static Task ApproveAsync(MoneyScene scene, Guid decision) => scene.Site.UseAsync((DepositDecisions d) => d.ApproveAsync(decision, MoneyScene.Checker, default));

    private static Task DeclineAsync(MoneyScene scene, Guid decision) => scene.Site.UseAsync((FinanceDecisions d) => d.DeclineAsync(decision, "未核实", MoneyScene.Checker, default));

    private static async Task<IReadOnlyList<FinanceWork>> WorkAsync(MoneyScene scene) =>
        [.. (await scene.Site.UseAsync((FinanceWorkQueries q) => q.OpenAsync(TenderBuilder.Centre, default))).Where(w => w.Step.SubjectKind == StepSubjectKind.FinanceDecision)];

    private static async Task<string> RuleAsync(Func<Task> act) => (await Assert.ThrowsAsync<RuleBrokenException>(act)).Rule;
}
