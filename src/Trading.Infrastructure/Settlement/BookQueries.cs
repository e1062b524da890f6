using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Fees;
using Trading.Domain.Ledger;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Supervision;
using Trading.Infrastructure.Tendering;

namespace Trading.Infrastructure.Settlement;

/// <summary>How long money has lain, in days, by which it is sorted; the last is for whatever is older.</summary>
public static class Ages
{
    /// <summary>The last day of each part but the last.</summary>
    public static IReadOnlyList<int> Ends { get; } = [30, 60, 90];

    /// <summary>Which part an age belongs to, from 0.</summary>
    public static int PartOf(long days) => Ends.Count(end => days > end);
}

/// <summary>Deposits of one lot that are held, by age; without a lot, those that were withdrawn before its opening.</summary>
/// <param name="LotId">Null where they stand under none.</param>
/// <param name="LotCode">Its code.</param>
/// <param name="LotName">Its name.</param>
/// <param name="Count">How many.</param>
/// <param name="Parts">The amounts of each part of <see cref="Ages"/>.</param>
public sealed record AgedDeposits(long? LotId, string LotCode, string LotName, long Count, IReadOnlyList<Money> Parts)
{
    public Money Total => Money.Sum(Parts);
}

/// <summary>Money in suspense with its age and who answers for it; nobody where the step has ended.</summary>
public sealed record AgedSuspense(Guid LineId, DateOnly ValueOn, string Payer, string Reason, string? Owner, DateTime? DueAtUtc, long Days, Money Amount);

/// <summary>Money that is owed back and not on the payee's account yet. <c>Late</c>: days since its last day, 0 before.</summary>
public sealed record Unrefunded(string LotCode, string LotName, string Payee, DateOnly DueOn, string Citation, long Late, bool IsUnderWay, Money Amount);

/// <summary>Lists with the total that the journal has of the same.</summary>
public sealed record AgedList<TRow>(DateOnly Day, IReadOnlyList<TRow> Rows, Money Ledger);

/// <summary>
/// What finance reads of the books besides the journal: how old the money is that is held, and what is owed back. Deposits of lots that are not opened are
/// in none of it, neither in a row nor in a total.
/// </summary>
public sealed class BookQueries(TradingDbContext db, AccountQueries accounts, SupervisionQueries steps, RepaymentSeal seal, StepDues dues)
{
    // Databases limit how many values one statement may name.
    private const int Chunk = 500;

    /// <summary>Deposits held at the end of a day.</summary>
    public async Task<AgedList<AgedDeposits>> DepositsAsync(long centreId, JournalDay by, DateOnly day, CancellationToken ct)
    {
        var lots = await LotsAsync(centreId, ct);
        var rows = (await accounts.BalancesAsync(centreId, AccountClass.DepositHeld, by, day, ct))
            .GroupBy(b => lots.GetValueOrDefault(b.Subject)).OrderBy(g => g.Key?.Code ?? "", StringComparer.Ordinal)
            .Select(g => new AgedDeposits(g.Key?.Id, g.Key?.Code ?? "", g.Key?.Name ?? "", g.LongCount(), Parts(g, day)));
        return new AgedList<AgedDeposits>(day, [.. rows], -await accounts.BalanceAsync(centreId, AccountClass.DepositHeld, by, day, ct));
    }

    /// <summary>Money in suspense at the end of a day, the oldest first.</summary>
    public async Task<AgedList<AgedSuspense>> SuspenseAsync(long centreId, JournalDay by, DateOnly day, CancellationToken ct)
    {
        var balances = await accounts.BalancesAsync(centreId, AccountClass.Suspense, by, day, ct);
        var lines = await LinesAsync([.. balances.Select(b => Guid.Parse(b.Subject))], ct);
        var owners = await steps.LatestAsync(StepSubjectKind.BankLine, Stages.SuspenseReturn, [.. balances.Select(b => b.Subject)], ct);
        var rows = balances.Select(b => (Balance: b, Line: lines[b.Subject], Step: owners.GetValueOrDefault(b.Subject))).Select(r => new AgedSuspense(
            r.Line.Id, r.Line.ValueOn, r.Line.PayerName ?? "", r.Line.Reason ?? "", r.Step is { DoneAtUtc: null } open ? open.Person : null, r.Step?.DueAtUtc,
            day.DayNumber - r.Line.ValueOn.DayNumber, -r.Balance.Balance));
        // The oldest first, and in no order of random numbers: that would be another each time.
        rows = rows.OrderBy(r => r.ValueOn).ThenBy(r => r.Payer, StringComparer.Ordinal).ThenBy(r => r.Amount.Fen);
        return new AgedList<AgedSuspense>(day, [.. rows], -await accounts.BalanceAsync(centreId, AccountClass.Suspense, by, day, ct));
    }

    /// <summary>
    /// What is owed back now: deposits of opened lots that are due, those withdrawn from lots that nobody is told, and what was paid on fees beyond what they are; the longest due first. The journal's
    /// total is of the accounts on which exactly these stand, whatever the deposits' own rows say.
    /// </summary>
    public async Task<AgedList<Unrefunded>> UnrefundedAsync(long centreId, DateOnly day, CancellationToken ct)
    {
        var due = await (
            from deposit in db.Set<Deposit>().AsNoTracking()
            join tender in db.Set<Tender>().Where(TenderSecrecy.IsOver) on deposit.LotId equals tender.LotId
            join lot in db.Set<Lot>() on deposit.LotId equals lot.Id
            where deposit.CentreId == centreId && !deposit.RefundsApart && (deposit.State == DepositState.RefundDue || deposit.State == DepositState.Refunding)
            select new DueDeposit(
                deposit.ParticipationId, lot.Code!, lot.Name, deposit.PayerName ?? "", deposit.RefundDueOn!.Value, deposit.RefundCitation!, deposit.State == DepositState.Refunding,
                deposit.Received - deposit.Converted - deposit.Forfeited)).ToListAsync(ct);
        var waiting = await db.Set<WaitingRefund>().AsNoTracking().Where(w => w.CentreId == centreId && w.BatchId == null).ToListAsync(ct);
        var fees = await FeesAsync(centreId, ct);
        var dueOf = await dues.OfDaysAsync(centreId, FeeRefunds.DueRule, ct);
        var rows = due.Select(d => new Unrefunded(d.LotCode, d.LotName, d.Payee, d.DueOn, d.Citation, Late(d.DueOn), d.IsUnderWay, d.Amount))
            .Concat(fees.Where(f => f.State != FeeRefundState.Paid).Select(f => (Fee: f, Due: dueOf(f.OwedOn))).Select(f => new Unrefunded(
                f.Fee.LotCode, f.Fee.LotName, f.Fee.Payee, f.Due.Day, f.Due.Citation!, Late(f.Due.Day), f.Fee.State == FeeRefundState.Sent, f.Fee.Amount)))
            .Concat(waiting.Select(w => new Unrefunded("", "", w.PayeeName, w.DueOn, w.Citation, Late(w.DueOn), false, w.Amount)));
        return new AgedList<Unrefunded>(
            day, [.. rows.OrderBy(r => r.DueOn).ThenBy(r => r.LotCode, StringComparer.Ordinal).ThenBy(r => r.Payee, StringComparer.Ordinal)],
            await OwedByJournalAsync(centreId, due, waiting, ct) + await OwedByJournalAsync(centreId, fees, ct));

        long Late(DateOnly dueOn) => Math.Max(0, day.DayNumber - dueOn.DayNumber);
    }

    /// <summary>
    /// What stands on the accounts of what is listed. A deposit under way has left its own account for its batch's, which names no participation: of that one
    /// the journal knows what came and what was taken for other ends. Whom a waiting refund belongs to is unsealed for the sum alone.
    /// </summary>
    private async Task<Money> OwedByJournalAsync(long centreId, IReadOnlyCollection<DueDeposit> due, IReadOnlyCollection<WaitingRefund> waiting, CancellationToken ct)
    {
        var subjects = waiting.Select(w => seal.Open(w.Id, w.SealedSubject)).ToLookup(s => s.Kind, s => s.Id);
        return -(await StandingAsync(centreId, AccountClass.DepositHeld, [.. due.Where(d => !d.IsUnderWay).Select(d => d.Participation), .. subjects[RepaymentKind.Deposit]], [], ct)
            + await StandingAsync(
                centreId, AccountClass.DepositHeld, [.. due.Where(d => d.IsUnderWay).Select(d => d.Participation)],
                [EntryKinds.DepositRepaymentSent, EntryKinds.RepaymentRejected], ct)
            + await StandingAsync(centreId, AccountClass.InterestPayable, [.. subjects[RepaymentKind.Interest].Distinct()], [], ct));
    }

    /// <summary>All that is owed back of the fees of which something is, whatever became of it, without what is paid.</summary>
    private async Task<Money> OwedByJournalAsync(long centreId, IReadOnlyCollection<OwedFee> fees, CancellationToken ct) =>
        -await StandingAsync(
            centreId, AccountClass.FeeRefundable, [.. fees.Select(f => f.Charge).Distinct()], [EntryKinds.FeeRefundSent, EntryKinds.FeeRefundRejected], ct)
        - Money.Sum(fees.Where(f => f.State == FeeRefundState.Paid).Select(f => f.Amount));

    /// <summary>What is owed back of fees of which not all is paid.</summary>
    private Task<List<OwedFee>> FeesAsync(long centreId, CancellationToken ct) => (
        from refund in db.Set<FeeRefund>().AsNoTracking()
        join lot in db.Set<Lot>() on refund.LotId equals lot.Id
        join line in db.Set<BankLine>() on refund.LineId equals line.Id
        where refund.CentreId == centreId && db.Set<FeeRefund>().Any(o => o.ChargeId == refund.ChargeId && o.State != FeeRefundState.Paid)
        select new OwedFee(refund.ChargeId, lot.Code!, lot.Name, line.PayerName ?? "", refund.OwedOn, refund.State, refund.Amount)).ToListAsync(ct);

    private async Task<Money> StandingAsync(long centreId, AccountClass accountClass, IReadOnlyCollection<Guid> participations, string[] without, CancellationToken ct)
    {
        var sum = Money.Zero;
        foreach (var chunk in participations.Select(p => p.ToString("N")).Chunk(Chunk))
        {
            sum += new Money(await (
                from account in db.Set<Account>().AsNoTracking()
                join posting in db.Set<Posting>() on account.Id equals posting.AccountId
                join entry in db.Set<JournalEntry>() on posting.EntryId equals entry.Id
                where account.CentreId == centreId && account.Class == accountClass && chunk.Contains(account.Subject) && !without.Contains(entry.Kind)
                select (long)(object)posting.Amount).SumAsync(ct));
        }

        return sum;
    }

    private static Money[] Parts(IEnumerable<SubjectBalance> balances, DateOnly day)
    {
        var parts = new Money[Ages.Ends.Count + 1];
        foreach (var balance in balances)
        {
            parts[Ages.PartOf(day.DayNumber - balance.Since.DayNumber)] -= balance.Balance;
        }

        return parts;
    }

    private async Task<Dictionary<string, LotName>> LotsAsync(long centreId, CancellationToken ct)
    {
        var rows = await (
            from deposit in db.Set<Deposit>().AsNoTracking()
            join tender in db.Set<Tender>().Where(TenderSecrecy.IsOver) on deposit.LotId equals tender.LotId
            join lot in db.Set<Lot>() on deposit.LotId equals lot.Id
            where deposit.CentreId == centreId && !deposit.RefundsApart
            select new { deposit.ParticipationId, lot.Id, lot.Code, lot.Name }).ToListAsync(ct);
        return rows.ToDictionary(r => r.ParticipationId.ToString("N"), r => new LotName(r.Id, r.Code!, r.Name));
    }

    private async Task<Dictionary<string, BankLine>> LinesAsync(Guid[] ids, CancellationToken ct)
    {
        var lines = new List<BankLine>();
        foreach (var chunk in ids.Chunk(Chunk))
        {
            lines.AddRange(await db.Set<BankLine>().AsNoTracking().Where(l => chunk.Contains(l.Id)).ToListAsync(ct));
        }

        return lines.ToDictionary(l => l.Id.ToString("N"));
    }

    private sealed record DueDeposit(
        Guid Participation, string LotCode, string LotName, string Payee, DateOnly DueOn, string Citation, bool IsUnderWay, Money Amount);

    private sealed record OwedFee(Guid Charge, string LotCode, string LotName, string Payee, DateOnly OwedOn, FeeRefundState State, Money Amount);

    private sealed record LotName(long Id, string Code, string Name);
}
