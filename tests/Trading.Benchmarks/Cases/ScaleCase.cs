using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Trading.Domain.Reports;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Demo;
using Trading.Infrastructure.Jobs;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Settlement;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Benchmarks.Cases;

/// <summary>
/// A made-up history of 100,000 postings (1,000,000 with <c>--full</c>) in one centre: how fast it is written, the settlement report over all of it beside
/// the same sums by hand-written SQL, and the exported journal beside ledger-cli and hledger, whose balances must be equal to the fen.
/// </summary>
internal static class ScaleCase
{
    private const string Deposits = """
        SELECT d.lot_id, e.kind, SUM(p.amount)
        FROM deposit d CROSS JOIN account a CROSS JOIN posting p CROSS JOIN journal_entry e
        WHERE a.subject = CAST(REPLACE(LOWER(CAST(d.participation_id AS TEXT)), '-', '') AS TEXT) AND a.centre_id = d.centre_id AND a.class = 'DepositHeld'
          AND p.account_id = a.id AND e.id = p.entry_id AND e.value_on BETWEEN '2000-01-01' AND '2100-01-01' GROUP BY d.lot_id, e.kind
        """;

    private const string Interest = """
        SELECT d.lot_id, SUM(p.amount)
        FROM account a CROSS JOIN posting p CROSS JOIN journal_entry e CROSS JOIN deposit d
        WHERE a.class = 'InterestEarned' AND p.account_id = a.id AND e.id = p.entry_id AND e.value_on BETWEEN '2000-01-01' AND '2100-01-01'
          AND CAST(REPLACE(LOWER(CAST(d.participation_id AS TEXT)), '-', '') AS TEXT) = e.subject GROUP BY d.lot_id
        """;

    private const string Fees = """
        SELECT a.subject, e.kind, SUM(p.amount) FROM account a JOIN posting p ON p.account_id = a.id JOIN journal_entry e ON e.id = p.entry_id
        WHERE a.class IN ('FeeReceivable', 'FeeIncome') AND e.value_on BETWEEN '2000-01-01' AND '2100-01-01' GROUP BY a.subject, e.kind
        """;

    public static async Task<IReadOnlyList<Row>> RunAsync(Options options)
    {
        var rows = new List<Row>();
        foreach (var kind in new[] { DatabaseKind.Sqlite, DatabaseKind.Postgres })
        {
            await using var site = await TestSite.CreateAsync(kind);
            var entries = options.Full ? 500_000 : 50_000;
            HistoryWritten? written = null;
            var seeded = await Measure.TimeAsync(async () => written = await site.UseAsync((FinanceHistory h) => h.WriteAsync(new HistoryOrder(1, entries), null, CancellationToken.None)));
            rows.Add(new Row($"{entries:N0} entries made up and chained, {kind}", "entries", [seeded], [seeded], "none", entries));
            var postings = written!.Postings;
            // As the site's own job does on SQLite, and PostgreSQL by itself, whose autovacuum the tests have switched off.
            await site.UseAsync((KeepStatisticsJob j) => j.RunAsync(CancellationToken.None));
            if (kind == DatabaseKind.Postgres)
            {
                await site.Database.TamperAsync("VACUUM ANALYZE");
            }

            rows.Add(await SettlementAsync(site, kind, postings, options));
            if (AccountingTools.SkipReason is null)
            {
                rows.AddRange(await ExportAsync(site, kind, postings, options));
            }
        }

        return rows;
    }

    private static async Task<Row> SettlementAsync(TestSite site, DatabaseKind kind, long postings, Options options)
    {
        var centre = await site.DbAsync(db => db.Set<BankAccount>().Select(a => a.CentreId).SingleAsync());
        var (from, to) = (new DateOnly(2000, 1, 1), new DateOnly(2100, 1, 1));
        var most = 0L;
        var (ours, theirs) = await Measure.AlternateAsync(options.Rounds, () => Measure.TimeAsync(ReportAsync), () => Measure.TimeAsync(() => RawAsync(site, kind)));
        var alone = await ReportAlone.PeakAsync(site.Database.ConnectionString, centre);
        var note = string.Create(CultureInfo.InvariantCulture, $"{most / 1_000_000.0:N0} MB allocated a report, a process that makes nothing else has {alone / 1_000_000.0:N0} MB at its peak");
        return new Row($"settlement report over {postings:N0} postings, {kind}", "postings", ours, theirs, "the sums by fee and lot in hand-written SQL", postings, note);

        async Task ReportAsync()
        {
            var before = GC.GetTotalAllocatedBytes();
            var detail = await site.UseAsync((SettlementQueries q) => q.ReportAsync(centre, from, to, ReportBasis.ValueDay, CancellationToken.None));
            var fees = await site.UseAsync((FeeSettlements f) => f.ReportAsync(centre, from, to, ReportBasis.ValueDay, Trading.Infrastructure.WordsLanguage.Chinese, CancellationToken.None));
            most = Math.Max(most, GC.GetTotalAllocatedBytes() - before);
            _ = fees.ToTable(Trading.Infrastructure.WordsLanguage.Chinese);
            if (!detail.TiesToLedger)
            {
                throw new InvalidOperationException(string.Join('\n', detail.Controls));
            }
        }
    }

    private static async Task RawAsync(TestSite site, DatabaseKind kind)
    {
        await using DbConnection connection = kind == DatabaseKind.Sqlite ? new SqliteConnection(site.Database.ConnectionString) : new NpgsqlConnection(site.Database.ConnectionString);
        await connection.OpenAsync();
        foreach (var sql in new[] { Deposits, Interest, Fees })
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                _ = reader.GetValue(0);
            }
        }
    }

    private static async Task<IReadOnlyList<Row>> ExportAsync(TestSite site, DatabaseKind kind, long postings, Options options)
    {
        var file = Path.GetTempFileName();
        try
        {
            var export = new List<Taken>();
            for (var round = 0; round < options.Rounds; round++)
            {
                export.Add(await Measure.TimeAsync(async () =>
                {
                    await using var output = File.Create(file);
                    await site.UseAsync((JournalExport e) => e.WriteAsync(JournalFormat.Ledger, output, CancellationToken.None));
                }));
            }

            SortedDictionary<string, long>? ledger = null;
            SortedDictionary<string, long>? hledger = null;
            var inLedger = await Measure.TimeAsync(async () => ledger = await AccountingTools.LedgerAsync(file));
            var inHledger = await Measure.TimeAsync(async () => hledger = await AccountingTools.HledgerAsync(file));
            var equal = ledger!.SequenceEqual(hledger!) ? "equal to the fen" : "DIFFERENT";
            return
            [
                new Row($"export of {postings:N0} postings, {kind}", "postings", export, [inLedger], "ledger-cli reads and adds up the file, once", postings, equal),
                new Row($"export of {postings:N0} postings, {kind}", "postings", export, [inHledger], "hledger does, once", postings, equal),
            ];
        }
        finally
        {
            File.Delete(file);
        }
    }
}
