using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Trading.Domain.Reports;
using Trading.Infrastructure;
using Trading.Infrastructure.Settlement;

namespace Trading.Benchmarks.Cases;

/// <summary>The settlement report in a process of its own, which made no history before: what a report needs of memory.</summary>
internal static class ReportAlone
{
    public const string Name = "report-alone";

    /// <summary>Runs this program anew for one report and returns the most that it had in memory, in bytes.</summary>
    public static async Task<long> PeakAsync(string connection, long centre)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Name, connection, centre.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true };
        // As a site runs it on two cores.
        start.Environment["DOTNET_gcServer"] = "0";
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? long.Parse(said, CultureInfo.InvariantCulture) : throw new InvalidOperationException($"The report ended with {process.ExitCode}.");
    }

    public static async Task<int> RunAsync(string connection, long centre)
    {
        var folder = Directory.CreateTempSubdirectory("trading-report-").FullName;
        try
        {
            var services = new ServiceCollection().AddLogging().AddTrading(new TradingOptions { ConnectionString = connection, DataFolder = folder }, TimeProvider.System);
            await using var provider = services.BuildServiceProvider();
            await using var scope = provider.CreateAsyncScope();
            var (from, to) = (new DateOnly(2000, 1, 1), new DateOnly(2100, 1, 1));
            var detail = await scope.ServiceProvider.GetRequiredService<SettlementQueries>().ReportAsync(centre, from, to, ReportBasis.ValueDay, CancellationToken.None);
            var fees = await scope.ServiceProvider.GetRequiredService<FeeSettlements>().ReportAsync(centre, from, to, ReportBasis.ValueDay, WordsLanguage.Chinese, CancellationToken.None);
            _ = fees.ToTable(WordsLanguage.Chinese);
            Console.Write(Process.GetCurrentProcess().PeakWorkingSet64.ToString(CultureInfo.InvariantCulture));
            return detail.TiesToLedger ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
