using Trading.Domain.Shared;

namespace Trading.Domain.Deposits;

/// <summary>Why money that was a deposit goes to whoever it belongs to now; stored by name.</summary>
public enum PayoutKind
{
    /// <summary>Forfeited, and the owner's or the transferor's (2241.07): to the owner's registered account.</summary>
    ForfeitedToOwner,

    /// <summary>Forfeited, and the treasury's (2103.03): with the next remittance.</summary>
    ForfeitedToTreasury,

    /// <summary>A performance bond that two people have released (2241.04): back to the account that the deposit came from.</summary>
    BondReleased,

    /// <summary>A late penalty of a price that was paid and not passed on (2241.09): back to the account that the buyer paid it from.</summary>
    PenaltyReturned,
}

public enum PayoutState
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
/// What is owed to somebody out of a deposit that has ended, or of a penalty that is given back: how much, and why. To whom, the batch says that pays it. It is paid once, and of a lot that is opened
/// alone.
/// </summary>
public sealed class Payout
{
    private Payout()
    {
    }

    public Guid Id { get; private set; }
    public long CentreId { get; private set; }

    /// <summary>The account that the deposit arrived on, and that pays.</summary>
    public long BankAccountId { get; private set; }
    public Guid ParticipationId { get; private set; }
    public long LotId { get; private set; }
    public PayoutKind Kind { get; private set; }
    public Money Amount { get; private set; }

    /// <summary>Of the rule by which the money is the payee's.</summary>
    public string Citation { get; private set; } = "";

    /// <summary>Of a penalty that is given back, the receipt by which it was paid, and the number of the paper that says so; null of all else.</summary>
    public Guid? ReceiptId { get; private set; }
    public string? Number { get; private set; }

    /// <summary>The Beijing day from which it is owed.</summary>
    public DateOnly OwedOn { get; private set; }
    public PayoutState State { get; private set; }

    /// <summary>The batch that pays it; null while it is owed.</summary>
    public Guid? BatchId { get; private set; }
    public long Version { get; private set; }

    /// <summary>What the second approval of a forfeiture makes another's; null where all of it is the centre's fee.</summary>
    public static Payout? Of(Guid id, Deposit deposit, Forfeiture forfeiture, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(forfeiture);
        var rest = forfeiture.Amount - forfeiture.Fee;
        return rest.IsPositive
            ? Owe(id, deposit, KindOf(forfeiture), rest, forfeiture.DestinationCitation, on)
            : null;
    }

    /// <summary>A fee that a forfeited deposit had paid was taken back: so much more of the deposit is whose the rest of it is.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="deposit">What was forfeited.</param>
    /// <param name="forfeiture">The forfeiture that had paid the fee.</param>
    /// <param name="amount">How much of the fee goes back.</param>
    /// <param name="on">The Beijing day from which it is owed.</param>
    public static Payout OfFee(Guid id, Deposit deposit, Forfeiture forfeiture, Money amount, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(forfeiture);
        return Owe(id, deposit, KindOf(forfeiture), amount, forfeiture.DestinationCitation, on);
    }

    /// <summary>A part of a performance bond, or all of it, goes back to whoever gave it.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="deposit">What it was.</param>
    /// <param name="amount">How much; the caller knows how much of the bond is left.</param>
    /// <param name="citation">Of the rule by which the deposit became a bond.</param>
    /// <param name="on">The Beijing day of the decision.</param>
    public static Payout OfBond(Guid id, Deposit deposit, Money amount, string citation, DateOnly on) => Owe(id, deposit, PayoutKind.BondReleased, amount, citation, on);

    /// <summary>A late penalty that was paid goes back to the buyer.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="deposit">The buyer's, of the lot whose price it is.</param>
    /// <param name="receipt">By which the penalty was paid, with the number of the paper that says that it goes back.</param>
    /// <param name="amount">How much.</param>
    /// <param name="citation">The paper of whose it is.</param>
    /// <param name="on">The Beijing day of the decision.</param>
    public static Payout OfPenalty(Guid id, Deposit deposit, (Guid Id, string Number) receipt, Money amount, string citation, DateOnly on)
    {
        var payout = Owe(id, deposit, PayoutKind.PenaltyReturned, amount, citation, on);
        (payout.ReceiptId, payout.Number) = receipt;
        return payout;
    }

    /// <summary>A batch takes it.</summary>
    /// <exception cref="RuleBrokenException"><c>deposits.payout-wrong-state</c></exception>
    public void GoWith(Guid batch)
    {
        Become(PayoutState.Owed, PayoutState.Batched);
        BatchId = batch;
    }

    /// <exception cref="RuleBrokenException"><c>deposits.payout-wrong-state</c></exception>
    public void Send() => Become(PayoutState.Batched, PayoutState.Sent);

    /// <exception cref="RuleBrokenException"><c>deposits.payout-wrong-state</c></exception>
    public void Pay() => Become(PayoutState.Sent, PayoutState.Paid);

    /// <summary>The batch was cancelled, the bank could not pay, or the money came back: it is owed again.</summary>
    /// <exception cref="RuleBrokenException"><c>deposits.payout-wrong-state</c>: it is owed</exception>
    public void StayOwed()
    {
        if (State == PayoutState.Owed)
        {
            throw new RuleBrokenException(DepositRules.PayoutWrongState, State);
        }

        (State, BatchId, Version) = (PayoutState.Owed, null, Version + 1);
    }

    private static PayoutKind KindOf(Forfeiture forfeiture) => forfeiture.Destination == ForfeitDestination.Treasury ? PayoutKind.ForfeitedToTreasury : PayoutKind.ForfeitedToOwner;

    private static Payout Owe(Guid id, Deposit deposit, PayoutKind kind, Money amount, string citation, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(deposit);
        return new Payout
        {
            Id = id,
            CentreId = deposit.CentreId,
            BankAccountId = deposit.BankAccountId,
            ParticipationId = deposit.ParticipationId,
            LotId = deposit.LotId,
            Kind = kind,
            Amount = amount,
            Citation = citation,
            OwedOn = on,
            State = PayoutState.Owed,
        };
    }

    private void Become(PayoutState from, PayoutState to)
    {
        if (State != from)
        {
            throw new RuleBrokenException(DepositRules.PayoutWrongState, State);
        }

        (State, Version) = (to, Version + 1);
    }
}
