namespace Trading.Domain.Banking;

/// <summary>What is refused about money in suspense.</summary>
public static class SuspenseRules
{
    /// <summary>{0}: the line's state. The money is on its way back, or has an end already.</summary>
    public const string NotInSuspense = "suspense.not-in-suspense";

    /// <summary>The bank names the payer in full: the money goes back there, and nobody enters another.</summary>
    public const string PayerKnown = "suspense.payer-known";

    /// <summary>{0}: what the bank shows, {1}: what was entered. Of a masked name or account, every character that the bank shows must agree.</summary>
    public const string PayerDiffers = "suspense.payer-differs";

    /// <summary>A payer's name is entered in full, and his account has 9 to 32 digits.</summary>
    public const string PayerIncomplete = "suspense.payer-incomplete";

    /// <summary>Who paid a fee is entered with what proves it.</summary>
    public const string EvidenceMissing = "suspense.evidence-missing";

    /// <summary>The line may be a payment of ours coming back: that is decided before its payer is entered.</summary>
    public const string ExplainFirst = "suspense.explain-first";

    /// <summary>Only a line that carries the number of a payment of ours is explained, and only once.</summary>
    public const string NotInQuestion = "suspense.not-in-question";

    /// <summary>{0}: the number, {1}: the amount. No payment of that number and amount left this account, was answered by the bank, and is still out.</summary>
    public const string NoSuchPayment = "suspense.no-such-payment";

    /// <summary>
    /// The money does not agree, or agrees no longer, in payer, account and amount with exactly one instruction that is open: it stays in suspense, and goes
    /// back to its payer. Which of them it is, is not told: a lot that is not opened may be behind it.
    /// </summary>
    public const string AgreesWithNone = "suspense.agrees-with-none";

    /// <summary>Only a line by which the bank took back a receipt whose money had gone on is settled in this way, and once.</summary>
    public const string NotToBeSettled = "suspense.not-to-be-settled";
}
