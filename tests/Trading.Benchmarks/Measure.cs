using System.Diagnostics;

namespace Trading.Benchmarks;

/// <summary>What one run took: seconds by the clock on the wall, and processor seconds where they were counted.</summary>
internal readonly record struct Taken(double Wall, double Cpu);

/// <summary>One line of the report: what was measured, what it is measured against, and how often the one takes as long as the other.</summary>
internal sealed record Row(string What, string Unit, IReadOnlyList<Taken> Platform, IReadOnlyList<Taken> Reference, string ReferenceIs, double Units, string Note = "");

internal static class Measure
{
    /// <summary>Alternates platform and reference, round by round, after one round of each that is thrown away.</summary>
    public static async Task<(IReadOnlyList<Taken> Platform, IReadOnlyList<Taken> Reference)> AlternateAsync(
        int rounds, Func<Task<Taken>> platform, Func<Task<Taken>> reference, bool warmUp = true)
    {
        var (ours, theirs) = (new List<Taken>(), new List<Taken>());
        for (var round = warmUp ? -1 : 0; round < rounds; round++)
        {
            var (first, second) = (await platform(), await reference());
            if (round >= 0)
            {
                ours.Add(first);
                theirs.Add(second);
            }
        }

        return (ours, theirs);
    }

    /// <summary>Times work in this process. Its processor time is this process's: a database server's is not in it.</summary>
    public static async Task<Taken> TimeAsync(Func<Task> work)
    {
        GC.Collect();
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        await work();
        return new Taken(watch.Elapsed.TotalSeconds, (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds);
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
