namespace Trading.Infrastructure.Mail;

/// <summary>What a mail is about; the words are <c>mail.{kind}.subject</c> and <c>mail.{kind}.body</c>.</summary>
public static class MailKinds
{
    /// <summary>What the row of every sealed mail says, whatever it is about.</summary>
    public const string Confidential = "confidential";

    public const string Registered = "registered";
    public const string EntrustmentToConfirm = "entrustment-to-confirm";
    public const string EntrustmentConfirmed = "entrustment-confirmed";
    public const string EntrustmentSentBack = "entrustment-sent-back";
    public const string EntrustmentReturned = "entrustment-returned";
    public const string EntrustmentAccepted = "entrustment-accepted";
    public const string DepositReceived = "deposit-received";
    public const string DepositShort = "deposit-short";
    public const string DepositOver = "deposit-over";

    /// <summary>Money for a deposit that was complete before.</summary>
    public const string DepositTwice = "deposit-twice";

    /// <summary>Money that belongs to nothing, to whom it came from.</summary>
    public const string MoneyUnmatched = "money-unmatched";
    public const string MoneySuggested = "money-suggested";

    /// <summary>Two people did not book it to what it agreed with.</summary>
    public const string MoneyNotBooked = "money-not-booked";
    public const string FeeReceived = "fee-received";
    public const string FeeShort = "fee-short";
    public const string PriceReceived = "price-received";
    public const string PriceShort = "price-short";

    /// <summary>The price is paid, and penalty or interest of it is not.</summary>
    public const string PriceBesides = "price-besides";
    public const string BidReceipt = "bid-receipt";
    public const string BidWithdrawn = "bid-withdrawn";
    public const string Opened = "opened";
    public const string TenderFailed = "tender-failed";
    public const string Candidates = "candidates";
    public const string Awarded = "awarded";
    public const string NotAwardedToYou = "result";
    public const string NoAward = "no-award";
    public const string OpeningHeld = "opening-held";
    public const string Refunded = "refunded";
    public const string RefundedInterest = "refunded-interest";
    public const string RefundedSuspense = "refunded-suspense";
    public const string RefundedBond = "refunded-bond";
    public const string RefundedPenalty = "refunded-penalty";
    public const string RefundedFee = "refunded-fee";

    /// <summary>The bank could not pay it back, or it came back from the payee.</summary>
    public const string RefundFailed = "refund-failed";
    public const string RefundAccountCorrected = "refund-account-corrected";

    /// <summary>A bid has no deposit any more: to those who decide what becomes of it, to its bidder, and what was decided.</summary>
    public const string BidUncovered = "bid-uncovered";
    public const string OwnBidUncovered = "own-bid-uncovered";
    public const string UncoveredDecided = "uncovered-bid-decided";
    public const string PricePassedOn = "price-passed-on";
    public const string PenaltyWaived = "price-penalty-waived";
    public const string PenaltyReturned = "price-penalty-returned";
    public const string PricePlanChanged = "price-plan-changed";
    public const string PayeeCorrected = "price-payee-corrected";
    public const string RefundsToPrepare = "refunds-to-prepare";
    public const string StepDue = "step-due";
    public const string Checkpoints = "checkpoints";

    /// <summary>The same of a step that stands under no project.</summary>
    public const string WorkDue = "work-due";
}
