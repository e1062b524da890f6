using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Trading.Infrastructure.Tests.Documents;

public sealed partial class PdfFileTests
{
    [Fact]
    public void Generate_CrossReferences_PointAtTheirObjects()
    {
        var file = Encoding.Latin1.GetString(SampleDocument.Draw(page => page.Content().Text("甲 A")));

        var offsets = Reference().Matches(file).Select(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)).ToList();
        Assert.True(offsets.Count > 5);
        Assert.All(offsets.Index(), o => Assert.StartsWith($"{o.Index + 1} 0 obj\n", file[o.Item..], StringComparison.Ordinal));
        var table = int.Parse(Start().Match(file).Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.StartsWith($"xref\n0 {offsets.Count + 1}\n", file[table..], StringComparison.Ordinal);
    }

    [Fact]
    public void Generate_OtherText_GivesAnotherIdentifier()
    {
        var first = Encoding.Latin1.GetString(SampleDocument.Draw(page => page.Content().Text("甲")));
        var second = Encoding.Latin1.GetString(SampleDocument.Draw(page => page.Content().Text("乙")));

        Assert.NotEqual(Identifier().Match(first).Value, Identifier().Match(second).Value);
    }

    [Fact]
    public void QrCode_Modules_AreDrawnInBlackInsideTheirPlace()
    {
        var pdf = SampleDocument.Draw(page => page.Content().Row(row => row.ConstantItem(100).QrCode("https://ggzy.example.test/v/1")));

        using var document = UglyToad.PdfPig.PdfDocument.Open(pdf);
        var boxes = document.GetPage(1).Paths.Where(p => p.IsFilled).Select(p => p.GetBoundingRectangle()!.Value).ToList();
        Assert.NotEmpty(boxes);
        Assert.All(boxes, b => Assert.True(b.Left >= 50 && b.Right <= 150.1 && b.Top <= 250.1 && b.Bottom >= 149.9));
    }

    [GeneratedRegex(@"(\d{10}) 00000 n ")]
    private static partial Regex Reference();

    [GeneratedRegex(@"startxref\n(\d+)\n")]
    private static partial Regex Start();

    [GeneratedRegex(@"/ID\[<[0-9A-F]{32}>")]
    private static partial Regex Identifier();
}
