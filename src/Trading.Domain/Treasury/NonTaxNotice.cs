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
/// reckoned. What of it goes back to its payer has a paper of its own with a negative amount, which voids so much of it and goes wherever it goes.
/// </summary>
public sealed class NonTaxReceipt
{
    /// <summary>The bank line that brought the money; of a paper that voids, what is owed back.</summary>
    public Guid Id { get; init; }

    /// <summary>The receipt of which this paper voids a part; null for a receipt.</summary>
    public Guid? Voids { get; init; }
    public Guid ChargeId { get; init; }
    public long CentreId { get; init; }
    public long BankAccountId { get; init; }
    public required string Number { get; init; }
    public IncomeKind Income { get; init; }
    public Money Amount { get; init; }

    /// <summary>The day on which the money counts.</summary>
    public DateOnly ValueOn { get; init; }
    public DateTime IssuedAtUtc { get; init; }

    /// <summary>The remittance that takes it to the treasury; null while it is owed.</summary>
    public Guid? RemittanceId { get; private set; }

    /// <summary>The return in which it is counted; null until its month is reckoned.</summary>
    public Guid? ReturnId { get; private set; }
    public long Version { get; private set; }

    /// <summary>The centre has it no longer, or has told the treasury what comes back of it.</summary>
    public bool IsGone => RemittanceId is not null || ReturnId is not null;

    /// <summary>
    /// The paper by which a part of the receipt is void: it counts on the receipt's day, and goes wherever it goes. Whoever remits or counts the receipt at the same time
    /// must look again.
    /// </summary>
    public NonTaxReceipt Void(Guid refund, Guid charge, string number, Money part, DateTime nowUtc)
    {
        Version++;
        return new NonTaxReceipt
        {
            Id = refund,
            Voids = Id,
            ChargeId = charge,
            CentreId = CentreId,
            BankAccountId = BankAccountId,
            Number = number,
            Income = Income,
            Amount = -part,
            ValueOn = ValueOn,
            IssuedAtUtc = nowUtc,
        };
    }

    /// <summary>It goes with a remittance.</summary>
    internal void GoWith(Guid remittance) => (RemittanceId, Version) = (remittance, Version + 1);

    /// <summary>The remittance failed: it is owed again.</summary>
    internal void StayOwed() => (RemittanceId, Version) = (null, Version + 1);

    internal void CountIn(Guid treasuryReturn) => (ReturnId, Version) = (treasuryReturn, Version + 1);
}
