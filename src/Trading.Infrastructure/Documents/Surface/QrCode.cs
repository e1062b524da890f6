using QRCoder;
using Trading.Infrastructure.Documents.Layout;

namespace Trading.Infrastructure.Documents.Surface;

internal sealed class QrCode(string payload) : Element
{
    // Rows overlap by this share of a module: readers that smooth edges would otherwise show white seams between them.
    private const double Overlap = 0.02;

    internal override IReadOnlyList<Strip> Layout(LayoutContext context, double width)
    {
        using var code = QRCodeGenerator.GenerateQrCode(payload, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        var module = width / rows.Count;
        var dark = rows.SelectMany((row, y) => Runs(row).Select(run => (X: run.Start * module, Y: y * module, Width: run.Length * module))).ToList();
        return [new(width, (canvas, x, y) => canvas.Fill(Colour.Black, dark.Select(d => (x + d.X, y + d.Y, d.Width, module * (1 + Overlap)))))];
    }

    private static IEnumerable<(int Start, int Length)> Runs(System.Collections.BitArray row)
    {
        for (var x = 0; x < row.Count; x++)
        {
            var start = x;
            while (x < row.Count && row[x])
            {
                x++;
            }

            if (x > start)
            {
                yield return (start, x - start);
            }
        }
    }
}
