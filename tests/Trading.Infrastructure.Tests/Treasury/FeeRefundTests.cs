using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Fees;
using Trading.Domain.Ledger;
using Trading.Domain.Reports;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Domain.Treasury;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Fees;
using Trading.Infrastructure.Participation;
using Trading.Infrastructure.Settlement;
using Trading.Infrastructure.Treasury;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Treasury;

/// <summary>What was paid on a fee beyond what two people make of it goes back to the account that it came from.</summary>
public sealed class FeeRefundTests
{
    [Theory, OnEveryDatabase]
    public async Task Waiver_OfAPaidFee_OwesAllOfItBack_AndABatchPaysIt_ToWhoeverPaid(DatabaseKind kind)
    {
        await using var scene = await TreasuryScene.CreateAsync(kind, TreasuryScene.SelfFinancing);
        var charge = await scene.PaidAsync();

        await CorrectAsync(scene, charge, null);

        Assert.Equal((0, 0, -480_000), (await scene.SumAsync(AccountClass.FeeReceivable), await scene.SumAsync(AccountClass.FeeIncome), await scene.SumAsync(AccountClass.FeeRefundable)));
        Assert.Equal((FeeRefundState.Owed, charge.Amount, null), await RefundAsync(scene));
        Assert.Equal([charge.Amount], await WorkAsync(scene));
        await scene.Site.AssertLedgerAsync();
        var list = await scene.Site.UseAsync((OwedBackQueries q) => q.ListAsync(TenderBuilder.Centre, scene.Today, default));
        Assert.Equal((charge.Amount, charge.Amount, false), (list.Ledger, Assert.Single(list.Rows).Amount, list.Rows[0].IsUnderWay));

        var batch = await BatchAsync(scene);
        Assert.Equal(0, await scene.SumAsync(AccountClass.FeeRefundable));
        Assert.Empty(await WorkAsync(scene));
        await scene.Site.AssertLedgerAsync();
        list = await scene.Site.UseAsync((OwedBackQueries q) => q.ListAsync(TenderBuilder.Centre, scene.Today, default));
        Assert.Equal((charge.Amount, true), (list.Ledger, Assert.Single(list.Rows).IsUnderWay));
        var sent = Assert.Single(await scene.AnswerAsync(batch));

        Assert.Equal((charge.Amount, TreasuryScene.Winner.Account), (sent.Amount, sent.PayeeAccount));
        Assert.Equal((FeeRefundState.Paid, charge.Amount, batch), await RefundAsync(scene));
        Assert.Equal(0, await scene.SumAsync(AccountClass.Bank));
        var own = Assert.Single(await scene.Site.UseAsync((OwnFees f) => f.OfAsync(charge.LotId, charge.OrganisationId, default)));
        Assert.Equal((FeeChargeState.Reversed, FeeRefundState.Paid), (own.State, Assert.Single(own.Refunds).State));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Refund_ThatTheBankRejects_OrWhoseBatchIsCancelled_IsOwedAgain(DatabaseKind kind)
    {
        await using var scene = await TreasuryScene.CreateAsync(kind, TreasuryScene.SelfFinancing);
        await CorrectAsync(scene, await scene.PaidAsync(), null);

        var cancelled = await MakeAsync(scene);
        await scene.Site.UseAsync((RepaymentService s) => s.CancelAsync(cancelled, TreasuryScene.Maker, default));
        Assert.Equal(FeeRefundState.Owed, (await RefundAsync(scene)).State);
        await scene.AnswerAsync(await BatchAsync(scene), "账号有误");
        Assert.Equal((FeeRefundState.Owed, -480_000), ((await RefundAsync(scene)).State, await scene.SumAsync(AccountClass.FeeRefundable)));
        Assert.Single(await WorkAsync(scene));
        await scene.Site.AssertLedgerAsync();

        await scene.AnswerAsync(await BatchAsync(scene));
        Assert.Equal(FeeRefundState.Paid, (await RefundAsync(scene)).State);
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Adjustment_OfAPaidFee_CarriesWhatIsStillOwed_AndTheRestGoesBack(DatabaseKind kind)
    {
        await using var scene = await TreasuryScene.CreateAsync(kind, TreasuryScene.SelfFinancing);
        var charge = await scene.PaidAsync();

        // Down to half: 2,400.00 of the 4,800.00 go back. Then up to 3,000.00: 600.00 are owed. Then down to 1,000.00: 1,400.00 more go back.
        await CorrectAsync(scene, charge, Money.Yuan(2_400m));
        var half = await StandingAsync(scene);
        Assert.Equal((FeeChargeState.Received, Money.Yuan(2_400m), Money.Yuan(2_400m)), (half.State, half.Received, half.Carried));
        Assert.Equal((0, -240_000, -240_000), (await scene.SumAsync(AccountClass.FeeReceivable), await scene.SumAsync(AccountClass.FeeIncome), await scene.SumAsync(AccountClass.FeeRefundable)));
        await scene.Site.AssertLedgerAsync();
        await CorrectAsync(scene, half, Money.Yuan(3_000m));
        var more = await StandingAsync(scene);
        Assert.Equal((FeeChargeState.Charged, Money.Yuan(2_400m)), (more.State, more.Received));
        await scene.Site.AssertLedgerAsync();
        scene.Be(new DateOnly(2026, 3, 4));
        await scene.PayAsync(more, Money.Yuan(600m));
        await scene.Site.AssertLedgerAsync();
        await CorrectAsync(scene, await StandingAsync(scene), Money.Yuan(1_000m));

        Assert.Equal(-440_000, await scene.SumAsync(AccountClass.FeeRefundable));
        var refunds = await scene.Site.DbAsync(db => db.Set<FeeRefund>().AsNoTracking().ToListAsync());
        // The latest payment first, and no more of the first than is left of it.
        Assert.Equal([60_000, 140_000, 240_000], refunds.Select(r => r.Amount.Fen).Order());
        Assert.Equal(2, refunds.Select(r => r.LineId).Distinct().Count());
        await scene.Site.AssertLedgerAsync();
        await scene.AnswerAsync(await BatchAsync(scene));
        Assert.Equal((0, 100_000), (await scene.SumAsync(AccountClass.FeeRefundable), await scene.SumAsync(AccountClass.Bank)));
        await scene.Site.AssertLedgerAsync();
        var report = await scene.Site.UseAsync((FeeSettlements f) => f.ReportAsync(TenderBuilder.Centre, TreasuryScene.Start, scene.Today, ReportBasis.ValueDay, WordsLanguage.Chinese, default));
        Assert.Equal(Money.Yuan(1_000m), Assert.Single(report.Rows).Received);
        Assert.NotNull(report.ToTable(WordsLanguage.Chinese));
        // The list says of the fees together what the summary does, and nothing is received any more on those that were taken back.
        var detail = await scene.Site.UseAsync((SettlementQueries q) => q.ReportAsync(TenderBuilder.Centre, TreasuryScene.Start, scene.Today, ReportBasis.ValueDay, default));
        Assert.True(detail.TiesToLedger, string.Join('\n', detail.Controls));
        Assert.Equal((Money.Yuan(1_000m), Money.Yuan(1_000m)), (detail.FeesReceived, detail.FeesCharged));
        Assert.All(detail.Fees.Where(f => f.State == FeeChargeState.Reversed), f => Assert.Equal(Money.Zero, f.Received));
    }

    [Theory, OnEveryDatabase]
    public async Task TreasurysFee_ThatIsNotRemitted_GoesBackOutOfWhatIsOwedToIt_ByANumberedPaper(DatabaseKind kind)
    {
        await using var scene = await TreasuryScene.CreateAsync(kind);
        var charge = await scene.PaidAsync();
        await scene.PaidAsync();

        await CorrectAsync(scene, charge, Money.Yuan(1_800m));

        Assert.Equal((-660_000, 0, -300_000), (await scene.SumAsync(AccountClass.TreasuryOwed), await scene.SumAsync(AccountClass.TreasuryPending), await scene.SumAsync(AccountClass.FeeRefundable)));
        var papers = await scene.Site.DbAsync(db => db.Set<NonTaxReceipt>().AsNoTracking().OrderBy(r => r.Number).ToListAsync());
        Assert.Equal(["PJ-0001-2026-000001", "PJ-0001-2026-000002", "TF-0001-2026-000001"], papers.Select(p => p.Number));
        Assert.Equal((papers[0].Id, -300_000, papers[0].ValueOn), (papers[2].Voids!.Value, papers[2].Amount.Fen, papers[2].ValueOn));
        Assert.True(await scene.Site.UseAsync(async (NonTaxPrints p) => await p.FindAsync(TenderBuilder.Centre, charge.Id, papers[2].Number, WordsLanguage.Chinese, default) is { Length: > 0 }));
        await scene.Site.AssertLedgerAsync();

        // 4,800.00 + 1,800.00 are remitted, and half of them comes back.
        await scene.AnswerAsync(await RemitAsync(scene));
        Assert.Equal((660_000, 0), (await scene.Site.DbAsync(db => db.Set<Remittance>().Select(r => (long)(object)r.Amount).SingleAsync()), await scene.SumAsync(AccountClass.TreasuryOwed)));
        await scene.AnswerAsync(await BatchAsync(scene));
        scene.Be(new DateOnly(2026, 4, 2));
        await scene.ReckonAsync();
        Assert.Equal((Money.Yuan(6_600m), Money.Yuan(3_300m)), (await scene.ReturnsAsync()).Select(r => (r.Collected, r.Amount)).Single());
        await scene.Site.AssertLedgerAsync();
        var report = await scene.ReportAsync();
        Assert.NotNull(report);
        Assert.Equal((0, 0), (await scene.SumAsync(AccountClass.TreasuryClaim), await scene.SumAsync(AccountClass.FeeClaimed)));
    }

    [Theory, OnEveryDatabase]
    public async Task TreasurysFee_ThatIsVoidAsAWhole_IsNeitherRemittedNorReckoned(DatabaseKind kind)
    {
        await using var scene = await TreasuryScene.CreateAsync(kind);
        await CorrectAsync(scene, await scene.PaidAsync(), null);

        Assert.Equal(TreasuryRules.NothingToRemit, await RuleAsync(scene.RemitAsync));
        scene.Be(new DateOnly(2026, 4, 2));
        Assert.Equal(TreasuryRules.NothingToReckon, await RuleAsync(scene.ReckonAsync));
        Assert.Equal((0, 0), (await scene.SumAsync(AccountClass.TreasuryOwed), await scene.SumAsync(AccountClass.TreasuryPending)));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task TreasurysFee_InARemittance_IsRefused_UntilItIsOwedAgain(DatabaseKind kind)
    {
        await using var scene = await TreasuryScene.CreateAsync(kind);
        var charge = await scene.PaidAsync();
        var batch = await scene.RemitAsync();

        Assert.Equal(FeeRules.Remitted, await RuleAsync(() => CorrectAsync(scene, charge, null)));
        await scene.Site.UseAsync((RepaymentService s) => s.CancelAsync(batch, TreasuryScene.Maker, default));
        await CorrectAsync(scene, charge, null);

        Assert.Equal(-480_000, await scene.SumAsync(AccountClass.FeeRefundable));
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Refund_ToAnotherAccountThanThePayers_IsLeftOut(DatabaseKind kind)
    {
        await using var scene = await TreasuryScene.CreateAsync(kind, TreasuryScene.SelfFinancing);
        await CorrectAsync(scene, await scene.PaidAsync(), null);
        Assert.NotEqual(0, await scene.Site.Database.TamperAsync("UPDATE bank_line SET payer_account = '6222000000009999'"));

        Assert.Equal(DepositRules.EmptyBatch, await RuleAsync(() => MakeAsync(scene)));
        var left = await scene.Site.UseAsync((DueRepayments d) => d.LeftOutAsync(scene.Bank.AccountId, scene.Today, default));
        Assert.Equal(DepositRules.NotThePayersAccount, Assert.Single(left).Refusal.Rule);
    }

    [Theory]
    [OnEveryDatabase("fee-refunds-match-journal", "UPDATE fee_refund SET amount = amount - 1")]
    [OnEveryDatabase("fee-refunds-match-journal", "DELETE FROM fee_refund")]
    [OnEveryDatabase("fee-refunds-match-journal", "UPDATE fee_refund SET state = 'Paid', batch_id = id")]
    [OnEveryDatabase("fee-refunds-match-journal", "UPDATE bank_line SET amount = amount - 1 WHERE state = 'Fee'")]
    public async Task Verify_AfterTampering_NamesTheCheck(DatabaseKind kind, string check, string damage)
    {
        await using var scene = await TreasuryScene.CreateAsync(kind, TreasuryScene.SelfFinancing);
        await CorrectAsync(scene, await scene.PaidAsync(), null);
        Assert.NotEqual(0, await scene.Site.Database.TamperUnguardedAsync(damage));

        var findings = await scene.Site.UseAsync((DepositVerifier v) => v.RunAsync(default));
        Assert.False(Assert.Single(findings, f => f.Check == check).Ok);
    }

    [Theory]
    [OnEveryDatabase("UPDATE fee_refund SET amount = amount - 1")]
    [OnEveryDatabase("UPDATE fee_refund SET line_id = id")]
    [OnEveryDatabase("UPDATE fee_refund SET state = 'Claimed'")]
    [OnEveryDatabase("UPDATE fee_refund SET owed_on = '2026-01-01'")]
    [OnEveryDatabase("DELETE FROM fee_refund")]
    [OnEveryDatabase("UPDATE non_tax_receipt SET voids = NULL WHERE amount < 0")]
    [OnEveryDatabase("UPDATE fee_charge SET given_back = received + 1")]
    public async Task Database_RefusesToChangeWhatIsOwedBack(DatabaseKind kind, string damage)
    {
        await using var scene = await TreasuryScene.CreateAsync(kind);
        await CorrectAsync(scene, await scene.PaidAsync(), null);

        await Assert.ThrowsAnyAsync<Exception>(() => scene.Site.Database.TamperAsync(damage));
    }

    /// <summary>Random events, payments, corrections and batches, of which one number makes the same: nothing is lost, paid twice or stuck.</summary>
    [Theory]
    [OnEveryDatabase(1)]
    [OnEveryDatabase(2)]
    [OnEveryDatabase(3)]
    public async Task Story_OfRandomFees_EndsWithWhatIsOwedPaid_AndTheRestBack(DatabaseKind kind, int seed)
    {
        await using var scene = await TreasuryScene.CreateAsync(kind, seed % 2 == 0 ? TreasuryScene.Merged : TreasuryScene.SelfFinancing);
        var random = new Random(seed);
        await scene.Site.UseAsync((CentreFeeSchedules s) => s.SetAsync(TenderBuilder.Centre, FeeOccasion.VenueUsed, "demo-venue", TreasuryScene.Start, null, 1, default));
        var lot = await new TenderBuilder(scene.Site).PublishAsync();
        var (paid, back) = (Money.Zero, Money.Zero);
        for (var step = 0; step < 30; step++)
        {
            var open = await scene.Site.DbAsync(db => db.Set<FeeCharge>().AsNoTracking().Where(f => f.State != FeeChargeState.Reversed).OrderBy(f => f.ChargedAtUtc).ThenBy(f => f.Amount).ToListAsync());
            var charge = open.Count == 0 ? null : open[random.Next(open.Count)];
            switch (random.Next(5))
            {
                case 0 or 1 when charge is not null && charge.Received < charge.Amount:
                    var part = new Money(random.NextInt64(1, (charge.Amount - charge.Received).Fen + 1));
                    await scene.PayAsync(charge, part);
                    paid += part;
                    break;
                case 2 when charge is not null:
                    var to = random.Next(3) == 0 ? (Money?)null : new Money(random.NextInt64(1, charge.Amount.Fen * 2));
                    if (to != charge.Amount)
                    {
                        await CorrectAsync(scene, charge, to);
                    }

                    break;
                case 3 when await scene.Site.DbAsync(db => db.Set<FeeRefund>().AnyAsync(r => r.State == FeeRefundState.Owed)):
                    var orders = await scene.AnswerAsync(await BatchAsync(scene), random.Next(3) == 0 ? "账号有误" : null);
                    back = Money.Sum(await scene.Site.DbAsync(db => db.Set<FeeRefund>().Where(r => r.State == FeeRefundState.Paid).Select(r => r.Amount).ToListAsync()));
                    Assert.NotEmpty(orders);
                    break;
                default:
                    var told = new FeeEvent(
                        FeeOccasion.VenueUsed, $"booking-{random.Next(8)}", lot.Id, new FeeCase(null, Hours: 4, Rooms: 1),
                        new Dictionary<FeePayer, long> { [FeePayer.Host] = TreasuryScene.Winner.OrganisationId }, "opening-room");
                    await scene.Site.UseAsync((FeeService s) => s.ChargeAsync(told, TreasuryScene.Maker, default));
                    break;
            }
        }

        var standing = Money.Sum(await scene.Site.DbAsync(db => db.Set<FeeCharge>().Where(f => f.State != FeeChargeState.Reversed).Select(f => f.Received).ToListAsync()));
        Assert.Equal((paid - back).Fen, await scene.SumAsync(AccountClass.Bank));
        Assert.Equal(paid - back, standing - new Money(await scene.SumAsync(AccountClass.FeeRefundable)));
        await scene.Site.AssertLedgerAsync();
    }

    internal static async Task CorrectAsync(TreasuryScene scene, FeeCharge charge, Money? amount)
    {
        var decision = await scene.Site.UseAsync((FeeCorrections c) => amount is { } to
            ? c.ProposeAdjustmentAsync(charge.Id, to, "计费基数有误", TreasuryScene.Maker, default)
            : c.ProposeWaiverAsync(charge.Id, "不应收取", TreasuryScene.Maker, default));
        await scene.Site.UseAsync((FeeCorrections c) => c.ApproveAsync(decision, TreasuryScene.Checker, default));
    }

    private static Task<FeeCharge> StandingAsync(TreasuryScene scene) => scene.Site.DbAsync(db => db.Set<FeeCharge>().AsNoTracking().SingleAsync(f => f.State != FeeChargeState.Reversed));

    private static async Task<(FeeRefundState State, Money Amount, Guid? BatchId)> RefundAsync(TreasuryScene scene)
    {
        var refund = await scene.Site.DbAsync(db => db.Set<FeeRefund>().AsNoTracking().SingleAsync());
        return (refund.State, refund.Amount, refund.BatchId);
    }

    private static async Task<Money[]> WorkAsync(TreasuryScene scene) =>
        [.. (await scene.Site.UseAsync((FinanceWorkQueries q) => q.OpenAsync(TenderBuilder.Centre, default))).Where(w => w.Step.Stage == Stages.FeeRefund).Select(w => w.Amount!.Value)];

    internal static Task<Guid> MakeAsync(TreasuryScene scene) => scene.Site.UseAsync((RepaymentService s) => s.MakeBatchAsync(
        TenderBuilder.Centre, scene.Bank.AccountId, scene.Today, TreasuryScene.Maker, default));

    internal static async Task<Guid> BatchAsync(TreasuryScene scene)
    {
        var batch = await MakeAsync(scene);
        await scene.ApproveAsync(batch);
        return batch;
    }

    internal static async Task<Guid> RemitAsync(TreasuryScene scene)
    {
        var batch = await scene.RemitAsync();
        await scene.ApproveAsync(batch);
        return batch;
    }

    internal static async Task<string> RuleAsync(Func<Task> act) => (await Assert.ThrowsAsync<RuleBrokenException>(act)).Rule;
}
