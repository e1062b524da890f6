using System.Text;

namespace Trading.Infrastructure.Documents.Fonts;

/// <summary>The map by which readers copy, search and speak the text: from code to character.</summary>
internal static class ToUnicode
{
    // A block of mappings holds at most 100 lines (PDF 32000-1, 9.10.3, by way of Adobe's CMap specification).
    private const int BlockSize = 100;

    public static string Map(IEnumerable<(string Code, int CodePoint)> characters)
    {
        var map = new StringBuilder(
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
            "/CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
            "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
        foreach (var block in characters.Chunk(BlockSize))
        {
            map.Append(null, $"{block.Length} beginbfchar\n");
            foreach (var (code, codePoint) in block)
            {
                map.Append(null, $"<{code}> <{Utf16(codePoint)}>\n");
            }

            map.Append("endbfchar\n");
        }

        return map.Append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n").ToString();
    }

    public static string Utf16(int codePoint) => Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(char.ConvertFromUtf32(codePoint)));
}
