namespace Trading.Domain.Ledger;

/// <summary>Why money moved: one word per procedure event, the same in docs/ledger.md, which shows the entries of each with worked numbers.</summary>
public static class EntryKinds
{
    public const string DepositReceived = "deposit-received";
    public const string SuspenseReceived = "suspense-received";
    public const string UnexplainedPaid = "unexplained-paid";
    public const string FeeReceived = "fee-received";
    public const string FeeSettled = "fee-settled";
    public const string FeeCharged = "fee-charged";
    public const string FeeCarried = "fee-carried";
    public const string FeeRefundSent = "fee-refund-sent";
    public const string FeeRefundRejected = "fee-refund-rejected";
    public const string FeeForfeited = "fee-forfeited";
    public const string TreasuryReleased = "treasury-released";
    public const string TreasuryClaimed = "treasury-claimed";
    public const string TreasuryRefunded = "treasury-refunded";
    public const string TreasuryOwed = "treasury-owed";
    public const string RemittanceSent = "remittance-sent";
    public const string TreasuryReturned = "treasury-returned";
    public const string InterestEarned = "interest-earned";
    public const string InterestAccrued = "interest-accrued";
    public const string DepositRepaymentSent = "deposit-repayment-sent";
    public const string InterestRepaymentSent = "interest-repayment-sent";
    public const string SuspenseReturnSent = "suspense-return-sent";
    public const string RepaymentPaid = "repayment-paid";
    public const string RepaymentReturned = "repayment-returned";
    public const string RepaymentRejected = "repayment-rejected";
    public const string DepositConverted = "deposit-converted";
    public const string DepositForfeited = "deposit-forfeited";
    public const string PayoutSent = "payout-sent";
    public const string PayoutRejected = "payout-rejected";
    public const string LateInterest = "late-interest";
    public const string PriceReceived = "price-received";
    public const string EarnestApplied = "earnest-applied";
    public const string ProceedsSent = "proceeds-sent";
    public const string ProceedsRejected = "proceeds-rejected";
    public const string Reversal = "reversal";

    /// <summary>By which a fee is received: from the bank, out of a forfeited deposit, and what of it is carried to another charge.</summary>
    public static readonly string[] FeeReceipts = [FeeReceived, FeeSettled, FeeCarried];

    /// <summary>All of them.</summary>
    public static IReadOnlySet<string> All { get; } = typeof(EntryKinds).GetFields().Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!).ToHashSet(StringComparer.Ordinal);
}
