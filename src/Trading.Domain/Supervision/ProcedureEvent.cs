using Trading.Domain.Shared;

namespace Trading.Domain.Supervision;

/// <summary>
/// Something that happened in a procedure: who, when, why, under which rule. Append-only and chained like the journal. Before the opening it may
/// name a participation (a random number), never an organisation that bids.
/// </summary>
public sealed class ProcedureEvent
{
    public Guid Id { get; init; }
    public long CentreId { get; init; }
    public long? ProjectId { get; init; }
    public long? LotId { get; init; }
    public required string Kind { get; init; }

    /// <summary>The signed-in person; null where the clock or a bidder acted, whom nobody may know yet.</summary>
    public long? ActorId { get; init; }

    public required string Subject { get; init; }
    public string? Reason { get; init; }
    public string? RuleKey { get; init; }
    public string? Citation { get; init; }

    /// <summary>SHA-256 of the document or record that the event speaks of.</summary>
    public byte[]? ContentHash { get; init; }

    public DateTime AtUtc { get; init; }

    /// <summary>True while the event may be read by nobody: it speaks of a participation of an unopened lot.</summary>
    public bool IsSealed { get; init; }

    public byte[] ToCanonicalBytes() => new CanonicalBytes()
        .Add(Id.ToString("N")).Add(CentreId).Add(ProjectId).Add(LotId).Add(Kind).Add(ActorId).Add(Subject).Add(Reason).Add(RuleKey).Add(Citation)
        .Add(ContentHash).Add(AtUtc).ToArray();
}
