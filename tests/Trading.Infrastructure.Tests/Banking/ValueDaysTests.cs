using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Settlement;
using Trading.Infrastructure.Tests.Deposits;
using Trading.Infrastructure.Tests.Proceeds;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Banking;

/// <summary>The day on which the bank books, and the day on which the money counts.</summary>
public sealed class ValueDaysTests
{
    private static readonly TestBidder A = TestBidder.Of(1);
    private static readonly TestBidder B = TestBidder.Of(2);
    private static readonly Money Asked = Money.Yuan(60_000m);
    private static readonly DateOnly Day = new(2026, 3, 2);

    [Theory]
    [OnEveryDatabase("mt940", 1)]
    [OnEveryDatabase("mt940", -3)]
    [OnEveryDatabase("camt", 10)]
    [OnEveryDatabase("camt", -10)]
    public async Task Deposit_CountsFromTheBanksValueDay_AndEveryDayIsProvedAllTheSame(DatabaseKind kind, string form, int days)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);
        var participation = await TenderBuilder.TakePartAsync(site, await new TenderBuilder(site).PublishAsync(), A);
        var paid = new WrittenFiles.Receipt(A, Asked, Day, await bank.SubAccountOfAsync(participation)) { ValueOn = Day.AddDays(days) };

        await bank.ImportAsync(WrittenFiles.Mt940(Money.Yuan(9m), new WrittenFiles.Receipt(B, Money.Yuan(1m), Day.AddDays(-12))));

        var outcome = await bank.ImportAsync(form == "mt940" ? WrittenFiles.Mt940(Money.Yuan(10m), paid) : WrittenFiles.Camt(Money.Yuan(10m), paid, $"<RmtInf><Ustrd>{paid.Remark}</Ustrd></RmtInf>"));

        Assert.Equal((ImportState.Booked, 0), (outcome.State, outcome.Suspense));
        Assert.Equal((DepositState.Confirmed, paid.ValueOn), await site.DbAsync(db => db.Set<Deposit>().Select(d => new ValueTuple<DepositState, DateOnly?>(d.State, d.ValueOn)).SingleAsync()));
        Assert.Equal((Day, Day.AddDays(days)), await site.DbAsync(db => db.Set<BankLine>().Where(l => l.State == BankLineState.Deposit).Select(l => new ValueTuple<DateOnly, DateOnly>(l.BookedOn, l.ValueOn)).SingleAsync()));
        Assert.Equal(Day.AddDays(days), await site.DbAsync(db => db.Set<JournalEntry>().Where(e => e.Kind == EntryKinds.DepositReceived).Select(e => e.ValueOn).SingleAsync()));
        await AssertProvedAsync(site, bank, Day.AddDays(-12), Day.AddDays(Math.Max(days, 0) + 1));
        await site.AssertLedgerAsync();
    }

    /// <summary>Suspense, a fee or whatever else comes in; the bank's reversal of it; what is left ties on each day.</summary>
    [Theory, OnEveryDatabase]
    public async Task Suspense_AndWhatIsMadeOfIt_KeepBothDays(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);
        var participation = await TenderBuilder.TakePartAsync(site, await new TenderBuilder(site).PublishAsync(), A);
        await bank.ImportAsync(WrittenFiles.Mt940(
            Money.Yuan(10m), new WrittenFiles.Receipt(A, Asked, Day, "no number") { ValueOn = Day.AddDays(-2) }, new WrittenFiles.Receipt(B, Money.Yuan(5m), Day, "nothing") { ValueOn = Day.AddDays(1) }));
        await AssertProvedAsync(site, bank, Day.AddDays(-3), Day.AddDays(2));

        var line = await site.DbAsync(db => db.Set<BankLine>().Where(l => l.Amount == Asked).Select(l => l.Id).SingleAsync());
        var decision = await site.UseAsync((Infrastructure.Deposits.SuspenseService s) => s.MatchAsync(line, "付款方来电确认", MoneyScene.Maker, default));
        await site.UseAsync((Infrastructure.Deposits.SuspenseService s) => s.ApproveAsync(decision, MoneyScene.Checker, default));

        Assert.Equal((DepositState.Confirmed, Day.AddDays(-2)), await site.DbAsync(db => db.Set<Deposit>().Where(d => d.ParticipationId == participation).Select(d => new ValueTuple<DepositState, DateOnly?>(d.State, d.ValueOn)).SingleAsync()));
        await AssertProvedAsync(site, bank, Day.AddDays(-3), Day.AddDays(2));
        await site.AssertLedgerAsync();
    }

    /// <summary>Farther than the centre's rule says: held, until two people have asked the bank; then it counts as the bank says.</summary>
    [Theory]
    [OnEveryDatabase(11)]
    [OnEveryDatabase(-11)]
    [OnEveryDatabase(-400)]
    public async Task ValueDayFarFromTheBooking_HoldsTheStatement_UntilTwoPeopleBookIt(DatabaseKind kind, int days)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);

        var outcome = await bank.ImportAsync(WrittenFiles.Camt(Money.Zero, new WrittenFiles.Receipt(B, Money.Yuan(5m), Day) { ValueOn = Day.AddDays(days) }, ""));

        Assert.Equal((ImportState.Held, StatementFaultKind.ValueDayFar), (outcome.State, Assert.Single(outcome.Faults!).Kind));
        Assert.Equal(0, await site.DbAsync(db => db.Set<BankLine>().CountAsync()));
        var statement = await site.DbAsync(db => db.Set<BankStatementRow>().Select(s => s.Id).SingleAsync());
        var decision = await site.UseAsync((HeldStatementService s) => s.ProposeReleaseAsync(statement, "银行书面确认起息日", MoneyScene.Maker, default));
        await site.UseAsync((HeldStatementService s) => s.ApproveAsync(decision, MoneyScene.Checker, default));

        Assert.Equal((Day, Day.AddDays(days)), await site.DbAsync(db => db.Set<BankLine>().Select(l => new ValueTuple<DateOnly, DateOnly>(l.BookedOn, l.ValueOn)).SingleAsync()));
        await site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task LineThatComesAgainWithAnotherValueDay_IsKnownAndBookedOnce(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);
        var paid = new WrittenFiles.Receipt(B, Money.Yuan(5m), Day) { ValueOn = Day.AddDays(1) };
        await bank.ImportAsync(WrittenFiles.Camt(Money.Zero, paid, ""));

        var again = await bank.ImportAsync(WrittenFiles.Camt(Money.Zero, paid with { ValueOn = Day.AddDays(-30) }, ""));

        Assert.Equal((ImportState.Booked, 0, 1), (again.State, again.Booked, again.Duplicates));
    }

    /// <summary>The bank books a day after the money counts: the price is not late by the bank's day.</summary>
    [Theory]
    [OnEveryDatabase(0, false)]
    [OnEveryDatabase(1, true)]
    public async Task Price_IsLateByTheValueDay(DatabaseKind kind, int days, bool isLate)
    {
        await using var scene = await PriceScenes.WonAsync(kind, "state-property");
        var plan = await PriceScenes.ApprovedAsync(scene, (1_000_000m, 5));
        var due = PriceScenes.Opened.AddDays(5);
        scene.Site.Be(Instants.FromBeijing(due.AddDays(3).ToDateTime(new TimeOnly(12, 0))));

        await scene.Bank.ImportAsync(WrittenFiles.Mt940(
            Money.Yuan(61_000m), new WrittenFiles.Receipt(A, Money.Yuan(940_000m), due.AddDays(2), plan.SubAccount) { ValueOn = due.AddDays(days) }));

        var paid = await PriceScenes.PlanAsync(scene, plan.Id);
        Assert.Equal((Money.Yuan(1_000_000m), isLate), (paid.Received, paid.PenaltyCharged.IsPositive));
        Assert.Equal(due.AddDays(days), (await PriceScenes.ReceiptsAsync(scene, paid)).Single(r => !r.IsFromDeposit).ValueOn);
        await scene.Site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Price_WithThePenaltyOfTheBookingDay_IsMoreThanIsOwedOnTheValueDay(DatabaseKind kind)
    {
        await using var scene = await PriceScenes.WonAsync(kind, "state-property");
        var plan = await PriceScenes.ApprovedAsync(scene, (1_000_000m, 5));
        var due = PriceScenes.Opened.AddDays(5);
        scene.Site.Be(Instants.FromBeijing(due.AddDays(3).ToDateTime(new TimeOnly(12, 0))));

        await scene.Bank.ImportAsync(WrittenFiles.Mt940(Money.Yuan(61_000m), new WrittenFiles.Receipt(A, Money.Yuan(940_940m), due.AddDays(2), plan.SubAccount) { ValueOn = due }));

        Assert.Equal(SuspenseReasons.PriceExceeded, await scene.Site.DbAsync(db => db.Set<BankLine>().Where(l => l.State == BankLineState.Suspense).Select(l => l.Reason).SingleAsync()));
    }

    [Fact]
    public void Table_WithAColumnOfValueDays_GivesThem_AndAnEmptyCellIsTheBookingDay()
    {
        var layout = BankFiles.Columns.Statement;
        var profile = BankFiles.Columns with { Statement = layout with { Columns = layout.Columns with { ValueDate = "起息日" } } };
        string[] lines = [.. BankFiles.Good[..5], $"{BankFiles.Header},起息日", $"{BankFiles.Good[6]},２０２６-03-04", $"{BankFiles.Good[7]},", $"{BankFiles.Good[8]}"];

        Assert.Equal([new DateOnly(2026, 3, 4), null], BankFiles.Read(profile, lines).Lines.Select(l => l.ValueOn));
        Assert.Equal(new DateOnly(2026, 3, 2), BankFiles.Read(profile, lines).Lines[1].CountsOn);
        Assert.Equal(BankingRules.MalformedCsv, Assert.Throws<RuleBrokenException>(() => BankFiles.Read(profile, [.. lines[..6], $"{BankFiles.Good[6]},soon", .. lines[7..]])).Rule);
    }

    private static async Task AssertProvedAsync(TestSite site, TestBank bank, DateOnly first, DateOnly last)
    {
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            var proof = await site.UseAsync((DayProofs p) => p.OfAsync(bank.AccountId, day, default));
            if (proof is null)
            {
                Assert.True(day < Day);
                continue;
            }

            Assert.True(proof.Proof.Ties, $"{day}: {proof.Proof.Difference}");
            Assert.All(proof.Rows, r => Assert.True(r.Difference.IsZero, $"{day}: {r}"));
            // Of a lot that is not opened neither side tells.
            Assert.DoesNotContain(proof.Rows, r => r.Part == ProofPart.Deposits);
        }
    }
}
