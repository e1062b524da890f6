using Microsoft.EntityFrameworkCore;
using Trading.Domain.Shared;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;

namespace Trading.Infrastructure.Banking;

/// <summary>
/// Imports a bank's file: all of it in one transaction, or nothing. Each of its statements is judged for itself and booked only to the registered account of
/// its number and currency; each line is matched without a person and booked once, in whatever files it comes; the file itself is kept sealed.
/// </summary>
public sealed class StatementImportService(
    TradingDbContext db, TimeProvider clock, BankSeal seal, PayerCheck payerCheck, DepositSubAccounts subAccounts, BidderSeal bidderSeal, ReceiptBooker booker, ProcedureLog log,
    StatementChecks checks, StatementSteps steps, UnreadableFileService unreadable, StatementSuccession succession)
{
    /// <summary>
    /// Imports a file that was handed in for an account. A table is read by the account's profile and must be of that account; a file that tells its own
    /// form may bring statements of every account of the same centre.
    /// </summary>
    /// <exception cref="RuleBrokenException">
    /// The file cannot be read (<see cref="BankingRules"/>, <see cref="Formats.BankFileRules"/>) or is of another account (<c>banking.other-account</c>);
    /// nothing is stored.
    /// </exception>
    public async Task<FileOutcome> ImportAsync(long bankAccountId, byte[] file, Acting acting, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(file);
        var nowUtc = clock.NowUtc();
        return await db.InTransactionAsync(
            async () =>
            {
                var named = await db.Set<BankAccount>().AsNoTracking().SingleAsync(a => a.Id == bankAccountId, ct);
                var read = StatementFiles.Read(file, BankProfiles.Of(named.Profile));
                RequireOwn(named, read);
                var accounts = await db.Set<BankAccount>().AsNoTracking().Where(a => a.CentreId == named.CentreId).ToListAsync(ct);
                var outcome = await ImportAsync(read, file, accounts, acting, nowUtc, ct);
                if (outcome.Statements.All(s => s.Import.IsKept))
                {
                    await unreadable.ReadAfterAllAsync(bankAccountId, seal.FileTag(file), acting, nowUtc, ct);
                    await db.SaveOrChangedMeanwhileAsync(ct);
                }

                return outcome;
            },
            ct);
    }

    /// <summary>Imports a file that was handed in for no account: each statement goes to the account of its number and currency, of whatever centre.</summary>
    /// <param name="read">The file as it was read.</param>
    /// <param name="file">The same.</param>
    /// <param name="acting">Who does it.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<FileOutcome> ImportAsync(BankFile read, byte[] file, Acting acting, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(read);
        var nowUtc = clock.NowUtc();
        return await db.InTransactionAsync(
            async () => await ImportAsync(read, file, await db.Set<BankAccount>().AsNoTracking().ToListAsync(ct), acting, nowUtc, ct), ct);
    }

    private async Task<FileOutcome> ImportAsync(
        BankFile read, byte[] file, IReadOnlyList<BankAccount> accounts, Acting acting, DateTime nowUtc, CancellationToken ct)
    {
        var found = read.Statements.Select(s => read.IsBookable ? AccountOf(accounts, s) : null).ToList();
        // In one order, or two imports of several accounts could wait for each other.
        foreach (var id in found.OfType<BankAccount>().Select(a => a.Id).Distinct().Order())
        {
            await db.LockBankAccountAsync(id, ct);
        }

        var import = new FileImport(read, file, seal.FileTag(file), acting, nowUtc);
        var outcomes = new List<StatementOutcome>();
        foreach (var (index, statement) in read.Statements.Index())
        {
            outcomes.Add(found[index] is { } account
                ? await ImportAsync(import, account, statement, index + 1, ct)
                : new StatementOutcome(statement, new ImportOutcome(read.IsBookable ? ImportState.NoSuchAccount : ImportState.NotBookable, statement.Difference) { Faults = statement.Faults }));
        }

        return new FileOutcome(read.Format, outcomes);
    }

    private async Task<StatementOutcome> ImportAsync(FileImport import, BankAccount account, BankStatement read, int place, CancellationToken ct)
    {
        if (await db.Set<BankStatementRow>().AnyAsync(s => s.FileTag == import.Tag && s.Place == place, ct))
        {
            return new StatementOutcome(read, new ImportOutcome(ImportState.AlreadyImported, read.Difference) { Faults = read.TiesOut ? [] : read.Faults });
        }

        var kept = await checks.OfAsync(account.CentreId, account.Id, read, ct);
        var today = Instants.BeijingDay(import.NowUtc);
        var (lines, statement) = (kept.Lines, kept.Judged(today));
        var days = statement.Days ?? (today, today);
        var follows = await succession.OfAsync(account.Id, statement, days.To, lines.Any(l => l.IsKnown), ct);
        var row = Keep(import, account, statement, place, days, follows.Kind);
        var outcome = statement.TiesOut
            ? await BookAsync(account, row, lines, import.Acting, import.NowUtc, ct)
            : await HoldAsync(row, statement, import.NowUtc, ct);
        await db.SaveOrChangedMeanwhileAsync(ct);
        return new StatementOutcome(statement, outcome, follows);
    }

    private static void RequireOwn(BankAccount named, BankFile read)
    {
        if (read.Profile is not null && read.Statements.FirstOrDefault(s => !IsNumberOf(named, s)) is { } other)
        {
            throw new RuleBrokenException(BankingRules.OtherAccount, named.Number, other.Account);
        }
    }

    private static BankAccount? AccountOf(IEnumerable<BankAccount> accounts, BankStatement statement) =>
        accounts.FirstOrDefault(a => a.Currency == statement.Currency && IsNumberOf(a, statement));

    private static bool IsNumberOf(BankAccount account, BankStatement statement) =>
        PayerCheck.NormaliseAccount(statement.Account) == PayerCheck.NormaliseAccount(account.Number);

    private BankStatementRow Keep(
        FileImport import, BankAccount account, BankStatement statement, int place, (DateOnly From, DateOnly To) days, Succession follows)
    {
        var id = Guid.NewGuid();
        var row = new BankStatementRow
        {
            Id = id,
            CentreId = account.CentreId,
            BankAccountId = account.Id,
            FromDay = days.From,
            ToDay = days.To,
            State = statement.TiesOut ? StatementState.Booked : StatementState.Held,
            Difference = statement.Difference,
            Format = import.Read.Format,
            Profile = import.Read.Profile,
            Place = place,
            Succession = follows,
            SealedFile = seal.SealFile(id, import.File),
            FileTag = import.Tag,
            ImportedBy = import.Acting.UserId,
            ImportedAtUtc = import.NowUtc,
        };
        db.Add(row);
        var kind = statement.TiesOut ? "statement-booked" : "statement-held";
        log.Record(
            account.CentreId, null, null, import.Acting, new EventFacts(kind, id.ToString("N"), ContentHash: Convert.FromHexString(import.Tag)), import.NowUtc);
        return row;
    }

    private async Task<ImportOutcome> HoldAsync(BankStatementRow row, BankStatement statement, DateTime nowUtc, CancellationToken ct)
    {
        await steps.HeldAsync(row, nowUtc, ct);
        return new ImportOutcome(ImportState.Held, statement.Difference) { Faults = statement.Faults };
    }

    /// <summary>Books the lines of a statement that no earlier one brought; in the caller's transaction, which has the account locked.</summary>
    internal async Task<ImportOutcome> BookAsync(
        BankAccount account, BankStatementRow row, IReadOnlyList<KnownLine> lines, Acting acting, DateTime nowUtc, CancellationToken ct)
    {
        var fresh = lines.Where(l => !l.IsKnown).Select(l => new FreshLine(l.Line, l.Tag)).ToList();
        var matcher = await LineMatcher.LoadAsync(db, payerCheck, subAccounts, bidderSeal, account, [.. fresh.Select(l => l.Line)], ct);
        var suspense = await booker.BookAsync(account, row.Id, fresh, matcher, nowUtc, ct);
        await steps.BookedAsync(row, acting, nowUtc, ct);
        return new ImportOutcome(ImportState.Booked, Money.Zero, fresh.Count, lines.Count - fresh.Count, suspense);
    }

    private sealed record FileImport(BankFile Read, byte[] File, string Tag, Acting Acting, DateTime NowUtc);
}
