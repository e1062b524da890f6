using Microsoft.EntityFrameworkCore;
using Trading.Domain.Reports;
using Trading.Domain.Shared;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Settlement;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Infrastructure.Tests.Work;

/// <summary>The settlement report asks as much of the database, and reads as little of it, behind many postings as behind few. Seconds are in docs/benchmarks.md.</summary>
public sealed class SettlementWorkTests
{
    [Theory, OnEveryDatabase]
    public async Task Reports_OverThreeTimesThePostings_TakeAsManyStatements_AndReadARowALotAndFee(DatabaseKind kind)
    {
        var (few, _, _) = await WorkAsync(kind, 100);
        var (many, read, rows) = await WorkAsync(kind, 300);

        Assert.Equal(few, many);
        // Each fee and lot of the report once for its sums and once for its name, and the few sums beside them.
        Assert.InRange(read, rows, (3 * rows) + 20);
    }

    private static async Task<(int Statements, long Read, int Rows)> WorkAsync(DatabaseKind kind, int entries)
    {
        await using var site = await TestSite.CreateAsync(kind);
        await site.UseAsync((FinanceHistory h) => h.WriteAsync(new HistoryOrder(3, entries), progress: null, CancellationToken.None));
        var centre = await site.DbAsync(db => db.Set<BankAccount>().Select(a => a.CentreId).SingleAsync());
        var (counter, reader) = (new StatementCounter(), new RowMeter());
        site.Interceptors.AddRange([.. counter.Interceptors, reader]);
        var (from, to) = (Instants.BeijingDay(site.NowUtc).AddYears(-3), Instants.BeijingDay(site.NowUtc));
        var rows = 0;
        var (statements, _) = await counter.CountAsync(async () =>
        {
            var report = await site.UseAsync((SettlementQueries q) => q.ReportAsync(centre, from, to, ReportBasis.ValueDay, CancellationToken.None));
            var fees = await site.UseAsync((FeeSettlements f) => f.ReportAsync(centre, from, to, ReportBasis.BookedDay, WordsLanguage.Chinese, CancellationToken.None));
            rows = report.Fees.Count + report.Deposits.Count + fees.Rows.Count;
            Assert.True(report.TiesToLedger, string.Join('\n', report.Controls));
        });
        return (statements, reader.Rows, rows);
    }
}
