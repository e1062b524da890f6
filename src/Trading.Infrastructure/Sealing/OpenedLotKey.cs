using System.Security.Cryptography;

namespace Trading.Infrastructure.Sealing;

/// <summary>
/// A lot's private key in memory, for as long as the opening needs it. Only <see cref="LotKeys.Release"/> makes one; dispose of it at once.
/// </summary>
public sealed class OpenedLotKey : IDisposable
{
    private readonly ECDiffieHellman _privateKey;

    internal OpenedLotKey(LotPublicKey publicKey, ECDiffieHellman privateKey)
    {
        PublicKey = publicKey;
        _privateKey = privateKey;
    }

    public LotPublicKey PublicKey { get; }

    internal byte[] Agree(ECDiffieHellmanPublicKey other) => _privateKey.DeriveRawSecretAgreement(other);

    public void Dispose() => _privateKey.Dispose();
}
