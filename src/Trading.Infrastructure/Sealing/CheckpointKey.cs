using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Trading.Infrastructure.Sealing;

/// <summary>
/// Signs checkpoints: ECDSA over P-256 and SHA-256, the signature in DER as openssl reads it. The private key is derived from the vault's master secret
/// (never in the database, the same on every node, back with the vault's backup); with the public key anybody can check a checkpoint without a secret.
/// </summary>
/// <remarks>Whoever holds the key folder, the database and the file can make new ones in place of the old: that is what the mailed digests are for.</remarks>
public sealed class CheckpointKey
{
    private const string Purpose = "checkpoint-signature";

    // The order of P-256: a private key lies between 1 and this less 1.
    private static readonly byte[] Order = Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551");
    private readonly ECParameters _key;

    public CheckpointKey(KeyVault vault)
    {
        ArgumentNullException.ThrowIfNull(vault);
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = PrivateKey(vault) });
        _key = key.ExportParameters(includePrivateParameters: true);
        PublicPem = key.ExportSubjectPublicKeyInfoPem();
    }

    /// <summary>The public key, for those who check the file elsewhere.</summary>
    public string PublicPem { get; }

    public byte[] Sign(string text)
    {
        using var key = ECDsa.Create(_key);
        return key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    public bool IsOurs(string text, byte[] signature)
    {
        using var key = ECDsa.Create(_key);
        return key.VerifyData(Encoding.UTF8.GetBytes(text), signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    // One derivation in 2^32 lies outside the range and is passed over, so that all keys are equally likely.
    private static byte[] PrivateKey(KeyVault vault)
    {
        for (var attempt = 1; ; attempt++)
        {
            var candidate = vault.Derive(Purpose, attempt.ToString(CultureInfo.InvariantCulture));
            if (candidate.AsSpan().IndexOfAnyExcept((byte)0) >= 0 && candidate.AsSpan().SequenceCompareTo(Order) < 0)
            {
                return candidate;
            }
        }
    }
}
