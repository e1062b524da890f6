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

    /// <summary>The cut-off has passed and its bidder is in: only the procedure lets it go.</summary>
    Locked,

    /// <summary>A complaint or an authority's order holds it: no batch takes it, and nothing forfeits it.</summary>
    Frozen,

    /// <summary>To be paid back, by the date that stands with it.</summary>
    RefundDue,

    /// <summary>In a payment batch, or sent to the bank.</summary>
    Refunding,

    /// <summary>The bank has paid it back.</summary>
    Refunded,

    /// <summary>It has become price, earnest money or performance bond.</summary>
    Converted,

    /// <summary>Its forfeiture is proposed and waits for two other people.</summary>
    ForfeitProposed,

    Forfeited,

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

    /// <summary>What it is again when an order is lifted or a proposal declined; null where it is neither frozen nor proposed to be forfeited.</summary>
    public DepositState? StateUnder { get; private set; }

    /// <summary>What of it has become price, earnest money or performance bond.</summary>
    public Money Converted { get; private set; }
    public Money Forfeited { get; private set; }

    /// <summary>What of it is the bidder's: it goes back, or is back.</summary>
    public Money Refundable => Received - Converted - Forfeited;

    /// <summary>Keyed hash of participation, payer's name and account number: of the announced account, or of that of the bidder from which it was paid instead.</summary>
    public string PayerCheck { get; private set; } = "";

    /// <summary>Payer's account and bank line, sealed with the lot's key; null while nothing has arrived.</summary>
    public byte[]? SealedPayer { get; private set; }

    /// <summary>
    /// The same, sealed under the vault, of one length whoever paid: before the opening it answers the bidder who withdraws, and no more than the sealed
    /// statement. Null while nothing has arrived.
    /// </summary>
    public byte[]? PayerCopy { get; private set; }

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

    /// <summary>That it goes back late is the bidder's own doing: nothing is owed for the days.</summary>
    public bool IsBiddersDelay { get; private set; }

    /// <summary>
    /// The event by which its own lot let it go while bids of other lots stood on it, or may have: it waits for the last of them (docs/adr/0014). Null of a
    /// deposit that its own lot has not let go, or on which nothing else stood.
    /// </summary>
    public DepositEvent? LetGoBy { get; private set; }

    /// <summary>The Beijing day of that event.</summary>
    public DateOnly? LetGoOn { get; private set; }

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
    public bool TakesMoney => State.TakesMoney();

    /// <summary>
    /// Books what arrived on the sub-account from the bidder's own account, all of it, also above what is asked; returns true where the deposit
    /// is complete by it, false where it is still short or was complete before.
    /// </summary>
    /// <exception cref="RuleBrokenException"><c>deposits.wrong-state</c></exception>
    public bool Receive(Money amount, DateOnly valueOn, byte[] sealedPayer, Guid holdId)
    {
        var wasConfirmed = State == DepositState.Confirmed;
        Move(Received + amount >= Due ? DepositEvent.ReceivedInFull : DepositEvent.ReceivedInPart);
        (Received, ValueOn, SealedPayer) = (Received + amount, valueOn, sealedPayer);
        if (State != DepositState.Confirmed || wasConfirmed)
        {
            return false;
        }

        HoldId = holdId;
        return true;
    }

    /// <summary>The first of it came from another account of the bidder than the announced one: what else comes must come from there, and it goes back there.</summary>
    /// <exception cref="RuleBrokenException"><c>deposits.wrong-state</c>: a part has arrived already</exception>
    public void ComesFrom(string payerCheck)
    {
        if (!Received.IsZero)
        {
            throw new RuleBrokenException(DepositRules.WrongState, State);
        }

        PayerCheck = payerCheck;
    }

    /// <summary>Keeps who paid for the bidder who withdraws.</summary>
    public void Keep(byte[] payerCopy) => PayerCopy = payerCopy;

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

        var left = Received - amount;
        if (left >= Due)
        {
            Received = left;
            Version++;
            return null;
        }

        Move(left.IsZero ? DepositEvent.TakenBackWhole : DepositEvent.TakenBackInPart);
        (Received, var ended, HoldId) = (left, HoldId, null);
        if (Received.IsZero)
        {
            (SealedPayer, PayerCopy, ValueOn) = (null, null, null);
        }

        return ended;
    }

    /// <summary>The lot is opened, or its listing closed, and its bidder is in. Told twice it changes nothing.</summary>
    public bool Lock()
    {
        if (State == DepositState.Locked)
        {
            return false;
        }

        Move(DepositEvent.CutOffPassed);
        return true;
    }

    /// <summary>
    /// A procedure event lets the money go back, by a date and under a rule. Telling it twice keeps the first date. A deposit that is held up keeps the date
    /// under what holds it.
    /// </summary>
    /// <returns>False where the event changes nothing.</returns>
    public bool FallDue(DepositEvent what, DateOnly dueOn, string rule, string citation, bool withInterest)
    {
        if (!what.LetsGo())
        {
            throw new ArgumentOutOfRangeException(nameof(what), what, "No event by which money goes back.");
        }

        if (DepositMachine.Next(new DepositPosition(State, StateUnder), what, HoldsMoney) is not { } next)
        {
            return false;
        }

        Stand(next);
        if (HoldsMoney)
        {
            Owe(dueOn, rule, citation, withInterest);
        }

        return true;
    }

    /// <summary>
    /// Its own lot lets it go, and bids of other lots stand on it: nothing is due before the last of them. Told twice it keeps the first event. What never arrived
    /// is held back by nobody.
    /// </summary>
    /// <returns>False where the event changes nothing.</returns>
    public bool HoldBack(DepositEvent what, DateOnly on)
    {
        if (!HoldsMoney || LetGoBy is not null || DepositMachine.Next(new DepositPosition(State, StateUnder), what, HoldsMoney) is null)
        {
            return false;
        }

        (LetGoBy, LetGoOn) = (what, on);
        Version++;
        return true;
    }

    /// <summary>True where a bid of another lot may stand on it for so much: it is there, and nobody has let it go.</summary>
    public bool Carries(Money due) => !RefundsApart && Refundable >= due
        && State is DepositState.Confirmed or DepositState.Locked or DepositState.Frozen or DepositState.ForfeitProposed;

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
        FallDue(DepositEvent.Withdrawn, dueOn, rule, citation, withInterest: false);
    }

    /// <summary>Passes where <see cref="Convert"/> would.</summary>
    /// <exception cref="RuleBrokenException"><c>deposits.wrong-state</c>; <c>deposits.more-than-held</c></exception>
    public void RequireConvertible(Money part)
    {
        if (!part.IsPositive || part > Refundable)
        {
            throw new RuleBrokenException(DepositRules.MoreThanHeld, Refundable, part);
        }

        DepositMachine.Require(new DepositPosition(State, StateUnder), ConversionOf(part), HoldsMoney);
    }

    /// <summary>
    /// A part of it, or all, becomes price, earnest money or performance bond; what is left goes back, by the day that was promised before or else by this one.
    /// </summary>
    /// <exception cref="RuleBrokenException"><c>deposits.wrong-state</c>; <c>deposits.more-than-held</c></exception>
    public void Convert(Money part, DateOnly restDueOn, string rule, string citation, bool withInterest)
    {
        RequireConvertible(part);
        Move(ConversionOf(part));
        Converted += part;
        if (State == DepositState.RefundDue && RefundDueOn is null)
        {
            Owe(restDueOn, rule, citation, withInterest);
        }
    }

    /// <exception cref="RuleBrokenException"><c>deposits.wrong-state</c>: nothing is held, or it is at the bank already</exception>
    public void Freeze() => Move(DepositEvent.FreezeOrdered);

    /// <summary>It is what it was before the order, or what the procedure has made of that meanwhile.</summary>
    /// <exception cref="RuleBrokenException"><c>deposits.wrong-state</c></exception>
    public void Unfreeze() => Move(DepositEvent.FreezeLifted);

    /// <exception cref="RuleBrokenException"><c>deposits.wrong-state</c></exception>
    public void ProposeForfeiture() => Move(DepositEvent.ForfeitureProposed);

    /// <exception cref="RuleBrokenException"><c>deposits.wrong-state</c></exception>
    public void DeclineForfeiture() => Move(DepositEvent.ForfeitureDeclined);

    /// <summary>All that is still the bidder's is forfeited; returns how much.</summary>
    /// <exception cref="RuleBrokenException"><c>deposits.wrong-state</c></exception>
    public Money Forfeit()
    {
        var all = Refundable;
        Move(DepositEvent.ForfeitureApproved);
        Forfeited += all;
        return all;
    }

    /// <summary>True where money that is paid back on the day is late, and not by the bidder's doing.</summary>
    public bool IsLateOn(DateOnly day) => RefundDueOn < day && !IsBiddersDelay;

    /// <exception cref="RuleBrokenException"><c>deposits.wrong-state</c>: it is not to be paid back</exception>
    public void BlameDelay()
    {
        RequireDue();
        IsBiddersDelay = true;
        Version++;
    }

    /// <exception cref="RuleBrokenException"><c>deposits.wrong-state</c>: it is not to be paid back, or is at the bank</exception>
    public void RequireDue()
    {
        if (State != DepositState.RefundDue)
        {
            throw new RuleBrokenException(DepositRules.WrongState, State);
        }
    }

    public void Refunding() => Move(DepositEvent.RefundSent);

    public void Refunded() => Move(DepositEvent.RefundPaid);

    /// <summary>The bank could not pay: the money is due again.</summary>
    public void RefundFailed() => Move(DepositEvent.RefundRejected);

    /// <summary>The bank had paid, and the payment came back: the money is due again, by the date that stood before.</summary>
    /// <exception cref="RuleBrokenException"><c>deposits.wrong-state</c>: it is not paid back</exception>
    public void RefundReturned() => Move(DepositEvent.RefundReturned);

    private DepositEvent ConversionOf(Money part) => part == Refundable ? DepositEvent.ConvertedWhole : DepositEvent.ConvertedInPart;

    private bool HoldsMoney => Received.IsPositive;

    private void Owe(DateOnly dueOn, string rule, string citation, bool withInterest) =>
        (RefundDueOn, RefundRule, RefundCitation, WithInterest) = (dueOn, rule, citation, withInterest);

    private void Move(DepositEvent what) => Stand(DepositMachine.Require(new DepositPosition(State, StateUnder), what, HoldsMoney));

    private void Stand(DepositPosition next)
    {
        (State, StateUnder) = (next.State, next.Under);
        Version++;
    }
}
