namespace Trading.Domain.Ledger;

/// <summary>
/// The chart of accounts, one member a class; docs/ledger.md gives numbers, Chinese names and the entries of each event.
/// An account is a class, a subject and a currency within one centre. Debits are positive, credits negative.
/// </summary>
public enum AccountClass
{
    /// <summary>1002 Money at the bank; the subject is the bank account.</summary>
    Bank,

    /// <summary>2241.01 Deposits held for bidders; the subject is the participation, a random number.</summary>
    DepositHeld,

    /// <summary>2241.02 Received, but nobody may say for what; the subject is the bank line.</summary>
    Suspense,

    /// <summary>
    /// 2241.03 Repayments approved and sent to the bank, not yet confirmed; the subject is the batch, so that no journal row joins a
    /// participation with a payee.
    /// </summary>
    RepaymentInTransit,

    /// <summary>2232 Interest owed to bidders; the subject is the participation.</summary>
    InterestPayable,

    /// <summary>2231 Interest that the deposit accounts earned and that has not been passed on.</summary>
    InterestEarned,

    /// <summary>1221 Money that left the bank and is none of our payments, until somebody explains it; the subject is the bank line.</summary>
    OutgoingUnexplained,

    /// <summary>1122 Fees charged and not yet received; the subject is the fee charge.</summary>
    FeeReceivable,

    /// <summary>6051 Fees earned that are the centre's; the subject is the kind of income.</summary>
    FeeIncome,

    /// <summary>2103.01 Collected for the treasury and owed to it; the subject is the kind of income.</summary>
    TreasuryOwed,

    /// <summary>2103.02 Charged for the treasury and not yet collected; the subject is the kind of income.</summary>
    TreasuryPending,

    /// <summary>4001 What the treasury has returned of it; the subject is the kind of income.</summary>
    TreasuryGrant,

    /// <summary>2241.04 Performance bonds held (履约保证金); the subject is the participation whose deposit it was.</summary>
    PerformanceBond,

    /// <summary>2241.05 Earnest money held (定金); the subject is the participation.</summary>
    EarnestMoney,

    /// <summary>2241.06 Price held for whoever sells or grants; the subject is the participation.</summary>
    SalePrice,

    /// <summary>2241.07 Forfeited deposits payable to owner or transferor; the subject is the participation.</summary>
    ForfeitedToOwner,

    /// <summary>2241.08 What of a forfeited deposit is set apart for the centre's fee; the subject is the participation.</summary>
    ForfeitedForFee,

    /// <summary>2241.09 What buyers paid for being late, held for whose the price is; the subject is the participation.</summary>
    LatePenalty,

    /// <summary>2241.10 Interest that buyers paid on deferred parts of a price, held for whose the price is; the subject is the participation.</summary>
    DeferredInterest,

    /// <summary>2241.11 What was paid on a fee beyond what it is, owed back; the subject is the charge that was taken back.</summary>
    FeeRefundable,

    /// <summary>2241.12 What goes back of a fee when the treasury has paid it; the subject is the charge that was taken back.</summary>
    FeeClaimed,

    /// <summary>1222 What the treasury is to give back of a fee that was remitted; the subject is the charge that was taken back.</summary>
    TreasuryClaim,

    /// <summary>2103.03 Forfeited deposits owed to the treasury; the subject is the participation.</summary>
    ForfeitedToTreasury,

    /// <summary>5001 What the centre owes for refunds that come late; the subject is the participation.</summary>
    LateRefundCost,
}

/// <summary>The side of the balance sheet, or of the accounts of a year, on which an account stands.</summary>
public enum AccountKind
{
    Asset,
    Liability,
    Income,
    Expense,
}

public static class AccountClasses
{
    /// <summary>The number in the chart of accounts (docs/ledger.md).</summary>
    public static string Number(this AccountClass accountClass) => accountClass switch
    {
        AccountClass.Bank => "1002",
        AccountClass.FeeReceivable => "1122",
        AccountClass.OutgoingUnexplained => "1221",
        AccountClass.InterestEarned => "2231",
        AccountClass.InterestPayable => "2232",
        AccountClass.DepositHeld => "2241.01",
        AccountClass.Suspense => "2241.02",
        AccountClass.RepaymentInTransit => "2241.03",
        AccountClass.FeeIncome => "6051",
        AccountClass.TreasuryOwed => "2103.01",
        AccountClass.TreasuryPending => "2103.02",
        AccountClass.TreasuryGrant => "4001",
        AccountClass.PerformanceBond => "2241.04",
        AccountClass.EarnestMoney => "2241.05",
        AccountClass.SalePrice => "2241.06",
        AccountClass.ForfeitedToOwner => "2241.07",
        AccountClass.ForfeitedForFee => "2241.08",
        AccountClass.LatePenalty => "2241.09",
        AccountClass.DeferredInterest => "2241.10",
        AccountClass.FeeRefundable => "2241.11",
        AccountClass.FeeClaimed => "2241.12",
        AccountClass.TreasuryClaim => "1222",
        AccountClass.ForfeitedToTreasury => "2103.03",
        AccountClass.LateRefundCost => "5001",
    };

    public static AccountKind Kind(this AccountClass accountClass) => accountClass switch
    {
        AccountClass.Bank or AccountClass.FeeReceivable or AccountClass.OutgoingUnexplained or AccountClass.TreasuryClaim => AccountKind.Asset,
        AccountClass.InterestEarned or AccountClass.InterestPayable or AccountClass.DepositHeld or AccountClass.Suspense or AccountClass.RepaymentInTransit
            or AccountClass.TreasuryOwed or AccountClass.TreasuryPending or AccountClass.PerformanceBond or AccountClass.EarnestMoney or AccountClass.SalePrice or AccountClass.ForfeitedToOwner
            or AccountClass.ForfeitedForFee or AccountClass.LatePenalty or AccountClass.DeferredInterest or AccountClass.FeeRefundable or AccountClass.FeeClaimed or AccountClass.ForfeitedToTreasury => AccountKind.Liability,
        AccountClass.FeeIncome or AccountClass.TreasuryGrant => AccountKind.Income,
        AccountClass.LateRefundCost => AccountKind.Expense,
    };

    /// <summary>
    /// Classes whose accounts may never be overdrawn: what is owed to one bidder, payer or repayment. Their balances are materialised beside
    /// the journal and guarded by a check constraint. Accounts that everybody uses (bank, income) have no running row: it would be a hot spot.
    /// </summary>
    public static bool IsLimited(this AccountClass accountClass) => accountClass switch
    {
        AccountClass.DepositHeld or AccountClass.Suspense or AccountClass.RepaymentInTransit or AccountClass.InterestPayable
            or AccountClass.PerformanceBond or AccountClass.EarnestMoney or AccountClass.SalePrice or AccountClass.ForfeitedToOwner
            or AccountClass.ForfeitedForFee or AccountClass.LatePenalty or AccountClass.DeferredInterest or AccountClass.FeeRefundable or AccountClass.FeeClaimed or AccountClass.ForfeitedToTreasury => true,
        AccountClass.Bank or AccountClass.InterestEarned or AccountClass.FeeReceivable or AccountClass.FeeIncome
            or AccountClass.OutgoingUnexplained or AccountClass.TreasuryClaim or AccountClass.TreasuryOwed or AccountClass.TreasuryPending or AccountClass.TreasuryGrant or AccountClass.LateRefundCost => false,
    };
}
