using Microsoft.EntityFrameworkCore;
using Trading.Domain.Banking;
using Trading.Domain.Shared;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;

namespace Trading.Infrastructure.Banking;

/// <summary>
/// Ends statements that are held: one person of finance proposes to book or to refuse one, another decides. A statement whose sums do not tie out,
/// or that has a line of a day to come, is never booked.
/// </summary>
public sealed class HeldStatementService(
    TradingDbContext db, FinanceDecisions decisions, StatementChecks checks, StatementImportService imports, StatementSteps steps)
{
    /// <summary>
    /// Proposes that the statement is right as it stands: what it repeats of serial numbers are bookings of their own. Lines that are booked already stay
    /// booked once.
    /// </summary>
    /// <exception cref="RuleBrokenException"><c>banking.statement-not-held</c>, <c>banking.statement-not-releasable</c>, <c>decisions.waiting</c></exception>
    public Task<Guid> ProposeReleaseAsync(Guid statementId, string reason, Acting maker, CancellationToken ct) => ProposeAsync(
        statementId, DecisionKind.StatementReleased, reason, maker, async decision => await ReleasableAsync(await HeldAsync(statementId, ct), decision.ProposedAtUtc, ct), ct);

    /// <summary>Proposes that nothing of the statement is ever booked.</summary>
    /// <exception cref="RuleBrokenException"><c>banking.statement-not-held</c>, <c>decisions.waiting</c></exception>
    public Task<Guid> ProposeRefusalAsync(Guid statementId, string reason, Acting maker, CancellationToken ct) => ProposeAsync(
        statementId, DecisionKind.StatementRefused, reason, maker, _ => HeldAsync(statementId, ct), ct);

    /// <summary>
    /// Books the statement, or refuses it, as was proposed, if another person approves. What is booked counts from this instant: a deposit that the system
    /// learns of after the deadline lets no bid in.
    /// </summary>
    /// <exception cref="RuleBrokenException">
    /// <c>shared.maker-is-checker</c>, <c>decisions.decided</c>, <c>decisions.changed</c>, <c>banking.statement-not-held</c>, <c>banking.statement-not-releasable</c>
    /// </exception>
    public Task ApproveAsync(Guid decisionId, Acting checker, CancellationToken ct) => decisions.ApproveAsync(
        decisionId, checker,
        async (decision, account, nowUtc) =>
        {
            var row = await HeldAsync(decision.SubjectId, ct);
            if (decision.Kind == DecisionKind.StatementRefused)
            {
                row.State = StatementState.Refused;
                await steps.EndedAsync(row, checker, "refused", nowUtc, ct);
                return;
            }

            var lines = await ReleasableAsync(row, nowUtc, ct);
            row.State = StatementState.Booked;
            await steps.EndedAsync(row, checker, "booked", nowUtc, ct);
            await imports.BookAsync(account, row, lines, checker, nowUtc, ct);
        },
        ct);

    private async Task<Guid> ProposeAsync(Guid statementId, DecisionKind kind, string reason, Acting maker, Func<FinanceDecision, Task> require, CancellationToken ct)
    {
        var what = await db.Set<BankStatementRow>().Where(s => s.Id == statementId).Select(s => new DecisionSubject(s.Id, s.CentreId, s.BankAccountId)).SingleAsync(ct);
        return await decisions.ProposeAsync(what, kind, reason, maker, require, ct);
    }

    private async Task<BankStatementRow> HeldAsync(Guid id, CancellationToken ct)
    {
        var row = await db.Set<BankStatementRow>().SingleAsync(s => s.Id == id, ct);
        return row.State == StatementState.Held ? row : throw new RuleBrokenException(BankingRules.StatementNotHeld, row.State);
    }

    // Judged anew, as of now: a day that had not come may have come, and what was unknown may have been booked since.
    private async Task<IReadOnlyList<KnownLine>> ReleasableAsync(BankStatementRow row, DateTime nowUtc, CancellationToken ct)
    {
        var kept = await checks.ReadAsync(row, ct);
        return kept.FaultsOn(Instants.BeijingDay(nowUtc)).FirstOrDefault(f => !f.IsForPeople) is { } fault
            ? throw new RuleBrokenException(BankingRules.StatementNotReleasable, fault.Kind)
            : kept.Lines;
    }
}
