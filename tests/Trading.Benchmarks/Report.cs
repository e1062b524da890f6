using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Trading.Benchmarks;

/// <summary>Prints what docs/benchmarks.md holds.</summary>
internal static class Report
{
    public static void Head(Options options)
    {
        var load = File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
        Say($"{Environment.ProcessorCount} processors ({Processor()}), load {load} at the start; {Environment.OSVersion}; .NET {Environment.Version}; SQLite {SqliteVersion()}; median of {options.Rounds} (min–max)");
        Say("");
        Say("| benchmark | of | platform, s | CPU s | a second | reference, s | CPU s | reference is | ratio | note |");
        Say("|---|---|---|---|---|---|---|---|---|---|");
    }

    public static void Print(string name, IReadOnlyList<Row> rows)
    {
        foreach (var row in rows)
        {
            var (ours, theirs) = (Measure.Median(row.Platform.Select(t => t.Wall)), Measure.Median(row.Reference.Select(t => t.Wall)));
            Say($"| {name} | {row.What} | {Spread(row.Platform)} | {Cpu(row.Platform)} | {row.Units / ours:N0} {row.Unit} | {Spread(row.Reference)} | {Cpu(row.Reference)} | {row.ReferenceIs} | {ours / theirs:N1} | {row.Note} |");
        }
    }

    private static string Spread(IReadOnlyList<Taken> taken) => string.Create(
        CultureInfo.InvariantCulture, $"{Measure.Median(taken.Select(t => t.Wall)):N3} ({taken.Min(t => t.Wall):N3}–{taken.Max(t => t.Wall):N3})");

    private static string Cpu(IReadOnlyList<Taken> taken) => Measure.Median(taken.Select(t => t.Cpu)).ToString("N3", CultureInfo.InvariantCulture);

    private static void Say(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));

    private static void Say(string text) => Console.WriteLine(text);

    private static string Processor() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown"
        : "unknown";

    private static string SqliteVersion()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        return connection.ServerVersion;
    }
}
