using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Trading.Domain.Banking;
using Trading.Domain.Deposits;
using Trading.Domain.Fees;
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

/// <summary>Money that is owed back, or to others out of deposits that have ended, and not on the payee's account yet.</summary>
/// <param name="What">The word's key for what it is.</param>
/// <param name="LotCode">Empty where nobody is told the lot.</param>
/// <param name="LotName">Its name.</param>
/// <param name="Payee">Null of the treasury.</param>
/// <param name="DueOn">The last Beijing day.</param>
/// <param name="Citation">Of the rule by which it is owed.</param>
/// <param name="Late">Days since the last day, 0 before.</param>
/// <param name="IsUnderWay">A batch has it.</param>
/// <param name="Amount">How much.</param>
public sealed record Unrefunded(string What, string LotCode, string LotName, string? Payee, DateOnly DueOn, string Citation, long Late, bool IsUnderWay, Money Amount);

/// <summary>The list of what is owed back, beside what the journal has of the same. Deposits of lots that are not opened are neither in a row nor in the total.</summary>
public sealed class OwedBackQueries(TradingDbContext db, SupervisionQueries steps, RepaymentSeal seal, StepDues dues)
{
    // Databases limit how many values one statement may name.
    private const int Chunk = 500;

    /// <summary>
    /// What is owed back now: deposits of opened lots that are due, those withdrawn from lots that nobody is told, what is owed to owners, the treasury and bidders out of deposits that have
    /// ended, and what was paid on fees beyond what they are; the longest due first. The journal's total is of the accounts on which exactly these stand, whatever the rows themselves say.
    /// </summary>
    public async Task<AgedList<Unrefunded>> ListAsync(long centreId, DateOnly day, CancellationToken ct)
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
        var fees = await FeesAsync(centreId, ct);
        var dueOf = await dues.OfDaysAsync(centreId, OwedFees.DueRule, ct);
        var claimDueOf = await ClaimDuesAsync(fees, ct);
        var rows = due.Select(d => new Unrefunded("finance.books.refund", d.LotCode, d.LotName, d.Payee, d.DueOn, d.Citation, Late(d.DueOn), d.IsUnderWay, d.Amount))
            .Concat(waiting.Select(w => new Unrefunded("finance.books.refund", "", "", w.PayeeName, w.DueOn, w.Citation, Late(w.DueOn), false, w.Amount)))
            .Concat(payouts.Select(p => new Unrefunded(
                $"enum.PayoutKind.{p.Payout.Kind}", p.LotCode, p.LotName, p.Payee, p.DueOn, p.Payout.Citation, Late(p.DueOn), p.Payout.State != PayoutState.Owed, p.Payout.Amount)))
            .Concat(fees.Where(f => f.State is not (FeeRefundState.Paid or FeeRefundState.PassedOn)).Select(f => (Fee: f, Due: claimDueOf(f) ?? dueOf(f.OwedOn))).Select(f => new Unrefunded(
                f.Fee.State == FeeRefundState.Claimed ? "finance.books.fee-claimed" : "enum.RepaymentKind.FeeRefund", f.Fee.LotCode, f.Fee.LotName, f.Fee.Payee, f.Due.Day, f.Due.Citation!, Late(f.Due.Day), f.Fee.State == FeeRefundState.Sent, f.Fee.Amount)));
        return new AgedList<Unrefunded>(
            day, [.. rows.OrderBy(r => r.DueOn).ThenBy(r => r.LotCode, StringComparer.Ordinal).ThenBy(r => r.Payee, StringComparer.Ordinal)],
            await OwedByJournalAsync(centreId, due, waiting, ct) + await OwedToOthersByJournalAsync(centreId, payouts, ct) + await OwedByJournalAsync(centreId, fees, ct));

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
                f.payout, f.Code!, f.Name, f.payout.Kind switch { PayoutKind.ForfeitedToOwner => f.Owner, PayoutKind.BondReleased or PayoutKind.PenaltyReturned => f.Bidder, PayoutKind.ForfeitedToTreasury => null },
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

    /// <summary>Until when the treasury is to pay what is claimed from it: as the step of each says.</summary>
    private async Task<Func<OwedFee, StepDue?>> ClaimDuesAsync(IReadOnlyCollection<OwedFee> fees, CancellationToken ct)
    {
        var due = await steps.LatestAsync(StepSubjectKind.FeeRefund, Stages.TreasuryClaim, [.. fees.Where(f => f.State == FeeRefundState.Claimed).Select(f => f.Id.ToString("N"))], ct);
        return fee => fee.State == FeeRefundState.Claimed && due[fee.Id.ToString("N")] is var step ? new StepDue(Instants.LastBeijingDay(step.DueAtUtc!.Value), null, step.Citation) : null;
    }

    /// <summary>All that is owed back of the fees of which something is, or will be when the treasury has paid, whatever became of it, without what is paid.</summary>
    private async Task<Money> OwedByJournalAsync(long centreId, IReadOnlyCollection<OwedFee> fees, CancellationToken ct) =>
        -await StandingAsync(centreId, AccountClass.FeeClaimed, [.. fees.Select(f => f.Charge).Distinct()], [], ct)
        - await StandingAsync(
            centreId, AccountClass.FeeRefundable, [.. fees.Select(f => f.Charge).Distinct()], [EntryKinds.FeeRefundSent, EntryKinds.FeeRefundRejected], ct)
        - Money.Sum(fees.Where(f => f.State == FeeRefundState.Paid).Select(f => f.Amount));

    /// <summary>What is owed back of fees of which not all is paid.</summary>
    private Task<List<OwedFee>> FeesAsync(long centreId, CancellationToken ct) => (
        from refund in db.Set<FeeRefund>().AsNoTracking()
        join lot in db.Set<Lot>() on refund.LotId equals lot.Id
        join line in db.Set<BankLine>() on refund.LineId equals (Guid?)line.Id into lines
        from line in lines.DefaultIfEmpty()
        where refund.CentreId == centreId && db.Set<FeeRefund>().Any(o => o.ChargeId == refund.ChargeId && o.State != FeeRefundState.Paid && o.State != FeeRefundState.PassedOn)
        select new OwedFee(refund.Id, refund.ChargeId, lot.Code!, lot.Name, line.PayerName ?? "", refund.OwedOn, refund.State, refund.Amount)).ToListAsync(ct);

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

    private sealed record DueDeposit(
        Guid Participation, string LotCode, string LotName, string Payee, DateOnly DueOn, string Citation, bool IsUnderWay, Money Amount);

    private sealed record DuePayout(Payout Payout, string LotCode, string LotName, string? Payee, DateOnly DueOn, Money Bond);

    private sealed record OwedFee(Guid Id, Guid Charge, string LotCode, string LotName, string Payee, DateOnly OwedOn, FeeRefundState State, Money Amount);
}
