namespace Trading.Infrastructure.Documents.Layout;

/// <summary>Cuts a paragraph into lines, each filled as far as the rules of <see cref="Kinsoku"/> allow.</summary>
internal static class LineBreaker
{
    /// <summary>The lines of one paragraph, whose first line gives away <paramref name="indent"/> points on its left; an empty paragraph is one empty line.</summary>
    public static IEnumerable<Glyph[]> Break(Glyph[] paragraph, double width, double indent)
    {
        if (paragraph.Length == 0)
        {
            yield return [];
        }

        for (var start = 0; start < paragraph.Length;)
        {
            var end = End(paragraph, start, width - (start == 0 ? indent : 0));
            yield return TrimEnd(paragraph.AsSpan(start, end - start));

            start = end;
            while (start < paragraph.Length && paragraph[start].IsSpace)
            {
                start++;
            }
        }
    }

    /// <summary>
    /// The last place to break that still fits. A word too long for a whole line, such as a hash, is cut where the line is full.
    /// </summary>
    private static int End(Glyph[] glyphs, int start, double width)
    {
        var (used, lastBreak) = (0.0, start);
        for (var i = start; i < glyphs.Length; i++)
        {
            if (i > start && Kinsoku.MayBreak(glyphs[i - 1].CodePoint, glyphs[i].CodePoint))
            {
                lastBreak = i;
            }

            used += glyphs[i].Advance;
            if (used - glyphs[i].Extra > width + 0.001 && !glyphs[i].IsSpace)
            {
                return lastBreak > start ? lastBreak : Math.Max(i, start + 1);
            }
        }

        return glyphs.Length;
    }

    private static Glyph[] TrimEnd(ReadOnlySpan<Glyph> line)
    {
        while (line.Length > 0 && line[^1].IsSpace)
        {
            line = line[..^1];
        }

        return line.ToArray();
    }
}
