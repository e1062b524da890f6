using Trading.Domain.Fees;
using Trading.Domain.Shared;

namespace Trading.Domain.Treasury;

public enum TreasuryClaimState
{
    /// <summary>The treasury has it, and has not answered.</summary>
    Filed,

    /// <summary>The treasury does not pay on it, as two people have taken from its answer: another is filed in its stead.</summary>
    Refused,

    /// <summary>The treasury has paid it.</summary>
    Paid,
}

/// <summary>
/// The application (非税收入退付申请) by which the treasury is to give back what was remitted of a fee and collected wrongly: one receipt's part each, with a number by which and by whose exact amount the
/// bank line that brings it is known. It never changes; one that is refused stays, and the next has a number of its own.
/// </summary>
public sealed class TreasuryClaim
{
    private TreasuryClaim()
    {
    }

    public Guid Id { get; private set; }
    public long CentreId { get; private set; }

    /// <summary>What is to go back, and the charge that was taken back.</summary>
    public Guid RefundId { get; private set; }
    public Guid ChargeId { get; private set; }

    /// <summary>The receipt of the money, and the remittance that had taken it to the treasury when the application was filed.</summary>
    public Guid ReceiptId { get; private set; }
    public Guid RemittanceId { get; private set; }

    /// <summary>By which the treasury names it when it pays.</summary>
    public string Number { get; private set; } = "";
    public IncomeKind Income { get; private set; }
    public Money Amount { get; private set; }

    /// <summary>Why it goes back, in the words of whoever proposed or filed it.</summary>
    public string Ground { get; private set; } = "";
    public DateTime FiledAtUtc { get; private set; }
    public TreasuryClaimState State { get; private set; }

    /// <summary>The bank line that brought it.</summary>
    public Guid? LineId { get; private set; }
    public DateOnly? PaidOn { get; private set; }
    public long Version { get; private set; }

    /// <summary>Applies for what a refund claims of a remitted receipt.</summary>
    public static TreasuryClaim File(Guid id, string number, FeeRefund refund, NonTaxReceipt receipt, string ground, DateTime nowUtc)
    {
        ArgumentNullException.ThrowIfNull(refund);
        ArgumentNullException.ThrowIfNull(receipt);
        ArgumentNullException.ThrowIfNull(ground);
        return new TreasuryClaim
        {
            Id = id,
            CentreId = refund.CentreId,
            RefundId = refund.Id,
            ChargeId = refund.ChargeId,
            ReceiptId = receipt.Id,
            RemittanceId = receipt.RemittanceId ?? throw new RuleBrokenException(TreasuryRules.ReceiptNotRemitted, receipt.Number),
            Number = number,
            Income = receipt.Income,
            Amount = refund.Amount,
            Ground = ground.Trim(),
            FiledAtUtc = nowUtc,
            State = TreasuryClaimState.Filed,
        };
    }

    /// <summary>True where a payment of the amount is this claim: it is filed, and the amount is exactly it.</summary>
    public bool Takes(Money amount) => State == TreasuryClaimState.Filed && amount == Amount;

    /// <summary>Books a payment that it takes.</summary>
    public void Pay(Guid line, DateOnly on)
    {
        RequireFiled();
        (State, LineId, PaidOn, Version) = (TreasuryClaimState.Paid, line, on, Version + 1);
    }

    /// <exception cref="RuleBrokenException"><c>treasury.claim-answered</c></exception>
    public void Refuse()
    {
        RequireFiled();
        (State, Version) = (TreasuryClaimState.Refused, Version + 1);
    }

    /// <summary>Refuses what was answered: it is paid, or another took its place.</summary>
    /// <exception cref="RuleBrokenException"><c>treasury.claim-answered</c></exception>
    public void RequireFiled()
    {
        if (State != TreasuryClaimState.Filed)
        {
            throw new RuleBrokenException(TreasuryRules.ClaimAnswered, Number, State);
        }
    }
}
