namespace Trading.Infrastructure.Banking;

/// <summary>Why money is in suspense: words keys, shown to finance. None names a lot.</summary>
public static class SuspenseReasons
{
    /// <summary>The bank names no sub-account.</summary>
    public const string NoSubAccount = "banking.suspense.no-sub-account";

    /// <summary>The sub-account is nobody's, or asks for no money.</summary>
    public const string UnknownSubAccount = "banking.suspense.unknown-sub-account";

    /// <summary>The sub-account was given to another payer or another account of the payer.</summary>
    public const string OtherPayer = "banking.suspense.other-payer";

    /// <summary>It came at or after the deadline.</summary>
    public const string Late = "banking.suspense.late";

    /// <summary>The deposit is on its way back, or the participation has ended.</summary>
    public const string DepositClosed = "banking.suspense.deposit-closed";

    /// <summary>More than is still owed of a fee: a line is never split.</summary>
    public const string FeeExceeded = "banking.suspense.fee-exceeded";
}
