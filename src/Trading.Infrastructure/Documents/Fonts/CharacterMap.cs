using System.Buffers.Binary;

namespace Trading.Infrastructure.Documents.Fonts;

/// <summary>From character to glyph, by the Unicode subtable (format 12 before format 4) of a font's <c>cmap</c>.</summary>
internal sealed class CharacterMap
{
    private readonly List<(int First, int Last, int Glyph)> _groups = [];

    public CharacterMap(TrueTypeTables tables)
    {
        var cmap = tables["cmap"];
        var subtables = Subtables(cmap);
        if (subtables.TryGetValue(12, out var wide))
        {
            ReadGroups(cmap[wide..]);
        }
        else if (subtables.TryGetValue(4, out var narrow))
        {
            ReadSegments(cmap[narrow..]);
        }
        else
        {
            throw tables.Refusal("it has no Unicode character map of format 4 or 12");
        }
    }

    /// <summary>The glyph of a character; 0 where the font has none.</summary>
    public int Glyph(int codePoint)
    {
        var (low, high) = (0, _groups.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var group = _groups[middle];
            if (codePoint < group.First)
            {
                high = middle - 1;
            }
            else if (codePoint > group.Last)
            {
                low = middle + 1;
            }
            else
            {
                return group.Glyph + codePoint - group.First;
            }
        }

        return 0;
    }

    private static Dictionary<int, int> Subtables(ReadOnlySpan<byte> cmap)
    {
        var found = new Dictionary<int, int>();
        for (var i = 0; i < U16(cmap, 2); i++)
        {
            var (platform, encoding) = (U16(cmap, 4 + (8 * i)), U16(cmap, 6 + (8 * i)));
            var offset = BinaryPrimitives.ReadInt32BigEndian(cmap[(8 + (8 * i))..]);
            if (platform == 0 || (platform == 3 && encoding is 1 or 10))
            {
                found.TryAdd(U16(cmap, offset), offset);
            }
        }

        return found;
    }

    private void ReadGroups(ReadOnlySpan<byte> table)
    {
        var count = BinaryPrimitives.ReadInt32BigEndian(table[12..]);
        for (var i = 0; i < count; i++)
        {
            var group = table[(16 + (12 * i))..];
            _groups.Add((
                BinaryPrimitives.ReadInt32BigEndian(group),
                BinaryPrimitives.ReadInt32BigEndian(group[4..]),
                BinaryPrimitives.ReadInt32BigEndian(group[8..])));
        }
    }

    private void ReadSegments(ReadOnlySpan<byte> table)
    {
        var segments = U16(table, 6) / 2;
        var (ends, starts) = (14, 16 + (2 * segments));
        var (deltas, offsets) = (starts + (2 * segments), starts + (4 * segments));
        for (var i = 0; i < segments; i++)
        {
            var (first, last) = (U16(table, starts + (2 * i)), U16(table, ends + (2 * i)));
            for (var code = first; code <= last && code < 0xFFFF; code++)
            {
                var delta = U16(table, deltas + (2 * i));
                var offset = U16(table, offsets + (2 * i));
                var at = offsets + (2 * i) + offset + (2 * (code - first));
                var raw = offset == 0 ? code : at + 2 <= table.Length ? U16(table, at) : 0;
                var glyph = offset != 0 && raw == 0 ? 0 : (raw + delta) & 0xFFFF;
                Append(code, glyph);
            }
        }
    }

    private void Append(int code, int glyph)
    {
        if (glyph == 0)
        {
            return;
        }

        if (_groups.Count > 0 && _groups[^1] is var last && last.Last == code - 1 && glyph == last.Glyph + code - last.First)
        {
            _groups[^1] = last with { Last = code };
        }
        else
        {
            _groups.Add((code, code, glyph));
        }
    }

    private static int U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);
}
