using System.Globalization;
using System.Linq.Expressions;
using Trading.Domain.Shared;

namespace Trading.Domain.Proceeds;

/// <summary>
/// The receipt (价款收据) of money that was paid on a price plan, with its number of the centre's year; it is passed on once. What the deposit paid has one too.
/// </summary>
public sealed class PriceReceipt
{
    /// <summary>The series that counts them, a centre and year each.</summary>
    public const string Series = "price-receipt";

    /// <summary>Those of which something is held; for use in queries.</summary>
    public static readonly Expression<Func<PriceReceipt, bool>> IsHeld =
        r => r.PayoutId == null && (long)(object)r.Price + (long)(object)r.Interest + (long)(object)r.Penalty > (long)(object)r.PenaltyReturned;

    private PriceReceipt()
    {
    }

    /// <summary>The bank line that brought the money; of what the deposit paid, the plan.</summary>
    public Guid Id { get; private set; }
    public Guid PlanId { get; private set; }
    public long CentreId { get; private set; }
    public long BankAccountId { get; private set; }

    /// <summary>Letters, centre, year and a running number without gaps: <c>SJ-0001-2026-000001</c>.</summary>
    public string Number { get; private set; } = "";
    public Money Price { get; private set; }
    public Money Penalty { get; private set; }

    /// <summary>Of the penalty, what two people gave back to the buyer before it was passed on.</summary>
    public Money PenaltyReturned { get; private set; }
    public Money PenaltyLeft => Penalty - PenaltyReturned;

    /// <summary>On deferred parts.</summary>
    public Money Interest { get; private set; }
    public Money Total => Price + Penalty + Interest;

    /// <summary>The Beijing day on which the money counts.</summary>
    public DateOnly ValueOn { get; private set; }
    public DateTime IssuedAtUtc { get; private set; }

    /// <summary>The last Beijing day on which it is to be passed on.</summary>
    public DateOnly PassOnBy { get; private set; }

    /// <summary>The payment that passes it on; null while it is held.</summary>
    public Guid? PayoutId { get; private set; }
    public long Version { get; private set; }

    /// <summary>The account that it was paid from, with the keyed hash of receipt, name and account; null of what the deposit paid.</summary>
    public string? PayerName { get; private set; }
    public string? PayerAccount { get; private set; }
    public string? PayerBank { get; private set; }
    public string? PayerCheck { get; private set; }

    public bool IsFromDeposit => Id == PlanId;

    public static PriceReceipt Of(Guid id, PricePlan plan, int number, PricePayment payment, long bankAccountId, (DateOnly ValueOn, DateOnly PassOnBy) days, DateTime nowUtc)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new PriceReceipt
        {
            Id = id,
            PlanId = plan.Id,
            CentreId = plan.CentreId,
            BankAccountId = bankAccountId,
            Number = string.Create(CultureInfo.InvariantCulture, $"SJ-{plan.CentreId:D4}-{Instants.BeijingDay(nowUtc).Year:D4}-{number:D6}"),
            Price = payment.Price,
            Penalty = payment.Penalty,
            Interest = payment.Interest,
            ValueOn = days.ValueOn,
            PassOnBy = days.PassOnBy,
            IssuedAtUtc = nowUtc,
        };
    }

    /// <summary>Keeps where it came from.</summary>
    public void CameFrom(PricePayee payer, string check)
    {
        ArgumentNullException.ThrowIfNull(payer);
        (PayerName, PayerAccount, PayerBank, PayerCheck) = (payer.Name, payer.Account, payer.Bank, check);
    }

    /// <exception cref="RuleBrokenException">
    /// <c>proceeds.penalty-passed-on</c>: it is the transferor's or the treasury's already, or on its way there; <c>proceeds.more-than-penalty-paid</c>: it is not above zero, or more than is left
    /// </exception>
    public void RequireReturnable(Money amount)
    {
        if (PayoutId is not null)
        {
            throw new RuleBrokenException(ProceedsRules.PenaltyPassedOn, Number);
        }

        if (!amount.IsPositive || amount > PenaltyLeft)
        {
            throw new RuleBrokenException(ProceedsRules.MoreThanPenaltyPaid, PenaltyLeft, amount);
        }
    }

    /// <summary>So much of the penalty goes back to the buyer; what the receipt says stays.</summary>
    /// <exception cref="RuleBrokenException"><c>proceeds.penalty-passed-on</c>, <c>proceeds.more-than-penalty-paid</c></exception>
    public void ReturnPenalty(Money amount)
    {
        RequireReturnable(amount);
        (PenaltyReturned, Version) = (PenaltyReturned + amount, Version + 1);
    }

    internal void GoWith(Guid payout) => (PayoutId, Version) = (payout, Version + 1);

    internal void StayHeld() => (PayoutId, Version) = (null, Version + 1);
}

public enum PricePayoutState
{
    Made,
    Sent,
    Paid,

    /// <summary>The bank could not pay it, it came back, or its batch was cancelled: what it carried is held again.</summary>
    Failed,
}

/// <summary>What is passed on to transferor or treasury in one payment: all that arrived on one plan and was not passed on before.</summary>
public sealed class PricePayout
{
    private PricePayout()
    {
    }

    public Guid Id { get; private set; }
    public Guid PlanId { get; private set; }
    public Guid ParticipationId { get; private set; }
    public long CentreId { get; private set; }
    public Guid BatchId { get; private set; }
    public Money Price { get; private set; }
    public Money Penalty { get; private set; }
    public Money Interest { get; private set; }
    public PricePayment Parts => new(Price, Penalty, Interest);
    public Money Total => Parts.Total;
    public PricePayoutState State { get; private set; }
    public DateTime MadeAtUtc { get; private set; }
    public long Version { get; private set; }

    /// <summary>Takes receipts, all of the plan, to whom the price is.</summary>
    public static PricePayout Of(Guid id, Guid batchId, PricePlan plan, IReadOnlyCollection<PriceReceipt> receipts, DateTime nowUtc)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(receipts);
        foreach (var receipt in receipts)
        {
            receipt.GoWith(id);
        }

        return new PricePayout
        {
            Id = id,
            PlanId = plan.Id,
            ParticipationId = plan.ParticipationId,
            CentreId = plan.CentreId,
            BatchId = batchId,
            Price = Money.Sum(receipts.Select(r => r.Price)),
            Penalty = Money.Sum(receipts.Select(r => r.PenaltyLeft)),
            Interest = Money.Sum(receipts.Select(r => r.Interest)),
            MadeAtUtc = nowUtc,
        };
    }

    public void Send() => Become(PricePayoutState.Sent);

    public void Paid() => Become(PricePayoutState.Paid);

    /// <summary>The money did not reach its owner: each of the receipts is held again.</summary>
    public void Fail(IEnumerable<PriceReceipt> receipts)
    {
        ArgumentNullException.ThrowIfNull(receipts);
        foreach (var receipt in receipts.Where(r => r.PayoutId == Id))
        {
            receipt.StayHeld();
        }

        Become(PricePayoutState.Failed);
    }

    private void Become(PricePayoutState state) => (State, Version) = (state, Version + 1);
}
