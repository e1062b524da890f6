using System.CommandLine;
using System.Security.Cryptography;
using Trading.Domain.Shared;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;

namespace Trading.Web.Commands;

/// <summary>
/// <c>export journal --format ledger|hledger|csv --out FILE</c>: the whole journal in plain-text accounting form. The file appears whole or not at all.
/// </summary>
internal static class ExportCommand
{
    private sealed record Exported(string File, string Format, long Entries, long Postings, IReadOnlyDictionary<string, long> DebitsByCurrency, string Sha256);

    public static Command Create(VerbOptions options)
    {
        var format = new Option<string>("--format") { Description = options.Describe("export-format"), Required = true };
        format.AcceptOnlyFromAmong("ledger", "hledger", "csv");
        var file = new Option<FileInfo>("--out") { Description = options.Describe("export-out"), Required = true };
        var journal = new Command("journal", options.Describe("export-journal")) { format, file };
        journal.SetAction(async (parsed, ct) =>
            await RunAsync(parsed.GetRequiredValue(format), parsed.GetRequiredValue(file), options.OutputOf(parsed), ct));
        return new Command("export", options.Describe("export")) { journal };
    }

    private static async Task<int> RunAsync(string format, FileInfo file, VerbOutput output, CancellationToken ct)
    {
        if (file.Directory is not { Exists: true } folder)
        {
            throw new RuleBrokenException(CommandRules.NoFolder, file.DirectoryName ?? "");
        }

        await using var services = VerbHost.Build(VerbHost.Settings(), new BusinessClock(TimeProvider.System));
        await using var scope = services.CreateAsyncScope();
        await DatabaseCommands.RequireMigratedAsync(scope.ServiceProvider.GetRequiredService<TradingDbContext>(), ct);
        var part = Path.Combine(folder.FullName, $".{file.Name}.{Guid.NewGuid():N}");
        try
        {
            var written = await WriteAsync(scope.ServiceProvider.GetRequiredService<JournalExport>(), Enum.Parse<JournalFormat>(format, ignoreCase: true), part, ct);
            var hash = await HashAsync(part, ct);
            File.Move(part, file.FullName, overwrite: true);
            output.Answer(
                new Exported(file.FullName, format, written.Entries, written.Postings, written.Debits, hash),
                () => output.Say("command.exported", written.Entries, written.Postings, file.FullName, hash));
            return 0;
        }
        finally
        {
            File.Delete(part);
        }
    }

    private static async Task<ExportedJournal> WriteAsync(JournalExport export, JournalFormat format, string part, CancellationToken ct)
    {
        await using var stream = File.Create(part);
        return await export.WriteAsync(format, stream, ct);
    }

    private static async Task<string> HashAsync(string part, CancellationToken ct)
    {
        await using var stream = File.OpenRead(part);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, ct));
    }
}
