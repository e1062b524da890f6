namespace Trading.Domain.Tendering;

/// <summary>A bid or withdrawal that was not taken, with the number that the bidder can quote; it names the lot and the reason, never the bidder.</summary>
public sealed class BidRefusal
{
    public required string Number { get; init; }
    public long LotId { get; init; }
    public required string Rule { get; init; }
    public DateTime ReceivedAtUtc { get; init; }
    public DateTime? DeadlineUtc { get; init; }
}
