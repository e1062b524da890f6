using Trading.Domain.Fees;
using Trading.Domain.Shared;

namespace Trading.Domain.Treasury;

/// <summary>The non-tax payment notice (非税缴款通知书) of a charge that is the treasury's, with its number of the centre's year; never changed.</summary>
public sealed class NonTaxNotice
{
    /// <summary>The charge.</summary>
    public Guid ChargeId { get; init; }
    public long CentreId { get; init; }
    public required string Number { get; init; }
    public IncomeKind Income { get; init; }
    public Money Amount { get; init; }
    public DateTime IssuedAtUtc { get; init; }
}

/// <summary>
/// The receipt (票据) of money that was paid on such a charge, with its number of the centre's year. It is remitted once, and counted once when the return is
/// reckoned. What of it goes back to its payer has a paper of its own with a negative amount, which voids so much of it: it counts on the day of the decision, so that no statement of the days before
/// changes, and goes to the treasury with its receipt, or is what the treasury has given back.
/// </summary>
public sealed class NonTaxReceipt
{
    /// <summary>The bank line that brought the money; of a paper that voids, what is owed back.</summary>
    public Guid Id { get; init; }

    /// <summary>The receipt of which this paper voids a part; null for a receipt.</summary>
    public Guid? Voids { get; init; }

    /// <summary>The claim by which the treasury gave back what this paper voids; null where the centre had it still.</summary>
    public Guid? ClaimId { get; init; }

    /// <summary>The forfeiture that paid it; null of what a bank line brought, and of a paper that voids.</summary>
    public Guid? ForfeitureId { get; init; }
    public Guid ChargeId { get; init; }
    public long CentreId { get; init; }
    public long BankAccountId { get; init; }
    public required string Number { get; init; }
    public IncomeKind Income { get; init; }
    public Money Amount { get; init; }

    /// <summary>The day on which it counts: the money's value day; of a paper that voids, the day of the decision or of the treasury's payment.</summary>
    public DateOnly ValueOn { get; init; }

    /// <summary>The value day of the money that it is about.</summary>
    public DateOnly CollectedOn { get; init; }
    public DateTime IssuedAtUtc { get; init; }

    /// <summary>The remittance that takes it to the treasury; null while it is owed.</summary>
    public Guid? RemittanceId { get; private set; }

    /// <summary>The return in which it is counted; null until its month is reckoned.</summary>
    public Guid? ReturnId { get; private set; }
    public long Version { get; private set; }

    /// <summary>The paper by which a part of the receipt is void. Whoever remits or counts the receipt at the same time must look again.</summary>
    /// <param name="refund">What is owed back.</param>
    /// <param name="number">Of the paper.</param>
    /// <param name="on">The day on which it counts.</param>
    /// <param name="nowUtc">The instant.</param>
    /// <param name="claim">By which the treasury gave it back; null where the centre had it still.</param>
    public NonTaxReceipt Void(FeeRefund refund, string number, DateOnly on, DateTime nowUtc, Guid? claim = null)
    {
        ArgumentNullException.ThrowIfNull(refund);
        Version++;
        return new NonTaxReceipt
        {
            Id = refund.Id,
            Voids = Id,
            ClaimId = claim,
            ChargeId = refund.ChargeId,
            CentreId = CentreId,
            BankAccountId = BankAccountId,
            Number = number,
            Income = Income,
            Amount = -refund.Amount,
            ValueOn = on,
            CollectedOn = CollectedOn,
            IssuedAtUtc = nowUtc,
        };
    }

    /// <summary>It goes with a remittance.</summary>
    internal void GoWith(Guid remittance) => (RemittanceId, Version) = (remittance, Version + 1);

    /// <summary>The remittance failed: it is owed again.</summary>
    internal void StayOwed() => (RemittanceId, Version) = (null, Version + 1);

    internal void CountIn(Guid treasuryReturn) => (ReturnId, Version) = (treasuryReturn, Version + 1);
}
