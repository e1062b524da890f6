using System.CommandLine;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Trading.Domain.Shared;
using Trading.Infrastructure;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Replay;

namespace Trading.Web.Commands;

/// <summary>
/// <c>replay tenders FILE.csv</c>: runs recorded tenders through the platform's own services on a simulated clock, in a fresh database that is
/// thrown away afterwards (or kept where --keep names a folder); never the site's.
/// </summary>
internal static class ReplayCommand
{
    public static Command Create(VerbOptions options)
    {
        var file = new Argument<FileInfo>("FILE") { Description = options.Describe("replay-file") };
        var database = new Option<string>("--database") { Description = options.Describe("replay-database") };
        var keep = new Option<DirectoryInfo>("--keep") { Description = options.Describe("replay-keep") };
        var tenders = new Command("tenders", options.Describe("replay-tenders")) { file, database, keep };
        tenders.SetAction(async (parsed, ct) => await RunAsync(
            new Places(parsed.GetRequiredValue(file), parsed.GetValue(database), parsed.GetValue(keep)),
            options.OutputOf(parsed), parsed.InvocationConfiguration.Error, ct));
        return new Command("replay", options.Describe("replay")) { tenders };
    }

    private static async Task<int> RunAsync(Places places, VerbOutput output, TextWriter error, CancellationToken ct)
    {
        if (!places.File.Exists)
        {
            throw new RuleBrokenException(CommandRules.NoFile, places.File.FullName);
        }

        await using var content = places.File.OpenRead();
        var tenders = RecordedTenders.Read(content);
        var folder = places.Keep ?? Directory.CreateTempSubdirectory("trading-replay-");
        folder.Create();
        try
        {
            var result = await ReplayAsync(tenders, folder, places, error, ct);
            output.Answer(result, () => output.Say(
                "command.replayed", result.Tenders, result.Bids, result.WinnersMatched, result.WinnersExpected, new Money(result.DepositsInFen),
                new Money(result.DepositsOutFen), result.Seconds));
            return result is { ChecksFailed.Count: 0, Mismatches.Count: 0, DepositLiabilityFen: 0 } ? 0 : 1;
        }
        finally
        {
            if (places.Keep is null)
            {
                Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
                folder.Delete(recursive: true);
            }
        }
    }

    private static async Task<ReplayResult> ReplayAsync(
        IReadOnlyList<RecordedTender> tenders, DirectoryInfo folder, Places places, TextWriter error, CancellationToken ct)
    {
        var installation = new TradingOptions
        {
            ConnectionString = places.Database ?? $"Data Source={Path.Combine(folder.FullName, "replay.db")}",
            DataFolder = folder.FullName,
        };
        var clock = new ReplayClock();
        await using var services = VerbHost.Build(installation, clock, demoMode: true);
        await using (var scope = services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<TradingDbContext>();
            await RequireFreshAsync(db, ct);
            await scope.ServiceProvider.GetRequiredService<DatabaseMigrator>().RunAsync(ct);
        }

        return await new TenderReplay(services, clock).RunAsync(tenders, new ProgressBar(error, tenders.Count), ct);
    }

    /// <summary>What is read and written, and where.</summary>
    private sealed record Places(FileInfo File, string? Database, DirectoryInfo? Keep);

    /// <summary>A replay never touches a database that holds anything.</summary>
    private static async Task RequireFreshAsync(TradingDbContext db, CancellationToken ct)
    {
        var creator = db.GetService<IRelationalDatabaseCreator>();
        if (await creator.ExistsAsync(ct) && await creator.HasTablesAsync(ct))
        {
            throw new RuleBrokenException(CommandRules.NotFresh);
        }
    }

    /// <summary>A line that grows on a terminal; nothing where the output goes to a file.</summary>
    private sealed class ProgressBar(TextWriter error, int total) : IProgress<int>
    {
        private const int Width = 40;
        private int _drawn = -1;

        public void Report(int value)
        {
            var filled = value * Width / total;
            if (Console.IsErrorRedirected || filled == _drawn)
            {
                return;
            }

            _drawn = filled;
            error.Write($"\r[{new string('#', filled)}{new string('.', Width - filled)}] {value}/{total}{(value == total ? "\n" : "")}");
        }
    }
}
