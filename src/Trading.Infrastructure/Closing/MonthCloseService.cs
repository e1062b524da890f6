using Microsoft.EntityFrameworkCore;
using Trading.Domain.Closing;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;

namespace Trading.Infrastructure.Closing;

/// <summary>
/// Closes the books of a month by two people: one proposes, with the reason where a bank account does not tie; another closes exactly that, while no
/// posting of the centre is under way. Each step is an event of the chain with who and why.
/// </summary>
public sealed class MonthCloseService(TradingDbContext db, TimeProvider clock, VaultSeal seal, MonthBooks books, ProcedureLog log, OpenSteps steps, StepDues dues)
{
    private const string Purpose = "accounting-period";
    private const string DueRule = "common.finance-decision-workdays";

    /// <summary>Proposes to close a month whose turn it is.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>closing.out-of-order</c>, <c>closing.waiting</c>, <c>closing.not-ended</c>, <c>closing.unexplained</c>, <c>closing.entries-unsound</c>
    /// </exception>
    public async Task<Guid> ProposeAsync(long centreId, DateOnly month, string? reason, Acting maker, CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        return await db.InTransactionAsync(
            async () =>
            {
                await db.LockBooksAsync(centreId, ct);
                await RequireTurnAsync(centreId, month, ct);
                if (await db.Set<AccountingPeriod>().AnyAsync(p => p.CentreId == centreId && p.State == PeriodState.Proposed, ct))
                {
                    throw new RuleBrokenException(ClosingRules.Waiting);
                }

                var period = AccountingPeriod.Propose(Guid.NewGuid(), centreId, month, await ProofsAsync(centreId, month, ct), reason, maker.RequirePerson(), nowUtc);
                await RequireSoundAsync(period, ct);
                period.Seal(Proof(period));
                db.Add(period);
                Record(period, maker with { Reason = period.Reason }, "month-close-proposed", nowUtc);
                await steps.BeginAsync(
                    centreId, SubjectOf(period) with { About = FormattableString.Invariant($"{period.Month:yyyy-MM}") }, Stages.MonthClose, Posts.FinanceChecker,
                    await dues.OfAsync(centreId, DueRule, Instants.BeijingDay(nowUtc), ct), nowUtc, ct);
                await db.SaveOrChangedMeanwhileAsync(ct);
                return period.Id;
            },
            ct);
    }

    /// <summary>Closes the month as it was proposed, if another person does.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>closing.decided</c>, <c>shared.maker-is-checker</c>, <c>closing.changed</c>, <c>closing.out-of-order</c>, <c>closing.entries-unsound</c>
    /// </exception>
    public Task CloseAsync(Guid id, Acting checker, CancellationToken ct) => DecideAsync(
        id, checker, "month-closed",
        async (period, nowUtc) =>
        {
            var since = await books.ClosedUntilAsync(period.CentreId, ct);
            var totals = await books.TotalsAsync(period.CentreId, since, period.NextMonth, ct);
            period.Close(await ProofsAsync(period.CentreId, period.Month, ct), totals, checker.RequirePerson(), nowUtc);
            RequireUnchanged(period);
            await RequireTurnAsync(period.CentreId, period.Month, ct);
            await RequireSoundAsync(period, ct);
        },
        ct);

    /// <summary>Says no: the month stays open, and may be proposed anew.</summary>
    /// <exception cref="RuleBrokenException"><c>closing.decided</c>, <c>shared.maker-is-checker</c></exception>
    public Task DeclineAsync(Guid id, string because, Acting checker, CancellationToken ct) => DecideAsync(
        id, checker with { Reason = because }, "month-close-declined",
        (period, nowUtc) =>
        {
            period.Decline(checker.RequirePerson(), because, nowUtc);
            return Task.CompletedTask;
        },
        ct);

    private async Task DecideAsync(Guid id, Acting checker, string kind, Func<AccountingPeriod, DateTime, Task> decide, CancellationToken ct)
    {
        var nowUtc = clock.NowUtc();
        await db.InTransactionAsync(
            async () =>
            {
                var centreId = await db.Set<AccountingPeriod>().Where(p => p.Id == id).Select(p => p.CentreId).SingleAsync(ct);
                await db.LockBooksAsync(centreId, ct);
                var period = await db.Set<AccountingPeriod>().SingleAsync(p => p.Id == id, ct);
                await decide(period, nowUtc);
                Record(period, checker, kind, nowUtc);
                await steps.FinishAsync(SubjectOf(period), Stages.MonthClose, checker, period.State == PeriodState.Closed ? "closed" : "declined", nowUtc, ct);
                await db.SaveOrChangedMeanwhileAsync(ct);
            },
            ct);
    }

    private async Task RequireTurnAsync(long centreId, DateOnly month, CancellationToken ct)
    {
        var turn = await books.TurnAsync(centreId, ct);
        if (turn != month)
        {
            throw new RuleBrokenException(ClosingRules.OutOfOrder, turn is { } due ? FormattableString.Invariant($"{due:yyyy-MM}") : "—");
        }
    }

    private async Task RequireSoundAsync(AccountingPeriod period, CancellationToken ct)
    {
        var since = await books.ClosedUntilAsync(period.CentreId, ct);
        if (await books.UnsoundAsync(period.CentreId, since, period.NextMonth, ct) is not null)
        {
            throw new RuleBrokenException(ClosingRules.EntriesUnsound);
        }
    }

    private void RequireUnchanged(AccountingPeriod period)
    {
        if (!Proof(period).AsSpan().SequenceEqual(period.ContentHash))
        {
            throw new RuleBrokenException(ClosingRules.Changed);
        }
    }

    private async Task<IReadOnlyCollection<MonthProof>> ProofsAsync(long centreId, DateOnly month, CancellationToken ct) =>
        [.. (await books.ProofsAsync(centreId, month, ct)).Select(p => p.ToMonthProof())];

    private void Record(AccountingPeriod period, Acting acting, string kind, DateTime nowUtc) =>
        log.Record(period.CentreId, null, null, acting, new EventFacts(kind, period.Id.ToString("N"), ContentHash: period.ContentHash), nowUtc);

    private static StepSubject SubjectOf(AccountingPeriod period) => StepSubject.Of(StepSubjectKind.AccountingPeriod, period.Id);

    private byte[] Proof(AccountingPeriod p)
    {
        var bytes = new CanonicalBytes().Add(p.Id.ToString("N")).Add(p.CentreId).Add(p.Month).Add(p.NextMonth).Add(p.Proofs).Add(p.Reason).Add(p.ProposedBy);
        return Convert.FromHexString(seal.Tag(Purpose, Convert.ToHexStringLower(bytes.Sha256())));
    }
}
