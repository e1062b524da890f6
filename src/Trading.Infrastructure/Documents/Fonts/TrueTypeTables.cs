using System.Buffers.Binary;
using System.Text;

namespace Trading.Infrastructure.Documents.Fonts;

/// <summary>The tables of one face of a TTF or TTC file, found by their four-letter tag.</summary>
internal sealed class TrueTypeTables
{
    private const uint CollectionTag = 0x74746366; // "ttcf"
    private const uint TrueTypeVersion = 0x00010000;
    private const uint AppleTrueType = 0x74727565; // "true"

    private readonly string _path;
    private readonly byte[] _file;
    private readonly Dictionary<string, (int Offset, int Length)> _directory = [];

    private TrueTypeTables(string path, byte[] file, int offset)
    {
        _path = path;
        _file = file;
        var version = BinaryPrimitives.ReadUInt32BigEndian(Slice(offset, 4));
        if (version is not (TrueTypeVersion or AppleTrueType))
        {
            throw Refusal("its outlines are not TrueType (OpenType CFF is not supported)");
        }

        var count = BinaryPrimitives.ReadUInt16BigEndian(Slice(offset + 4, 2));
        for (var i = 0; i < count; i++)
        {
            var entry = Slice(offset + 12 + (16 * i), 16);
            var start = BinaryPrimitives.ReadUInt32BigEndian(entry[8..]);
            var length = BinaryPrimitives.ReadUInt32BigEndian(entry[12..]);
            if ((ulong)start + length > (ulong)file.Length)
            {
                throw Refusal("a table reaches past the end of the file");
            }

            _directory[Encoding.ASCII.GetString(entry[..4])] = ((int)start, (int)length);
        }
    }

    /// <summary>The faces of the file: one of a TTF, several of a TTC, which share most tables.</summary>
    public static IReadOnlyList<TrueTypeTables> Open(string path)
    {
        var file = File.ReadAllBytes(path);
        if (file.Length < 12)
        {
            throw new FontRefusedException(path, "it is shorter than a font's header");
        }

        return BinaryPrimitives.ReadUInt32BigEndian(file) == CollectionTag
            ? Collection(path, file)
            : [new TrueTypeTables(path, file, 0)];
    }

    public bool Has(string tag) => _directory.ContainsKey(tag);

    public ReadOnlySpan<byte> this[string tag] => _directory.TryGetValue(tag, out var at)
        ? _file.AsSpan(at.Offset, at.Length)
        : throw Refusal($"it has no table '{tag}'");

    public FontRefusedException Refusal(string reason) => new(_path, reason);

    private static List<TrueTypeTables> Collection(string path, byte[] file)
    {
        var count = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(8));
        if (count is < 1 or > 256 || file.Length < 12 + (4 * count))
        {
            throw new FontRefusedException(path, "its list of faces is damaged");
        }

        return [.. Enumerable.Range(0, count).Select(i => new TrueTypeTables(path, file, BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(12 + (4 * i)))))];
    }

    private ReadOnlySpan<byte> Slice(int offset, int length) => offset >= 0 && offset <= _file.Length - length
        ? _file.AsSpan(offset, length)
        : throw Refusal("its table directory is damaged");
}
