using Trading.Domain.Fees;
using Trading.Domain.Shared;

namespace Trading.Domain.Treasury;

public enum RemittanceState
{
    /// <summary>In a batch that waits for another person.</summary>
    Made,

    /// <summary>Approved, and with the bank.</summary>
    Sent,

    /// <summary>The bank has paid the treasury.</summary>
    Paid,

    /// <summary>The batch was cancelled, or the bank could not pay, or the money came back: what it carried is owed again.</summary>
    Failed,
}

/// <summary>What is remitted to the treasury (缴库) in one payment: all that was collected of one kind in one month and not remitted before.</summary>
public sealed class Remittance
{
    private Remittance()
    {
    }

    public Guid Id { get; private set; }
    public long CentreId { get; private set; }
    public Guid BatchId { get; private set; }
    public IncomeKind Income { get; private set; }

    /// <summary>First day of the month in which the money was collected.</summary>
    public DateOnly Month { get; private set; }
    public Money Amount { get; private set; }
    public RemittanceState State { get; private set; }
    public DateTime MadeAtUtc { get; private set; }
    public long Version { get; private set; }

    /// <summary>Takes receipts, all of one kind and month, to the treasury.</summary>
    public static Remittance Of(Guid id, Guid batchId, IReadOnlyCollection<NonTaxReceipt> receipts, DateTime nowUtc)
    {
        ArgumentNullException.ThrowIfNull(receipts);
        var first = receipts.First();
        var remittance = new Remittance
        {
            Id = id,
            CentreId = first.CentreId,
            BatchId = batchId,
            Income = first.Income,
            Month = MonthOf(first.CollectedOn),
            Amount = Money.Sum(receipts.Select(r => r.Amount)),
            MadeAtUtc = nowUtc,
        };
        foreach (var receipt in receipts)
        {
            receipt.GoWith(remittance.Id);
        }

        return remittance;
    }

    /// <summary>First day of a day's month.</summary>
    public static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);

    public void Send() => Become(RemittanceState.Sent);

    public void Paid() => Become(RemittanceState.Paid);

    /// <summary>The money did not reach the treasury: each of the receipts is owed again.</summary>
    public void Fail(IEnumerable<NonTaxReceipt> receipts)
    {
        ArgumentNullException.ThrowIfNull(receipts);
        foreach (var receipt in receipts.Where(r => r.RemittanceId == Id))
        {
            receipt.StayOwed();
        }

        Become(RemittanceState.Failed);
    }

    private void Become(RemittanceState state) => (State, Version) = (state, Version + 1);
}
