using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Trading.Domain.Shared;

namespace Trading.TestKit;

/// <summary>
/// Things that must not be found: each in every form in which it could lie about. A price is looked for as text, with and without separators, in
/// yuan and in fen, in capitals (大写), in both encodings, and as a number of the machine.
/// </summary>
public sealed class Canaries
{
    private readonly List<(string Name, byte[] Form)> _forms = [];

    /// <summary>More than any price that is looked for.</summary>
    public static readonly Money Ceiling = Money.Yuan(300_000_000m);

    /// <summary>
    /// A price of a hundred million yuan or more that nobody else has: as a number it takes five bytes, which megabytes of sealed files do not hold by chance as
    /// they hold four, and one of them is in no text in UTF-8.
    /// </summary>
    public static Money NewPrice() => new(
        ((2 + Random.Shared.NextInt64(4)) << 32) + ((0xF8 + Random.Shared.NextInt64(7)) << 24) + 0x10_0000 + Random.Shared.NextInt64(0xE0_0000));

    public Canaries Price(Money price)
    {
        var fen = price.Fen;
        Text("price in capitals", ChineseAmount.Of(price));
        Text("price with separators, by thousands of fen", fen.ToString("#,0", CultureInfo.InvariantCulture));
        Text("price in fen", fen.ToString(CultureInfo.InvariantCulture));
        Text("price", (fen / 100m).ToString("0.00", CultureInfo.InvariantCulture));
        Text("price with separators", (fen / 100m).ToString("#,0.00", CultureInfo.InvariantCulture));
        var number = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(number, fen);
        _forms.Add(("price as a big-endian number", Shortest(number)));
        BinaryPrimitives.WriteInt64LittleEndian(number, fen);
        _forms.Add(("price as a little-endian number", number.ToArray()));
        return this;
    }

    public Canaries Text(string name, string text)
    {
        _forms.Add((name, Encoding.UTF8.GetBytes(text)));
        _forms.Add((name + " in UTF-16", Encoding.Unicode.GetBytes(text)));
        return this;
    }

    /// <summary>The names of those found in the bytes.</summary>
    public IEnumerable<string> In(byte[] bytes) => _forms.Where(f => bytes.AsSpan().IndexOf(f.Form) >= 0).Select(f => f.Name);

    public IEnumerable<string> In(string text) => In(Encoding.UTF8.GetBytes(text));

    /// <summary>Those found in the files of a folder, each with its file.</summary>
    public IEnumerable<string> InFolder(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).SelectMany(InFile);

    public IEnumerable<string> InFile(string file) => In(Read(file)).Select(name => $"{name} in {file}");

    // SQLite keeps a number in as few bytes as it needs.
    private static byte[] Shortest(byte[] number) => number.SkipWhile(b => b == 0).ToArray() is { Length: > 3 } significant ? significant : number;

    private static byte[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
