using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Reports;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Settlement;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Demo;

public sealed class FinanceHistoryTests
{
    [Theory, OnEveryDatabase]
    public async Task History_OfTwoThousandEntries_IsWholeAndTies(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);

        var written = await WriteAsync(site, new HistoryOrder(7, 2_000));

        Assert.Equal((2_000L, 2_000L, 4_000L), (written.Written, written.Entries, written.Postings));
        await site.AssertLedgerAsync();
        var account = await site.DbAsync(db => db.Set<BankAccount>().SingleAsync());
        var (first, last) = await site.DbAsync(async db =>
            (await db.Set<JournalEntry>().MinAsync(e => e.ValueOn), await db.Set<JournalEntry>().MaxAsync(e => e.ValueOn)));
        Assert.True(first.AddYears(2) < last, $"{first} to {last}");

        var report = await site.UseAsync((SettlementQueries q) => q.ReportAsync(account.CentreId, first, last, ReportBasis.ValueDay, CancellationToken.None));
        Assert.True(report.TiesToLedger, string.Join('\n', report.Controls));
        Assert.True(report is { DepositsIn.IsPositive: true, DepositsOut.IsPositive: true, InterestPaid.IsPositive: true, FeesReceived.IsPositive: true });
        var fees = await site.UseAsync((FeeSettlements f) => f.ReportAsync(account.CentreId, first, last, ReportBasis.ValueDay, WordsLanguage.Chinese, CancellationToken.None));
        Assert.NotNull(fees.ToTable(WordsLanguage.Chinese));
        Assert.True((await site.UseAsync((BankProofs p) => p.BankProofAsync(account.Id, last, CancellationToken.None)))!.Ties);
        await AssertOpenWorkAsync(site);
        await AssertAddsUpAsync(site);
    }

    [Theory, OnEveryDatabase]
    public async Task History_ThatWasInterrupted_GoesOn_AndIsWholeAtEveryStop(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var order = new HistoryOrder(11, 301, Centres: 2);

        await Assert.ThrowsAsync<OperationCanceledException>(() => site.UseAsync((FinanceHistory h) => h.WriteAsync(order, _ => throw new OperationCanceledException(), CancellationToken.None)));
        await site.AssertLedgerAsync();
        site.Be(site.NowUtc.AddDays(3));
        var rest = await WriteAsync(site, order);
        var again = await WriteAsync(site, order);

        Assert.Equal((150L, 301L), (rest.Written, rest.Entries));
        Assert.Equal((0L, 301L), (again.Written, again.Entries));
        await site.AssertLedgerAsync();
        Assert.Equal(2, await site.DbAsync(db => db.Set<BankAccount>().CountAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task History_BesideAnother_IsItsOwn(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        await WriteAsync(site, new HistoryOrder(1, 60));

        Assert.Equal(60L, (await WriteAsync(site, new HistoryOrder(2, 60))).Written);
        await site.AssertLedgerAsync();
    }

    private static Task<HistoryWritten> WriteAsync(TestSite site, HistoryOrder order) =>
        site.UseAsync((FinanceHistory h) => h.WriteAsync(order, progress: null, CancellationToken.None));

    private static async Task AssertOpenWorkAsync(TestSite site)
    {
        var states = await site.DbAsync(db => db.Set<Deposit>().Select(d => d.State).Distinct().ToListAsync());
        Assert.Equal([DepositState.Confirmed, DepositState.RefundDue, DepositState.Refunded, DepositState.Refunding], states.OrderBy(s => s.ToString()));
        Assert.True(await site.DbAsync(db => db.Set<BankLine>().AnyAsync(l => l.State == BankLineState.Suspense)));
        Assert.True(await site.DbAsync(db => db.Set<BankLine>().AnyAsync(l => l.State == BankLineState.Returned)));
    }

    /// <summary>Two programs that know nothing of this platform find the totals that the export told.</summary>
    private static async Task AssertAddsUpAsync(TestSite site)
    {
        Assert.SkipWhen(AccountingTools.SkipReason is not null, AccountingTools.SkipReason ?? "");
        var file = Path.GetTempFileName();
        ExportedJournal told;
        await using (var output = File.Create(file))
        {
            told = await site.UseAsync((JournalExport e) => e.WriteAsync(JournalFormat.Ledger, output, CancellationToken.None));
        }

        var ledger = await AccountingTools.LedgerAsync(file);
        Assert.Equal(ledger, await AccountingTools.HledgerAsync(file));
        Assert.Equal(0, ledger.Values.Sum());
        Assert.InRange(told.Entries, 1_800, 1_999);
        Assert.Contains(ledger.Keys, k => k.Contains("FeeIncome", StringComparison.Ordinal));
        File.Delete(file);
    }
}
