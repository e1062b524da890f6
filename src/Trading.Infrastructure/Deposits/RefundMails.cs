using Trading.Domain.Deposits;
using Trading.Domain.Parties;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Mail;

namespace Trading.Infrastructure.Deposits;

/// <summary>What is told of a payment: that it was made, in the words of what it pays; or that the bank could not make it, or it came back, and what to do.</summary>
internal static class RefundMails
{
    /// <summary>Null where nobody waits for it: it is under way, it is the treasury's, or forfeited; or what goes to an owner was not paid.</summary>
    public static MailText? Of(Repayment r) => (r.State, KindOf(r.Kind)) switch
    {
        (_, null) => null,
        (RepaymentState.Paid, { } kind) => new MailText(kind, r.Kind == RepaymentKind.Proceeds ? "owner" : "bidder", r.Total, r.PaidOn!.Value, r.EndToEndId),
        (RepaymentState.Rejected or RepaymentState.Returned, not MailKinds.PricePassedOn) =>
            new MailText(MailKinds.RefundFailed, "bidder", [r.Kind, r.Total, Masks.BankAccount(r.PayeeAccount), .. ReasonOf(r.RejectedBecause ?? "")]),
        _ => null,
    };

    // The bank's own words follow those for its code.
    private static IEnumerable<object> ReasonOf(string reason) => reason.Length == 0 ? [new Word("mail.refund-failed.unsaid"), ""]
        : [BankReasons.IsCoded(reason) ? new Word(BankReasons.KeyOf(reason)) : "", reason];

    private static string? KindOf(RepaymentKind kind) => kind switch
    {
        RepaymentKind.Deposit => MailKinds.Refunded,
        RepaymentKind.Interest => MailKinds.RefundedInterest,
        RepaymentKind.Suspense => MailKinds.RefundedSuspense,
        RepaymentKind.Bond => MailKinds.RefundedBond,
        RepaymentKind.Penalty => MailKinds.RefundedPenalty,
        RepaymentKind.FeeRefund => MailKinds.RefundedFee,
        RepaymentKind.Proceeds => MailKinds.PricePassedOn,
        RepaymentKind.Remittance or RepaymentKind.Forfeited => null,
    };
}
