using System.Buffers.Binary;

namespace Trading.Infrastructure.Sealing;

/// <summary>
/// The length at which a small record is sealed, so that its size says nothing: content length (4 bytes, big-endian) ‖ content ‖ zeros.
/// </summary>
public sealed class RecordLength
{
    private const int LengthField = 4;
    private const int Step = 1024;
    private readonly int? _exact;

    private RecordLength(int? exact) => _exact = exact;

    /// <summary>The next multiple of 1 KiB with at least 64 bytes to spare, so that a few more letters in a name rarely show.</summary>
    public static RecordLength Stepped { get; } = new(exact: null);

    /// <summary>
    /// Every record of every bid: 16 KiB. Ten files with names of 200 characters fit, even were each character escaped in six bytes.
    /// </summary>
    public static RecordLength Bid { get; } = new(16 * Step);

    /// <summary>Every link of a participation, also one with ten members of a consortium: 10 KiB. A longer one would tell that there is a consortium.</summary>
    public static RecordLength Link { get; } = new(10 * Step);

    internal byte[] Pad(ReadOnlySpan<byte> record)
    {
        const int spare = 64;
        var length = _exact ?? (record.Length + LengthField + spare + Step - 1) / Step * Step;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(record.Length, length - LengthField, nameof(record));
        var padded = new byte[length];
        BinaryPrimitives.WriteInt32BigEndian(padded, record.Length);
        record.CopyTo(padded.AsSpan(LengthField));
        return padded;
    }

    internal static byte[] Unpad(ReadOnlySpan<byte> padded)
    {
        if (padded.Length < LengthField)
        {
            throw new SealBrokenException(SealFault.Malformed);
        }

        var length = BinaryPrimitives.ReadInt32BigEndian(padded);
        var content = padded[LengthField..];
        return length >= 0 && length <= content.Length && !content[length..].ContainsAnyExcept((byte)0)
            ? content[..length].ToArray()
            : throw new SealBrokenException(SealFault.Malformed);
    }
}
