using Microsoft.Data.Sqlite;
using Trading.Domain.Shared;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Benchmarks.Cases;

/// <summary>A statement of 5,000 payments that nobody was asked for, each with an entry and an account in suspense: the dearest kind of line.</summary>
internal static class ImportCase
{
    public const int Lines = 5_000;

    public static async Task<IReadOnlyList<Row>> RunAsync(Options options)
    {
        RowCopy copy;
        await using (var site = await TestSite.CreateAsync(DatabaseKind.Sqlite))
        {
            await ImportAsync(site);
            copy = RowCopy.Read(new SqliteConnectionStringBuilder(site.Database.ConnectionString).DataSource);
        }

        var (ours, theirs) = await Measure.AlternateAsync(options.Rounds, TimeAsync, () => Measure.TimeAsync(() => copy.WriteAsync(1)), warmUp: false);
        return [new Row($"{Lines:N0} lines, SQLite", "lines", ours, theirs, $"the same {copy.Rows:N0} rows in one commit by plain ADO", Lines)];
    }

    /// <summary>Imports them into a site; the bank's file is written before the time is taken.</summary>
    public static async Task<Taken> ImportAsync(TestSite site)
    {
        var bank = await TestBank.OpenAsync(site);
        var file = bank.Statement([.. Enumerable.Range(1, Lines).Select(i => bank.In(TestBidder.Of(1), Money.Yuan(i)))]);
        return await Measure.TimeAsync(() => bank.ImportAsync(file));
    }

    private static async Task<Taken> TimeAsync()
    {
        await using var site = await TestSite.CreateAsync(DatabaseKind.Sqlite);
        return await ImportAsync(site);
    }
}
