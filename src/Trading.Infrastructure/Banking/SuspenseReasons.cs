namespace Trading.Infrastructure.Banking;

/// <summary>Why money is in suspense: words keys, shown to finance. None names a lot.</summary>
public static class SuspenseReasons
{
    /// <summary>The words of what its payer can do about money that is in suspense for a reason.</summary>
    public static string NextOf(string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return $"bidder.suspense-next.{reason[(reason.LastIndexOf('.') + 1)..]}";
    }

    /// <summary>The bank names no sub-account, and its payer wrote no number of an instruction.</summary>
    public const string NoSubAccount = "banking.suspense.no-sub-account";

    /// <summary>The sub-account is nobody's, or asks for no money.</summary>
    public const string UnknownSubAccount = "banking.suspense.unknown-sub-account";

    /// <summary>It names more than one instruction: sub-account and what the payer wrote contradict each other, or two were written.</summary>
    public const string SeveralInstructions = "banking.suspense.several-instructions";

    /// <summary>It names an instruction of another bank account of the centre.</summary>
    public const string OtherBankAccount = "banking.suspense.other-bank-account";

    /// <summary>The instruction was given to another payer, or a part of the deposit has come from another account of the same.</summary>
    public const string OtherPayer = "banking.suspense.other-payer";

    /// <summary>It was paid in a form that the line's rules do not take, such as cash.</summary>
    public const string FormNotAllowed = "banking.suspense.form-not-allowed";

    /// <summary>It must leave the bidder's basic account, and came from another account of the bidder.</summary>
    public const string NotBasicAccount = "banking.suspense.not-basic-account";

    /// <summary>It came at or after the deadline.</summary>
    public const string Late = "banking.suspense.late";

    /// <summary>The deposit is on its way back, or the participation has ended.</summary>
    public const string DepositClosed = "banking.suspense.deposit-closed";

    /// <summary>
    /// It carries the number of a payment of ours, and nothing proves that it is that payment coming back: another counterparty, another amount, or a
    /// second time. It is not paid to whomever the line names; a person asks the bank.
    /// </summary>
    public const string UnprovedReturn = "banking.suspense.unproved-return";

    /// <summary>It came into an account of another currency than renminbi, in which nothing is owed.</summary>
    public const string OtherCurrency = "banking.suspense.other-currency";

    /// <summary>It carries the number of a return of the treasury, and another amount than that return; or the return has come already.</summary>
    public const string ReturnDiffers = "banking.suspense.return-differs";

    /// <summary>It carries the number of an application to the treasury, and another amount; or that was refused, or has been paid already.</summary>
    public const string RefundDiffers = "banking.suspense.refund-differs";

    /// <summary>The bank says that it takes an earlier line back, and exactly one does not agree, or something was done about it since.</summary>
    public const string UnprovedReversal = "banking.suspense.unproved-reversal";

    /// <summary>The bank took back a receipt that cannot be undone: the money had gone on, or it is not certain which receipt it is. It is money out, unexplained.</summary>
    public const string ReversalNotUndone = "banking.suspense.reversal-not-undone";

    /// <summary>More than is still owed of a fee: a line is never split.</summary>
    public const string FeeExceeded = "banking.suspense.fee-exceeded";

    /// <summary>More than is owed of a price on that day, or the plan is paid: a line is never split.</summary>
    public const string PriceExceeded = "banking.suspense.price-exceeded";
}
