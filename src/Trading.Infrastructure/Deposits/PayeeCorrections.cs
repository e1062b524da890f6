using Microsoft.EntityFrameworkCore;
using Trading.Domain.Banking;
using Trading.Domain.Deposits;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;

namespace Trading.Infrastructure.Deposits;

/// <summary>
/// Other accounts of payers, as two people approved them after a payment failed, by what is repaid: a deposit and its interest, a bank line, a payout, what is owed back of
/// a fee. Which that is only the vault tells.
/// </summary>
internal sealed class PayeeCorrections
{
    private readonly PayerCheck _payerCheck;
    private readonly ILookup<Guid, (FinanceDecision Decision, Repayment Failed)> _bySubject;

    private PayeeCorrections(PayerCheck payerCheck, ILookup<Guid, (FinanceDecision Decision, Repayment Failed)> bySubject) => (_payerCheck, _bySubject) = (payerCheck, bySubject);

    public static async Task<PayeeCorrections> LoadAsync(TradingDbContext db, IQueryable<FinanceDecision> decisions, RepaymentSeal seal, PayerCheck payerCheck, CancellationToken ct)
    {
        var found = await (
            from decision in decisions.AsNoTracking()
            join failed in db.Set<Repayment>().AsNoTracking() on decision.SubjectId equals failed.Id
            where decision.Kind == DecisionKind.RefundPayeeCorrected && decision.State != DecisionState.Declined
            orderby decision.DecidedAtUtc, decision.Id
            select new { decision, failed }).ToListAsync(ct);
        return new PayeeCorrections(
            payerCheck,
            found.Select(f => (Subject: SubjectOf(seal, f.failed), f.decision, f.failed)).Where(f => f.Subject is not null).ToLookup(f => f.Subject!.Value, f => (f.decision, f.failed)));
    }

    /// <summary>The proposal that waits for another person.</summary>
    public FinanceDecision? Waiting(Guid subject) => _bySubject[subject].Select(c => c.Decision).FirstOrDefault(d => d.State == DecisionState.Proposed);

    /// <summary>What was last approved about money that goes to an account: what was said of an account that it goes to no more, because its payer was named anew, counts no longer.</summary>
    public FinanceDecision? InForce(Guid subject, string account)
    {
        var (last, at) = ((FinanceDecision?)null, PayerCheck.NormaliseAccount(account));
        foreach (var (decision, _) in Approved(subject).Where(c => PayerCheck.NormaliseAccount(c.Failed.PayeeAccount) == at))
        {
            (last, at) = (decision, PayerCheck.NormaliseAccount(decision.Payer!.Account));
        }

        return last;
    }

    /// <summary>The account that the money came from, however often it was corrected; <paramref name="account"/> where it never was.</summary>
    public string KnownAccount(Guid subject, string account) => Approved(subject).Select(c => c.Failed.PayeeAccount).FirstOrDefault() ?? account;

    /// <summary>Whether two people approved the account for this payer, at any time before; the keyed hash says that nobody has changed it since.</summary>
    public bool Allow(Guid subject, string name, string account, DateTime? beforeUtc = null) => Approved(subject).Any(c =>
        (beforeUtc is null || c.Decision.DecidedAtUtc <= beforeUtc) && c.Decision.DecidedBy != c.Decision.ProposedBy
        && PayerCheck.NormaliseName(c.Failed.PayeeName) == PayerCheck.NormaliseName(name)
        && _payerCheck.Matches(c.Decision.PayerCheck ?? "", c.Decision.Id, name, account));

    private IEnumerable<(FinanceDecision Decision, Repayment Failed)> Approved(Guid subject) => _bySubject[subject].Where(c => c.Decision.State == DecisionState.Approved);

    // One that somebody changed in the database is of nothing; the checks name it.
    private static Guid? SubjectOf(RepaymentSeal seal, Repayment failed)
    {
        try
        {
            return seal.Open(failed).Id;
        }
        catch (SealBrokenException)
        {
            return null;
        }
    }
}
