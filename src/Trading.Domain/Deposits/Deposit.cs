using Trading.Domain.Shared;

namespace Trading.Domain.Deposits;

/// <summary>Where the deposit of one participation stands; docs/ledger.md shows the entry of each step.</summary>
public enum DepositState
{
    /// <summary>The instruction with its own sub-account is out; nothing has arrived.</summary>
    Awaited,

    /// <summary>Something arrived, less than is asked.</summary>
    Short,

    /// <summary>All has arrived from the bidder's own account: bids may be handed in. Held for the lot.</summary>
    Confirmed,

    /// <summary>To be paid back, by the date that stands with it.</summary>
    RefundDue,

    /// <summary>In a payment batch, or sent to the bank.</summary>
    Refunding,

    /// <summary>The bank has paid it back.</summary>
    Refunded,

    /// <summary>Nothing ever arrived, and the procedure is over.</summary>
    Void,
}

/// <summary>
/// The bid deposit of one participation: the payment instruction with a sub-account of its own, what arrived, and the way back. Who pays is known
/// before the opening only as a keyed hash, which is enough to match a receipt and not enough to read a name.
/// </summary>
public sealed class Deposit
{
    private Deposit()
    {
    }

    public Guid ParticipationId { get; private set; }
    public long LotId { get; private set; }
    public long CentreId { get; private set; }
    public long BankAccountId { get; private set; }

    /// <summary>
    /// Keyed hash of the sub-account number, which itself is stored nowhere: beside the lot it would tell whoever holds the bank's own statement
    /// who takes part.
    /// </summary>
    public string SubAccountTag { get; private set; } = "";
    public Money Due { get; private set; }
    public Money Received { get; private set; }
    public DepositState State { get; private set; }

    /// <summary>Keyed hash of participation, payer's name and account number.</summary>
    public string PayerCheck { get; private set; } = "";

    /// <summary>Payer's account and bank line, sealed with the lot's key; null while nothing has arrived.</summary>
    public byte[]? SealedPayer { get; private set; }

    /// <summary>The account that the money came from, in clear from the opening on: it goes back there and nowhere else.</summary>
    public string? PayerName { get; private set; }
    public string? PayerAccount { get; private set; }
    public string? PayerBank { get; private set; }

    /// <summary>
    /// The Beijing day on which the last of it counted at the bank. Interest runs on each part from the day after its own, which the journal has.
    /// </summary>
    public DateOnly? ValueOn { get; private set; }
    public Guid? HoldId { get; private set; }
    public DateOnly? RefundDueOn { get; private set; }
    public string? RefundRule { get; private set; }
    public string? RefundCitation { get; private set; }
    public bool WithInterest { get; private set; }

    /// <summary>Withdrawn before the opening: a waiting refund without the lot's name pays it back, and the lot's own lists leave it out.</summary>
    public bool RefundsApart { get; private set; }
    public long Version { get; private set; }

    public static Deposit Instruct(
        Guid participationId, long lotId, long centreId, long bankAccountId, string subAccountTag, Money due, string payerCheck) => new()
        {
            ParticipationId = participationId,
            LotId = lotId,
            CentreId = centreId,
            BankAccountId = bankAccountId,
            SubAccountTag = subAccountTag,
            Due = due,
            PayerCheck = payerCheck,
            State = due.IsZero ? DepositState.Confirmed : DepositState.Awaited,
        };

    /// <summary>True while money that arrives for it is received as this deposit.</summary>
    public bool TakesMoney => State is DepositState.Awaited or DepositState.Short or DepositState.Confirmed;

    /// <summary>
    /// Books what arrived on the sub-account from the bidder's own account, all of it, also above what is asked; returns true where the deposit
    /// is complete by it, false where it is still short or was complete before.
    /// </summary>
    /// <exception cref="RuleBrokenException"><c>deposits.wrong-state</c></exception>
    public bool Receive(Money amount, DateOnly valueOn, byte[] sealedPayer, Guid holdId)
    {
        if (!TakesMoney)
        {
            throw new RuleBrokenException(DepositRules.WrongState, State);
        }

        var wasConfirmed = State == DepositState.Confirmed;
        (Received, ValueOn, SealedPayer) = (Received + amount, valueOn, sealedPayer);
        State = Received >= Due ? DepositState.Confirmed : DepositState.Short;
        Version++;
        if (State != DepositState.Confirmed || wasConfirmed)
        {
            return false;
        }

        HoldId = holdId;
        return true;
    }

    /// <summary>
    /// The bank took a receipt back, and nothing was done with the money: that much less has arrived. Returns the hold that ends with it, where the deposit
    /// is no longer complete.
    /// </summary>
    /// <exception cref="RuleBrokenException"><c>deposits.wrong-state</c></exception>
    public Guid? TakeBack(Money amount)
    {
        if (!TakesMoney || Received < amount)
        {
            throw new RuleBrokenException(DepositRules.WrongState, State);
        }

        Received -= amount;
        Version++;
        if (Received >= Due)
        {
            return null;
        }

        var ended = HoldId;
        (State, HoldId) = (Received.IsZero ? DepositState.Awaited : DepositState.Short, null);
        if (Received.IsZero)
        {
            (SealedPayer, ValueOn) = (null, null);
        }

        return ended;
    }

    /// <summary>A procedure event lets the money go back, by a date and under a rule. Telling it twice keeps the first date.</summary>
    public bool FallDue(DateOnly dueOn, string rule, string citation, bool withInterest)
    {
        if (!TakesMoney)
        {
            return false;
        }

        Version++;
        if (Received.IsZero)
        {
            State = DepositState.Void;
            return true;
        }

        (State, RefundDueOn, RefundRule, RefundCitation, WithInterest) = (DepositState.RefundDue, dueOn, rule, citation, withInterest);
        return true;
    }

    /// <summary>The opening has unsealed the payer.</summary>
    public void Reveal(string name, string account, string bank) => (PayerName, PayerAccount, PayerBank) = (name, account, bank);

    /// <summary>The bidder ends the participation before the opening: what arrived goes back apart from the lot.</summary>
    /// <exception cref="RuleBrokenException"><c>deposits.wrong-state</c>: nothing has arrived, or it is on its way back already</exception>
    public void Withdraw(DateOnly dueOn, string rule, string citation)
    {
        if (!TakesMoney || Received.IsZero)
        {
            throw new RuleBrokenException(DepositRules.WrongState, State);
        }

        RefundsApart = true;
        FallDue(dueOn, rule, citation, withInterest: false);
    }

    public void Refunding() => Move(DepositState.RefundDue, DepositState.Refunding);

    public void Refunded() => Move(DepositState.Refunding, DepositState.Refunded);

    /// <summary>The bank could not pay: the money is due again.</summary>
    public void RefundFailed() => Move(DepositState.Refunding, DepositState.RefundDue);

    /// <summary>The bank had paid, and the payment came back: the money is due again, by the date that stood before.</summary>
    /// <exception cref="RuleBrokenException"><c>deposits.wrong-state</c>: it is not paid back</exception>
    public void RefundReturned() => Move(DepositState.Refunded, DepositState.RefundDue);

    private void Move(DepositState from, DepositState to)
    {
        if (State != from)
        {
            throw new RuleBrokenException(DepositRules.WrongState, State);
        }

        State = to;
        Version++;
    }
}
