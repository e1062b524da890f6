using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Trading.Domain.Shared;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;

namespace Trading.Infrastructure.Banking;

/// <summary>What became of the files that were waiting.</summary>
/// <param name="Booked">Files that were booked, or had been before.</param>
/// <param name="Held">Files that do not tie out or cannot be read: a person has to look.</param>
/// <param name="Postponed">Files that could not be imported this time, for a cause that is not in the file: they stay, and the next run takes them up.</param>
public sealed record InboxOutcome(int Booked, int Held, int Postponed = 0);

/// <summary>
/// Imports the statements that the bank, or somebody, has put into <c>statements/inbox/{bank account id}</c> of the data folder. A file leaves the
/// inbox only when its import is committed, so a run that is cut short is taken up by the next; the import itself knows a file that it had.
/// </summary>
/// <remarks>
/// What was stored stands sealed in the database, and its plain copy, which names payers and sub-accounts, is deleted: <c>done</c> or <c>held</c>
/// keeps a note of it. A file that cannot be read is stored nowhere else, so it goes to <c>held</c> itself, with the refusal beside it. Whoever
/// delivers writes under a name that begins with a dot or ends with <c>.part</c>, and renames.
/// </remarks>
public sealed partial class StatementInboxService(IServiceScopeFactory scopes, TradingOptions options, ILogger<StatementInboxService> logger)
{
    private string Folder => Path.Combine(options.DataFolder, "statements");

    /// <summary>The folder into which statements of a bank account are delivered.</summary>
    public string InboxOf(long bankAccountId) => Path.Combine(Folder, "inbox", bankAccountId.ToString(CultureInfo.InvariantCulture));

    /// <summary>Imports all that is waiting, by account and file name. Safe to run at any time and twice.</summary>
    public async Task<InboxOutcome> ImportWaitingAsync(CancellationToken ct)
    {
        var outcome = new InboxOutcome(0, 0);
        foreach (var (account, path) in Waiting())
        {
            outcome = await TryImportAsync(account, path, ct) switch
            {
                true => outcome with { Booked = outcome.Booked + 1 },
                false => outcome with { Held = outcome.Held + 1 },
                null => outcome with { Postponed = outcome.Postponed + 1 },
            };
        }

        return outcome;
    }

    /// <summary>Null where the file stays for the next run: one file that fails keeps none of the others waiting.</summary>
    private async Task<bool?> TryImportAsync(long account, string path, CancellationToken ct)
    {
        try
        {
            return await ImportAsync(account, path, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            Postponed(logger, account, e);
            return null;
        }
    }

    // The name of the file is whatever the bank called it, and stands in no log.
    [LoggerMessage(Level = LogLevel.Warning, Message = "A statement for bank account {Account} could not be imported and waits for the next run.")]
    private static partial void Postponed(ILogger logger, long account, Exception cause);

    private IEnumerable<(long Account, string Path)> Waiting()
    {
        var inbox = Path.Combine(Folder, "inbox");
        return !Directory.Exists(inbox)
            ? []
            : Directory.GetDirectories(inbox)
                .Where(folder => long.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out _))
                .Select(folder => (Account: long.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture), Folder: folder))
                .OrderBy(f => f.Account)
                .SelectMany(f => Directory.GetFiles(f.Folder).Where(IsWhole).Order(StringComparer.Ordinal).Select(file => (f.Account, file)));
    }

    private static bool IsWhole(string path) =>
        !Path.GetFileName(path).StartsWith('.') && !path.EndsWith(".part", StringComparison.Ordinal) && !path.EndsWith(".tmp", StringComparison.Ordinal);

    private async Task<bool> ImportAsync(long account, string path, CancellationToken ct)
    {
        var file = await File.ReadAllBytesAsync(path, ct);
        try
        {
            // Each file in a scope of its own: what a refused one left in memory is not saved with the next.
            await using var scope = scopes.CreateAsyncScope();
            await RequireAccountAsync(scope.ServiceProvider.GetRequiredService<TradingDbContext>(), account, ct);
            var outcome = await scope.ServiceProvider.GetRequiredService<StatementImportService>().ImportAsync(account, file, Acting.Clock, ct);
            var isHeld = outcome.State == ImportState.Held;
            await NoteAsync(isHeld ? "held" : "done", account, path, NoteOf(outcome), ct);
            File.Delete(path);
            return !isHeld;
        }
        catch (RuleBrokenException refusal) when (refusal.Rule != SharedRules.ChangedMeanwhile)
        {
            var place = await NoteAsync("held", account, path, Words.Refusal(refusal, WordsLanguage.Chinese) + "\n" + Words.Refusal(refusal, WordsLanguage.English), ct);
            File.Move(path, place);
            return false;
        }
    }

    private static async Task RequireAccountAsync(TradingDbContext db, long account, CancellationToken ct)
    {
        if (!await db.Set<BankAccount>().AnyAsync(a => a.Id == account, ct))
        {
            throw new RuleBrokenException(BankingRules.NoSuchAccount, account);
        }
    }

    // Neither the number of lines is noted nor where a fault lies: both would count the deposits of lots that are not opened.
    private static string NoteOf(ImportOutcome outcome) => string.Join(
        '\n',
        new[] { WordsLanguage.Chinese, WordsLanguage.English }.Select(language => Words.Of(outcome.State, language))
            .Concat(outcome.Faults.Select(f => $"{Words.Of(f.Kind, WordsLanguage.Chinese)} / {Words.Of(f.Kind, WordsLanguage.English)}")));

    /// <summary>Writes what became of the file; returns where the file itself would go beside the note.</summary>
    private async Task<string> NoteAsync(string folder, long account, string path, string note, CancellationToken ct)
    {
        var target = Path.Combine(Folder, folder, account.ToString(CultureInfo.InvariantCulture));
        Directory.CreateDirectory(target);
        var place = folder == "held" ? Free(target, Path.GetFileName(path)) : Path.Combine(target, Path.GetFileName(path));
        await File.WriteAllTextAsync(place + ".txt", note + "\n", Encoding.UTF8, ct);
        return place;
    }

    /// <summary>A name that no earlier file has: banks deliver many files under one.</summary>
    private static string Free(string folder, string name)
    {
        var numbered = Enumerable.Range(2, int.MaxValue - 2).Select(n => string.Create(
            CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(name)}-{n}{Path.GetExtension(name)}"));
        return numbered.Prepend(name).Select(n => Path.Combine(folder, n)).First(place => !File.Exists(place) && !File.Exists(place + ".txt"));
    }
}
