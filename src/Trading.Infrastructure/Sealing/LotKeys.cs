using System.Security.Cryptography;
using Trading.Domain.Shared;

namespace Trading.Infrastructure.Sealing;

/// <summary>
/// One key pair per lot. Whoever has the database alone, or the key folder alone, can open nothing; the private half is put together only
/// by <see cref="Release"/>, whose one caller is the opening.
/// </summary>
public sealed class LotKeys(KeyVault vault)
{
    /// <summary>
    /// A new key pair for a lot, to be stored in the transaction that makes the lot biddable. The wrapping key is on the disk before this
    /// returns; if the transaction then fails, a file that wraps nothing is left behind.
    /// </summary>
    public LotKey Create(long lotId)
    {
        var keyId = Guid.NewGuid();
        using var pair = P256.NewKey();
        var point = P256.PointOf(pair);
        var bound = BoundTo(keyId, lotId, point);
        var wrappingKey = vault.CreateWrappingKey(keyId);
        var privateKey = pair.ExportPkcs8PrivateKey();
        try
        {
            return new LotKey(keyId, lotId, SealSuite.P256HkdfSha256Aes256Gcm, point, Proof(bound), Wrapping.Wrap(wrappingKey, privateKey, bound));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(privateKey);
            CryptographicOperations.ZeroMemory(wrappingKey);
        }
    }

    /// <summary>The public half, with which bids for the lot are sealed.</summary>
    /// <exception cref="SealBrokenException">
    /// The row is not as it was created: a stranger's public key in it would catch the bids for the stranger.
    /// </exception>
    public LotPublicKey PublicKeyOf(LotKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return CryptographicOperations.FixedTimeEquals(Proof(BoundTo(key)), key.PublicProof)
            ? new LotPublicKey(key.Id, key.Suite, key.PublicPoint)
            : throw new SealBrokenException(SealFault.Altered);
    }

    /// <summary>
    /// The private key of a lot. Decides nothing and records nothing: the opening has checked the time, the host and the state, and writes
    /// the event, before it calls this. Internal, and an architecture test names the one caller.
    /// </summary>
    /// <exception cref="SealBrokenException">The row was changed, or belongs to another lot or another key folder.</exception>
    internal OpenedLotKey Release(LotKey key)
    {
        var publicKey = PublicKeyOf(key);
        var wrappingKey = vault.ReadWrappingKey(key.Id);
        var privateKey = Wrapping.Unwrap(wrappingKey, key.WrappedPrivateKey, BoundTo(key));
        var pair = ECDiffieHellman.Create();
        try
        {
            pair.ImportPkcs8PrivateKey(privateKey, out _);
            return new OpenedLotKey(publicKey, pair);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(privateKey);
            CryptographicOperations.ZeroMemory(wrappingKey);
        }
    }

    private byte[] Proof(byte[] bound) => HMACSHA256.HashData(vault.Derive("lot-public-key", "proof"), bound);

    private static byte[] BoundTo(LotKey key) => BoundTo(key.Id, key.LotId, key.PublicPoint);

    private static byte[] BoundTo(Guid keyId, long lotId, byte[] point) =>
        new CanonicalBytes().Add("lot-key").Add(keyId.ToString("N")).Add(lotId).Add(point).ToArray();
}
