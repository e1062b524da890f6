using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Trading.Infrastructure.Sealing;

/// <summary>What went into an envelope: the SHA-256 and the length of the plain content.</summary>
public sealed record SealedContent(byte[] PlainSha256, long PlainLength);

/// <summary>
/// The one form in which bids are kept until the opening (version 1): a header with the content key wrapped for the lot, then the content in
/// chunks of 1 MiB under AES-256-GCM, each bound to its place, to whether it is the last, to the header and to what the content belongs to.
/// The same form can be filled by a browser; nothing that reads it would change.
/// </summary>
public static class SealedEnvelope
{
    private const int SmallChunk = 16 * 1024;

    /// <summary>How many bytes an envelope of so much content has.</summary>
    public static long SealedLength(long plainLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(plainLength);
        var chunks = Math.Max(1, (plainLength + EnvelopeHeader.ChunkSize - 1) / EnvelopeHeader.ChunkSize);
        return EnvelopeHeader.Length + plainLength + (chunks * EnvelopeHeader.TagLength);
    }

    /// <summary>Seals all of <paramref name="content"/> for a lot. Holds three chunks in memory at most, whatever the length.</summary>
    public static async Task<SealedContent> SealAsync(Stream content, Stream output, LotPublicKey key, AssociatedData belongsTo, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(belongsTo);
        var header = EnvelopeHeader.New(key, belongsTo.ToBytes());
        await output.WriteAsync(header.Bytes, ct);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var aes = new AesGcm(header.ContentKey, EnvelopeHeader.TagLength);
        var length = 0L;
        var sealedChunk = Array.Empty<byte>();
        await foreach (var chunk in ChunksAsync(content, EnvelopeHeader.ChunkSize, ct))
        {
            hash.AppendData(chunk.Bytes.Span);
            length += chunk.Bytes.Length;
            var end = chunk.Bytes.Length;
            sealedChunk = AtLeast(sealedChunk, end + EnvelopeHeader.TagLength);
            aes.Encrypt(Nonce(chunk), chunk.Bytes.Span, sealedChunk.AsSpan(0, end), sealedChunk.AsSpan(end, EnvelopeHeader.TagLength), header.Binding);
            await output.WriteAsync(sealedChunk.AsMemory(0, end + EnvelopeHeader.TagLength), ct);
        }

        return new SealedContent(hash.GetHashAndReset(), length);
    }

    /// <summary>
    /// Opens an envelope into <paramref name="output"/>. Each chunk is proved before it is written, but that none is missing is known only at
    /// the end: on <see cref="SealBrokenException"/> what was written must be thrown away.
    /// </summary>
    /// <exception cref="SealBrokenException">Anything but the complete, unchanged envelope of this key and these associated data.</exception>
    public static async Task<SealedContent> OpenAsync(Stream envelope, Stream output, OpenedLotKey key, AssociatedData belongsTo, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(belongsTo);
        var headerBytes = new byte[EnvelopeHeader.Length];
        var read = await envelope.ReadAtLeastAsync(headerBytes, EnvelopeHeader.Length, throwOnEndOfStream: false, ct);
        var header = EnvelopeHeader.Open(headerBytes[..read], key, belongsTo.ToBytes());
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var aes = new AesGcm(header.ContentKey, EnvelopeHeader.TagLength);
        var length = 0L;
        var plain = Array.Empty<byte>();
        await foreach (var chunk in ChunksAsync(envelope, EnvelopeHeader.ChunkSize + EnvelopeHeader.TagLength, ct))
        {
            plain = AtLeast(plain, chunk.Bytes.Length);
            var opened = plain.AsMemory(0, OpenChunk(aes, chunk, header.Binding, plain));
            hash.AppendData(opened.Span);
            length += opened.Length;
            await output.WriteAsync(opened, ct);
        }

        return new SealedContent(hash.GetHashAndReset(), length);
    }

    /// <summary>Seals a small record at a length that tells nothing about it.</summary>
    public static async Task<byte[]> SealRecordAsync(ReadOnlyMemory<byte> record, RecordLength paddedTo, LotPublicKey key, AssociatedData belongsTo, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(paddedTo);
        using var plain = new MemoryStream(paddedTo.Pad(record.Span), writable: false);
        using var output = new MemoryStream();
        await SealAsync(plain, output, key, belongsTo, ct);
        return output.ToArray();
    }

    /// <exception cref="SealBrokenException">As for <see cref="OpenAsync"/>, or the padding is not as it was made.</exception>
    public static async Task<byte[]> OpenRecordAsync(ReadOnlyMemory<byte> envelope, OpenedLotKey key, AssociatedData belongsTo, CancellationToken ct = default)
    {
        using var input = new MemoryStream(envelope.ToArray(), writable: false);
        using var output = new MemoryStream();
        await OpenAsync(input, output, key, belongsTo, ct);
        return RecordLength.Unpad(output.ToArray());
    }

    private static int OpenChunk(AesGcm aes, Chunk chunk, byte[] binding, byte[] plain)
    {
        var length = chunk.Bytes.Length - EnvelopeHeader.TagLength;
        if (length < 0)
        {
            throw new SealBrokenException(SealFault.Altered);
        }

        try
        {
            aes.Decrypt(Nonce(chunk), chunk.Bytes.Span[..length], chunk.Bytes.Span[length..], plain.AsSpan(0, length), binding);
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new SealBrokenException(SealFault.Altered, e);
        }

        return length;
    }

    // Each content key seals one content, so a nonce of place and finality is never used twice: 7 zero bytes ‖ number (4) ‖ last? (1).
    private static byte[] Nonce(Chunk chunk)
    {
        var nonce = new byte[EnvelopeHeader.NonceLength];
        BinaryPrimitives.WriteUInt32BigEndian(nonce.AsSpan(7), chunk.Number);
        nonce[11] = chunk.IsLast ? (byte)1 : (byte)0;
        return nonce;
    }

    /// <summary>
    /// Full chunks and a last one that may be shorter (empty only where there is no content at all). Whether a chunk is the last is known
    /// only by looking for the next, hence two buffers; the bytes of a chunk are valid until the next one is asked for.
    /// </summary>
    private static async IAsyncEnumerable<Chunk> ChunksAsync(Stream source, int size, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var (current, currentLength) = await FirstChunkAsync(source, size, ct);
        var next = currentLength < size ? [] : new byte[size];
        for (uint number = 0; ; number++)
        {
            var nextLength = currentLength < size ? 0 : await source.ReadAtLeastAsync(next, size, throwOnEndOfStream: false, ct);
            yield return new Chunk(number, current.AsMemory(0, currentLength), IsLast: nextLength == 0);
            if (nextLength == 0)
            {
                yield break;
            }

            (current, next, currentLength) = (next, current, nextLength);
        }
    }

    /// <summary>
    /// The first chunk, in a buffer that grows with what is there: nearly all records are a few hundred bytes, and a buffer of a whole chunk for
    /// each would have the garbage collector clear and collect megabytes a bid.
    /// </summary>
    private static async Task<(byte[] Buffer, int Length)> FirstChunkAsync(Stream source, int size, CancellationToken ct)
    {
        var start = new byte[SmallChunk];
        var length = await source.ReadAtLeastAsync(start, SmallChunk, throwOnEndOfStream: false, ct);
        if (length < SmallChunk)
        {
            return (start, length);
        }

        var whole = new byte[size];
        start.CopyTo(whole, 0);
        length += await source.ReadAtLeastAsync(whole.AsMemory(length), size - length, throwOnEndOfStream: false, ct);
        return (whole, length);
    }

    private static byte[] AtLeast(byte[] buffer, int length) => buffer.Length >= length ? buffer : new byte[length];

    private readonly record struct Chunk(uint Number, ReadOnlyMemory<byte> Bytes, bool IsLast);
}
