using System.Text;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;

namespace Trading.Infrastructure.Tests.Documents;

/// <summary>Reads a PDF back with a library that knows nothing of how it was written.</summary>
internal static class PdfReading
{
    public static int PageCount(byte[] pdf)
    {
        using var document = PdfDocument.Open(pdf);
        return document.NumberOfPages;
    }

    /// <summary>
    /// The lines of every page in the order in which they were drawn. Letters on one baseline are one line, unless half a letter's size and more
    /// lies between them, as between two cells of a table.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<string>> Pages(byte[] pdf)
    {
        using var document = PdfDocument.Open(pdf);
        return [.. document.GetPages().Select(p => Lines(p.Letters).Select(line => line.Text).ToList())];
    }

    public static string AllText(byte[] pdf) => string.Join('\n', Pages(pdf).SelectMany(p => p));

    /// <summary>Lines with the place of their first letter's left and last letter's right edge.</summary>
    public static IReadOnlyList<(string Text, double Left, double Right)> PlacedLines(byte[] pdf, int page)
    {
        using var document = PdfDocument.Open(pdf);
        return Lines(document.GetPage(page).Letters);
    }

    /// <summary>Where each line stands, in points from the bottom.</summary>
    public static IReadOnlyList<double> Baselines(byte[] pdf, int page)
    {
        using var document = PdfDocument.Open(pdf);
        return [.. document.GetPage(page).Letters.Select(l => Math.Round(l.StartBaseLine.Y, 1)).Distinct()];
    }

    private static List<(string Text, double Left, double Right)> Lines(IReadOnlyList<Letter> letters)
    {
        var lines = new List<(StringBuilder Text, double Left, double Right, double Baseline)>();
        foreach (var letter in letters)
        {
            var gap = lines.Count > 0 ? letter.StartBaseLine.X - lines[^1].Right : 0;
            if (lines.Count > 0 && Math.Abs(lines[^1].Baseline - letter.StartBaseLine.Y) < 0.5 && gap > -2 && gap < letter.PointSize / 2)
            {
                lines[^1] = (lines[^1].Text.Append(letter.Value), lines[^1].Left, letter.EndBaseLine.X, lines[^1].Baseline);
            }
            else
            {
                lines.Add((new StringBuilder(letter.Value), letter.StartBaseLine.X, letter.EndBaseLine.X, letter.StartBaseLine.Y));
            }
        }

        return [.. lines.Select(l => (l.Text.ToString(), l.Left, l.Right))];
    }
}
