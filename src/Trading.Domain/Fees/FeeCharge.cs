using Trading.Domain.Shared;

namespace Trading.Domain.Fees;

public enum FeeChargeState
{
    Charged,
    Received,
    Reversed,
}

/// <summary>What one payer of an event is charged by a dated schedule, with its own sub-account to pay it into.</summary>
public sealed class FeeCharge
{
    public Guid Id { get; init; }
    public long CentreId { get; init; }
    public long LotId { get; init; }
    public long OrganisationId { get; init; }

    /// <summary>The event that it is charged for, and which of its parties the payer is.</summary>
    public Guid EventId { get; init; }
    public FeePayer Payer { get; init; }
    public required string ScheduleKey { get; init; }

    /// <summary>What kind of income it is, and whose by the centre's revenue model of the day: pinned when it is charged.</summary>
    public IncomeKind Income { get; init; }
    public IncomeOwner Owner { get; init; }

    /// <summary>The charge that two people have adjusted and that this one stands for; null for others.</summary>
    public Guid? Adjusts { get; init; }
    public required string Citation { get; init; }

    /// <summary>The amount that the tariff was laid over; null where it charges time.</summary>
    public Money? Base { get; init; }
    public Money Amount { get; init; }
    public Money Received { get; private set; }

    /// <summary>What of that was paid on the charge that this one stands for.</summary>
    public Money Carried { get; private init; }

    /// <summary>What of that is owed back since the charge was taken back.</summary>
    public Money GivenBack { get; private set; }
    public required string SubAccount { get; init; }
    public FeeChargeState State { get; private set; }
    public DateTime ChargedAtUtc { get; init; }
    public DateTime? ReversedAtUtc { get; private set; }
    public long Version { get; private set; }

    /// <summary>True where a receipt may be booked on the charge: it is open, and the amount does not exceed what is still owed.</summary>
    public bool Takes(Money amount) => State == FeeChargeState.Charged && Received + amount <= Amount;

    /// <summary>Books a receipt that the charge takes.</summary>
    public void Receive(Money amount)
    {
        Received += amount;
        State = Received == Amount ? FeeChargeState.Received : FeeChargeState.Charged;
        Version++;
    }

    /// <summary>Refuses to correct a charge that was taken back.</summary>
    /// <exception cref="RuleBrokenException"><c>fees.not-open</c></exception>
    public void RequireCorrectable()
    {
        if (State == FeeChargeState.Reversed)
        {
            throw new RuleBrokenException(FeeRules.NotOpen, State);
        }
    }

    /// <summary>Refuses an amount to which the charge cannot be adjusted.</summary>
    /// <exception cref="RuleBrokenException"><c>fees.amount-not-another</c></exception>
    public void RequireAnother(Money amount)
    {
        if (!amount.IsPositive || amount == Amount || amount.Fen > FeeCase.MostFen)
        {
            throw new RuleBrokenException(FeeRules.AmountNotAnother, new Money(FeeCase.MostFen), amount);
        }
    }

    /// <summary>
    /// The charge that stands for this one with another amount: all else is the same, and it has a sub-account of its own. What was paid is carried over as far as it is
    /// owed.
    /// </summary>
    public FeeCharge Adjusted(Guid id, Money amount, string subAccount, DateTime nowUtc) => new()
    {
        Id = id,
        CentreId = CentreId,
        LotId = LotId,
        OrganisationId = OrganisationId,
        EventId = EventId,
        Payer = Payer,
        ScheduleKey = ScheduleKey,
        Income = Income,
        Owner = Owner,
        Adjusts = Id,
        Citation = Citation,
        Base = Base,
        Amount = amount,
        Received = Money.Least(Received, amount),
        Carried = Money.Least(Received, amount),
        State = Received < amount ? FeeChargeState.Charged : FeeChargeState.Received,
        SubAccount = subAccount,
        ChargedAtUtc = nowUtc,
    };

    /// <summary>The bank took a receipt back: that much more is owed again.</summary>
    public void TakeBack(Money amount)
    {
        Received -= amount;
        State = FeeChargeState.Charged;
        Version++;
    }

    /// <summary>Takes the charge back. What was paid on it is carried to the charge that stands for it, and the rest is owed back.</summary>
    /// <param name="givenBack">The rest.</param>
    /// <param name="nowUtc">The instant.</param>
    /// <exception cref="RuleBrokenException"><c>fees.not-open</c></exception>
    public void Reverse(Money givenBack, DateTime nowUtc)
    {
        RequireCorrectable();
        (State, ReversedAtUtc, GivenBack) = (FeeChargeState.Reversed, nowUtc, givenBack);
        Version++;
    }
}
