using System.Buffers.Binary;

namespace Trading.Infrastructure.Documents.Fonts;

/// <summary>
/// A small TrueType font cut out of a large one: glyph 0, then one glyph for each wanted character in the order given, then the parts that
/// composite glyphs are made of. A glyph wanted twice (two characters that share an outline) stands twice, so that each code reads back as its own character.
/// </summary>
internal sealed class GlyphSubset
{
    private const int WordArguments = 0x0001;
    private const int OneScale = 0x0008;
    private const int MoreParts = 0x0020;
    private const int TwoScales = 0x0040;
    private const int FourScales = 0x0080;

    private static readonly string[] Hinting = ["cvt ", "fpgm", "prep"];

    private readonly TrueTypeFace _face;
    private readonly List<int> _glyphs;
    private readonly Dictionary<int, int> _parts = [];

    public GlyphSubset(TrueTypeFace face, IEnumerable<int> glyphs)
    {
        _face = face;
        _glyphs = [0, .. glyphs];
    }

    public byte[] ToFontFile()
    {
        var (outlines, offsets) = Outlines();
        var file = new SfntWriter();
        foreach (var copied in Hinting.Where(_face.Tables.Has))
        {
            file.Add(copied, _face.Tables[copied].ToArray());
        }

        file.Add("glyf", outlines);
        file.Add("head", Head());
        file.Add("hhea", Patched("hhea", 34, _glyphs.Count));
        file.Add("hmtx", Metrics());
        file.Add("loca", offsets);
        file.Add("maxp", Patched("maxp", 4, _glyphs.Count));
        return file.ToArray();
    }

    private (byte[] Outlines, byte[] Offsets) Outlines()
    {
        using var outlines = new MemoryStream();
        var offsets = new List<int>();

        // The list grows while composites name their parts.
        for (var i = 0; i < _glyphs.Count; i++)
        {
            offsets.Add((int)outlines.Length);
            outlines.Write(Renumbered(_face.Outline(_glyphs[i])));
            while (outlines.Length % 4 != 0)
            {
                outlines.WriteByte(0);
            }
        }

        offsets.Add((int)outlines.Length);
        var table = new byte[4 * offsets.Count];
        for (var i = 0; i < offsets.Count; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(table.AsSpan(4 * i), offsets[i]);
        }

        return (outlines.ToArray(), table);
    }

    private byte[] Renumbered(ReadOnlySpan<byte> outline)
    {
        var copy = outline.ToArray();
        var isComposite = copy.Length > 0 && BinaryPrimitives.ReadInt16BigEndian(copy) < 0;
        var at = 10;
        for (var more = isComposite; more;)
        {
            var part = copy.AsSpan(at);
            var flags = BinaryPrimitives.ReadUInt16BigEndian(part);
            BinaryPrimitives.WriteUInt16BigEndian(part[2..], (ushort)PartNumber(BinaryPrimitives.ReadUInt16BigEndian(part[2..])));
            at += 4 + ((flags & WordArguments) != 0 ? 4 : 2) + ScaleBytes(flags);
            more = (flags & MoreParts) != 0;
        }

        return copy;
    }

    private static int ScaleBytes(int flags) =>
        (flags & OneScale) != 0 ? 2 : (flags & TwoScales) != 0 ? 4 : (flags & FourScales) != 0 ? 8 : 0;

    private int PartNumber(int glyph)
    {
        if (!_parts.TryGetValue(glyph, out var number))
        {
            number = _glyphs.Count;
            _glyphs.Add(glyph);
            _parts.Add(glyph, number);
        }

        return number;
    }

    private byte[] Metrics()
    {
        var table = new byte[4 * _glyphs.Count];
        for (var i = 0; i < _glyphs.Count; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(table.AsSpan(4 * i), (ushort)_face.AdvanceUnits(_glyphs[i]));
            BinaryPrimitives.WriteInt16BigEndian(table.AsSpan((4 * i) + 2), _face.SideBearing(_glyphs[i]));
        }

        return table;
    }

    private byte[] Head()
    {
        var head = Patched("head", 50, 1); // long offsets
        head.AsSpan(8, 4).Clear(); // checkSumAdjustment, filled by the writer
        return head;
    }

    private byte[] Patched(string tag, int at, int value)
    {
        var table = _face.Tables[tag].ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(table.AsSpan(at), (ushort)value);
        return table;
    }
}
