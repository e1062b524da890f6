using Trading.Domain.Shared;

namespace Trading.Infrastructure.Banking;

/// <summary>
/// What the bank says about one payment: the Beijing day on which it was paid, null exactly where it was rejected; then the reason, which the
/// bank may leave empty.
/// </summary>
public sealed record PaymentReply(int Row, string EndToEndId, Money Amount, DateOnly? PaidOn, string Reason)
{
    public bool IsPaid => PaidOn is not null;
}
