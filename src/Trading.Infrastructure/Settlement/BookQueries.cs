using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Banking;
using Trading.Domain.Deposits;
using Trading.Domain.Ledger;
using Trading.Domain.Parties;
using Trading.Domain.Proceeds;
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

/// <summary>
/// Money that is owed back, or to others out of deposits that have ended, and not on the payee's account yet. <c>Late</c>: days since its last day, 0 before; <c>Kind</c>: why it is
/// another's; null of what goes back.
/// </summary>
public sealed record Unrefunded(string LotCode, string LotName, string Payee, DateOnly DueOn, string Citation, long Late, bool IsUnderWay, Money Amount, PayoutKind? Kind = null);

/// <summary>Lists with the total that the journal has of the same.</summary>
public sealed record AgedList<TRow>(DateOnly Day, IReadOnlyList<TRow> Rows, Money Ledger);

/// <summary>
/// What finance reads of the books besides the journal: how old the money is that is held, and what is owed back. Deposits of lots that are not opened are
/// in none of it, neither in a row nor in a total.
/// </summary>
public sealed class BookQueries(TradingDbContext db, AccountQueries accounts, SupervisionQueries steps, RepaymentSeal seal)
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
    /// What is owed back now: deposits of opened lots that are due, those withdrawn from lots that nobody is told, and what is owed to owners, the treasury and bidders out of deposits that
    /// have ended; the longest due first. The journal's total is of the accounts on which exactly these stand, whatever the deposits' own rows say.
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
        var payouts = await PayoutsAsync(centreId, ct);
        var rows = due.Select(d => new Unrefunded(d.LotCode, d.LotName, d.Payee, d.DueOn, d.Citation, Late(d.DueOn), d.IsUnderWay, d.Amount))
            .Concat(waiting.Select(w => new Unrefunded("", "", w.PayeeName, w.DueOn, w.Citation, Late(w.DueOn), false, w.Amount)))
            .Concat(payouts.Select(p => new Unrefunded(p.LotCode, p.LotName, p.Payee, p.DueOn, p.Payout.Citation, Late(p.DueOn), p.Payout.State != PayoutState.Owed, p.Payout.Amount, p.Payout.Kind)));
        return new AgedList<Unrefunded>(
            day, [.. rows.OrderBy(r => r.DueOn).ThenBy(r => r.LotCode, StringComparer.Ordinal).ThenBy(r => r.Payee, StringComparer.Ordinal)],
            await OwedByJournalAsync(centreId, due, waiting, ct) + await OwedToOthersByJournalAsync(centreId, payouts, ct));

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

    private async Task<IReadOnlyList<DuePayout>> PayoutsAsync(long centreId, CancellationToken ct)
    {
        var found = await (
            from payout in db.Set<Payout>().AsNoTracking()
            join lot in db.Set<Lot>() on payout.LotId equals lot.Id
            join project in db.Set<Project>() on lot.ProjectId equals project.Id
            join deposit in db.Set<Deposit>() on payout.ParticipationId equals deposit.ParticipationId
            join owner in db.Set<Organisation>() on project.OwnerId equals owner.Id into owners
            from owner in owners.DefaultIfEmpty()
            where payout.CentreId == centreId && payout.State != PayoutState.Paid
            select new { payout, lot.Code, lot.Name, Owner = owner == null ? "" : owner.Name, Bidder = deposit.PayerName ?? "", deposit.Converted }).ToListAsync(ct);
        var due = await steps.LatestAsync(StepSubjectKind.Payout, Stages.Payout, [.. found.Select(f => f.payout.Id.ToString("N"))], ct);
        return
        [
            .. found.Select(f => new DuePayout(
                f.payout, f.Code!, f.Name, f.payout.Kind switch { PayoutKind.ForfeitedToOwner => f.Owner, PayoutKind.BondReleased or PayoutKind.PenaltyReturned => f.Bidder, PayoutKind.ForfeitedToTreasury => "" },
                Instants.LastBeijingDay(due[f.payout.Id.ToString("N")].DueAtUtc!.Value), f.Converted)),
        ];
    }

    /// <summary>
    /// What stands on 2241.07, 2103.03 and 2241.04 for those listed, less the bonds that nobody has released; and what of them is with the bank, which has left for its batch's account, less
    /// what the same batch has paid.
    /// </summary>
    private async Task<Money> OwedToOthersByJournalAsync(long centreId, IReadOnlyList<DuePayout> payouts, CancellationToken ct)
    {
        var owed = Money.Zero;
        foreach (var kind in payouts.GroupBy(p => p.Payout.Kind))
        {
            Guid[] participations = [.. kind.Select(p => p.Payout.ParticipationId).Distinct()];
            owed -= await StandingAsync(centreId, AccountOf(kind.Key), participations, [], ct);
            owed += await WithTheBankAsync(centreId, kind.Key, participations, [.. kind.Where(p => p.Payout.State == PayoutState.Sent).Select(p => p.Payout.BatchId!.Value).Distinct()], ct);
            if (kind.Key == PayoutKind.BondReleased)
            {
                owed -= Money.Sum(kind.DistinctBy(p => p.Payout.ParticipationId).Select(p => p.Bond)) - await ReleasedAsync(participations, ct);
            }

            if (kind.Key == PayoutKind.PenaltyReturned)
            {
                owed -= await PenaltiesHeldAsync(participations, ct);
            }
        }

        return owed;
    }

    private async Task<Money> WithTheBankAsync(long centreId, PayoutKind kind, Guid[] participations, Guid[] batches, CancellationToken ct)
    {
        var accountClass = AccountOf(kind);
        string[] inTransit = [.. batches.Select(b => b.ToString("N"))];
        var sent = Money.Zero;
        foreach (var chunk in participations.Select(p => p.ToString("N")).Chunk(Chunk))
        {
            sent += new Money(await (
                from account in db.Set<Account>().AsNoTracking()
                join posting in db.Set<Posting>() on account.Id equals posting.AccountId
                join entry in db.Set<JournalEntry>() on posting.EntryId equals entry.Id
                where account.CentreId == centreId && account.Class == accountClass && chunk.Contains(account.Subject)
                    && (entry.Kind == EntryKinds.PayoutSent || entry.Kind == EntryKinds.PayoutRejected)
                    && db.Set<Posting>().Any(t => t.EntryId == entry.Id && db.Set<Account>().Any(
                        a => a.Id == t.AccountId && a.Class == AccountClass.RepaymentInTransit && inTransit.Contains(a.Subject)))
                select (long)(object)posting.Amount).SumAsync(ct));
        }

        return sent - await PaidOutAsync(p => p.Kind == kind && p.State == PayoutState.Paid && batches.Contains(p.BatchId!.Value), participations, ct);
    }

    // As two people decided it, whatever the payouts' own rows say.
    private async Task<Money> ReleasedAsync(Guid[] participations, CancellationToken ct)
    {
        var sum = Money.Zero;
        foreach (var chunk in participations.Chunk(Chunk))
        {
            var amounts = await db.Set<FinanceDecision>().Where(d => d.Kind == DecisionKind.BondReleased && d.State == DecisionState.Approved && chunk.Contains(d.SubjectId)).Select(d => d.NewAmount).ToListAsync(ct);
            sum += Money.Sum(amounts.Select(a => a!.Value));
        }

        return sum;
    }

    // What stands on 2241.09 for whose the price is.
    private async Task<Money> PenaltiesHeldAsync(Guid[] participations, CancellationToken ct) => new(await (
        from plan in db.Set<PricePlan>()
        join receipt in db.Set<PriceReceipt>() on plan.Id equals receipt.PlanId
        join payout in db.Set<PricePayout>() on receipt.PayoutId equals (Guid?)payout.Id into payouts
        from payout in payouts.DefaultIfEmpty()
        where participations.Contains(plan.ParticipationId) && (payout == null || payout.State == PricePayoutState.Made)
        select (long)(object)receipt.Penalty - (long)(object)receipt.PenaltyReturned).SumAsync(ct));

    private async Task<Money> PaidOutAsync(Expression<Func<Payout, bool>> which, Guid[] participations, CancellationToken ct)
    {
        var sum = Money.Zero;
        foreach (var chunk in participations.Chunk(Chunk))
        {
            sum += new Money(await db.Set<Payout>().Where(which).Where(p => chunk.Contains(p.ParticipationId)).SumAsync(p => (long)(object)p.Amount, ct));
        }

        return sum;
    }

    private static AccountClass AccountOf(PayoutKind kind) => kind switch
    {
        PayoutKind.ForfeitedToOwner => AccountClass.ForfeitedToOwner,
        PayoutKind.ForfeitedToTreasury => AccountClass.ForfeitedToTreasury,
        PayoutKind.BondReleased => AccountClass.PerformanceBond,
        PayoutKind.PenaltyReturned => AccountClass.LatePenalty,
    };

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

    private sealed record DuePayout(Payout Payout, string LotCode, string LotName, string Payee, DateOnly DueOn, Money Bond);

    private sealed record LotName(long Id, string Code, string Name);
}
