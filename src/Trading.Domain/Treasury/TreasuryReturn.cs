using Trading.Domain.Fees;
using Trading.Domain.Shared;

namespace Trading.Domain.Treasury;

public enum TreasuryReturnState
{
    /// <summary>The treasury owes nothing of it: the share is nothing, or less than a fen.</summary>
    Nothing,

    /// <summary>Reckoned, and not yet paid by the treasury.</summary>
    Expected,

    Received,
}

/// <summary>
/// What the treasury returns (按比例返还) of what was collected of one kind in one month, as long as one rule was in force: collected × ratio, rounded by the
/// rule; what is left of a fen stays with the treasury.
/// </summary>
public sealed class TreasuryReturn
{
    private TreasuryReturn()
    {
    }

    public Guid Id { get; private set; }
    public long CentreId { get; private set; }

    /// <summary>By which the treasury names it when it pays.</summary>
    public string Number { get; private set; } = "";
    public IncomeKind Income { get; private set; }

    /// <summary>First day of the month; where corrections ate up a month, of the later one that bears them.</summary>
    public DateOnly Month { get; private set; }
    public string ModelKey { get; private set; } = "";
    public string Citation { get; private set; } = "";
    public long BasisPoints { get; private set; }
    public ReturnRounding Rounding { get; private set; }
    public Money Collected { get; private set; }
    public Money Amount { get; private set; }
    public TreasuryReturnState State { get; private set; }
    public DateTime ReckonedAtUtc { get; private set; }

    /// <summary>The bank line that brought it.</summary>
    public Guid? LineId { get; private set; }
    public DateOnly? ReceivedOn { get; private set; }
    public long Version { get; private set; }

    /// <summary>Reckons the return of receipts of a month, all of one kind and rule, less the corrections that fall into it; each is counted in it, and in no other.</summary>
    public static TreasuryReturn Of(Guid id, string number, DateOnly month, string modelKey, IncomeRule rule, IReadOnlyCollection<NonTaxReceipt> receipts, DateTime nowUtc)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(receipts);
        var first = receipts.First();
        var collected = Money.Sum(receipts.Select(r => r.Amount));
        var split = rule.Split(collected);
        var expected = new TreasuryReturn
        {
            Id = id,
            CentreId = first.CentreId,
            Number = number,
            Income = first.Income,
            Month = month,
            ModelKey = modelKey,
            Citation = rule.Citation,
            BasisPoints = rule.ReturnedBasisPoints,
            Rounding = rule.Rounding,
            Collected = collected,
            Amount = split.Returned,
            State = split.Returned.IsZero ? TreasuryReturnState.Nothing : TreasuryReturnState.Expected,
            ReckonedAtUtc = nowUtc,
        };
        foreach (var receipt in receipts)
        {
            receipt.CountIn(expected.Id);
        }

        return expected;
    }

    /// <summary>True where a payment of the amount is this return: it is expected, and the amount is exactly it.</summary>
    public bool Takes(Money amount) => State == TreasuryReturnState.Expected && amount == Amount;

    /// <summary>Books a payment that it takes.</summary>
    public void Receive(Guid line, DateOnly on)
    {
        (State, LineId, ReceivedOn) = (TreasuryReturnState.Received, line, on);
        Version++;
    }
}
