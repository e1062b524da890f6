using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trading.Domain.Shared;
using Trading.Infrastructure.Jobs;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;

namespace Trading.Infrastructure.Banking;

/// <summary>
/// Imports the statements that the bank, or somebody, has put into <c>statements/inbox/{bank account id}</c> of the data folder. Each file is a due action
/// of its own: one that cannot be imported for a cause that is not in it (locked, no such account) is tried again at growing intervals and parked in the
/// end for an administrator, and keeps none of the others waiting. One that cannot be read is kept sealed, with a step of finance.
/// </summary>
/// <remarks>
/// A file leaves the inbox only when what became of it is committed, so a run that is cut short is taken up by the next; the import itself knows a file
/// that it had. What was stored stands sealed in the database, and its plain copy, which names payers and sub-accounts, is deleted: <c>done</c> or
/// <c>held</c> keeps a note of it. Whoever delivers writes under a name that begins with a dot or ends with <c>.part</c>, and renames.
/// </remarks>
public sealed class StatementInboxService(IServiceScopeFactory scopes, TradingOptions options, TimeProvider clock, BankSeal seal)
{
    private string Folder => Path.Combine(options.DataFolder, "statements");

    /// <summary>The folder into which statements of a bank account are delivered.</summary>
    public string InboxOf(long bankAccountId) => Path.Combine(Folder, "inbox", bankAccountId.ToString(CultureInfo.InvariantCulture));

    /// <summary>
    /// Plans the import of every file that is waiting and not planned yet, in the order of accounts and names; ends what was planned for a file that is no
    /// longer there. Safe to run at any time and twice.
    /// </summary>
    public async Task PlanAsync(CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        var waiting = Waiting().ToList();
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TradingDbContext>();
        var due = scope.ServiceProvider.GetRequiredService<DueActions>();
        var open = await db.Set<DueAction>().Where(d => d.Kind == DueKinds.ImportStatement && d.DoneAtUtc == null).ToListAsync(ct);
        foreach (var gone in open.Where(d => waiting.TrueForAll(f => f.Tag != d.Subject)))
        {
            gone.DoneAtUtc = nowUtc;
        }

        var centres = await db.Set<BankAccount>().ToDictionaryAsync(a => a.Id, a => a.CentreId, ct);
        foreach (var (index, file) in waiting.Where(f => open.TrueForAll(d => d.Subject != f.Tag)).Index())
        {
            // A millisecond apart, because the sweep takes them by their time. A file for no account is nobody's but the platform's administrators'.
            await due.PlanAsync(DueKinds.ImportStatement, file.Tag, centres.GetValueOrDefault(file.Account), nowUtc.AddMilliseconds(index - waiting.Count), ct);
        }

        await due.SavePlansAsync(ct);
    }

    /// <summary>Imports the file of a due action; nothing where it is no longer there.</summary>
    /// <exception cref="RuleBrokenException"><c>banking.no-such-account</c>, <c>shared.changed-meanwhile</c>: to be tried again.</exception>
    public async Task ImportAsync(string tag, CancellationToken ct)
    {
        if (Waiting().FirstOrDefault(f => f.Tag == tag) is not { } file)
        {
            return;
        }

        var bytes = await File.ReadAllBytesAsync(file.Path, ct);
        var (folder, note) = await ImportAsync(file, bytes, ct);
        await NoteAsync(folder, file, note, ct);
        File.Delete(file.Path);
    }

    private async Task<(string Folder, string Note)> ImportAsync(WaitingFile file, byte[] bytes, CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await RequireAccountAsync(scope.ServiceProvider.GetRequiredService<TradingDbContext>(), file.Account, ct);
            if (ReplyFiles.Knows(bytes))
            {
                return ("done", NoteOf(await scope.ServiceProvider.GetRequiredService<RepaymentReplyService>().ImportReplyAsync(file.Account, bytes, Acting.Clock, ct)));
            }

            var outcome = await scope.ServiceProvider.GetRequiredService<StatementImportService>().ImportAsync(file.Account, bytes, Acting.Clock, ct);
            if (outcome.Refusal is { } left && UnreadableReasons.IsOfTheFile(left))
            {
                await KeepAsync(file, bytes, left, ct);
            }

            return (outcome.Statements.Any(s => s.Import.State is ImportState.Held or ImportState.NoSuchAccount) ? "held" : "done", NoteOf(outcome));
        }
        catch (RuleBrokenException refusal) when (UnreadableReasons.IsOfTheFile(refusal))
        {
            await KeepAsync(file, bytes, refusal, ct);
            var (key, values) = UnreadableReasons.Of(refusal);
            return ("held", string.Join('\n', new[] { WordsLanguage.Chinese, WordsLanguage.English }.Select(language => Words.Get(key, language, [.. values]))));
        }
    }

    // In a scope of its own: nothing that the refused import left in memory is saved with it.
    private async Task KeepAsync(WaitingFile file, byte[] bytes, RuleBrokenException refusal, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<UnreadableFileService>().KeepAsync(file.Account, file.Name, bytes, refusal, ct);
    }

    private IEnumerable<WaitingFile> Waiting()
    {
        var inbox = Path.Combine(Folder, "inbox");
        return !Directory.Exists(inbox)
            ? []
            : Directory.GetDirectories(inbox)
                .Where(folder => long.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out _))
                .Select(folder => (Account: long.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture), Folder: folder))
                .OrderBy(f => f.Account)
                .SelectMany(f => Directory.GetFiles(f.Folder).Where(IsWhole).Order(StringComparer.Ordinal).Select(path => Of(f.Account, path)));
    }

    // Replaced by another of its name, it is another file: what was planned for the first does not count for it.
    private WaitingFile Of(long account, string path) => new(account, path, seal.InboxTag(account, Path.GetFileName(path), File.GetLastWriteTimeUtc(path)));

    private static bool IsWhole(string path) =>
        !Path.GetFileName(path).StartsWith('.') && !path.EndsWith(".part", StringComparison.Ordinal) && !path.EndsWith(".tmp", StringComparison.Ordinal);

    private static async Task RequireAccountAsync(TradingDbContext db, long account, CancellationToken ct)
    {
        if (!await db.Set<BankAccount>().AnyAsync(a => a.Id == account, ct))
        {
            throw new RuleBrokenException(BankingRules.NoSuchAccount, account);
        }
    }

    private static string NoteOf(ReplyOutcome outcome) =>
        string.Join('\n', new[] { WordsLanguage.Chinese, WordsLanguage.English }.Select(language => Words.Get("finance.reply.imported", language, [.. outcome.Figures])));

    // Neither the number of lines is noted nor where a fault lies: both would count the deposits of lots that are not opened.
    private static string NoteOf(FileOutcome outcome) => string.Join('\n', outcome.Statements.SelectMany(s => NoteOf(outcome, s)));

    private static IEnumerable<string> NoteOf(FileOutcome file, StatementOutcome outcome)
    {
        var several = file.Statements.Count > 1 ? $"{outcome.Statement.Account} {outcome.Statement.Currency}: " : "";
        var states = new[] { WordsLanguage.Chinese, WordsLanguage.English }.Select(language => several + Words.Of(outcome.Import.State, language));
        var faults = outcome.Import.IsKept ? outcome.Import.Faults.Select(f => $"{Words.Of(f.Kind, WordsLanguage.Chinese)} / {Words.Of(f.Kind, WordsLanguage.English)}") : [];
        var follows = outcome.Follows is { Kind: Succession.Gap or Succession.Overlap } told
            ? new[] { $"{Words.Of(told.Kind, WordsLanguage.Chinese)} / {Words.Of(told.Kind, WordsLanguage.English)}" }
            : [];
        return [.. states, .. faults, .. follows];
    }

    /// <summary>Writes what became of the file; a later file of the same name writes over it.</summary>
    private async Task NoteAsync(string folder, WaitingFile file, string note, CancellationToken ct)
    {
        var target = Path.Combine(Folder, folder, file.Account.ToString(CultureInfo.InvariantCulture));
        Directory.CreateDirectory(target);
        await File.WriteAllTextAsync(Path.Combine(target, file.Name + ".txt"), note + "\n", Encoding.UTF8, ct);
    }

    /// <summary>A file that waits, and the number under which its import is planned.</summary>
    private sealed record WaitingFile(long Account, string Path, string Tag)
    {
        public string Name => System.IO.Path.GetFileName(Path);
    }
}
