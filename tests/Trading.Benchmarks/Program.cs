using System.Globalization;
using Trading.Benchmarks.Cases;
using Trading.TestKit;

namespace Trading.Benchmarks;

/// <summary>
/// <c>Trading.Benchmarks [name …] [--rounds N] [--full]</c>: runs the named benchmarks, or all, and prints one Markdown table. Each runs beside
/// its reference in the same process run, alternating, on a fresh database a round.
/// </summary>
internal static class Program
{
    private static readonly Dictionary<string, Func<Options, Task<IReadOnlyList<Row>>>> All = new()
    {
        ["replay"] = ReplayCase.RunAsync,
        ["ledger-post"] = LedgerCase.RunAsync,
        ["hot-account"] = HotAccountCase.RunAsync,
        ["scale"] = ScaleCase.RunAsync,
        ["mass-refund"] = RefundCase.RunAsync,
        ["bid-submit"] = BidCase.RunAsync,
        ["statement-import"] = ImportCase.RunAsync,
        ["verify"] = VerifyCase.RunAsync,
        ["pdf"] = PdfCase.RunAsync,
    };

    private static async Task<int> Main(string[] args)
    {
        if (args is [ReportAlone.Name, var connection, var centre])
        {
            return await ReportAlone.RunAsync(connection, long.Parse(centre, CultureInfo.InvariantCulture));
        }

        var options = Options.Parse(args);
        var unknown = options.Names.Where(n => !All.ContainsKey(n)).ToList();
        if (unknown.Count > 0)
        {
            await Console.Error.WriteLineAsync($"no benchmark {string.Join(", ", unknown)}; there are {string.Join(", ", All.Keys)}");
            return 2;
        }

        // Money is committed to the disk in production, so it is here.
        PostgresCluster.Durable = true;
        Report.Head(options);
        foreach (var (name, run) in All.Where(b => options.Names.Count == 0 || options.Names.Contains(b.Key)))
        {
            Report.Print(name, await run(options));
        }

        return 0;
    }
}
