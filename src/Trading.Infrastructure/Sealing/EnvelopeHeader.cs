using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Trading.Infrastructure.Sealing;

/// <summary>
/// The fixed 140 bytes in front of every sealed content:
/// magic "TSEV" (4) ‖ version (1) ‖ suite (1) ‖ key id (16, big-endian) ‖ ephemeral point (65) ‖ length of the associated data (4, big-endian) ‖
/// content key under AES-256-GCM (32 + tag 16) ‖ log2 of the chunk size (1).
/// </summary>
internal sealed class EnvelopeHeader
{
    public const int Length = 140;
    public const int ChunkSize = 1 << ChunkBits;
    public const int TagLength = 16;
    public const int NonceLength = 12;
    private const byte Version = 1;
    private const byte ChunkBits = 20;
    private const int ContentKeyLength = 32;
    private const int KeyIdAt = 6;
    private const int PointAt = 22;
    private const int AssociatedLengthAt = PointAt + P256.PointLength;
    private const int WrappedAt = AssociatedLengthAt + 4;
    private const int ChunkBitsAt = WrappedAt + ContentKeyLength + TagLength;

    private EnvelopeHeader(byte[] bytes, byte[] contentKey, byte[] associatedData)
    {
        Bytes = bytes;
        ContentKey = contentKey;
        Binding = SHA256.HashData([.. bytes, .. associatedData]);
    }

    private static ReadOnlySpan<byte> Magic => "TSEV"u8;

    public byte[] Bytes { get; }
    public byte[] ContentKey { get; }

    /// <summary>Associated data of every chunk: the whole header and what the content belongs to.</summary>
    public byte[] Binding { get; }

    public static EnvelopeHeader New(LotPublicKey key, byte[] associatedData)
    {
        using var lotPoint = P256.FromPoint(key.Point);
        using var lotPublic = lotPoint.PublicKey;
        using var ephemeral = P256.NewKey();
        var bytes = new byte[Length];
        Magic.CopyTo(bytes);
        bytes[4] = Version;
        bytes[5] = (byte)key.Suite;
        key.KeyId.TryWriteBytes(bytes.AsSpan(KeyIdAt), bigEndian: true, out _);
        P256.PointOf(ephemeral).CopyTo(bytes, PointAt);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(AssociatedLengthAt), associatedData.Length);
        bytes[ChunkBitsAt] = ChunkBits;

        var contentKey = RandomNumberGenerator.GetBytes(ContentKeyLength);
        using var aes = new AesGcm(WrappingKey(ephemeral.DeriveRawSecretAgreement(lotPublic), bytes, key.Point), TagLength);
        var wrapped = bytes.AsSpan(WrappedAt, ContentKeyLength);
        // The wrapping key is used for this one message, so its nonce may be zero.
        aes.Encrypt(new byte[NonceLength], contentKey, wrapped, bytes.AsSpan(WrappedAt + ContentKeyLength, TagLength), associatedData);
        return new EnvelopeHeader(bytes, contentKey, associatedData);
    }

    /// <exception cref="SealBrokenException">Not an envelope, of another version or key, altered, or belonging elsewhere.</exception>
    public static EnvelopeHeader Open(byte[] bytes, OpenedLotKey key, byte[] associatedData)
    {
        RefuseOtherForms(bytes, key.PublicKey);
        if (BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(AssociatedLengthAt)) != associatedData.Length)
        {
            throw new SealBrokenException(SealFault.Altered);
        }

        using var ephemeral = P256.FromPoint(bytes.AsSpan(PointAt, P256.PointLength));
        using var ephemeralPublic = ephemeral.PublicKey;
        using var aes = new AesGcm(WrappingKey(key.Agree(ephemeralPublic), bytes, key.PublicKey.Point), TagLength);
        var contentKey = new byte[ContentKeyLength];
        var wrapped = bytes.AsSpan(WrappedAt, ContentKeyLength);
        try
        {
            aes.Decrypt(new byte[NonceLength], wrapped, bytes.AsSpan(WrappedAt + ContentKeyLength, TagLength), contentKey, associatedData);
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new SealBrokenException(SealFault.Altered, e);
        }

        return new EnvelopeHeader(bytes, contentKey, associatedData);
    }

    private static void RefuseOtherForms(byte[] bytes, LotPublicKey key)
    {
        if (bytes.Length != Length || !bytes.AsSpan().StartsWith(Magic))
        {
            throw new SealBrokenException(SealFault.Malformed);
        }

        if (bytes[4] != Version || bytes[5] != (byte)key.Suite || bytes[ChunkBitsAt] != ChunkBits)
        {
            throw new SealBrokenException(SealFault.Unsupported);
        }

        if (new Guid(bytes.AsSpan(KeyIdAt, 16), bigEndian: true) != key.KeyId)
        {
            throw new SealBrokenException(SealFault.OtherKey);
        }
    }

    // HPKE-shaped: the agreed secret is bound to both public points and to the suite and key id in front of them.
    private static byte[] WrappingKey(byte[] agreed, byte[] header, byte[] lotPoint)
    {
        byte[] info = [.. header.AsSpan(0, AssociatedLengthAt), .. lotPoint];
        return HKDF.DeriveKey(HashAlgorithmName.SHA256, agreed, ContentKeyLength, salt: [], info);
    }
}
