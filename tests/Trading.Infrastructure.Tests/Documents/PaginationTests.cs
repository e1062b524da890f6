using Trading.Infrastructure.Documents.Surface;

namespace Trading.Infrastructure.Tests.Documents;

/// <summary>A page of the sample holds ten lines of 20 points.</summary>
public sealed class PaginationTests
{
    [Fact]
    public void Content_TenLines_FillOnePage() => Assert.Single(SampleDocument.Pages(page => page.Content().Text(Lines(10))));

    [Fact]
    public void Content_ElevenLines_NeedTwoPages() => Assert.Equal([10, 1], SampleDocument.Pages(page => page.Content().Text(Lines(11))).Select(p => p.Count));

    [Fact]
    public void Text_ParagraphOverTwoPages_LeavesNoLineAlone()
    {
        var paragraph = new string('甲', 90); // three lines

        var pages = SampleDocument.Pages(page => page.Content().Text($"{Lines(8)}\n{paragraph}"));

        Assert.Equal([8, 3], pages.Select(p => p.Count));
    }

    [Fact]
    public void StaysWithNext_HeadingAtTheFoot_GoesToTheNextPage()
    {
        var pages = SampleDocument.Pages(page => page.Content().Column(column =>
        {
            column.Item().Text(Lines(9));
            column.Item().Text("标题").StaysWithNext();
            column.Item().Text("正文");
        }));

        Assert.Equal(["标题", "正文"], pages[1]);
    }

    [Fact]
    public void Footer_PageNumbers_CountEveryPage()
    {
        var pages = SampleDocument.Pages(page =>
        {
            page.Content().Text(Lines(20));
            page.Footer().Text(text => text.PageNumber((number, of) => $"{number}/{of}"));
        });

        Assert.Equal(["1/3", "2/3", "3/3"], pages.Select(p => p[^1]));
    }

    [Fact]
    public void Table_OverSeveralPages_RepeatsItsHeader()
    {
        var pages = SampleDocument.Pages(page => page.Content().Table(table => Fill(table, rows: 20, totals: 0)));

        Assert.Equal(3, pages.Count);
        Assert.All(pages, p => Assert.Equal("序号", p[0]));
        Assert.Equal(Enumerable.Range(1, 20).Select(n => $"第{n}行"), pages.SelectMany(p => p).Where(line => line.StartsWith('第')));
    }

    [Fact]
    public void Table_TotalThatNoLongerFits_TakesTheLastRowAlong()
    {
        var pages = SampleDocument.Pages(page => page.Content().Table(table => Fill(table, rows: 9, totals: 1)));

        Assert.Equal(["序号", "第9行", "合计1"], pages[1]);
    }

    [Fact]
    public void Table_TotalThatJustFits_StaysOnThePage() =>
        Assert.Single(SampleDocument.Pages(page => page.Content().Table(table => Fill(table, rows: 8, totals: 1))));

    [Fact]
    public void Table_RowTallerThanAPage_GoesOnOnTheNext()
    {
        var pages = SampleDocument.Pages(page => page.Content().Table(table =>
        {
            Fill(table, rows: 0, totals: 0);
            table.Cell().Text(Lines(25));
        }));

        Assert.Equal(Enumerable.Range(1, 25).Select(n => $"第{n}行"), pages.SelectMany(p => p).Where(line => line.StartsWith('第')));
        Assert.All(pages, p => Assert.Equal("序号", p[0]));
    }

    [Fact]
    public void Table_CellsThatDoNotFillARow_FailLoudly() => Assert.Throws<InvalidOperationException>(() => SampleDocument.Draw(page => page.Content().Table(table =>
    {
        table.ColumnsDefinition(columns =>
        {
            columns.Relative();
            columns.Relative();
        });
        table.Cell().Text("甲");
    })));

    [Fact]
    public void ShowEntire_BlockThatDoesNotFitTheRest_GoesToTheNextPageWhole()
    {
        var pages = SampleDocument.Pages(page => page.Content().Column(column =>
        {
            column.Item().Text(Lines(7));
            column.Item().ShowEntire().Text("甲\n乙\n丙\n丁");
        }));

        Assert.Equal(["甲", "乙", "丙", "丁"], pages[1]);
    }

    [Fact]
    public void ShowEntire_BlockTallerThanAPage_FailsLoudly() =>
        Assert.Throws<InvalidOperationException>(() => SampleDocument.Draw(page => page.Content().ShowEntire().Text(Lines(11))));

    [Fact]
    public void Spacing_AtTheTopOfAPage_IsDropped()
    {
        var pdf = SampleDocument.Draw(page => page.Content().Column(column =>
        {
            column.Spacing(10);
            column.Item().Text(Lines(10));
            column.Item().Text("甲");
        }));

        Assert.Equal(PdfReading.Baselines(pdf, 1)[0], PdfReading.Baselines(pdf, 2)[0], precision: 1);
    }

    private static string Lines(int count) => string.Join('\n', Enumerable.Range(1, count).Select(n => $"第{n}行"));

    private static void Fill(TableDescriptor table, int rows, int totals)
    {
        table.CellPadding(0, 0);
        table.ColumnsDefinition(columns => columns.Relative());
        table.HeaderCell().Text("序号");
        for (var n = 1; n <= rows; n++)
        {
            table.Cell().Text($"第{n}行");
        }

        for (var n = 1; n <= totals; n++)
        {
            table.TotalCell().Text($"合计{n}");
        }
    }
}
