using System.CommandLine;
using Trading.Domain.Shared;
using Trading.Infrastructure;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;

namespace Trading.Web.Commands;

/// <summary>
/// <c>import statement FILE [--profile P] [--dry-run]</c>: a bank's file, each statement proved and booked to the registered account of its number and
/// currency. For the operator of the server: it tells how many lines were booked, which no page does.
/// </summary>
internal static class ImportCommand
{
    private const int Refused = 1;

    public static Command Create(VerbOptions options)
    {
        var file = new Argument<FileInfo>("FILE") { Description = options.Describe("import-file") };
        var profile = new Option<string>("--profile") { Description = options.Describe("import-profile") };
        var dryRun = new Option<bool>("--dry-run") { Description = options.Describe("import-dry-run") };
        var statement = new Command("statement", options.Describe("import-statement")) { file, profile, dryRun };
        statement.SetAction(async (parsed, ct) => await RunAsync(
            parsed.GetRequiredValue(file), ProfileOf(parsed.GetValue(profile)), parsed.GetValue(dryRun), options.OutputOf(parsed), parsed.InvocationConfiguration.Error, ct));
        return new Command("import", options.Describe("import")) { statement };
    }

    private static BankProfile? ProfileOf(string? key) =>
        key is null ? null : BankProfiles.All.FirstOrDefault(p => p.Key == key) ?? throw new RuleBrokenException(BankingRules.UnknownProfile, key);

    private static async Task<int> RunAsync(FileInfo file, BankProfile? profile, bool dryRun, VerbOutput output, TextWriter error, CancellationToken ct)
    {
        if (!file.Exists)
        {
            throw new RuleBrokenException(CommandRules.NoFile, file.FullName);
        }

        StatementFiles.RequireFits(file.Length);
        var bytes = await File.ReadAllBytesAsync(file.FullName, ct);
        BankFile read;
        try
        {
            read = profile is null ? StatementFiles.Read(bytes) : StatementFiles.Read(bytes, profile);
        }
        catch (RuleBrokenException refusal)
        {
            await error.WriteLineAsync(output.Say("command.import.unreadable", file.Name, StatementFiles.FormOf(bytes), Words.Refusal(refusal, output.Language)));
            return Refused;
        }

        var result = new ImportResult(dryRun ? Proved(read) : await BookAsync(read, bytes, ct));
        output.Answer(result.Json(), () => result.Sentence(output));
        return 0;
    }

    private static async Task<FileOutcome> BookAsync(BankFile read, byte[] bytes, CancellationToken ct)
    {
        await using var services = VerbHost.Build(VerbHost.Settings(), new BusinessClock(TimeProvider.System));
        await using var scope = services.CreateAsyncScope();
        await DatabaseCommands.RequireMigratedAsync(scope.ServiceProvider.GetRequiredService<TradingDbContext>(), ct);
        await VerbHost.TakeUpTimeAsync(scope.ServiceProvider, ct);
        return await scope.ServiceProvider.GetRequiredService<StatementImportService>().ImportAsync(read, bytes, Acting.Clock, ct);
    }

    /// <summary>What can be said of a file from itself alone: each statement proved, and how it follows the one of its account before it in the file.</summary>
    private static FileOutcome Proved(BankFile read)
    {
        var state = read.IsBookable ? ImportState.Held : ImportState.NotBookable;
        return new FileOutcome(read.Format, [.. read.Statements.Index().Select(s => new StatementOutcome(
            s.Item, new ImportOutcome(s.Item.TiesOut && read.IsBookable ? ImportState.Booked : state, s.Item.Difference) { Faults = s.Item.Faults },
            read.Statements.Take(s.Index).LastOrDefault(b => b.Account == s.Item.Account && b.Currency == s.Item.Currency) is { } before
                ? StatementFollows.Of(before, s.Item, hasKnownLines: false)
                : StatementFollows.First))]);
    }
}
