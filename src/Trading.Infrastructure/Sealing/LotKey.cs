namespace Trading.Infrastructure.Sealing;

/// <summary>
/// A lot's key as the database keeps it: the public half, and the private half wrapped by a key that is only in the vault's folder.
/// Useless without that folder; written once, never changed.
/// </summary>
public sealed class LotKey
{
    internal LotKey(Guid id, long lotId, SealSuite suite, byte[] publicPoint, byte[] publicProof, byte[] wrappedPrivateKey)
    {
        Id = id;
        LotId = lotId;
        Suite = suite;
        PublicPoint = publicPoint;
        PublicProof = publicProof;
        WrappedPrivateKey = wrappedPrivateKey;
    }

    public Guid Id { get; }
    public long LotId { get; }
    public SealSuite Suite { get; }
    public byte[] PublicPoint { get; }

    /// <summary>HMAC of the public half under a vault key, so that nobody who can only write to the database exchanges it for his own.</summary>
    public byte[] PublicProof { get; }

    public byte[] WrappedPrivateKey { get; }
}
