using System.Linq.Expressions;
using Trading.Domain.Shared;

namespace Trading.Domain.Fees;

/// <summary>How far a fee that was over-collected has come on its way back; stored by name.</summary>
public enum FeeRefundState
{
    /// <summary>The treasury has it: it is claimed there, and owed to nobody before the treasury has paid.</summary>
    Claimed,

    /// <summary>Nothing has been done about it, or the bank could not pay it.</summary>
    Owed,

    /// <summary>In a batch that waits for another person.</summary>
    Batched,

    /// <summary>Approved, and with the bank.</summary>
    Sent,

    Paid,

    /// <summary>A forfeited deposit had paid it: it is owed as the rest of that deposit is, by a payout of its own.</summary>
    PassedOn,
}

/// <summary>
/// What of a payment on a fee is owed back (多收退付, 2241.11) since two people have waived or adjusted the fee: one row a payment, which goes back to the account that it came from and is paid once. What the
/// treasury has is claimed from it first; what a forfeited deposit had paid goes where the rest of that deposit went.
/// </summary>
public sealed class FeeRefund
{
    /// <summary>The centre has it and owes it to its payer, who is not paid yet.</summary>
    public static readonly Expression<Func<FeeRefund, bool>> IsOwedBack = r => r.State == FeeRefundState.Owed || r.State == FeeRefundState.Batched || r.State == FeeRefundState.Sent;

    private FeeRefund()
    {
    }

    public Guid Id { get; private set; }
    public long CentreId { get; private set; }
    public long LotId { get; private set; }

    /// <summary>The charge that was taken back.</summary>
    public Guid ChargeId { get; private set; }

    /// <summary>The bank line that brought the money, with which its payer stands; null of what a forfeited deposit paid.</summary>
    public Guid? LineId { get; private set; }

    /// <summary>The forfeiture that paid it; null of what a bank line brought.</summary>
    public Guid? ForfeitureId { get; private set; }

    /// <summary>The account that the money arrived on, and that pays.</summary>
    public long BankAccountId { get; private set; }
    public Money Amount { get; private set; }

    /// <summary>The Beijing day of the decision; of what the treasury had, that of its payment.</summary>
    public DateOnly OwedOn { get; private set; }
    public FeeRefundState State { get; private set; }

    /// <summary>The batch that pays it; null while it is owed.</summary>
    public Guid? BatchId { get; private set; }
    public long Version { get; private set; }

    /// <summary>A part of a payment on the charge, or all of it, is owed back, or claimed from the treasury where that has it.</summary>
    public static FeeRefund Of(Guid id, FeeCharge charge, FeePayment payment, Money amount, DateOnly on, bool isClaimed = false)
    {
        ArgumentNullException.ThrowIfNull(charge);
        ArgumentNullException.ThrowIfNull(payment);
        return new FeeRefund
        {
            Id = id,
            CentreId = charge.CentreId,
            LotId = charge.LotId,
            ChargeId = charge.Id,
            LineId = payment.LineId,
            ForfeitureId = payment.ForfeitureId,
            BankAccountId = payment.BankAccountId,
            Amount = amount,
            OwedOn = on,
            State = isClaimed ? FeeRefundState.Claimed : FeeRefundState.Owed,
        };
    }

    /// <summary>The treasury has paid it: from that day on it is owed.</summary>
    /// <exception cref="RuleBrokenException"><c>fees.refund-wrong-state</c></exception>
    public void Arrive(DateOnly on)
    {
        Become(FeeRefundState.Claimed, FeeRefundState.Owed);
        OwedOn = on;
    }

    /// <summary>A payout owes it to whose the rest of the forfeited deposit is.</summary>
    /// <exception cref="RuleBrokenException"><c>fees.refund-wrong-state</c></exception>
    public void PassOn() => Become(FeeRefundState.Owed, FeeRefundState.PassedOn);

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
    /// <exception cref="RuleBrokenException"><c>fees.refund-wrong-state</c>: no batch has it</exception>
    public void StayOwed()
    {
        if (BatchId is null)
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

/// <summary>Money that was paid on a fee: by a bank line, or out of a forfeited deposit.</summary>
/// <param name="LineId">The bank line; null where a forfeiture paid.</param>
/// <param name="ForfeitureId">The forfeiture; null where a bank line did.</param>
/// <param name="BankAccountId">The account that has the money.</param>
/// <param name="On">The day on which it counts.</param>
/// <param name="Amount">All of it.</param>
public sealed record FeePayment(Guid? LineId, Guid? ForfeitureId, long BankAccountId, DateOnly On, Money Amount);
