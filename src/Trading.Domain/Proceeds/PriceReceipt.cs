using System.Globalization;
using Trading.Domain.Shared;

namespace Trading.Domain.Proceeds;

/// <summary>
/// The receipt (价款收据) of money that was paid on a price plan, with its number of the centre's year; it is passed on once. What the deposit paid has one too.
/// </summary>
public sealed class PriceReceipt
{
    /// <summary>The series that counts them, a centre and year each.</summary>
    public const string Series = "price-receipt";

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

    public bool IsFromDeposit => Id == PlanId;

    public static PriceReceipt Of(Guid id, PricePlan plan, int number, PricePayment payment, (DateOnly ValueOn, DateOnly PassOnBy) days, DateTime nowUtc)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new PriceReceipt
        {
            Id = id,
            PlanId = plan.Id,
            CentreId = plan.CentreId,
            BankAccountId = plan.BankAccountId,
            Number = string.Create(CultureInfo.InvariantCulture, $"SJ-{plan.CentreId:D4}-{Instants.BeijingDay(nowUtc).Year:D4}-{number:D6}"),
            Price = payment.Price,
            Penalty = payment.Penalty,
            Interest = payment.Interest,
            ValueOn = days.ValueOn,
            PassOnBy = days.PassOnBy,
            IssuedAtUtc = nowUtc,
        };
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
            Penalty = Money.Sum(receipts.Select(r => r.Penalty)),
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
