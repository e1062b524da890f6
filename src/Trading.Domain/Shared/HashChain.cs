using System.Security.Cryptography;

namespace Trading.Domain.Shared;

/// <summary>
/// A chain of hashes: each link is SHA-256 of the link before it and the canonical bytes of its record, so that a changed, missing or inserted
/// record shows at every later link. The first link follows 32 zero bytes.
/// </summary>
public static class HashChain
{
    public static readonly byte[] Root = new byte[SHA256.HashSizeInBytes];

    public static byte[] Next(ReadOnlySpan<byte> previous, ReadOnlySpan<byte> record)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(previous);
        sha.AppendData(record);
        return sha.GetHashAndReset();
    }
}
