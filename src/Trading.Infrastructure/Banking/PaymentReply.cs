using Trading.Domain.Shared;
using Trading.Infrastructure.Banking.Formats;

namespace Trading.Infrastructure.Banking;

/// <summary>
/// What the bank says about one payment: how far it is, the amount where the file tells it, the Beijing day on which it was paid where it tells one, and
/// the reason, which the bank may leave empty.
/// </summary>
public sealed record PaymentReply(int Row, string EndToEndId, Money? Amount, DateOnly? PaidOn, string Reason)
{
    /// <summary>Where the file says no more than a day or none, a payment with a day is settled and one without is rejected.</summary>
    public PaymentProgress Progress { get; init; } = PaidOn is null ? PaymentProgress.Rejected : PaymentProgress.Settled;

    /// <summary>The day on which the payment came back after it was made; it says nothing else then.</summary>
    public DateOnly? CameBackOn { get; init; }

    /// <summary>Rejected because the bank has it already.</summary>
    public bool IsDuplicate { get; init; }

    public bool IsPaid => Progress == PaymentProgress.Settled;
}
