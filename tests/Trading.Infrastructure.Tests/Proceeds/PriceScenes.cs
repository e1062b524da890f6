using Microsoft.EntityFrameworkCore;
using Trading.Domain.Banking;
using Trading.Domain.Deposits;
using Trading.Domain.Proceeds;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Domain.Treasury;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Proceeds;
using Trading.Infrastructure.Rulebooks;
using Trading.Infrastructure.Settlement;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Tests.Deposits;
using Trading.Infrastructure.Treasury;
using Trading.TestKit;
using Trading.TestKit.Builders;
using Trading.TestKit.Parties;

namespace Trading.Infrastructure.Tests.Proceeds;

/// <summary>Opened lots of lines in which the centre takes the price, their winners, plans and payments.</summary>
internal static class PriceScenes
{
    public static readonly DateOnly Opened = new(2026, 3, 30);
    public static readonly Money Price = Money.Yuan(1_000_000m);
    public static readonly TestBidder Transferor = new(TenderBuilder.Owner, "转让方甲", "3602000000000777");
    public static readonly TreasuryAccount Treasury = new("某某市财政局国库专户", "3602000000000098", "某某银行国库支行");

    /// <summary>Opened under the rules of a line, its first bidder the winner; the deposit is what the line makes of it, and the owner has an account.</summary>
    public static async Task<MoneyScene> WonAsync(DatabaseKind kind, string line, bool converts = true, bool hasAccount = true)
    {
        var scene = await MoneyScene.PaidAsync(kind);
        Assert.Equal(TenderBuilder.Centre, await new PartyFolk(scene.Site.Services).CentreAsync());
        if (hasAccount)
        {
            await scene.Site.RegisterAsync(Transferor);
        }

        await scene.OpenAsync();
        var rules = RulebookLibrary.Load().Resolve(line, Opened, [], []);
        await scene.Site.DbAsync(db => db.Set<Project>().ExecuteUpdateAsync(s => s
            .SetProperty(p => p.Line, line).SetProperty(p => p.RulebookJson, rules.ToJson()).SetProperty(p => p.RulebookHash, rules.Hash).SetProperty(p => p.IsStateFunded, false)));
        await scene.Site.UseAsync((CentreRevenueModels m) => m.SetAsync(TenderBuilder.Centre, "merged-with-service-centre", new DateOnly(2026, 1, 1), null, Treasury, 1, default));
        await scene.Site.UseAsync((DepositService s) => s.RaiseAsync(scene.Lot.Id, DepositEvent.CutOffPassed, scene.Site.NowUtc, null, default));
        if (converts)
        {
            await ConvertAsync(scene);
        }

        return scene;
    }

    public static Task<Money> ConvertAsync(MoneyScene scene) =>
        scene.Site.UseAsync((DepositOrders o) => o.ConvertAsync(scene.Participations[0], MoneyScene.Asked, null, MoneyScene.Maker, default));

    public static Task<Guid> ProposeAsync(MoneyScene scene, params (decimal Yuan, int Days)[] parts) => ProposeAsync(scene, null, null, parts);

    public static Task ApproveAsync(MoneyScene scene, Guid decision, Acting by) => scene.Site.UseAsync((PricePlans s) => s.ApproveAsync(decision, by, default));

    public static Task<Guid> DecisionAsync(MoneyScene scene, Guid plan) =>
        scene.Site.DbAsync(db => db.Set<FinanceDecision>().Where(d => d.SubjectId == plan).Select(d => d.Id).SingleAsync());

    public static async Task<PricePlan> ApprovedAsync(MoneyScene scene, params (decimal Yuan, int Days)[] parts)
    {
        var id = await ProposeAsync(scene, parts);
        await ApproveAsync(scene, await DecisionAsync(scene, id), MoneyScene.Checker);
        return await PlanAsync(scene, id);
    }

    public static Task<PricePlan> PlanAsync(MoneyScene scene, Guid id) => scene.Site.DbAsync(db => db.Set<PricePlan>().SingleAsync(p => p.Id == id));

    public static Task<IReadOnlyList<PriceReceipt>> ReceiptsAsync(MoneyScene scene, PricePlan plan) => scene.Site.UseAsync((PriceQueries q) => q.ReceiptsAsync(plan.Id, default));

    public static Task<ImportOutcome> PayAsync(MoneyScene scene, PricePlan plan, Money amount) =>
        scene.Bank.ImportAsync(scene.Bank.In(TestBidder.Of(1), amount, plan.SubAccount));

    public static DateOnly Today(MoneyScene scene) => Instants.BeijingDay(scene.Site.NowUtc);

    public static Task<Guid> MakeAsync(MoneyScene scene) => scene.Site.UseAsync((ProceedsPayouts s) => s.MakeBatchAsync(
        TenderBuilder.Centre, scene.Bank.AccountId, Today(scene), Today(scene), MoneyScene.Maker, default));

    public static async Task<IReadOnlyList<PaymentOrder>> PassOnAsync(MoneyScene scene)
    {
        var batch = await MakeAsync(scene);
        await scene.ApproveAsync(batch);
        var payments = await scene.PaymentsAsync(batch);
        await scene.ImportReplyAsync(MoneyScene.Reply(payments, Today(scene)));
        return payments;
    }

    public static Task<List<string>> OpenStagesAsync(MoneyScene scene) => scene.Site.DbAsync(db => db.Set<ProcedureStep>()
        .Where(s => s.SubjectKind == StepSubjectKind.PricePlan && s.DoneAtUtc == null).Select(s => s.Stage).OrderBy(s => s).ToListAsync());

    /// <summary>What finance's queue says of the plan's steps of a stage.</summary>
    public static async Task<IReadOnlyList<Money?>> QueuedAsync(MoneyScene scene, string stage) =>
        [.. (await scene.Site.UseAsync((FinanceWorkQueries q) => q.OpenAsync(TenderBuilder.Centre, default))).Where(w => w.Step.Stage == stage).Select(w => w.Amount)];

    public static Task<RuleBrokenException> RefusedAsync(Func<Task> act) => Assert.ThrowsAsync<RuleBrokenException>(act);

    public static Task<IReadOnlyList<Finding>> FindingsAsync(MoneyScene scene) =>
        scene.Site.DbAsync(async db => await new ProceedsVerifier(db).RunAsync(default));

    /// <summary>The same with interest on what is deferred, and what secures it.</summary>
    public static Task<Guid> ProposeAsync(MoneyScene scene, long? basisPoints, string? security, params (decimal Yuan, int Days)[] parts) => scene.Site.UseAsync((PricePlans s) => s.ProposeAsync(
        scene.Participations[0],
        new PriceTerms(Price, Opened, [.. parts.Select(p => new InstalmentTerms(Money.Yuan(p.Yuan), Opened.AddDays(p.Days)))]) { InterestBasisPoints = basisPoints, Security = security },
        "合同 2026-07", MoneyScene.Maker, default));
}
