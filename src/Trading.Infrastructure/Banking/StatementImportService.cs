using Microsoft.EntityFrameworkCore;
using Trading.Domain.Shared;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;

namespace Trading.Infrastructure.Banking;

public enum ImportState
{
    /// <summary>It ties out, and all of its lines are booked.</summary>
    Booked,

    /// <summary>It contradicts itself, an earlier statement or the calendar: kept for a person to look at, nothing booked.</summary>
    Held,

    /// <summary>The same file was imported before; nothing was done.</summary>
    AlreadyImported,
}

/// <summary>What became of a statement file.</summary>
/// <param name="State">Booked, held, or known already.</param>
/// <param name="Difference">Opening balance plus all lines minus closing balance; zero where it ties out.</param>
/// <param name="Booked">Lines booked; not to be shown, since it counts deposits of lots that are not opened.</param>
/// <param name="Duplicates">Lines that an earlier statement had brought; not to be shown either.</param>
/// <param name="Suspense">Of the booked lines, those that nobody may say for what they are.</param>
public sealed record ImportOutcome(ImportState State, Money Difference, int Booked = 0, int Duplicates = 0, int Suspense = 0)
{
    /// <summary>Each contradiction with the line of the file: for whoever has just handed in the file, and nobody else.</summary>
    public IReadOnlyList<StatementFault> Faults { get; init; } = [];
}

/// <summary>
/// Imports a bank's statement: all of it in one transaction, or nothing. Each line is matched without a person and booked once, in whatever files
/// it comes; the file itself is kept sealed.
/// </summary>
public sealed class StatementImportService(
    TradingDbContext db, TimeProvider clock, BankSeal seal, PayerCheck payerCheck, DepositSubAccounts subAccounts, ReceiptBooker booker, ProcedureLog log,
    StatementChecks checks, StatementSteps steps, UnreadableFileService unreadable)
{
    /// <exception cref="RuleBrokenException">
    /// The file cannot be read (<see cref="BankingRules"/>) or is of another account (<c>banking.other-account</c>); nothing is stored.
    /// </exception>
    public async Task<ImportOutcome> ImportAsync(long bankAccountId, byte[] file, Acting acting, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(file);
        var nowUtc = clock.NowUtc();
        return await db.InTransactionAsync(
            async () =>
            {
                var account = await db.LockBankAccountAsync(bankAccountId, ct);
                var read = Read(account, file);
                var tag = seal.FileTag(file);
                if (await db.Set<BankStatementRow>().AnyAsync(s => s.FileTag == tag, ct))
                {
                    return new ImportOutcome(ImportState.AlreadyImported, read.Difference) { Faults = read.TiesOut ? [] : read.Faults };
                }

                var lines = await checks.ResolveAsync(account.Id, read.Lines, ct);
                var statement = StatementChecks.Judge(read, lines, Instants.BeijingDay(nowUtc));

                var row = Keep(account, statement, file, tag, acting, nowUtc);
                await unreadable.ReadAfterAllAsync(account.Id, tag, acting, nowUtc, ct);
                var outcome = statement.TiesOut ? await BookAsync(account, row, lines, acting, nowUtc, ct) : await HoldAsync(row, statement, nowUtc, ct);
                await db.SaveOrChangedMeanwhileAsync(ct);
                return outcome;
            },
            ct);
    }

    private static BankStatement Read(BankAccount account, byte[] file)
    {
        using var stream = new MemoryStream(file, writable: false);
        var statement = StatementReader.Read(stream, BankProfiles.Of(account.Profile));
        return PayerCheck.NormaliseAccount(statement.Account) == PayerCheck.NormaliseAccount(account.Number)
            ? statement
            : throw new RuleBrokenException(BankingRules.OtherAccount, account.Number, statement.Account);
    }

    private BankStatementRow Keep(BankAccount account, BankStatement statement, byte[] file, string tag, Acting acting, DateTime nowUtc)
    {
        var id = Guid.NewGuid();
        var today = Instants.BeijingDay(nowUtc);
        var row = new BankStatementRow
        {
            Id = id,
            CentreId = account.CentreId,
            BankAccountId = account.Id,
            FromDay = statement.Lines.Select(l => l.BookedOn).DefaultIfEmpty(today).Min(),
            ToDay = statement.Lines.Select(l => l.BookedOn).DefaultIfEmpty(today).Max(),
            State = statement.TiesOut ? StatementState.Booked : StatementState.Held,
            Difference = statement.Difference,
            SealedFile = seal.SealFile(id, file),
            FileTag = tag,
            ImportedBy = acting.UserId,
            ImportedAtUtc = nowUtc,
        };
        db.Add(row);
        var kind = statement.TiesOut ? "statement-booked" : "statement-held";
        log.Record(account.CentreId, null, null, acting, new EventFacts(kind, id.ToString("N"), ContentHash: Convert.FromHexString(tag)), nowUtc);
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
        var matcher = await LineMatcher.LoadAsync(db, payerCheck, subAccounts, account, [.. fresh.Select(l => l.Line)], ct);
        var suspense = await booker.BookAsync(account, row.Id, fresh, matcher, nowUtc, ct);
        await steps.BookedAsync(row, acting, nowUtc, ct);
        return new ImportOutcome(ImportState.Booked, Money.Zero, fresh.Count, lines.Count - fresh.Count, suspense);
    }
}
