using Microsoft.EntityFrameworkCore;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;

namespace Trading.Infrastructure.Banking;

/// <summary>
/// The steps of what a bank's files bring: a held statement, a file that could not be read, and money in suspense each have one as long as finance has
/// something to do about them; in the caller's transaction.
/// </summary>
public sealed class StatementSteps(TradingDbContext db, OpenSteps steps, StepDues dues)
{
    private const string HeldRule = "common.held-statement-workdays";

    /// <summary>The rule of money that belongs to nothing.</summary>
    internal const string ReturnRule = "construction.unmatched-return-workdays";

    /// <summary>A statement is held; there is something to do unless one of its days was booked at the same instant.</summary>
    internal async Task HeldAsync(BankStatementRow row, DateTime nowUtc, CancellationToken ct)
    {
        var isReplaced = await db.Set<BankStatementRow>().AnyAsync(
            b => b.BankAccountId == row.BankAccountId && b.State == StatementState.Booked && b.ImportedAtUtc >= row.ImportedAtUtc && b.FromDay <= row.FromDay && b.ToDay >= row.ToDay, ct);
        if (!isReplaced)
        {
            var about = row.FromDay == row.ToDay
                ? FormattableString.Invariant($"{row.FromDay:yyyy-MM-dd}")
                : FormattableString.Invariant($"{row.FromDay:yyyy-MM-dd} – {row.ToDay:yyyy-MM-dd}");
            await steps.BeginAsync(
                row.CentreId, StepSubject.Of(StepSubjectKind.Statement, row.Id) with { About = about }, Stages.HeldStatement, Posts.FinanceMaker,
                await dues.OfAsync(row.CentreId, HeldRule, Instants.BeijingDay(nowUtc), ct), nowUtc, ct);
        }
    }

    internal async Task UnreadableAsync(UnreadableFile file, DateTime nowUtc, CancellationToken ct) => await steps.BeginAsync(
        file.CentreId, StepSubject.Of(StepSubjectKind.StatementFile, file.Id), Stages.UnreadableFile, Posts.FinanceMaker,
        await dues.OfAsync(file.CentreId, HeldRule, Instants.BeijingDay(nowUtc), ct), nowUtc, ct);

    /// <summary>Lines that go back to their payers, each counted from the day on which its money counted at the bank. No step says more than the line's number.</summary>
    internal async Task SuspendedAsync(long centreId, IReadOnlyCollection<(Guid Line, DateOnly ValueOn)> lines, DateTime nowUtc, CancellationToken ct)
    {
        if (lines.Count == 0)
        {
            return;
        }

        var dueOf = await dues.OfDaysAsync(centreId, ReturnRule, ct);
        await steps.BeginAsync(
            centreId, Stages.SuspenseReturn, Posts.FinanceMaker, [.. lines.Select(l => (StepSubject.Of(StepSubjectKind.BankLine, l.Line), (StepDue?)dueOf(l.ValueOn)))],
            nowUtc, ct);
    }

    /// <summary>The bank took back a receipt that could not be undone: money out, of which finance has to find out what becomes of it.</summary>
    internal async Task NotUndoneAsync(long centreId, Guid line, DateTime nowUtc, CancellationToken ct) => await steps.BeginAsync(
        centreId, StepSubject.Of(StepSubjectKind.BankLine, line), Stages.ReversalNotUndone, Posts.FinanceMaker,
        await dues.OfAsync(centreId, HeldRule, Instants.BeijingDay(nowUtc), ct), nowUtc, ct);

    internal Task EndedAsync(BankStatementRow row, Acting acting, string outcome, DateTime nowUtc, CancellationToken ct) =>
        steps.FinishAsync(StepSubject.Of(StepSubjectKind.Statement, row.Id), Stages.HeldStatement, acting, outcome, nowUtc, ct);

    internal Task EndedAsync(UnreadableFile file, Acting acting, string outcome, DateTime nowUtc, CancellationToken ct) =>
        steps.FinishAsync(StepSubject.Of(StepSubjectKind.StatementFile, file.Id), Stages.UnreadableFile, acting, outcome, nowUtc, ct);

    /// <summary>A statement is booked: those of its days that were held before it have nothing left to be decided.</summary>
    internal async Task BookedAsync(BankStatementRow row, Acting acting, DateTime nowUtc, CancellationToken ct)
    {
        var replaced = await db.Set<BankStatementRow>()
            .Where(s => s.BankAccountId == row.BankAccountId && s.Id != row.Id && s.State == StatementState.Held && s.ImportedAtUtc <= row.ImportedAtUtc
                && s.FromDay >= row.FromDay && s.ToDay <= row.ToDay)
            .Select(s => s.Id).ToListAsync(ct);
        await steps.FinishAsync(StepSubjectKind.Statement, replaced, Stages.HeldStatement, acting, "replaced", nowUtc, ct);
    }
}
