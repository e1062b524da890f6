using System.Text;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Fees;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Banking.Simulation;
using Trading.Infrastructure.Fees;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Shared;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Banking;

public sealed class StatementImportServiceTests
{
    private static readonly TestBidder A = TestBidder.Of(1);
    private static readonly TestBidder B = TestBidder.Of(2);
    private static readonly Money Asked = Money.Yuan(60_000m);

    [Theory, OnEveryDatabase]
    public async Task Import_WholeDepositFromTheBidder_ConfirmsAndHoldsIt(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var (bank, _, participation, subAccount) = await TakenPartAsync(site);

        var outcome = await bank.ImportAsync(bank.In(A, Asked, subAccount));

        Assert.Equal(new ImportOutcome(ImportState.Booked, Money.Zero, Booked: 1), outcome);
        var deposit = await DepositAsync(site, participation);
        Assert.Equal((DepositState.Confirmed, Asked), (deposit.State, deposit.Received));
        Assert.Equal(new DateOnly(2026, 3, 2), deposit.ValueOn);
        Assert.Equal((Asked, Asked), await BalanceAsync(site, AccountName.DepositHeld(participation)));
        await site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Import_OneFenShortThenOneFen_ConfirmsWithTheLastFen(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var (bank, _, participation, subAccount) = await TakenPartAsync(site);

        await bank.ImportAsync(bank.In(A, Money.Yuan(59_999.99m), subAccount));
        Assert.Equal(DepositState.Short, (await DepositAsync(site, participation)).State);
        Assert.Equal((Money.Yuan(59_999.99m), Money.Zero), await BalanceAsync(site, AccountName.DepositHeld(participation)));

        await bank.ImportAsync(bank.In(A, Money.Yuan(0.01m), subAccount));
        Assert.Equal(DepositState.Confirmed, (await DepositAsync(site, participation)).State);
        Assert.Equal((Asked, Asked), await BalanceAsync(site, AccountName.DepositHeld(participation)));
        await site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Import_MoreThanAsked_ReceivesAllAndHoldsWhatIsAsked(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var (bank, _, participation, subAccount) = await TakenPartAsync(site);

        await bank.ImportAsync(bank.In(A, Money.Yuan(59_000m), subAccount), bank.In(A, Money.Yuan(2_000m), subAccount), bank.In(A, Money.Yuan(5m), subAccount));

        Assert.Equal((DepositState.Confirmed, Money.Yuan(61_005m)), await StateAsync(site, participation));
        Assert.Equal((Money.Yuan(61_005m), Asked), await BalanceAsync(site, AccountName.DepositHeld(participation)));
        await site.AssertLedgerAsync();
    }

    [Theory]
    [OnEveryDatabase(-1, DepositState.Confirmed, "")]
    [OnEveryDatabase(0, DepositState.Awaited, SuspenseReasons.Late)]
    public async Task Import_AroundTheDeadline_CountsOnlyBefore(DatabaseKind kind, int milliseconds, DepositState expected, string reason)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var (bank, lot, participation, subAccount) = await TakenPartAsync(site);
        site.Be(lot.DeadlineUtc.AddMilliseconds(milliseconds));

        await bank.ImportAsync(bank.In(A, Asked, subAccount));

        Assert.Equal(expected, (await DepositAsync(site, participation)).State);
        Assert.Equal(reason, (await OneLineAsync(site)).Reason ?? "");
        await site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Import_FromAnotherPayer_IsInSuspenseUnderHisName(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var (bank, _, participation, subAccount) = await TakenPartAsync(site);

        var outcome = await bank.ImportAsync(bank.In(B, Asked, subAccount), bank.In(A with { Account = "6222000000009999" }, Asked, subAccount));

        Assert.Equal(new ImportOutcome(ImportState.Booked, Money.Zero, Booked: 2, Suspense: 2), outcome);
        Assert.Equal((DepositState.Awaited, Money.Zero), await StateAsync(site, participation));
        var lines = await site.DbAsync(db => db.Set<BankLine>().OrderBy(l => l.PayerAccount).ToListAsync());
        Assert.All(lines, l => Assert.Equal((BankLineState.Suspense, SuspenseReasons.OtherPayer, null), (l.State, l.Reason, l.Remark)));
        Assert.Equal([(B.Name, B.Account), (A.Name, "6222000000009999")], lines.Select(l => (l.PayerName!, l.PayerAccount!)));
        Assert.Equal((Asked, Money.Zero), await BalanceAsync(site, AccountName.Suspense(lines[0].Id)));
        await site.AssertLedgerAsync();
    }

    [Theory]
    [OnEveryDatabase("", SuspenseReasons.NoSubAccount)]
    [OnEveryDatabase("90000000000012", SuspenseReasons.UnknownSubAccount)]
    public async Task Import_ForNothingKnown_IsInSuspense(DatabaseKind kind, string subAccount, string reason)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);

        await bank.ImportAsync(bank.In(A, Asked, subAccount));

        Assert.Equal((BankLineState.Suspense, reason), (await OneLineAsync(site) is var line ? (line.State, line.Reason!) : default));
        await site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Import_ForALotWithoutDeposit_IsInSuspense(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);
        var lot = await new TenderBuilder(site).WithDeposit(Money.Zero).PublishAsync();
        var participation = await TenderBuilder.TakePartAsync(site, lot, A);

        await bank.ImportAsync(bank.In(A, Money.Yuan(1m), await bank.SubAccountOfAsync(participation)));

        Assert.Equal(SuspenseReasons.UnknownSubAccount, (await OneLineAsync(site)).Reason);
        Assert.Equal((DepositState.Confirmed, Money.Zero), await StateAsync(site, participation));
    }

    [Theory, OnEveryDatabase]
    public async Task Import_SameFileTwice_BooksOnce(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var (bank, _, participation, subAccount) = await TakenPartAsync(site);
        var file = bank.Statement(bank.In(A, Asked, subAccount));
        await bank.ImportAsync(file);

        var again = await bank.ImportAsync(file);

        Assert.Equal(new ImportOutcome(ImportState.AlreadyImported, Money.Zero), again);
        Assert.Equal((DepositState.Confirmed, Asked), await StateAsync(site, participation));
        Assert.Equal(1, await site.DbAsync(db => db.Set<BankStatementRow>().CountAsync()));
        await site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Import_LineOfAnEarlierFile_IsSkippedAndCounted(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var (bank, _, participation, subAccount) = await TakenPartAsync(site);
        var (first, second) = (bank.In(A, Money.Yuan(50_000m), subAccount), bank.In(A, Money.Yuan(10_000m), subAccount));
        await bank.ImportAsync(TestBank.Write(new SimulatedStatement(TestBank.Number, Money.Yuan(1_000m), [first])));

        var outcome = await bank.ImportAsync(TestBank.Write(new SimulatedStatement(TestBank.Number, Money.Yuan(1_000m), [first, second])));

        Assert.Equal(new ImportOutcome(ImportState.Booked, Money.Zero, Booked: 1, Duplicates: 1), outcome);
        Assert.Equal((DepositState.Confirmed, Asked), await StateAsync(site, participation));
        await site.AssertLedgerAsync();
    }

    [Theory]
    [OnEveryDatabase(0, 1)]
    [OnEveryDatabase(1, 0)]
    public async Task Import_KnownSerialOnAnotherDayOrWithAnotherAmount_HoldsTheStatement(DatabaseKind kind, int days, int fen)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);
        var line = bank.In(A, Asked);
        await bank.ImportAsync(line);
        site.Be(site.NowUtc.AddDays(1));

        var file = bank.Statement(line with { BookedUtc = line.BookedUtc.AddDays(days), Amount = Asked + new Money(fen) });
        var outcome = await bank.ImportAsync(file);

        Assert.Equal((ImportState.Held, 0), (outcome.State, outcome.Booked));
        Assert.Equal(StatementFaultKind.SerialKnown, Assert.Single(outcome.Faults!).Kind);
        Assert.Equal(1, await site.DbAsync(db => db.Set<BankLine>().CountAsync()));
        var detail = await site.UseAsync(async (StatementQueries q) => await q.FindAsync(
            TenderBuilder.Centre, (await q.FindFileAsync(TenderBuilder.Centre, file, CancellationToken.None))!.Value, CancellationToken.None));
        Assert.Equal(StatementFaultKind.SerialKnown, Assert.Single(detail!.Faults).Kind);
        await site.AssertLedgerAsync();
    }

    /// <summary>docs/bank-profiles.md, "Always so": no line is booked on a day that has not come.</summary>
    [Theory]
    [OnEveryDatabase(0, ImportState.Booked)]
    [OnEveryDatabase(1, ImportState.Held)]
    public async Task Import_LineOfADayThatHasNotCome_HoldsTheStatement(DatabaseKind kind, int days, ImportState expected)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);
        var line = bank.In(A, Asked);

        var outcome = await bank.ImportAsync(line with { BookedUtc = line.BookedUtc.AddDays(days) });

        Assert.Equal(expected, outcome.State);
        Assert.Equal(days == 0 ? [] : [StatementFaultKind.FutureDay], (outcome.Faults ?? []).Select(f => f.Kind));
    }

    [Theory, OnEveryDatabase]
    public async Task Import_StatementThatDoesNotTieOut_IsHeldAndBooksNothing(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var (bank, _, participation, subAccount) = await TakenPartAsync(site);
        var text = Encoding.GetEncoding("gb18030").GetString(bank.Statement(bank.In(A, Asked, subAccount)));

        // The closing balance, 61,000.00, is stated one fen too high.
        var broken = text.Replace("期末余额,61000.00", "期末余额,61000.01", StringComparison.Ordinal);
        Assert.NotEqual(text, broken);
        var outcome = await bank.ImportAsync(Encoding.GetEncoding("gb18030").GetBytes(broken));

        Assert.Equal((ImportState.Held, new Money(1), 0), (outcome.State, outcome.Difference, outcome.Booked));
        Assert.Equal(StatementFaultKind.Closing, Assert.Single(outcome.Faults).Kind);
        Assert.Equal((DepositState.Awaited, Money.Zero), await StateAsync(site, participation));
        var kept = await site.DbAsync(db => db.Set<BankStatementRow>().SingleAsync());
        Assert.Equal((StatementState.Held, new Money(1)), (kept.State, kept.Difference));
        Assert.Equal((0, 0), await site.DbAsync(async db => (await db.Set<BankLine>().CountAsync(), await db.Set<JournalEntry>().CountAsync())));
    }

    [Theory, OnEveryDatabase]
    public async Task Import_BankInterest_IsEarned_ButNotWhatAPayerCallsInterest(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);

        await bank.ImportAsync(bank.Other(Money.Yuan(12.34m), "结息"), bank.In(A, Money.Yuan(5m)) with { Remark = "利息" },
            bank.In(A, Money.Yuan(6m)) with { Summary = "利息" });

        var lines = await site.DbAsync(db => db.Set<BankLine>().ToDictionaryAsync(l => l.Amount, l => l.State));
        Assert.Equal(BankLineState.Interest, lines[Money.Yuan(12.34m)]);
        Assert.Equal(BankLineState.Suspense, lines[Money.Yuan(5m)]);
        Assert.Equal(BankLineState.Suspense, lines[Money.Yuan(6m)]);
        await site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Import_MoneyOutThatIsNotOurs_WaitsForAnExplanation(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);

        var outcome = await bank.ImportAsync(bank.Other(-Money.Yuan(12.50m), "手续费"));

        Assert.Equal(new ImportOutcome(ImportState.Booked, Money.Zero, Booked: 1), outcome);
        var line = await OneLineAsync(site);
        Assert.Equal((BankLineState.Unexplained, "手续费"), (line.State, line.Remark));
        await site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Import_StatementOfAnotherAccount_IsRefusedAndNothingKept(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);
        var other = TestBank.Write(new SimulatedStatement("3602000000000002", Money.Zero, [bank.In(A, Asked)]));

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => bank.ImportAsync(other));

        Assert.Equal(BankingRules.OtherAccount, refusal.Rule);
        Assert.Equal(0, await site.DbAsync(db => db.Set<BankStatementRow>().CountAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task Import_FeePaidInParts_SettlesIt_AndOneFenMoreIsInSuspense(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);
        await site.RegisterAsync(A);
        var lot = await new TenderBuilder(site).PublishAsync();
        var charge = await site.UseAsync((FeeService s) => s.ChargeAsync(lot.Id, A.OrganisationId, Money.Yuan(9_000_000m), new Acting(9), CancellationToken.None));

        // 4,800.00 is owed; after 800.00 it is 4,000.00.
        var outcome = await bank.ImportAsync(
            bank.In(A with { Account = "6222000000009999" }, Money.Yuan(800m), charge!.SubAccount), bank.In(A, Money.Yuan(4_000.01m), charge.SubAccount),
            bank.In(A, Money.Yuan(4_000m), charge.SubAccount));

        Assert.Equal(new ImportOutcome(ImportState.Booked, Money.Zero, Booked: 3, Suspense: 1), outcome);
        var paid = await site.DbAsync(db => db.Set<FeeCharge>().SingleAsync());
        Assert.Equal((FeeChargeState.Received, Money.Yuan(4_800m)), (paid.State, paid.Received));
        Assert.Equal(SuspenseReasons.FeeExceeded, await site.DbAsync(db => db.Set<BankLine>().Where(l => l.State == BankLineState.Suspense).Select(l => l.Reason).SingleAsync()));
        await site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Import_FeeFromSomebodyElse_IsInSuspense(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);
        await site.RegisterAsync(A);
        var lot = await new TenderBuilder(site).PublishAsync();
        var charge = await site.UseAsync((FeeService s) => s.ChargeAsync(lot.Id, A.OrganisationId, Money.Yuan(9_000_000m), new Acting(9), CancellationToken.None));

        await bank.ImportAsync(bank.In(B, Money.Yuan(4_800m), charge!.SubAccount));

        Assert.Equal(SuspenseReasons.OtherPayer, (await OneLineAsync(site)).Reason);
        Assert.Equal(Money.Zero, await site.DbAsync(db => db.Set<FeeCharge>().Select(f => f.Received).SingleAsync()));
        await site.AssertLedgerAsync();
    }

    [Fact]
    public async Task Import_ForAnUnopenedLot_LeavesPayerAndRemarkOutOfTheDatabase()
    {
        await using var site = await TestSite.CreateAsync(DatabaseKind.Sqlite);
        var (bank, _, _, subAccount) = await TakenPartAsync(site);

        await bank.ImportAsync(bank.In(A, Asked, subAccount) with { Remark = "金丝雀" }, bank.In(B, Money.Yuan(7m)) with { Remark = "一标段保证金" });

        var folder = Path.GetDirectoryName(new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(site.Database.ConnectionString).DataSource)!;
        var bytes = Directory.GetFiles(folder).Select(File.ReadAllBytes).ToArray();
        bool Occurs(string text) => bytes.Any(b => b.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);
        Assert.All((string[])[A.Name, A.Account, "金丝雀", "一标段保证金"], text => Assert.False(Occurs(text), text));

        // What a person must see is there, so the search does find what is in the files.
        Assert.True(Occurs(B.Name));
    }

    private static async Task<(TestBank Bank, TestLot Lot, Guid Participation, string SubAccount)> TakenPartAsync(TestSite site)
    {
        var bank = await TestBank.OpenAsync(site);
        var lot = await new TenderBuilder(site).PublishAsync();
        var participation = await TenderBuilder.TakePartAsync(site, lot, A);
        return (bank, lot, participation, await bank.SubAccountOfAsync(participation));
    }

    private static Task<BankLine> OneLineAsync(TestSite site) => site.DbAsync(db => db.Set<BankLine>().SingleAsync());

    private static Task<Deposit> DepositAsync(TestSite site, Guid participation) =>
        site.DbAsync(db => db.Set<Deposit>().SingleAsync(d => d.ParticipationId == participation));

    private static async Task<(DepositState State, Money Received)> StateAsync(TestSite site, Guid participation)
    {
        var deposit = await DepositAsync(site, participation);
        return (deposit.State, deposit.Received);
    }

    private static Task<(Money Posted, Money Held)> BalanceAsync(TestSite site, AccountName name) => site.DbAsync(async db =>
    {
        var account = await db.Set<Account>().Where(a => a.Class == name.Class && a.Subject == name.Subject).Select(a => a.Id).SingleAsync();
        var balance = await db.Set<AccountBalance>().SingleAsync(b => b.AccountId == account);
        return (balance.Posted, balance.Held);
    });
}
