using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Trading.Infrastructure.Documents.Pdf;

/// <summary>
/// The objects of a PDF 1.7 file and its cross-reference table. Nothing is taken from a clock or from chance: the file's identifier is the hash of
/// its own bytes, so the same objects always make the same file.
/// </summary>
internal sealed class PdfFile
{
    private readonly List<byte[]?> _objects = [];

    /// <summary>A number for an object that others refer to before it is written.</summary>
    public int Reserve()
    {
        _objects.Add(null);
        return _objects.Count;
    }

    public void Set(int number, string body) => _objects[number - 1] = Encoding.Latin1.GetBytes(body);

    public int Add(string body)
    {
        var number = Reserve();
        Set(number, body);
        return number;
    }

    /// <summary>Adds a stream, compressed; <paramref name="entries"/> are the dictionary entries other than length and filter.</summary>
    public int AddStream(string entries, ReadOnlySpan<byte> content)
    {
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(content);
        }

        return AddRaw($"{entries}/Filter/FlateDecode", packed.ToArray());
    }

    /// <summary>Adds a stream as it is: metadata must be readable without knowing PDF.</summary>
    public int AddRaw(string entries, byte[] content)
    {
        _objects.Add([.. Encoding.Latin1.GetBytes($"<<{entries}/Length {content.Length}>>\nstream\n"), .. content, .. "\nendstream"u8]);
        return _objects.Count;
    }

    public byte[] Close(int catalogue, int information)
    {
        using var file = new MemoryStream();
        file.Write("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n"u8); // bytes above 127 mark the file as binary
        var offsets = new List<long>();
        for (var i = 0; i < _objects.Count; i++)
        {
            offsets.Add(file.Length);
            Write(file, $"{i + 1} 0 obj\n");
            file.Write(_objects[i] ?? throw new InvalidOperationException($"PDF object {i + 1} was reserved and never written."));
            Write(file, "\nendobj\n");
        }

        var identifier = Convert.ToHexString(SHA256.HashData(file.ToArray()).AsSpan(0, 16));
        var start = file.Length;
        Write(file, $"xref\n0 {_objects.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
        {
            Write(file, string.Create(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n"));
        }

        Write(file, $"trailer\n<</Size {_objects.Count + 1}/Root {catalogue} 0 R/Info {information} 0 R/ID[<{identifier}><{identifier}>]>>\nstartxref\n{start}\n%%EOF\n");
        return file.ToArray();
    }

    private static void Write(MemoryStream file, string text) => file.Write(Encoding.Latin1.GetBytes(text));
}
