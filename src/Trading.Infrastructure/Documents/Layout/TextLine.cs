using Trading.Infrastructure.Documents.Fonts;
using Trading.Infrastructure.Documents.Surface;

namespace Trading.Infrastructure.Documents.Layout;

/// <summary>One line of text, placed inside its width.</summary>
internal sealed class TextLine(Glyph[] glyphs, TextStyle style, FontFace main)
{
    public double Height => style.Size * style.LineHeight;

    // The space that spreading adds after the last letter is not part of the line.
    public double Width => glyphs.Sum(g => g.Advance) - (glyphs.Length > 0 ? glyphs[^1].Extra : 0);

    /// <summary>Spreads what is missing to <paramref name="width"/> over the places where the line might have been cut; a line far too short is left as it is.</summary>
    public void Justify(double width)
    {
        var missing = width - Width;
        var gaps = Enumerable.Range(0, Math.Max(glyphs.Length - 1, 0)).Where(i => Kinsoku.MayBreak(glyphs[i].CodePoint, glyphs[i + 1].CodePoint)).ToList();
        if (gaps.Count == 0 || missing <= 0 || missing / gaps.Count > style.Size / 2)
        {
            return;
        }

        foreach (var i in gaps)
        {
            glyphs[i] = glyphs[i] with { Extra = glyphs[i].Extra + (missing / gaps.Count) };
        }
    }

    public void Draw(Canvas canvas, double x, double y)
    {
        var baseline = y + (Height / 2) + (style.Size * (main.Ascent + main.Descent) / 2000.0);
        for (var start = 0; start < glyphs.Length;)
        {
            var (first, end) = (glyphs[start], start + 1);
            while (end < glyphs.Length && glyphs[end].Face == first.Face && glyphs[end].Style == first.Style)
            {
                end++;
            }

            var run = glyphs.AsSpan(start, end - start);
            canvas.Text(x, baseline, first.Face!, first.Style, run);
            foreach (var glyph in run)
            {
                x += glyph.Advance;
            }

            start = end;
        }
    }
}
