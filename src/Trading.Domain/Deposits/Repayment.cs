using Trading.Domain.Shared;

namespace Trading.Domain.Deposits;

/// <summary>Why money goes out.</summary>
public enum RepaymentKind
{
    Deposit,

    /// <summary>Money in suspense, returned to the account that it came from.</summary>
    Suspense,

    /// <summary>Interest on a deposit for the days between the day on which the bank was told to pay and the day on which it did.</summary>
    Interest,

    /// <summary>What was collected for the treasury (缴库).</summary>
    Remittance,

    /// <summary>A price, or a part of it, passed on to transferor or treasury.</summary>
    Proceeds,

    /// <summary>A forfeited deposit, to the owner, the transferor or the treasury.</summary>
    Forfeited,

    /// <summary>A performance bond that was released, to the account that the deposit came from.</summary>
    Bond,

    /// <summary>A late penalty that is given back, to the account that it was paid from.</summary>
    Penalty,

    /// <summary>What was paid on a fee beyond what it is, to the account that it came from.</summary>
    FeeRefund,
}

public enum RepaymentState
{
    /// <summary>Put into a batch by its maker, waiting for another person's approval.</summary>
    Made,

    /// <summary>In the payment file that went to the bank.</summary>
    Sent,

    Paid,

    /// <summary>The bank could not pay; the cause of it stands with it.</summary>
    Rejected,

    /// <summary>The bank had paid, and the money came back (退汇): what it repaid is due again; what the bank says of it stands with it.</summary>
    Returned,
}

/// <summary>
/// One payment back to whoever the money came from, or on to whose it is: the treasury, a transferor, whoever a forfeited deposit belongs to. For a lot that is not
/// opened it names the payee and the amount, never the lot:
/// what it is about is sealed under a key outside the database.
/// </summary>
public sealed class Repayment
{
    public Guid Id { get; init; }
    public Guid BatchId { get; init; }
    public long CentreId { get; init; }
    public RepaymentKind Kind { get; init; }
    public RepaymentState State { get; set; }

    /// <summary>The participation or bank line that is repaid, sealed.</summary>
    public required byte[] SealedSubject { get; init; }

    public required string PayeeName { get; init; }
    public required string PayeeAccount { get; init; }
    public required string PayeeBank { get; init; }
    public Money Principal { get; init; }
    public Money Interest { get; init; }

    /// <summary>What of the interest is owed because the money goes back late; borne by the centre, not by what the account earned.</summary>
    public Money Late { get; init; }
    public Money Total => Principal + Interest;

    /// <summary>Random; comes back in the bank's reply.</summary>
    public required string EndToEndId { get; init; }
    public DateOnly? PaidOn { get; set; }

    /// <summary>The bank has said that it is settled and not on which day: it is paid on the day on which the statement shows it.</summary>
    public bool IsSettled { get; private set; }

    /// <summary>The bank has said by itself that it came back: the statement's line of its number and amount is that money, whoever it names.</summary>
    public bool IsReturnAnnounced { get; private set; }

    /// <summary>What the bank says of a payment that it could not make, or that came back.</summary>
    public string? RejectedBecause { get; set; }

    /// <summary>The bank says that it is settled and not on which day.</summary>
    public void Settle() => IsSettled = true;

    /// <summary>The bank says that the money is on its way back.</summary>
    public void AnnounceReturn() => IsReturnAnnounced = true;
}

public enum BatchState
{
    Made,
    Approved,
    Cancelled,
}

/// <summary>
/// A batch of repayments: one person makes it, another approves exactly what was made (the approval binds the hash of its content); the database
/// refuses an approver who is the maker.
/// </summary>
public sealed class RepaymentBatch
{
    public Guid Id { get; init; }
    public long CentreId { get; init; }
    public long BankAccountId { get; init; }
    public BatchState State { get; set; }

    /// <summary>
    /// The Beijing day on which the bank is told to pay; interest is reckoned to it, that day included. Where the bank pays later, the interest of the
    /// days between follows.
    /// </summary>
    public DateOnly PayOn { get; init; }
    public long MadeBy { get; init; }
    public DateTime MadeAtUtc { get; init; }

    /// <summary>HMAC over everything in the batch under a key outside the database: compared again at the approval.</summary>
    public required byte[] ContentHash { get; init; }
    public long? ApprovedBy { get; set; }
    public DateTime? ApprovedAtUtc { get; set; }
    public long Version { get; set; }
}
