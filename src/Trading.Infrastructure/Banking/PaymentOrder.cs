using Trading.Domain.Shared;

namespace Trading.Infrastructure.Banking;

/// <summary>
/// One payment of a batch for the bank. The end-to-end id is the random number by which the bank's reply names it
/// (<see cref="Sealing.RandomNumbers.NewEndToEndId"/>).
/// </summary>
public sealed record PaymentOrder(string EndToEndId, string PayeeName, string PayeeAccount, string PayeeBank, Money Amount, string Purpose);
