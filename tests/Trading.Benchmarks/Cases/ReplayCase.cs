using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Trading.Infrastructure.Replay;
using Trading.TestKit;
using Trading.TestKit.Builders;

namespace Trading.Benchmarks.Cases;

/// <summary><c>replay tenders</c> as a process of its own, from start to exit, against the same rows in the same number of commits.</summary>
internal static class ReplayCase
{
    private const int Default = 100;

    public static async Task<IReadOnlyList<Row>> RunAsync(Options options)
    {
        var tenders = options.Full ? int.MaxValue : Default;
        var file = Path.GetTempFileName();
        try
        {
            await RecordedData.WriteAsync(file, tenders);
            var (copy, commits, count) = await CountAsync(tenders);
            var peaks = new List<long>();
            var (ours, theirs) = await Measure.AlternateAsync(
                options.Rounds, () => RunVerbAsync(file, peaks), () => Measure.TimeAsync(() => copy.WriteAsync(commits)), warmUp: false);
            var note = string.Create(CultureInfo.InvariantCulture, $"{copy.Rows:N0} rows, {commits:N0} commits; peak {peaks.Max():N0} MB");
            return [new Row($"{count:N0} tenders, SQLite", "tenders", ours, theirs, "the same rows and commits by plain ADO", count, note)];
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>One replay in this process, not timed, to learn what it writes.</summary>
    private static async Task<(RowCopy Copy, int Commits, int Tenders)> CountAsync(int most)
    {
        var recorded = RecordedData.Tenders().Take(most).ToList();
        var meter = new CommitMeter();
        var clock = new ReplayClock();
        await using var site = await TestSite.CreateAsync(DatabaseKind.Sqlite, clock: clock);
        site.Interceptors.Add(meter);
        await new TenderReplay(site.Services, clock).RunAsync(recorded, null, CancellationToken.None);
        return (RowCopy.Read(new SqliteConnectionStringBuilder(site.Database.ConnectionString).DataSource), meter.Commits, recorded.Count);
    }

    private static async Task<Taken> RunVerbAsync(string file, List<long> peaks)
    {
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Trading.Web.dll"), "replay", "tenders", file])
        {
            RedirectStandardOutput = true,
        })!;
        var (cpu, peak) = (TimeSpan.Zero, 0L);
        var output = process.StandardOutput.ReadToEndAsync();
        // What a process used cannot be asked after its end; a last tenth of a second may be missing.
        while (!process.WaitForExit(100))
        {
            process.Refresh();
            (cpu, peak) = process.HasExited ? (cpu, peak) : (process.TotalProcessorTime, Math.Max(peak, process.PeakWorkingSet64));
        }

        peaks.Add(peak / 1_048_576);
        return process.ExitCode == 0 ? new Taken(watch.Elapsed.TotalSeconds, cpu.TotalSeconds) : throw new InvalidOperationException(await output);
    }
}
