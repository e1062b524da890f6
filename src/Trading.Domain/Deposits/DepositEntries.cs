using Trading.Domain.Ledger;
using Trading.Domain.Shared;

namespace Trading.Domain.Deposits;

/// <summary>
/// The entries of a deposit's life, each once; docs/ledger.md shows them with numbers. Keys carry a tag that only the key vault can compute, so
/// that no journal row joins a participation with a bank line or a payment.
/// </summary>
public static class DepositEntries
{
    /// <summary>Money arrived for a participation. Dr 1002 Bank, Cr 2241.01 Deposits held.</summary>
    public static EntryDraft Received(string lineTag, Guid participation, long bankAccountId, DateOnly valueOn, Money amount) => EntryDraft.Transfer(
        $"deposit-received:{lineTag}", EntryKinds.DepositReceived, Subject(participation), valueOn,
        credit: AccountName.DepositHeld(participation), debit: AccountName.Bank(bankAccountId), amount);

    /// <summary>Money arrived and nobody may say for what. Dr 1002 Bank, Cr 2241.02 Suspense.</summary>
    public static EntryDraft SuspenseReceived(Guid line, long bankAccountId, DateOnly valueOn, Money amount) => EntryDraft.Transfer(
        $"suspense-received:{Subject(line)}", EntryKinds.SuspenseReceived, Subject(line), valueOn,
        credit: AccountName.Suspense(line), debit: AccountName.Bank(bankAccountId), amount);

    /// <summary>Money left the bank unexplained; the amount is positive. Dr 1221 Unexplained, Cr 1002 Bank.</summary>
    public static EntryDraft UnexplainedPaid(Guid line, long bankAccountId, DateOnly valueOn, Money amount) => EntryDraft.Transfer(
        $"unexplained-paid:{Subject(line)}", EntryKinds.UnexplainedPaid, Subject(line), valueOn,
        credit: AccountName.Bank(bankAccountId), debit: AccountName.OutgoingUnexplained(line), amount);

    /// <summary>The bank paid interest on the account. Dr 1002 Bank, Cr 2231 Interest earned.</summary>
    public static EntryDraft InterestEarned(Guid line, long bankAccountId, DateOnly valueOn, Money amount) => EntryDraft.Transfer(
        $"interest-earned:{Subject(line)}", EntryKinds.InterestEarned, Subject(line), valueOn,
        credit: AccountName.InterestEarned(bankAccountId), debit: AccountName.Bank(bankAccountId), amount);

    /// <summary>
    /// An approved repayment of a deposit goes to the bank: the deposit, and where there is interest, its accrual and its payment, each an entry
    /// of its own.
    /// </summary>
    public static IEnumerable<EntryDraft> Sent(DepositRepayment r)
    {
        yield return EntryDraft.Transfer(
            $"deposit-repayment-sent:{r.Tag}", EntryKinds.DepositRepaymentSent, Subject(r.Participation), r.PayOn,
            credit: AccountName.RepaymentInTransit(r.Batch), debit: AccountName.DepositHeld(r.Participation), r.Principal);
        if (r.Interest.IsZero)
        {
            yield break;
        }

        if (r.Interest > r.Late)
        {
            yield return EntryDraft.Transfer(
                $"interest-accrued:{r.Tag}", EntryKinds.InterestAccrued, Subject(r.Participation), r.PayOn,
                credit: AccountName.InterestPayable(r.Participation), debit: AccountName.InterestEarned(r.BankAccountId), r.Interest - r.Late);
        }

        if (r.Late.IsPositive)
        {
            yield return LateAccrued(r.Tag, r.Participation, r.PayOn, r.Late);
        }

        yield return InterestSent(r);
    }

    /// <summary>The money goes back late: what is owed for it. Dr 5001 Cost of late refunds, Cr 2232 Interest payable.</summary>
    public static EntryDraft LateAccrued(string tag, Guid participation, DateOnly on, Money late) => EntryDraft.Transfer(
        $"late-interest:{tag}:{on:yyyyMMdd}", EntryKinds.LateInterest, Subject(participation), on,
        credit: AccountName.InterestPayable(participation), debit: AccountName.LateRefundCost(participation), late);

    /// <summary>The bank paid a deposit later than it was told: interest runs on to that day. Dr 2231 Interest earned, Cr 2232 Interest payable.</summary>
    public static EntryDraft InterestRanOn(string tag, Guid participation, long bankAccountId, DateOnly paidOn, Money interest) => EntryDraft.Transfer(
        $"interest-ran-on:{tag}", EntryKinds.InterestAccrued, Subject(participation), paidOn,
        credit: AccountName.InterestPayable(participation), debit: AccountName.InterestEarned(bankAccountId), interest);

    /// <summary>That interest goes to the bank by itself. Dr 2232 Interest payable, Cr 2241.03 In transit.</summary>
    public static EntryDraft InterestSent(DepositRepayment r) => EntryDraft.Transfer(
        $"interest-repayment-sent:{r.Tag}", EntryKinds.InterestRepaymentSent, Subject(r.Participation), r.PayOn,
        credit: AccountName.RepaymentInTransit(r.Batch), debit: AccountName.InterestPayable(r.Participation), r.Interest);

    /// <summary>The bank could not pay that interest: it is payable again.</summary>
    public static EntryDraft InterestRejected(DepositRepayment r, DateOnly on) => EntryDraft.Transfer(
        $"repayment-rejected:{r.Tag}", EntryKinds.RepaymentRejected, Subject(r.Participation), on,
        credit: AccountName.InterestPayable(r.Participation), debit: AccountName.RepaymentInTransit(r.Batch), r.Interest);

    /// <summary>Money in suspense goes back to its payer. Dr 2241.02 Suspense, Cr 2241.03 In transit.</summary>
    public static EntryDraft ReturnSent(Guid repayment, Guid batch, Guid line, DateOnly payOn, Money amount) => EntryDraft.Transfer(
        $"suspense-return-sent:{Subject(repayment)}", EntryKinds.SuspenseReturnSent, Subject(line), payOn,
        credit: AccountName.RepaymentInTransit(batch), debit: AccountName.Suspense(line), amount);

    /// <summary>The bank has paid. Dr 2241.03 In transit, Cr 1002 Bank.</summary>
    public static EntryDraft Paid(Guid repayment, Guid batch, long bankAccountId, DateOnly paidOn, Money total) => EntryDraft.Transfer(
        $"repayment-paid:{Subject(repayment)}", EntryKinds.RepaymentPaid, Subject(repayment), paidOn,
        credit: AccountName.Bank(bankAccountId), debit: AccountName.RepaymentInTransit(batch), total);

    /// <summary>
    /// A payment that the bank had made came back (退汇): it is in transit again, and from there on goes the way of one that the bank could not make.
    /// Dr 1002 Bank, or 2241.02 Suspense where it lay there unrecognised, Cr 2241.03 In transit.
    /// </summary>
    public static EntryDraft CameBack(Guid repayment, Guid batch, AccountName from, DateOnly valueOn, Money total) => EntryDraft.Transfer(
        $"repayment-returned:{Subject(repayment)}", EntryKinds.RepaymentReturned, Subject(repayment), valueOn,
        credit: AccountName.RepaymentInTransit(batch), debit: from, total);

    /// <summary>
    /// The bank could not pay a deposit: it is owed again, and its interest is taken back, to be reckoned anew to the day on which it is paid.
    /// </summary>
    public static EntryDraft Rejected(DepositRepayment r, DateOnly on) => EntryDraft.Of(
        $"repayment-rejected:{r.Tag}", EntryKinds.RepaymentRejected, Subject(r.Participation), on,
        [
            new PostingDraft(AccountName.RepaymentInTransit(r.Batch), r.Principal + r.Interest),
            new PostingDraft(AccountName.DepositHeld(r.Participation), -r.Principal),
            .. r.Interest > r.Late ? (PostingDraft[])[new PostingDraft(AccountName.InterestEarned(r.BankAccountId), -(r.Interest - r.Late))] : [],
            .. r.Late.IsPositive ? (PostingDraft[])[new PostingDraft(AccountName.LateRefundCost(r.Participation), -r.Late)] : [],
        ]);

    /// <summary>The bank could not return money in suspense: it is in suspense again.</summary>
    public static EntryDraft ReturnRejected(Guid repayment, Guid batch, Guid line, DateOnly on, Money amount) => EntryDraft.Transfer(
        $"repayment-rejected:{Subject(repayment)}", EntryKinds.RepaymentRejected, Subject(line), on,
        credit: AccountName.Suspense(line), debit: AccountName.RepaymentInTransit(batch), amount);

    private static string Subject(Guid id) => id.ToString("N");
}

/// <summary>One repayment of a deposit, as its entries need it.</summary>
/// <param name="Tag">Keyed hash of the repayment's number.</param>
/// <param name="Batch">The batch it is paid in.</param>
/// <param name="BankAccountId">The account it is paid from.</param>
/// <param name="Participation">Whose deposit.</param>
/// <param name="PayOn">The Beijing day on which the bank is told to pay.</param>
/// <param name="Principal">The deposit.</param>
/// <param name="Interest">Interest to the pay day; may be zero.</param>
/// <param name="Late">What of the interest is owed because the money goes back late.</param>
public sealed record DepositRepayment(string Tag, Guid Batch, long BankAccountId, Guid Participation, DateOnly PayOn, Money Principal, Money Interest, Money Late = default);
