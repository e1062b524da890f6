using System.Security.Cryptography;

namespace Trading.Infrastructure.Sealing;

/// <summary>Short secrets under AES-256-GCM with a random nonce: version (1) ‖ nonce (12) ‖ tag (16) ‖ ciphertext.</summary>
internal static class Wrapping
{
    private const byte Version = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    public const int Overhead = 1 + NonceLength + TagLength;

    public static byte[] Wrap(ReadOnlySpan<byte> key, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> associatedData)
    {
        var wrapped = new byte[Overhead + secret.Length];
        wrapped[0] = Version;
        var nonce = wrapped.AsSpan(1, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(nonce, secret, wrapped.AsSpan(Overhead), wrapped.AsSpan(1 + NonceLength, TagLength), associatedData);
        return wrapped;
    }

    /// <exception cref="SealBrokenException">The key or the associated data is another, or a bit has changed.</exception>
    public static byte[] Unwrap(ReadOnlySpan<byte> key, ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> associatedData)
    {
        if (wrapped.Length < Overhead)
        {
            throw new SealBrokenException(SealFault.Malformed);
        }

        if (wrapped[0] != Version)
        {
            throw new SealBrokenException(SealFault.Unsupported);
        }

        var secret = new byte[wrapped.Length - Overhead];
        using var aes = new AesGcm(key, TagLength);
        try
        {
            aes.Decrypt(wrapped.Slice(1, NonceLength), wrapped[Overhead..], wrapped.Slice(1 + NonceLength, TagLength), secret, associatedData);
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new SealBrokenException(SealFault.Altered, e);
        }

        return secret;
    }
}
