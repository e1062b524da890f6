using System.Buffers.Binary;
using System.Text;

namespace Trading.Infrastructure.Documents.Fonts;

/// <summary>One TrueType face that may be embedded: its measures, characters and outlines.</summary>
internal sealed class TrueTypeFace : FontFace
{
    private const int Regular = 400;
    private const int NoEmbedding = 0x0002;
    private const int NoSubsetting = 0x0100;

    private readonly CharacterMap _characters;
    private readonly int _unitsPerEm;
    private readonly bool _longOffsets;
    private readonly int _measured;

    private TrueTypeFace(TrueTypeTables tables)
    {
        Tables = tables;
        _unitsPerEm = U16("head", 18);
        _longOffsets = U16("head", 50) == 1;
        _measured = U16("hhea", 34);
        GlyphCount = U16("maxp", 4);
        _characters = new CharacterMap(tables);
        RefuseForbidden();
        RefuseDamaged();
        Ascent = Scale(S16("hhea", 4));
        Descent = Scale(S16("hhea", 6));
        Box = [.. Enumerable.Range(0, 4).Select(i => Scale(S16("head", 36 + (2 * i))))];
        Name = ReadName();
    }

    public TrueTypeTables Tables { get; }
    public int GlyphCount { get; }
    public string Name { get; }
    public IReadOnlyList<int> Box { get; }
    public override int Ascent { get; }
    public override int Descent { get; }

    /// <summary>The upright face of the file whose weight is nearest to regular.</summary>
    /// <exception cref="FontRefusedException">No face of the file can be embedded.</exception>
    public static TrueTypeFace Open(string path)
    {
        var faces = TrueTypeTables.Open(path);
        try
        {
            return new TrueTypeFace(faces.MinBy(t => t.Has("OS/2") ? Math.Abs(BinaryPrimitives.ReadUInt16BigEndian(t["OS/2"][4..]) - Regular) : Regular)!);
        }
        catch (ArgumentOutOfRangeException)
        {
            // Every read is bounded by its table, so a number that points outside is the file's fault.
            throw new FontRefusedException(path, "a table is shorter than it says");
        }
    }

    public override bool Has(int codePoint) => Glyph(codePoint) != 0;

    public override int Width(int codePoint) => Scale(AdvanceUnits(Glyph(codePoint)));

    public override EncodedFont Encode(IReadOnlyList<int> codePoints) => new EmbeddedTrueType(this, codePoints);

    /// <summary>The glyph of a character, 0 where there is none; a no-break space is drawn as a space in fonts that know only that.</summary>
    public int Glyph(int codePoint)
    {
        var glyph = _characters.Glyph(codePoint);
        return glyph == 0 && codePoint == 0xA0 ? _characters.Glyph(' ') : glyph < GlyphCount ? glyph : 0;
    }

    /// <summary>The outline's bytes; empty for a blank such as the space.</summary>
    public ReadOnlySpan<byte> Outline(int glyph)
    {
        var (start, end) = (Offset(glyph), Offset(glyph + 1));
        var outlines = Tables["glyf"];
        return start <= end && end <= outlines.Length ? outlines[start..end] : throw Tables.Refusal($"the outline of glyph {glyph} lies outside its table");
    }

    public int AdvanceUnits(int glyph) => U16("hmtx", 4 * Math.Min(glyph, _measured - 1));

    public short SideBearing(int glyph) => glyph < _measured
        ? (short)S16("hmtx", (4 * glyph) + 2)
        : (short)S16("hmtx", (4 * _measured) + (2 * (glyph - _measured)));

    /// <summary>The licence bits of OS/2 (fsType): a document is no place to carry a font out of its licence.</summary>
    private void RefuseForbidden()
    {
        var permission = Tables.Has("OS/2") ? U16("OS/2", 8) : 0;
        if ((permission & (NoEmbedding | NoSubsetting)) != 0)
        {
            throw Tables.Refusal("its licence bits forbid embedding a subset");
        }
    }

    private void RefuseDamaged()
    {
        var offsets = (GlyphCount + 1) * (_longOffsets ? 4 : 2);
        if (_unitsPerEm == 0 || _measured == 0 || _measured > GlyphCount || Tables["loca"].Length < offsets
            || Tables["hmtx"].Length < (4 * _measured) + (2 * (GlyphCount - _measured)))
        {
            throw Tables.Refusal("its tables contradict each other");
        }
    }

    private int Offset(int glyph) => _longOffsets
        ? BinaryPrimitives.ReadInt32BigEndian(Tables["loca"][(4 * glyph)..])
        : 2 * U16("loca", 2 * glyph);

    /// <summary>The PostScript name, letters, digits and hyphens only, as a PDF name needs it.</summary>
    private string ReadName()
    {
        var table = Tables["name"];
        var texts = U16("name", 4);
        for (var i = 0; i < U16("name", 2); i++)
        {
            var record = table[(6 + (12 * i))..];
            if (BinaryPrimitives.ReadUInt16BigEndian(record) == 3 && BinaryPrimitives.ReadUInt16BigEndian(record[6..]) == 6)
            {
                var start = texts + BinaryPrimitives.ReadUInt16BigEndian(record[10..]);
                var name = Encoding.BigEndianUnicode.GetString(table.Slice(start, BinaryPrimitives.ReadUInt16BigEndian(record[8..])));
                return new string([.. name.Where(c => char.IsAsciiLetterOrDigit(c) || c == '-')]);
            }
        }

        return "Font";
    }

    private int Scale(int units) => (int)Math.Round(units * 1000m / _unitsPerEm, MidpointRounding.AwayFromZero);

    private int U16(string tag, int at) => BinaryPrimitives.ReadUInt16BigEndian(Tables[tag][at..]);

    private int S16(string tag, int at) => BinaryPrimitives.ReadInt16BigEndian(Tables[tag][at..]);
}
