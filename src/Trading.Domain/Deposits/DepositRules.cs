namespace Trading.Domain.Deposits;

/// <summary>What deposits and repayments refuse.</summary>
public static class DepositRules
{
    public const string WrongState = "deposits.wrong-state";

    /// <summary>A repayment goes to the account that the money came from, and to no other.</summary>
    public const string NotThePayersAccount = "deposits.not-the-payers-account";

    /// <summary>A batch without anything in it.</summary>
    public const string EmptyBatch = "deposits.empty-batch";

    /// <summary>What was approved is no longer what is in the batch.</summary>
    public const string BatchChanged = "deposits.batch-changed";

    /// <summary>The bank's reply names a payment that was never sent.</summary>
    public const string UnknownPayment = "deposits.unknown-payment";
}
