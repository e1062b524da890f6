using System.Diagnostics;
using System.Globalization;
using System.Text;
using Trading.TestKit;

namespace Trading.Infrastructure.Tests.Documents;

/// <summary>The first page of a PDF as poppler draws it: what somebody would see on paper, in shades of grey.</summary>
internal sealed class PagePicture
{
    private const int DotsPerInch = 50;
    private const double MillimetresPerInch = 25.4;
    private const int Dark = 128;

    private readonly byte[] _dots;
    private readonly int _width;

    private PagePicture(byte[] dots, int width) => (_dots, _width) = (dots, width);

    private int Height => _dots.Length / _width;

    /// <summary>How much of the page is dark, in per cent.</summary>
    public double Ink => 100.0 * _dots.Count(d => d < Dark) / _dots.Length;

    /// <summary>How many dark dots lie nearer to an edge than so many millimetres: what a printer would cut off.</summary>
    public int InkWithin(double millimetres)
    {
        var edge = (int)(millimetres / MillimetresPerInch * DotsPerInch);
        return _dots.Index().Count(d => d.Item < Dark && (d.Index % _width < edge || d.Index % _width >= _width - edge || d.Index / _width < edge || d.Index / _width >= Height - edge));
    }

    /// <summary>Skips the test where poppler is not installed, unless TRADING_REQUIRE names fonts.</summary>
    public static async Task<PagePicture> DrawAsync(byte[] pdf)
    {
        var folder = Directory.CreateTempSubdirectory("trading-page-");
        try
        {
            var file = Path.Combine(folder.FullName, "page.pdf");
            await File.WriteAllBytesAsync(file, pdf);
            using var process = Start(["-gray", "-r", DotsPerInch.ToString(CultureInfo.InvariantCulture), "-f", "1", "-l", "1", "-singlefile", file, Path.Combine(folder.FullName, "page")]);
            await process.WaitForExitAsync();
            Assert.Equal(0, process.ExitCode);
            return Read(await File.ReadAllBytesAsync(Path.Combine(folder.FullName, "page.pgm")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Process Start(string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("pdftoppm", arguments))!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            var reason = Requirements.SkipWithout("fonts", present: false);
            Assert.SkipWhen(reason is not null, reason ?? "");
            throw;
        }
    }

    // P5, width, height, the whitest white, one blank, and then a byte a dot.
    private static PagePicture Read(byte[] file)
    {
        var (at, fields) = (0, new List<string>());
        while (fields.Count < 4)
        {
            var end = Array.FindIndex(file, at, b => char.IsWhiteSpace((char)b));
            fields.Add(Encoding.ASCII.GetString(file, at, end - at));
            at = end + 1;
        }

        Assert.Equal("P5", fields[0]);
        return new PagePicture(file[at..], int.Parse(fields[1], CultureInfo.InvariantCulture));
    }
}
