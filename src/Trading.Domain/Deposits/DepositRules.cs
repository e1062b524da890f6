namespace Trading.Domain.Deposits;

/// <summary>What deposits and repayments refuse.</summary>
public static class DepositRules
{
    public const string WrongState = "deposits.wrong-state";

    /// <summary>{0}: the most that may be asked, {1}: what is asked.</summary>
    public const string AboveCap = "deposits.above-cap";

    /// <summary>{0}: the least that must be asked, {1}: what is asked.</summary>
    public const string BelowFloor = "deposits.below-floor";

    /// <summary>The line demands a deposit, and none is asked.</summary>
    public const string Compulsory = "deposits.compulsory";

    /// <summary>{0}: the form. The line does not take deposits in it.</summary>
    public const string FormNotAllowed = "deposits.form-not-allowed";

    /// <summary>Neither the bidder nor the lead of its consortium pays.</summary>
    public const string NotTheBidder = "deposits.not-the-bidder";

    /// <summary>It must leave the bidder's basic account, and does not.</summary>
    public const string NotBasicAccount = "deposits.not-basic-account";

    /// <summary>{0}: the ground. The line's rules forfeit nothing for it.</summary>
    public const string NoSuchGround = "deposits.no-such-ground";

    /// <summary>{0}: what is held, {1}: what was asked. No more is converted than is there, and not nothing.</summary>
    public const string MoreThanHeld = "deposits.more-than-held";

    /// <summary>An order bears a number, an authority and a reason, and whoever lifts it or declines a proposal says why.</summary>
    public const string OrderIncomplete = "deposits.order-incomplete";

    /// <summary>The lot is not opened: nobody knows whose deposits there are.</summary>
    public const string LotNotOpened = "deposits.lot-not-opened";

    /// <summary>{0}: the circumstance. Under it nothing is forfeited.</summary>
    public const string Exempt = "deposits.exempt";

    /// <summary>The ground binds only where the tender document or the notice says so, and no clause is named.</summary>
    public const string GroundNeedsClause = "deposits.ground-needs-clause";

    /// <summary>Nothing is forfeited unheard.</summary>
    public const string HearingMissing = "deposits.hearing-missing";

    /// <summary>{0}: the most that may be deducted, {1}: what was given.</summary>
    public const string FeeNotDeducted = "deposits.fee-not-deducted";

    /// <summary>{0}: the state of the proposal. It is decided.</summary>
    public const string ForfeitureDecided = "deposits.forfeiture-decided";

    /// <summary>What was proposed is no longer what is held.</summary>
    public const string ForfeitureChanged = "deposits.forfeiture-changed";

    /// <summary>The line converts only by agreement, and none is named.</summary>
    public const string AgreementMissing = "deposits.agreement-missing";

    /// <summary>A repayment goes to the account that the money came from, or to another of the same payer that two people approved, and to no other.</summary>
    public const string NotThePayersAccount = "deposits.not-the-payers-account";

    /// <summary>Only of a payment to its payer that the bank rejected or sent back, and that is owed again, another account is proposed.</summary>
    public const string NoFailedRefund = "deposits.no-failed-refund";

    /// <summary>{0}: the payer, {1}: what was entered. Money goes to another account of the same payer, never to another name.</summary>
    public const string AnotherPayee = "deposits.another-payee";

    /// <summary>The account is the one to which the bank could not pay.</summary>
    public const string PayeeSame = "deposits.payee-same";

    /// <summary>The payer's other account waits for another person; until then nothing is paid.</summary>
    public const string PayeeWaits = "deposits.payee-waits";

    /// <summary>A batch without anything in it.</summary>
    public const string EmptyBatch = "deposits.empty-batch";

    /// <summary>What was approved is no longer what is in the batch.</summary>
    public const string BatchChanged = "deposits.batch-changed";

    /// <summary>The bank's reply names a payment that was never sent.</summary>
    public const string UnknownPayment = "deposits.unknown-payment";

    /// <summary>{0}: the batch's state. What is asked is done with batches of another state only.</summary>
    public const string BatchWrongState = "deposits.batch-wrong-state";

    /// <summary>{0}: the pay day, {1}: today. Interest runs to the pay day, so it may not lie in the past.</summary>
    public const string PayDayPassed = "deposits.pay-day-passed";

    /// <summary>The bank has answered every payment of the batch: there is nothing left to tell it.</summary>
    public const string BatchAnswered = "deposits.batch-answered";

    /// <summary>{0}: the payment, {1}: the day that the reply names, {2}: the day of the approval, {3}: today. Nothing is paid before it is approved, or tomorrow.</summary>
    public const string ReplyDayImpossible = "deposits.reply-day-impossible";

    /// <summary>{0}: the payment, {1}: what was sent, {2}: what the reply says.</summary>
    public const string ReplyAmountDiffers = "deposits.reply-amount-differs";

    /// <summary>{0}: the number of the message. The reply answers a payment file that no batch of this account was.</summary>
    public const string UnknownPaymentFile = "deposits.unknown-payment-file";

    /// <summary>{0}: the payment, {1}: what the bank says. The bank refuses it because it has it already: what became of the first decides.</summary>
    public const string ReplyDuplicate = "deposits.reply-duplicate";

    /// <summary>The reply names no payment of ours.</summary>
    public const string ReplyNamesNothing = "deposits.reply-names-nothing";

    /// <summary>{0}: the payment. An earlier reply said the opposite.</summary>
    public const string ReplyContradicts = "deposits.reply-contradicts";

    /// <summary>{0}: the state. What is owed is paid once.</summary>
    public const string PayoutWrongState = "deposits.payout-wrong-state";

    /// <summary>Nobody knows an account of the owner to which what is forfeited could go.</summary>
    public const string NoPayeeAccount = "deposits.no-payee-account";

    /// <summary>The owner's registered account is not what was registered: somebody changed it in the database.</summary>
    public const string PayeeAccountChanged = "deposits.payee-account-changed";

    /// <summary>{0}: what of the bond is held, {1}: what was asked. No more of a bond is released than is held, and not nothing.</summary>
    public const string MoreThanBond = "deposits.more-than-bond";

    /// <summary>A deposit is not given back while a bid stands on it.</summary>
    public const string BidStands = "deposits.bid-stands";
}
