using Microsoft.EntityFrameworkCore;
using Trading.Domain.Banking;
using Trading.Domain.Deposits;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Banking.Simulation;
using Trading.Infrastructure.Shared;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Banking;

/// <summary>Held statements are booked or refused by two people, and nothing is booked twice.</summary>
public sealed class HeldStatementServiceTests
{
    private static readonly TestBidder A = TestBidder.Of(1);
    private static readonly TestBidder B = TestBidder.Of(2);
    private static readonly Acting Maker = new(31);
    private static readonly Acting Checker = new(32);

    [Theory, OnEveryDatabase]
    public async Task SerialTwice_Released_BooksBothLinesOnce_InWhateverFilesTheyComeAgain(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);
        var first = bank.In(A, Money.Yuan(500m));
        var file = bank.Statement(first, first);
        Assert.Equal(ImportState.Held, (await bank.ImportAsync(file)).State);

        await ApproveAsync(site, await ReleaseAsync(site));

        Assert.Equal(StatementState.Booked, await StateAsync(site));
        Assert.Equal([Money.Yuan(500m), Money.Yuan(500m)], await AmountsAsync(site));
        Assert.Equal(ImportState.AlreadyImported, (await bank.ImportAsync(file)).State);

        // The bank sends the same days again, longer by one line.
        var longer = TestBank.Write(new SimulatedStatement(TestBank.Number, Money.Yuan(1_000m), [first, first, bank.In(B, Money.Yuan(7m))]));
        Assert.Equal(new ImportOutcome(ImportState.Booked, Money.Zero, Booked: 1, Duplicates: 2, Suspense: 1), await bank.ImportAsync(longer));
        Assert.Equal(3, (await AmountsAsync(site)).Count);
        await site.AssertLedgerAsync();
        Assert.Equal(
            [("finance-decision-approved", Checker.UserId), ("finance-decision-proposed", Maker.UserId)],
            (await site.DbAsync(db => db.Set<ProcedureEvent>().Where(e => e.Kind == "finance-decision-proposed" || e.Kind == "finance-decision-approved").Select(e => new { e.Kind, e.ActorId }).ToListAsync()))
                .Select(e => (e.Kind, e.ActorId)).Order());
    }

    [Theory, OnEveryDatabase]
    public async Task KnownSerialWithAnotherAmount_Released_IsABookingOfItsOwn(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);
        var first = bank.In(A, Money.Yuan(500m));
        await bank.ImportAsync(first);
        var second = bank.In(B, Money.Yuan(8m)) with { Serial = first.Serial };
        Assert.Equal(ImportState.Held, (await bank.ImportAsync(second)).State);

        await ApproveAsync(site, await ReleaseAsync(site));

        Assert.Equal([Money.Yuan(8m), Money.Yuan(500m)], await AmountsAsync(site));
        var both = TestBank.Write(new SimulatedStatement(TestBank.Number, Money.Yuan(1_000m), [first, second]));
        // One number for two lines of one file, both of which are known: nothing stands against it.
        Assert.Equal(new ImportOutcome(ImportState.Booked, Money.Zero, Duplicates: 2), await bank.ImportAsync(both));
        await site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task SumsThatDoNotTieOut_MayOnlyBeRefused(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);
        var text = System.Text.Encoding.GetEncoding("GB18030").GetString(bank.Statement(bank.In(A, Money.Yuan(500m))));
        var file = System.Text.Encoding.GetEncoding("GB18030").GetBytes(text.Replace("期末余额,1500.00", "期末余额,1501.00", StringComparison.Ordinal));
        await bank.ImportAsync(file);

        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => ReleaseAsync(site));
        Assert.Equal((BankingRules.StatementNotReleasable, StatementFaultKind.Closing), (refusal.Rule, refusal.Limits[0]));
        await ApproveAsync(site, await RefuseAsync(site));

        Assert.Equal(StatementState.Refused, await StateAsync(site));
        Assert.Empty(await AmountsAsync(site));
        Assert.Equal(ImportState.AlreadyImported, (await bank.ImportAsync(file)).State);
        Assert.Equal(BankingRules.StatementNotHeld, (await Assert.ThrowsAsync<RuleBrokenException>(() => RefuseAsync(site))).Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task DayThatHasNotCome_IsReleasedWhenItHas(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);
        await bank.ImportAsync(bank.In(A, Money.Yuan(500m)) with { BookedUtc = site.NowUtc.AddDays(1) });
        Assert.Equal(StatementFaultKind.FutureDay, (await Assert.ThrowsAsync<RuleBrokenException>(() => ReleaseAsync(site))).Limits[0]);

        site.Be(site.NowUtc.AddDays(1));
        await ApproveAsync(site, await ReleaseAsync(site));

        Assert.Equal([Money.Yuan(500m)], await AmountsAsync(site));
        await site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Release_OfADeposit_ConfirmsIt_ButNotAfterTheDeadline(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);
        var lot = await new TenderBuilder(site).PublishAsync();
        var (one, two) = (await TenderBuilder.TakePartAsync(site, lot, A), await TenderBuilder.TakePartAsync(site, lot, B));
        var first = bank.In(A, Money.Yuan(60_000m), await bank.SubAccountOfAsync(one));
        await bank.ImportAsync(first, bank.In(B, Money.Yuan(60_000m), await bank.SubAccountOfAsync(two)) with { Serial = first.Serial });

        await ApproveAsync(site, await ReleaseAsync(site));
        Assert.Equal([DepositState.Confirmed, DepositState.Confirmed], await site.DbAsync(db => db.Set<Deposit>().Select(d => d.State).ToListAsync()));

        var late = bank.In(A, Money.Yuan(5m), await bank.SubAccountOfAsync(one)) with { Serial = first.Serial };
        await bank.ImportAsync(late);
        site.Be(lot.DeadlineUtc);
        await ApproveAsync(site, await ReleaseAsync(site));
        Assert.Equal(SuspenseReasons.Late, await site.DbAsync(db => db.Set<BankLine>().Where(l => l.State == BankLineState.Suspense).Select(l => l.Reason).SingleAsync()));
        await site.AssertLedgerAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Decision_IsTwoPeoples_AndADeclinedOneChangesNothing(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);
        var line = bank.In(A, Money.Yuan(500m));
        await bank.ImportAsync(line, line);
        var proposal = await ReleaseAsync(site);

        Assert.Equal(DecisionRules.Waiting, (await Assert.ThrowsAsync<RuleBrokenException>(() => RefuseAsync(site))).Rule);
        Assert.Equal(SharedRules.MakerIsChecker, (await Assert.ThrowsAsync<RuleBrokenException>(() => ApproveAsync(site, proposal, Maker))).Rule);
        Assert.Empty(await AmountsAsync(site));
        await site.UseAsync((FinanceDecisions s) => s.DeclineAsync(proposal, "银行未答复", Checker, CancellationToken.None));

        Assert.Equal(StatementState.Held, await StateAsync(site));
        Assert.Empty(await AmountsAsync(site));
        await ApproveAsync(site, await RefuseAsync(site));
        Assert.Equal(StatementState.Refused, await StateAsync(site));
    }

    [Theory, OnEveryDatabase]
    public async Task Held_ShowsEachKindOnce_WithoutTheAmountOfALine(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var bank = await TestBank.OpenAsync(site);
        var tomorrow = site.NowUtc.AddDays(1);
        await bank.ImportAsync(bank.In(A, Money.Yuan(60_000m)) with { BookedUtc = tomorrow }, bank.In(B, Money.Yuan(70_000m)) with { BookedUtc = tomorrow });

        var id = await LastAsync(site);
        var detail = await site.UseAsync((StatementQueries q) => q.FindAsync(TenderBuilder.Centre, id, CancellationToken.None));

        Assert.Equal([new StatementFaultItem(StatementFaultKind.FutureDay, null)], detail!.Faults);
    }

    private static async Task<Guid> ReleaseAsync(TestSite site)
    {
        var id = await LastAsync(site);
        return await site.UseAsync((HeldStatementService s) => s.ProposeReleaseAsync(id, "银行确认为两笔", Maker, CancellationToken.None));
    }

    private static async Task<Guid> RefuseAsync(TestSite site)
    {
        var id = await LastAsync(site);
        return await site.UseAsync((HeldStatementService s) => s.ProposeRefusalAsync(id, "银行确认有误", Maker, CancellationToken.None));
    }

    private static Task ApproveAsync(TestSite site, Guid decision, Acting? checker = null) =>
        site.UseAsync((HeldStatementService s) => s.ApproveAsync(decision, checker ?? Checker, CancellationToken.None));

    /// <summary>The held statement; where there is none, the last that was decided.</summary>
    private static Task<Guid> LastAsync(TestSite site) =>
        site.DbAsync(db => db.Set<BankStatementRow>().OrderBy(s => s.State == StatementState.Held ? 0 : 1).Select(s => s.Id).FirstAsync());

    private static Task<StatementState> StateAsync(TestSite site) => site.DbAsync(db => db.Set<BankStatementRow>().Select(s => s.State).SingleAsync());

    private static async Task<IReadOnlyList<Money>> AmountsAsync(TestSite site) => [.. (await site.DbAsync(db => db.Set<BankLine>().Select(l => l.Amount).ToListAsync())).Order()];
}
