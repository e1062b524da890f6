using Trading.Domain.Shared;

namespace Trading.Domain.Deposits;

/// <summary>
/// A deposit withdrawn before the opening, waiting to be paid back: finance sees payee, amount and day, and nobody the lot. What it is about is
/// sealed under a key outside the database; the row keeps no instant that could be laid beside the withdrawal's.
/// </summary>
public sealed class WaitingRefund
{
    public Guid Id { get; init; }
    public long CentreId { get; init; }
    public long BankAccountId { get; init; }
    public required string PayeeName { get; init; }
    public required string PayeeAccount { get; init; }
    public required string PayeeBank { get; init; }
    public Money Amount { get; init; }
    public DateOnly DueOn { get; init; }
    public required string Citation { get; init; }

    /// <summary>The participation, sealed.</summary>
    public required byte[] SealedSubject { get; init; }

    /// <summary>The batch that pays it; null while it waits, and again where the batch was cancelled or the bank could not pay.</summary>
    public Guid? BatchId { get; set; }
}
