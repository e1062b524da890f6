namespace Trading.Domain.Proceeds;

/// <summary>What price plans, their payments and what is passed on refuse.</summary>
public static class ProceedsRules
{
    /// <summary>{0}: the line. In it the centre takes no price.</summary>
    public const string NoPriceInLine = "proceeds.no-price-in-line";

    /// <summary>{0}: the price. It is above zero, and no more than can be reckoned with.</summary>
    public const string PriceOutOfRange = "proceeds.price-out-of-range";

    /// <summary>{0}: the most instalments that a plan may have.</summary>
    public const string TooManyInstalments = "proceeds.too-many-instalments";

    /// <summary>{0}: the price, {1}: what the instalments sum to.</summary>
    public const string SumDiffers = "proceeds.sum-differs";

    /// <summary>{0}: the number of the instalment. It is above zero, and due no earlier than the one before it or the contract.</summary>
    public const string InstalmentMalformed = "proceeds.instalment-malformed";

    /// <summary>{0}: the last day on which it may be due, {1}: the day of the plan.</summary>
    public const string FirstTooLate = "proceeds.first-too-late";

    /// <summary>{0}: the least that the first instalment may be, {1}: what it is.</summary>
    public const string FirstTooSmall = "proceeds.first-too-small";

    /// <summary>{0}: the last day on which it may be due, {1}: the day of the plan.</summary>
    public const string LastTooLate = "proceeds.last-too-late";

    /// <summary>The contract is signed on a day that has not come.</summary>
    public const string ContractToCome = "proceeds.contract-to-come";

    /// <summary>{0}: what was converted, {1}: the price. No more of the deposit counts than the price is.</summary>
    public const string DepositExceedsPrice = "proceeds.deposit-exceeds-price";

    /// <summary>What becomes of the winner's deposit is decided first.</summary>
    public const string DepositFirst = "proceeds.deposit-first";

    /// <summary>The lot has a plan.</summary>
    public const string HasPlan = "proceeds.has-plan";

    /// <summary>{0}: the state. It is decided.</summary>
    public const string WrongState = "proceeds.wrong-state";

    /// <summary>What was proposed is no longer what stands there.</summary>
    public const string PlanChanged = "proceeds.plan-changed";

    /// <summary>The transferor's account in the database is not the one of the plan.</summary>
    public const string PayeeChanged = "proceeds.payee-changed";

    /// <summary>{0}: the day. Nothing that arrived up to it is still to be passed on.</summary>
    public const string NothingToPassOn = "proceeds.nothing-to-pass-on";

    /// <summary>{0}: what is owed for being late, {1}: what was to be waived. Only what is not paid can be waived, and no more of it than is owed.</summary>
    public const string MoreThanPenalty = "proceeds.more-than-penalty";

    /// <summary>{0}: the receipt. What it brought was passed on, or is on its way: of whose it is now a penalty would have to be asked back.</summary>
    public const string PenaltyPassedOn = "proceeds.penalty-passed-on";

    /// <summary>{0}: what is left of the penalty that the receipt brought, {1}: what was to be given back.</summary>
    public const string MoreThanPenaltyPaid = "proceeds.more-than-penalty-paid";

    /// <summary>{0}: the number. The plan has no such receipt.</summary>
    public const string NoSuchReceipt = "proceeds.no-such-receipt";

    /// <summary>Whose the penalty is has not agreed in writing that it is waived, or given back.</summary>
    public const string ConsentMissing = "proceeds.consent-missing";

    /// <summary>The supplementary agreement has no number.</summary>
    public const string AgreementMissing = "proceeds.agreement-missing";

    /// <summary>{0}: the day of the contract. The agreement is of a day from then on that has come.</summary>
    public const string AgreedOnMalformed = "proceeds.agreed-on-malformed";

    /// <summary>The transferor has registered no other account, or the price is the treasury's.</summary>
    public const string PayeeSame = "proceeds.payee-same";

    /// <summary>{0}: the loan rate in percent a year, {1}: the rate of the plan. What is deferred bears no less.</summary>
    public const string InterestTooLow = "proceeds.interest-too-low";

    /// <summary>What is deferred is secured.</summary>
    public const string SecurityMissing = "proceeds.security-missing";

    /// <summary>The bank account is not one of the centre's in renminbi.</summary>
    public const string NoAccount = "proceeds.no-account";
}
