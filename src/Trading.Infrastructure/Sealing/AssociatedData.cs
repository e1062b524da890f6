using Trading.Domain.Shared;

namespace Trading.Infrastructure.Sealing;

/// <summary>
/// What sealed content belongs to. It is not stored in the envelope: whoever opens it states it, and a part moved to another lot,
/// participation, version or place does not open.
/// </summary>
/// <param name="LotId">The lot.</param>
/// <param name="ParticipationId">The random id of the participation.</param>
/// <param name="BidVersion">Which version of the bid: 1, 2, …; 0 for what is not part of a bid.</param>
/// <param name="Part">The part's name, such as <c>price</c> or <c>technical</c>.</param>
/// <param name="Format">The form of the content, such as <c>price-record-1</c> or <c>application/pdf</c>.</param>
public sealed record AssociatedData(long LotId, Guid ParticipationId, int BidVersion, string Part, string Format)
{
    internal byte[] ToBytes() => new CanonicalBytes()
        .Add("sealed-bid-part")
        .Add(LotId)
        .Add(ParticipationId.ToString("N"))
        .Add((long)BidVersion)
        .Add(Part)
        .Add(Format)
        .ToArray();
}
