using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Trading.Infrastructure.Documents.Fonts;

/// <summary>Writes a TrueType file from its tables, which must be added in the order of their tags.</summary>
internal sealed class SfntWriter
{
    private const uint ChecksumBase = 0xB1B0AFBA;
    private readonly List<(string Tag, byte[] Bytes)> _tables = [];

    public void Add(string tag, byte[] bytes) => _tables.Add((tag, bytes));

    public byte[] ToArray()
    {
        var file = new byte[Start(_tables.Count)];
        WriteHeader(file);
        for (var i = 0; i < _tables.Count; i++)
        {
            var (tag, bytes) = _tables[i];
            var entry = file.AsSpan(12 + (16 * i), 16);
            Encoding.ASCII.GetBytes(tag, entry);
            BinaryPrimitives.WriteUInt32BigEndian(entry[4..], Checksum(bytes));
            BinaryPrimitives.WriteInt32BigEndian(entry[8..], Start(i));
            BinaryPrimitives.WriteInt32BigEndian(entry[12..], bytes.Length);
            bytes.CopyTo(file, Start(i));
        }

        var head = Start(_tables.FindIndex(t => t.Tag == "head"));
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(head + 8), unchecked(ChecksumBase - Checksum(file)));
        return file;
    }

    private void WriteHeader(Span<byte> file)
    {
        var power = BitOperations.Log2((uint)_tables.Count);
        BinaryPrimitives.WriteUInt32BigEndian(file, 0x00010000);
        BinaryPrimitives.WriteUInt16BigEndian(file[4..], (ushort)_tables.Count);
        BinaryPrimitives.WriteUInt16BigEndian(file[6..], (ushort)(16 << power));
        BinaryPrimitives.WriteUInt16BigEndian(file[8..], (ushort)power);
        BinaryPrimitives.WriteUInt16BigEndian(file[10..], (ushort)((16 * _tables.Count) - (16 << power)));
    }

    /// <summary>Where table number <paramref name="index"/> begins; each begins at a multiple of four.</summary>
    private int Start(int index) => 12 + (16 * _tables.Count) + _tables.Take(index).Sum(t => (t.Bytes.Length + 3) & ~3);

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = 0u;
        Span<byte> word = stackalloc byte[4];
        for (var at = 0; at < bytes.Length; at += 4)
        {
            word.Clear();
            bytes[at..Math.Min(at + 4, bytes.Length)].CopyTo(word);
            sum = unchecked(sum + BinaryPrimitives.ReadUInt32BigEndian(word));
        }

        return sum;
    }
}
