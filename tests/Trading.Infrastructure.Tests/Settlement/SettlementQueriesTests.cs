using Microsoft.EntityFrameworkCore;
using Trading.Domain.Fees;
using Trading.Domain.Reports;
using Trading.Domain.Shared;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Documents.SettlementReports;
using Trading.Infrastructure.Documents.Tables;
using Trading.Infrastructure.Fees;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Settlement;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Tests.Deposits;
using Trading.TestKit;
using Trading.TestKit.Builders;
using Trading.TestKit.Parties;

namespace Trading.Infrastructure.Tests.Settlement;

public sealed class SettlementQueriesTests
{
    private static readonly DateOnly First = new(2026, 3, 1);
    private static readonly DateOnly PayDay = new(2026, 5, 1);

    [Theory, OnEveryDatabase]
    public async Task Report_OfAWholeTender_HasFeesAndDepositsAndTies(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind, bidders: 2);
        await scene.Site.RegisterAsync(TestBidder.Of(1));
        var charge = await scene.Site.UseAsync((FeeService s) => s.ChargeAsync(scene.Lot.Id, 101, Money.Yuan(9_000_000m), new Acting(9), CancellationToken.None));
        await scene.Bank.ImportAsync(scene.Bank.In(TestBidder.Of(1), Money.Yuan(800m), charge!.SubAccount));
        await scene.PayAsync(PayDay);

        var report = await ReportAsync(scene, First, PayDay);

        Assert.Equal((Money.Yuan(4_800m), Money.Yuan(800m)), (report.FeesCharged, report.FeesReceived));
        Assert.Equal((Money.Yuan(120_000m), Money.Yuan(120_000m), Money.Yuan(70m)), (report.DepositsIn, report.DepositsOut, report.InterestPaid));
        Assert.Equal("一标段", Assert.Single(report.Deposits).LotName);
        Assert.True(report.TiesToLedger, string.Join('\n', report.Controls));
        Assert.Equal([Money.Yuan(4_800m), Money.Yuan(800m), Money.Yuan(800m), Money.Zero], report.Controls.Select(c => c.Ledger));
    }

    [Theory, OnEveryDatabase]
    public async Task Report_OfTheDayBeforeThePayments_HasOnlyTheReceipts(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind);
        await scene.PayAsync(PayDay);

        Assert.Equal((MoneyScene.Asked, Money.Zero), await DepositsAsync(First, PayDay.AddDays(-1)));
        Assert.Equal((MoneyScene.Asked, MoneyScene.Asked), await DepositsAsync(First, PayDay));
        Assert.Equal((Money.Zero, MoneyScene.Asked), await DepositsAsync(new DateOnly(2026, 3, 3), PayDay));

        async Task<(Money In, Money Out)> DepositsAsync(DateOnly from, DateOnly to) =>
            await ReportAsync(scene, from, to) is { TiesToLedger: true } report ? (report.DepositsIn, report.DepositsOut) : throw new InvalidOperationException();
    }

    [Theory, OnEveryDatabase]
    public async Task Report_ByTheBookedDay_HasWhatWasBookedOnIt_AndTies(DatabaseKind kind)
    {
        // Paid on the first of March, booked when the statement came.
        await using var scene = await MoneyScene.DueAsync(kind);
        Assert.Equal(TenderBuilder.Centre, await new PartyFolk(scene.Site.Services).CentreAsync());
        await scene.Site.RegisterAsync(TestBidder.Of(1));
        var charge = await scene.Site.UseAsync((FeeService s) => s.ChargeAsync(scene.Lot.Id, 101, Money.Yuan(9_000_000m), new Acting(9), CancellationToken.None));
        var paidOn = Instants.BeijingDay(scene.Site.NowUtc);
        var payment = scene.Bank.In(TestBidder.Of(1), Money.Yuan(800m), charge!.SubAccount);
        scene.Site.Be(scene.Site.NowUtc.AddDays(3));
        await scene.Bank.ImportAsync(payment);
        var bookedOn = Instants.BeijingDay(scene.Site.NowUtc);

        Assert.Equal(Money.Yuan(800m), (await ByAsync(paidOn, ReportBasis.ValueDay)).FeesReceived);
        Assert.Equal(Money.Zero, (await ByAsync(bookedOn, ReportBasis.ValueDay)).FeesReceived);
        Assert.Equal(Money.Zero, (await ByAsync(paidOn, ReportBasis.BookedDay)).FeesReceived);
        Assert.Equal(Money.Yuan(800m), (await ByAsync(bookedOn, ReportBasis.BookedDay)).FeesReceived);
        await scene.PayAsync(PayDay);
        var all = await scene.Site.UseAsync((SettlementQueries q) => q.ReportAsync(TenderBuilder.Centre, First, PayDay, ReportBasis.BookedDay, CancellationToken.None));
        Assert.Equal((MoneyScene.Asked, MoneyScene.Asked, true), (all.DepositsIn, all.DepositsOut, all.TiesToLedger));

        async Task<SettlementReport> ByAsync(DateOnly day, ReportBasis basis)
        {
            var report = await scene.Site.UseAsync((SettlementQueries q) => q.ReportAsync(TenderBuilder.Centre, day, day, basis, CancellationToken.None));
            var summary = await scene.Site.UseAsync((FeeSettlements f) => f.ReportAsync(TenderBuilder.Centre, day, day, basis, WordsLanguage.Chinese, CancellationToken.None));
            Assert.True(report.TiesToLedger, string.Join('\n', report.Controls));
            Assert.Equal(report.FeesReceived, Money.Sum(summary.Rows.Select(r => r.Received)));
            return report;
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Report_OfAPaymentThatTheBankTookBack_HasNothingReceived_InListAndSummary(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind);
        Assert.Equal(TenderBuilder.Centre, await new PartyFolk(scene.Site.Services).CentreAsync());
        await scene.Site.RegisterAsync(TestBidder.Of(1));
        var charge = await scene.Site.UseAsync((FeeService s) => s.ChargeAsync(scene.Lot.Id, 101, Money.Yuan(9_000_000m), new Acting(9), CancellationToken.None));
        var payment = scene.Bank.In(TestBidder.Of(1), Money.Yuan(800m), charge!.SubAccount);
        await scene.Bank.ImportAsync(payment);
        var paidOn = Instants.BeijingDay(scene.Site.NowUtc);
        scene.Site.Be(scene.Site.NowUtc.AddDays(5));
        await scene.Bank.ImportAsync(scene.Bank.Other(-payment.Amount, "冲正") with { CounterpartyName = payment.CounterpartyName, CounterpartyAccount = payment.CounterpartyAccount, IsReversal = true });

        // Each month by itself ties too: the payment on its day, and that it was taken back on another.
        Assert.True((await ReportAsync(scene, First, paidOn)).TiesToLedger);
        Assert.Equal(Money.Yuan(800m), (await ReportAsync(scene, First, paidOn)).FeesReceived);
        Assert.Equal((-Money.Yuan(800m), true), await ReportAsync(scene, paidOn.AddDays(1), PayDay) is var later ? (later.FeesReceived, later.TiesToLedger) : default);
        var report = await ReportAsync(scene, First, PayDay);
        var summary = await scene.Site.UseAsync((FeeSettlements f) => f.ReportAsync(TenderBuilder.Centre, First, PayDay, ReportBasis.ValueDay, WordsLanguage.Chinese, CancellationToken.None));

        Assert.Equal((Money.Zero, true), (report.FeesReceived, report.TiesToLedger));
        var row = Assert.Single(summary.Rows);
        Assert.Equal((Money.Yuan(4_800m), Money.Zero, Money.Zero, Money.Yuan(4_800m)), (row.Charged, row.Received, row.Waived, row.Closing));
    }

    [Theory, OnEveryDatabase]
    public async Task Summary_ByPayer_HasARowForEach_WithTheTotalsOfTheFees(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind, bidders: 2);
        Assert.Equal(TenderBuilder.Centre, await new PartyFolk(scene.Site.Services).CentreAsync());
        await scene.Site.RegisterAsync(TestBidder.Of(1));
        await scene.Site.RegisterAsync(TestBidder.Of(2));
        await scene.Site.UseAsync((FeeService s) => s.ChargeAsync(scene.Lot.Id, 101, Money.Yuan(9_000_000m), new Acting(9), CancellationToken.None));
        var today = Instants.BeijingDay(scene.Site.NowUtc);

        var byFee = await SummaryAsync(SettlementGrouping.Fee);
        var byPayer = await SummaryAsync(SettlementGrouping.Payer);

        Assert.Equal((null, Money.Yuan(4_800m)), (Assert.Single(byFee.Rows).PayerId, byFee.Rows[0].Charged));
        Assert.Equal((TestBidder.Of(1).OrganisationId, Money.Yuan(4_800m)), (Assert.Single(byPayer.Rows).PayerId, byPayer.Rows[0].Charged));
        Assert.Equal(TestBidder.Of(1).Name, byPayer.Rows[0].Payer);
        Assert.Contains(TestBidder.Of(1).Name, System.Text.Encoding.UTF8.GetString(ReportCsv.Write(byPayer.ToTable(WordsLanguage.English))), StringComparison.Ordinal);

        Task<FeeSettlementReport> SummaryAsync(SettlementGrouping grouping) => scene.Site.UseAsync((FeeSettlements f) =>
            f.ReportAsync(TenderBuilder.Centre, First, today, ReportBasis.BookedDay, grouping, WordsLanguage.Chinese, CancellationToken.None));
    }

    [Theory, OnEveryDatabase]
    public async Task Report_LeavesAnUnopenedLotOut(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.PaidAsync(kind, bidders: 3);

        var before = await ReportAsync(scene, First, PayDay);
        Assert.Empty(before.Deposits);
        Assert.All(before.Controls, c => Assert.Equal((Money.Zero, Money.Zero), (c.Reported, c.Ledger)));

        await scene.OpenAsync();
        Assert.Equal(Money.Yuan(180_000m), (await ReportAsync(scene, First, PayDay)).DepositsIn);
    }

    [Theory, OnEveryDatabase]
    public async Task Report_LeavesADepositThatWasWithdrawnOutOfItsLotForGood(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.PaidAsync(kind, bidders: 2);
        await scene.Site.UseAsync((DepositService s) => s.WithdrawDepositAsync(scene.Participations[0], TestBidder.Of(1).OrganisationId, CancellationToken.None));
        await scene.OpenAsync();

        var report = await ReportAsync(scene, First, PayDay);

        Assert.Equal(MoneyScene.Asked, report.DepositsIn);
        Assert.True(report.TiesToLedger, string.Join('\n', report.Controls));
    }

    [Theory, OnEveryDatabase]
    public async Task Report_OfAReversedCharge_IsZeroInSum(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind);
        await scene.Site.RegisterAsync(TestBidder.Of(1));
        var charge = await scene.Site.UseAsync((FeeService s) => s.ChargeAsync(scene.Lot.Id, 101, Money.Yuan(9_000_000m), new Acting(9), CancellationToken.None));
        scene.Site.Be(scene.Site.NowUtc.AddDays(1));
        await scene.Site.DbAsync(async db =>
        {
            var taken = await db.Set<FeeCharge>().SingleAsync(f => f.Id == charge!.Id);
            taken.Reverse(Money.Zero, scene.Site.NowUtc);
            await db.SaveChangesAsync();
            await db.InTransactionAsync(
                () => new LedgerPoster(db).PostAsync(TenderBuilder.Centre, [FeeEntries.Charged(taken).Reversal(Instants.BeijingDay(scene.Site.NowUtc))], scene.Site.NowUtc, CancellationToken.None),
                CancellationToken.None);
            return true;
        });

        var day = new DateOnly(2026, 3, 30);
        Assert.Equal(Money.Yuan(4_800m), (await ReportAsync(scene, day, day)).FeesCharged);
        Assert.Equal(-Money.Yuan(4_800m), (await ReportAsync(scene, day.AddDays(1), day.AddDays(1))).FeesCharged);
        Assert.True((await ReportAsync(scene, day.AddDays(1), day.AddDays(1))).TiesToLedger);
        Assert.Equal(Money.Zero, (await ReportAsync(scene, day, day.AddDays(1))).FeesCharged);
    }

    [Theory]
    [OnEveryDatabase("UPDATE fee_charge SET amount = amount + 1", "settlement.control.fees-charged")]
    [OnEveryDatabase("UPDATE bank_line SET amount = amount + 1 WHERE state = 'Fee'", "settlement.control.fees-banked")]
    [OnEveryDatabase("DELETE FROM fee_charge", "settlement.control.fees-charged", "settlement.control.fees-received")]
    public async Task Report_WhereATableDiffersFromTheJournal_SaysSo(DatabaseKind kind, string damage, params string[] controls)
    {
        await using var scene = await MoneyScene.DueAsync(kind);
        await scene.Site.RegisterAsync(TestBidder.Of(1));
        var charge = await scene.Site.UseAsync((FeeService s) => s.ChargeAsync(scene.Lot.Id, 101, Money.Yuan(9_000_000m), new Acting(9), CancellationToken.None));
        await scene.Bank.ImportAsync(scene.Bank.In(TestBidder.Of(1), Money.Yuan(800m), charge!.SubAccount));
        await scene.Site.Database.TamperAsync(damage);

        var report = await ReportAsync(scene, First, PayDay);

        Assert.Equal(controls, report.Controls.Where(c => !c.Ties).Select(c => c.Name));
    }

    [Theory, OnEveryDatabase]
    public async Task BankProof_OfPaymentThatNoReplyTold_IsItsAmount(DatabaseKind kind)
    {
        await using var scene = await MoneyScene.DueAsync(kind);
        scene.Site.Be(Instants.StartOfBeijingDay(PayDay));
        var payment = Assert.Single(await scene.PaymentsAsync(await scene.SendAsync(PayDay)));
        await scene.Bank.ImportAsync(scene.Bank.Other(-payment.Amount, "转账", payment.Purpose));

        Assert.Equal(-Money.Yuan(60_035m), (await ProofAsync(scene, PayDay))!.Difference);
        Assert.True((await ProofAsync(scene, PayDay.AddDays(-1)))!.Ties);

        await scene.ImportReplyAsync(MoneyScene.Reply([payment], PayDay));
        Assert.True((await ProofAsync(scene, PayDay))!.Ties);
        Assert.Null(await ProofAsync(scene, First));
    }

    private static Task<SettlementReport> ReportAsync(MoneyScene scene, DateOnly from, DateOnly to) =>
        scene.Site.UseAsync((SettlementQueries q) => q.ReportAsync(TenderBuilder.Centre, from, to, ReportBasis.ValueDay, CancellationToken.None));

    private static Task<BankProof?> ProofAsync(MoneyScene scene, DateOnly day) =>
        scene.Site.UseAsync((BankProofs p) => p.BankProofAsync(scene.Bank.AccountId, day, CancellationToken.None));
}
