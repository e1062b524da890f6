using Microsoft.EntityFrameworkCore;
using Trading.Domain.Deposits;
using Trading.Domain.Fees;
using Trading.Domain.Ledger;
using Trading.Domain.Proceeds;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Domain.Tendering;
using Trading.Domain.Treasury;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;

namespace Trading.Infrastructure.Deposits;

/// <summary>
/// A payment of ours that came back after the bank had made it: when, and what the bank, or whoever found it, says of it. Where it was booked as
/// suspense first, the line under which it stands there.
/// </summary>
internal sealed record ReturnedPayment(Repayment Payment, DateOnly On, string Reason, Guid? InSuspense = null);

/// <summary>
/// Takes back payments that the bank had made and that came back (退汇): what each repaid is due again, the lot's step of refunds is open again, and
/// interest is reckoned anew to the day on which it is paid.
/// </summary>
public sealed class ReturnedPayments(TradingDbContext db, RepaymentSubjects subjects, RepaymentSeal seal, ProcedureLog log, OpenSteps openSteps, RepaymentSteps steps,
    RefundPayees payees)
{
    private const int ReasonLength = 200;

    /// <summary>
    /// Changes the payments, which the context tracks, and what they repaid; returns the entries, of which those of the bank name no participation and
    /// those of a deposit no payment.
    /// </summary>
    internal async Task<IReadOnlyList<EntryDraft>> TakeBackAsync(
        BankAccount account, IReadOnlyCollection<ReturnedPayment> returned, Acting acting, DateTime nowUtc, CancellationToken ct)
    {
        var entries = new List<EntryDraft>();
        if (returned.Count == 0)
        {
            return entries;
        }

        var byId = returned.ToDictionary(r => r.Payment.Id);
        var things = await subjects.LoadAsync([.. returned.Select(r => r.Payment)], ct);
        foreach (var thing in things)
        {
            entries.AddRange(TakeBack(thing, byId[thing.Repayment.Id], account));
            log.Record(account.CentreId, null, null, acting, new EventFacts("repayment-returned", thing.Repayment.EndToEndId), nowUtc);
        }

        await payees.TellAsync(account.Id, things, nowUtc, ct);
        await BeginStepsAsync(things, nowUtc, ct);
        await steps.BackAsync(things, nowUtc, ct);
        return entries;
    }

    private IEnumerable<EntryDraft> TakeBack(RepaidThing thing, ReturnedPayment back, BankAccount account)
    {
        var r = thing.Repayment;
        (r.State, r.RejectedBecause) = (RepaymentState.Returned, back.Reason.Length > ReasonLength ? back.Reason[..ReasonLength] : back.Reason);
        thing.ComeBack();
        var from = back.InSuspense is { } line ? AccountName.Suspense(line) : AccountName.Bank(account.Id);
        return [DepositEntries.CameBack(r.Id, r.BatchId, from, back.On, r.Total), NotPaid(thing, seal, account.Id, back.On)];
    }

    /// <summary>A payment in transit ends unpaid: what it repaid is owed again.</summary>
    internal static EntryDraft NotPaid(RepaidThing thing, RepaymentSeal seal, long bankAccountId, DateOnly on)
    {
        var r = thing.Repayment;
        var repayment = new DepositRepayment(seal.EntryTag(r.Id), r.BatchId, bankAccountId, thing.Subject.Id, on, r.Principal, r.Interest, r.Late);
        return thing.Subject.Kind switch
        {
            RepaymentKind.Deposit => DepositEntries.Rejected(repayment, on),
            RepaymentKind.Interest => DepositEntries.InterestRejected(repayment, on),
            RepaymentKind.Suspense => DepositEntries.ReturnRejected(r.Id, r.BatchId, thing.Subject.Id, on, r.Principal),
            RepaymentKind.Forfeited or RepaymentKind.Bond or RepaymentKind.Penalty => DepositEndEntries.PayoutRejected(repayment.Tag, thing.Payout!, r.BatchId, on),
            RepaymentKind.FeeRefund => FeeEntries.RefundRejected(r.Id, thing.FeeRefund!, r.BatchId, on),
            RepaymentKind.Remittance => TreasuryEntries.Rejected(r.Id, thing.Remitted!.Remittance, on),
            RepaymentKind.Proceeds => PriceEntries.Rejected(r.Id, thing.PassedOn!.Payout, on),
        };
    }

    /// <summary>A deposit withdrawn before the opening opens no step: its lot would be told.</summary>
    private async Task BeginStepsAsync(IReadOnlyList<RepaidThing> things, DateTime nowUtc, CancellationToken ct)
    {
        var again = things.Select(t => t.Deposit).OfType<Deposit>().Where(d => !d.RefundsApart).OrderBy(d => d.RefundDueOn).DistinctBy(d => d.LotId).ToList();
        foreach (var deposit in again)
        {
            var project = await db.Set<Tender>().Where(t => t.LotId == deposit.LotId).Select(t => t.ProjectId).SingleAsync(ct);
            var dueAtUtc = Instants.EndOfBeijingDay(deposit.RefundDueOn!.Value);
            var open = await openSteps.FindAsync(StepSubject.OfLot(project, deposit.LotId), Stages.DepositRefund, ct);
            if (open is null)
            {
                await log.BeginAsync(
                    deposit.CentreId, project, deposit.LotId, Stages.DepositRefund, Posts.FinanceMaker, nowUtc, dueAtUtc, deposit.RefundRule!, deposit.RefundCitation!, ct);
            }
            else if (dueAtUtc < open.DueAtUtc)
            {
                open.MoveDue(dueAtUtc, deposit.RefundRule!, deposit.RefundCitation!);
            }
        }
    }
}
