using System.Diagnostics;
using System.Globalization;

namespace Trading.TestKit;

/// <summary>ledger-cli and hledger, which add up an exported journal without knowing anything of this platform.</summary>
public static class AccountingTools
{
    /// <summary>The name by which TRADING_REQUIRE asks for both.</summary>
    public const string Name = "accounting";

    /// <summary>Null where both are installed; else why a test is skipped.</summary>
    public static string? SkipReason => Requirements.SkipWithout(Name, Find("ledger") is not null && Find("hledger") is not null);

    /// <summary>The balance of each account in hundredths of its currency, as ledger-cli reckons it.</summary>
    public static Task<SortedDictionary<string, long>> LedgerAsync(string journal) =>
        BalancesAsync("ledger", ["-f", journal, "balance", "--flat", "--no-total", "--format", "%(account)|%(quantity(scrub(total)))\n"]);

    /// <inheritdoc cref="LedgerAsync"/>
    /// <remarks>As hledger reckons it.</remarks>
    public static Task<SortedDictionary<string, long>> HledgerAsync(string journal) =>
        BalancesAsync("hledger", ["-f", journal, "balance", "--flat", "--no-total", "--format", "%(account)|%(total)"]);

    private static async Task<SortedDictionary<string, long>> BalancesAsync(string tool, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Find(tool) ?? tool, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["LANG"] = "C.UTF-8" } })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{tool}: {await error}");
        }

        var balances = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('|')).Select(cells => (Account: cells[0].Trim(), Amount: HundredthsOf(cells[1])));
        return new SortedDictionary<string, long>(balances.Where(b => b.Amount != 0).ToDictionary(b => b.Account, b => b.Amount), StringComparer.Ordinal);
    }

    private static long HundredthsOf(string text) => (long)(decimal.Parse(text.Replace("CNY", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) * 100);

    private static string? Find(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, tool)).FirstOrDefault(File.Exists);
}
