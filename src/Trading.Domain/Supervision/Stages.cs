namespace Trading.Domain.Supervision;

/// <summary>The stages of a construction tender and of the centre's own work, as steps name them; the words are <c>stage.{name}</c>.</summary>
public static class Stages
{
    /// <summary>The owner confirms what its agency has written, or sends it back.</summary>
    public const string EntrustmentConfirmation = "entrustment-confirmation";

    /// <summary>The agency hands in what the owner has confirmed.</summary>
    public const string EntrustmentSubmission = "entrustment-submission";
    public const string EntrustmentCheck = "entrustment-check";
    public const string EntrustmentCorrection = "entrustment-correction";
    public const string Notice = "notice";
    public const string Opening = "opening";
    public const string Evaluation = "evaluation";
    public const string CandidatePublicity = "candidate-publicity";
    public const string Decision = "decision";
    public const string AwardNotice = "award-notice";
    public const string Contract = "contract";
    public const string DepositRefund = "deposit-refund";

    /// <summary>What bidders handed in instead of money is to be checked with its issuers.</summary>
    public const string CoverCheck = "cover-check";

    /// <summary>The earliest last day of a guarantee that may still be needed.</summary>
    public const string CoverExpiry = "cover-expiry";

    /// <summary>A proposal to have an issuer pay waits for another person.</summary>
    public const string CoverClaim = "cover-claim";

    /// <summary>A bid whose pooled deposit was forfeited for another lot: the owner says what becomes of it.</summary>
    public const string UncoveredBid = "uncovered-bid";

    /// <summary>Staff look at a registration, beside everything that the organisation may do.</summary>
    public const string RegistrationReview = "registration-review";

    /// <summary>An organisation asks for another bank account.</summary>
    public const string AccountChange = "account-change";

    /// <summary>A row of the centre's rulebook waits for a second manager.</summary>
    public const string RuleApproval = "rule-approval";

    /// <summary>Money in suspense is to be put on its way back, and before that explained where the rules alone cannot say whose it is.</summary>
    public const string SuspenseReturn = "suspense-return";

    /// <summary>A deposit withdrawn before an opening, or interest still owed, is to be put on its way back.</summary>
    public const string WithdrawnRefund = "withdrawn-refund";

    /// <summary>The bank took back a receipt whose money had gone on: finance has to say what was done about it.</summary>
    public const string ReversalNotUndone = "reversal-not-undone";

    /// <summary>A statement that contradicts something is to be replaced, booked or refused.</summary>
    public const string HeldStatement = "held-statement";

    /// <summary>A statement file that could not be read is to be looked into.</summary>
    public const string UnreadableFile = "unreadable-file";

    /// <summary>A proposal about money in suspense waits for another person.</summary>
    public const string SuspenseDecision = "suspense-decision";

    /// <summary>A proposal about a held statement waits for another person.</summary>
    public const string StatementDecision = "statement-decision";

    /// <summary>The close of a month waits for another person.</summary>
    public const string MonthClose = "month-close";
    /// <summary>A proposal to waive or adjust a fee waits for another person.</summary>
    public const string FeeDecision = "fee-decision";

    /// <summary>A proposal to convert a deposit of an opened lot, to release a performance bond, or to lay a late refund to its bidder, waits for another person.</summary>
    public const string DepositDecision = "deposit-decision";

    /// <summary>A proposal to forfeit a deposit of an opened lot waits for two other people.</summary>
    public const string ForfeitureDecision = "forfeiture-decision";

    /// <summary>What is owed out of a deposit that has ended is to be put on its way.</summary>
    public const string Payout = "payout";

    /// <summary>Another account of a payer whom the bank could not pay back waits for another person.</summary>
    public const string PayeeDecision = "payee-decision";

    /// <summary>What was paid on a fee beyond what it is now is to be put on its way back.</summary>
    public const string FeeRefund = "fee-refund";

    /// <summary>What was remitted of a fee and collected wrongly is claimed from the treasury, which has not paid it.</summary>
    public const string TreasuryClaim = "treasury-claim";

    /// <summary>A batch of repayments waits for another person's approval.</summary>
    public const string RefundApproval = "refund-approval";

    /// <summary>A batch of repayments is with the bank, which has not answered all of it.</summary>
    public const string RefundReply = "refund-reply";

    /// <summary>A charged service fee is not paid in full. There is none before the award.</summary>
    public const string FeePayment = "fee-payment";

    /// <summary>A price plan waits for another person.</summary>
    public const string PriceDecision = "price-decision";

    /// <summary>The next instalment of a price, or a penalty, is not paid.</summary>
    public const string PricePayment = "price-payment";

    /// <summary>Money of a price has arrived and is not passed on.</summary>
    public const string PricePassOn = "price-pass-on";

    /// <summary>
    /// Steps about money that may be of a lot that is not opened: that there is one would tell that somebody paid, or left. Only finance, which has to see
    /// the money, sees them.
    /// </summary>
    public static IReadOnlyList<string> OfFinanceAlone { get; } = [SuspenseReturn, ReversalNotUndone, WithdrawnRefund, SuspenseDecision, PayeeDecision, RefundApproval, RefundReply];
}
