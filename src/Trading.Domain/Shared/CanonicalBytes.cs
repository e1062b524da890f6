using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Trading.Domain.Shared;

/// <summary>
/// Bytes for hashing that can be read in one way only: each field is its UTF-8 length (4 bytes, big-endian) and its bytes; numbers are 8 bytes,
/// big-endian, behind the length 8; an absent field is the length −1. Times go in as Unix milliseconds, amounts as fen.
/// </summary>
public sealed class CanonicalBytes
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public CanonicalBytes Add(string? text)
    {
        if (text is null)
        {
            return Length(-1);
        }

        var utf8 = Encoding.UTF8.GetBytes(text);
        Length(utf8.Length);
        _bytes.Write(utf8);
        return this;
    }

    public CanonicalBytes Add(long number)
    {
        Length(8);
        Span<byte> eight = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(eight, number);
        _bytes.Write(eight);
        return this;
    }

    public CanonicalBytes Add(long? number) => number is { } n ? Add(n) : Length(-1);

    public CanonicalBytes Add(DateTime utc) => Add(Instants.ToUnixMs(utc));

    public CanonicalBytes Add(DateOnly day) => Add(day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

    public CanonicalBytes Add(Money money) => Add(money.Fen);

    public CanonicalBytes Add(byte[]? bytes)
    {
        if (bytes is null)
        {
            return Length(-1);
        }

        Length(bytes.Length);
        _bytes.Write(bytes);
        return this;
    }

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    /// <summary>SHA-256 of all fields added so far.</summary>
    public byte[] Sha256() => SHA256.HashData(_bytes.WrittenSpan);

    private CanonicalBytes Length(int length)
    {
        Span<byte> four = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(four, length);
        _bytes.Write(four);
        return this;
    }
}
