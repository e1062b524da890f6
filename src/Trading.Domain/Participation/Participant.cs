namespace Trading.Domain.Participation;

/// <summary>
/// One organisation's part in one lot, under a random number. Until the opening nothing in the row tells who it is: the link is sealed with the
/// lot's key, the bidder's own copy with the bidder's, and the two tags can be computed by the key vault alone.
/// </summary>
public sealed class Participant
{
    private Participant()
    {
    }

    /// <summary>The random participation number that journal accounts, holds, events and jobs carry.</summary>
    public Guid Id { get; private set; }
    public long LotId { get; private set; }
    public long CentreId { get; private set; }

    /// <summary>The blind index under which the organisation finds its own row.</summary>
    public string Tag { get; private set; } = "";

    /// <summary>The blind index that allows an organisation one participation in a lot.</summary>
    public string UniqueTag { get; private set; } = "";

    /// <summary>The organisation, sealed with the lot's key.</summary>
    public byte[] SealedLink { get; private set; } = [];

    /// <summary>The same for the bidder's own pages, sealed with the bidder's key.</summary>
    public byte[] BidderCopy { get; private set; } = [];

    /// <summary>The organisation, in clear from the opening on.</summary>
    public long? OrganisationId { get; private set; }

    public static Participant TakePart(Guid id, long lotId, long centreId, string tag, string uniqueTag, byte[] sealedLink, byte[] bidderCopy) => new()
    {
        Id = id,
        LotId = lotId,
        CentreId = centreId,
        Tag = tag,
        UniqueTag = uniqueTag,
        SealedLink = sealedLink,
        BidderCopy = bidderCopy,
    };

    /// <summary>The opening has unsealed the link.</summary>
    public void Reveal(long organisationId) => OrganisationId = organisationId;
}
