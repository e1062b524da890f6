using Trading.Domain.Shared;

namespace Trading.Domain.Deposits;

/// <summary>
/// What holds a deposit up (暂缓退还): a complaint that is being handled, or an authority's order. While one stands, no batch takes the deposit and nothing forfeits
/// it; a deposit has one at a time.
/// </summary>
public sealed class FreezeOrder
{
    private FreezeOrder()
    {
    }

    public Guid Id { get; private set; }
    public Guid ParticipationId { get; private set; }

    /// <summary>The lot about which it is: the deposit's, or another of the project whose bid stands on it.</summary>
    public long LotId { get; private set; }
    public long CentreId { get; private set; }

    /// <summary>The number of the order or of the complaint, as its paper bears it.</summary>
    public string Number { get; private set; } = "";

    /// <summary>Who gave it.</summary>
    public string Authority { get; private set; } = "";
    public string Reason { get; private set; } = "";
    public long OrderedBy { get; private set; }
    public DateTime OrderedAtUtc { get; private set; }
    public long? LiftedBy { get; private set; }
    public DateTime? LiftedAtUtc { get; private set; }
    public string? LiftedBecause { get; private set; }
    public long Version { get; private set; }

    /// <exception cref="RuleBrokenException"><c>deposits.order-incomplete</c></exception>
    public static FreezeOrder Of(Guid id, Deposit deposit, string number, string authority, string reason, long by, DateTime nowUtc, long? byLot = null)
    {
        ArgumentNullException.ThrowIfNull(deposit);
        if (string.IsNullOrWhiteSpace(number) || string.IsNullOrWhiteSpace(authority) || string.IsNullOrWhiteSpace(reason))
        {
            throw new RuleBrokenException(DepositRules.OrderIncomplete);
        }

        return new FreezeOrder
        {
            Id = id,
            ParticipationId = deposit.ParticipationId,
            LotId = byLot ?? deposit.LotId,
            CentreId = deposit.CentreId,
            Number = number.Trim(),
            Authority = authority.Trim(),
            Reason = reason.Trim(),
            OrderedBy = by,
            OrderedAtUtc = nowUtc,
        };
    }

    /// <exception cref="RuleBrokenException"><c>deposits.order-incomplete</c>: it says not why</exception>
    public void Lift(string because, long by, DateTime nowUtc)
    {
        if (string.IsNullOrWhiteSpace(because))
        {
            throw new RuleBrokenException(DepositRules.OrderIncomplete);
        }

        (LiftedBy, LiftedAtUtc, LiftedBecause) = (by, nowUtc, because.Trim());
        Version++;
    }
}
