using Trading.Domain.Shared;

namespace Trading.Domain.Fees;

/// <summary>How far a fee that was over-collected has come on its way back; stored by name.</summary>
public enum FeeRefundState
{
    /// <summary>Nothing has been done about it, or the bank could not pay it.</summary>
    Owed,

    /// <summary>In a batch that waits for another person.</summary>
    Batched,

    /// <summary>Approved, and with the bank.</summary>
    Sent,

    Paid,
}

/// <summary>
/// What of a payment on a fee is owed back (多收退付, 2241.11) since two people have waived or adjusted the fee: one row a payment, which goes back to the account that it came from and is paid once.
/// </summary>
public sealed class FeeRefund
{
    private FeeRefund()
    {
    }

    public Guid Id { get; private set; }
    public long CentreId { get; private set; }
    public long LotId { get; private set; }

    /// <summary>The charge that was taken back.</summary>
    public Guid ChargeId { get; private set; }

    /// <summary>The bank line that brought the money, with which its payer stands.</summary>
    public Guid LineId { get; private set; }

    /// <summary>The account that the money arrived on, and that pays.</summary>
    public long BankAccountId { get; private set; }
    public Money Amount { get; private set; }

    /// <summary>The Beijing day of the decision.</summary>
    public DateOnly OwedOn { get; private set; }
    public FeeRefundState State { get; private set; }

    /// <summary>The batch that pays it; null while it is owed.</summary>
    public Guid? BatchId { get; private set; }
    public long Version { get; private set; }

    /// <summary>A part of a payment on the charge, or all of it, is owed back.</summary>
    public static FeeRefund Owe(Guid id, FeeCharge charge, Guid line, long bankAccountId, Money amount, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(charge);
        return new FeeRefund
        {
            Id = id,
            CentreId = charge.CentreId,
            LotId = charge.LotId,
            ChargeId = charge.Id,
            LineId = line,
            BankAccountId = bankAccountId,
            Amount = amount,
            OwedOn = on,
            State = FeeRefundState.Owed,
        };
    }

    /// <summary>A batch takes it.</summary>
    /// <exception cref="RuleBrokenException"><c>fees.refund-wrong-state</c></exception>
    public void GoWith(Guid batch)
    {
        Become(FeeRefundState.Owed, FeeRefundState.Batched);
        BatchId = batch;
    }

    /// <exception cref="RuleBrokenException"><c>fees.refund-wrong-state</c></exception>
    public void Send() => Become(FeeRefundState.Batched, FeeRefundState.Sent);

    /// <exception cref="RuleBrokenException"><c>fees.refund-wrong-state</c></exception>
    public void Pay() => Become(FeeRefundState.Sent, FeeRefundState.Paid);

    /// <summary>The batch was cancelled, the bank could not pay, or the money came back: it is owed again.</summary>
    /// <exception cref="RuleBrokenException"><c>fees.refund-wrong-state</c>: it is owed</exception>
    public void StayOwed()
    {
        if (State == FeeRefundState.Owed)
        {
            throw new RuleBrokenException(FeeRules.RefundWrongState, State);
        }

        (State, BatchId, Version) = (FeeRefundState.Owed, null, Version + 1);
    }

    private void Become(FeeRefundState from, FeeRefundState to)
    {
        if (State != from)
        {
            throw new RuleBrokenException(FeeRules.RefundWrongState, State);
        }

        (State, Version) = (to, Version + 1);
    }
}
