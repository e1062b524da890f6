using System.Buffers.Binary;
using System.Text;
using Trading.Infrastructure.Documents.Fonts;

namespace Trading.Infrastructure.Tests.Documents;

/// <summary>
/// A TrueType font made by hand, so that embedding can be tested where no font is installed: glyph 1 is a box of half an em, glyph 2 is made of
/// glyph 1, glyph 3 is blank; all are 600 thousandths wide.
/// </summary>
internal sealed class TinyFont : IDisposable
{
    public const int Box = 1;
    public const int Composite = 2;

    private TinyFont(byte[] bytes)
    {
        Bytes = bytes;
        Path = System.IO.Path.GetTempFileName();
        File.WriteAllBytes(Path, bytes);
    }

    public byte[] Bytes { get; }
    public string Path { get; }

    /// <summary>With a character map of format 4 or 12 from character to glyph, and the licence bits of OS/2.</summary>
    public static TinyFont Of(SortedDictionary<int, int> glyphs, int mapFormat = 12, int licenceBits = 0)
    {
        var file = new SfntWriter();
        file.Add("OS/2", Words(3, 500, 400, 5, licenceBits));
        file.Add("cmap", mapFormat == 12 ? Groups(glyphs) : Segments(glyphs));
        file.Add("glyf", [.. BoxOutline, .. CompositeOutline]);
        file.Add("head", Words([1, 0, 1, 0, 0, 0, 0x5F0F, 0x3CF5, 0, 1000, .. new int[8], 0, 0, 500, 500, 0, 8, 2, 1, 0]));
        file.Add("hhea", Words([1, 0, 800, -200, 0, 600, 0, 0, 500, 1, .. new int[7], 1]));
        file.Add("hmtx", Words(600, 0, 0, 0, 0));
        file.Add("loca", Longs(0, 0, BoxOutline.Length, BoxOutline.Length + CompositeOutline.Length, BoxOutline.Length + CompositeOutline.Length));
        file.Add("maxp", Words([1, 0, 4, .. new int[13]]));
        file.Add("name", [.. Words(0, 1, 18, 3, 1, 0x409, 6, 8, 0), .. Encoding.BigEndianUnicode.GetBytes("Tiny")]);
        return new TinyFont(file.ToArray());
    }

    public void Dispose() => File.Delete(Path);

    // One contour of four points on the curve, coordinates as words.
    private static byte[] BoxOutline =>
        [.. Words(1, 0, 0, 500, 500, 3, 0), 1, 1, 1, 1, .. Words(0, 500, 0, -500, 0, 0, 500, 0), 0, 0];

    // One part: glyph 1, moved by bytes (0, 0).
    private static byte[] CompositeOutline => [.. Words(-1, 0, 0, 500, 500, 0x0002, Box), 0, 0];

    private static byte[] Groups(SortedDictionary<int, int> glyphs) =>
    [
        .. Words(0, 1, 3, 10), .. Longs(12), .. Words(12, 0), .. Longs(16 + (12 * glyphs.Count), 0, glyphs.Count),
        .. glyphs.SelectMany(g => Longs(g.Key, g.Key, g.Value)),
    ];

    /// <summary>One segment a character, by delta or (every second one) by offset into the glyph list, and the closing segment.</summary>
    private static byte[] Segments(SortedDictionary<int, int> glyphs)
    {
        var segments = glyphs.Count + 1;
        var codes = glyphs.Keys.Append(0xFFFF).ToList();
        var byOffset = glyphs.Values.Index().Where(g => g.Index % 2 == 1).Select(g => (g.Index, Glyph: g.Item)).ToList();
        var deltas = glyphs.Index().Select(g => g.Index % 2 == 1 ? 0 : g.Item.Value - g.Item.Key).Append(1);
        var offsets = Enumerable.Range(0, segments).Select(i => i < glyphs.Count && i % 2 == 1 ? (2 * (segments - i)) + (2 * byOffset.FindIndex(g => g.Index == i)) : 0);
        return
        [
            .. Words(0, 1, 3, 1), .. Longs(12),
            .. Words([4, 16 + (8 * segments) + (2 * byOffset.Count), 0, 2 * segments, 0, 0, 0, .. codes, 0, .. codes, .. deltas, .. offsets, .. byOffset.Select(g => g.Glyph)]),
        ];
    }

    private static byte[] Words(params int[] values) => [.. values.SelectMany(v => new[] { (byte)((v >> 8) & 0xFF), (byte)(v & 0xFF) })];

    private static byte[] Longs(params int[] values)
    {
        var bytes = new byte[4 * values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 * i), values[i]);
        }

        return bytes;
    }
}
