namespace Trading.Infrastructure.Sealing;

/// <summary>How an envelope is made. The number is written into each envelope and never reused.</summary>
public enum SealSuite
{
    /// <summary>Ephemeral ECDH on P-256, HKDF-SHA-256, AES-256-GCM in chunks of 1 MiB. Browsers can do it with WebCrypto alone.</summary>
    P256HkdfSha256Aes256Gcm = 1,
}

/// <summary>The public half of a lot's key, which anybody may know and with which bids for the lot are sealed.</summary>
/// <param name="KeyId">The random id written into each envelope.</param>
/// <param name="Suite">The suite the key is for.</param>
/// <param name="Point">The P-256 point, uncompressed: 0x04 ‖ X ‖ Y, 65 bytes (WebCrypto's "raw").</param>
public sealed record LotPublicKey(Guid KeyId, SealSuite Suite, byte[] Point);
