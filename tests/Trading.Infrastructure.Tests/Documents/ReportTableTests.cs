using System.Text;
using CsvHelper;
using MiniExcelLibs;
using Trading.Domain.Shared;
using Trading.Infrastructure.Documents;
using Trading.Infrastructure.Documents.Tables;

namespace Trading.Infrastructure.Tests.Documents;

public sealed class ReportTableTests
{
    [Fact]
    public void Csv_TwoRows_AreWrittenWithByteOrderMarkAndTotal()
    {
        var csv = ReportCsv.Write(ReportTables.Of([ReportTables.Row("甲公司", Money.Yuan(1_234_567.89m)), ReportTables.Row("乙,\"公司\"", new Money(-5))]));

        Assert.Equal<byte>([0xEF, 0xBB, 0xBF], csv[..3]);
        Assert.Equal(
            "投标单位,保证金,笔数,入账日,到账时间\r\n" +
            "甲公司,1234567.89,1,2026-03-31,2026-04-01 00:30:05\r\n" +
            "\"乙,\"\"公司\"\"\",-0.05,1,2026-03-31,2026-04-01 00:30:05\r\n" +
            "合计,1234567.84,2,,\r\n",
            Encoding.UTF8.GetString(csv[3..]));
    }

    public static TheoryData<string> Formulas => ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "\0x", "＝1", "＋1", "－1", "＠x"];

    [Theory]
    [MemberData(nameof(Formulas))]
    public void Csv_TextThatASpreadsheetWouldRun_GetsAnApostrophe(string text)
    {
        using var csv = CsvReader.Create(ReportCsv.Write(ReportTables.Of([ReportTables.Row(text, Money.Zero)])));

        Assert.True(csv.Read());
        Assert.Equal("'" + text, csv.GetString("投标单位"));
    }

    [Theory]
    [MemberData(nameof(Formulas))]
    public void Xlsx_TextThatASpreadsheetWouldRun_GetsAnApostrophe(string text)
    {
        var row = Rows(ReportTables.Of([ReportTables.Row(text, Money.Zero)]))[0];

        // XML knows no NUL and turns a lone CR into LF; what matters is what stands first.
        Assert.StartsWith("'", (string)row["投标单位"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("甲=乙")]
    [InlineData("a-b")]
    [InlineData("")]
    public void Csv_OrdinaryText_IsUntouched(string text)
    {
        using var csv = CsvReader.Create(ReportCsv.Write(ReportTables.Of([ReportTables.Row(text, Money.Zero)])));

        Assert.True(csv.Read());
        Assert.Equal(text, csv.GetString("投标单位"));
    }

    [Fact]
    public void Xlsx_Values_AreTyped()
    {
        var rows = Rows(ReportTables.Of([ReportTables.Row("甲公司", Money.Yuan(38_764_200.05m)), ReportTables.Row("乙公司", new Money(-5))]));

        Assert.Equal("甲公司", rows[0]["投标单位"]);
        Assert.Equal(38_764_200.05, Assert.IsType<double>(rows[0]["保证金"]));
        Assert.Equal(1.0, Assert.IsType<double>(rows[0]["笔数"]));
        Assert.Equal(new DateTime(2026, 3, 31), Assert.IsType<DateTime>(rows[0]["入账日"]));
        Assert.Equal(new DateTime(2026, 4, 1, 0, 30, 5), Assert.IsType<DateTime>(rows[0]["到账时间"]));
        Assert.Equal(-0.05, rows[1]["保证金"]);
        Assert.Equal("合计", rows[2]["投标单位"]);
        Assert.Equal(38_764_200.00, rows[2]["保证金"]);
        Assert.Equal(3, rows.Count);
    }

    [Fact]
    public void Xlsx_SecondSheet_SaysWhatTheReportIs()
    {
        using var file = new MemoryStream(ReportXlsx.Write(ReportTables.Of([ReportTables.Row("甲公司", new Money(100))], new ReportControl("保证金", "2241", new Money(100)))));

        Assert.Equal(["保证金明细", "说明"], MiniExcel.GetSheetNames(file));
        Assert.Equal(
            [
                "保证金明细", "期间 2026-03-01 至 2026-03-31", "单位：元", "保证金合计 1.00 元，与总账 2241 科目相符。", "报表编号 BZ-202603-01，共 1 行。",
                "生成于 2026-04-17 16:52:30（北京时间）",
            ],
            file.Query(useHeaderRow: true, sheetName: "说明").Select(row => (string)((IDictionary<string, object>)row)["示例市公共资源交易中心"]));
    }

    [Fact]
    public void Xlsx_NoRows_StillHasItsHeadings()
    {
        using var file = new MemoryStream(ReportXlsx.Write(ReportTables.Of([])));

        Assert.Equal(ReportTables.Columns.Select(c => c.Heading), file.GetColumns(useHeaderRow: true));
    }

    [Fact]
    public void Pdf_LongTable_ShowsEveryRowOnceAndTheTotal()
    {
        var pages = PdfReading.Pages(TestFonts.ReadersOwn.Generate(new ReportTableDocument(ReportTables.Long(100))));

        Assert.True(pages.Count >= 3);
        Assert.Equal(Enumerable.Range(1, 100).Select(n => $"示例建设集团第{n}有限责任公司"), pages.SelectMany(p => p).Where(line => line.EndsWith("公司", StringComparison.Ordinal)));
        Assert.All(pages, p => Assert.Single(p, "投标单位"));
        Assert.Contains("5,050,050.50", pages[^1]); // 1,000.01 × (1 + … + 100)
        Assert.Equal($"第 {pages.Count} 页，共 {pages.Count} 页", pages[^1][^1]);
    }

    [Fact]
    public void Pdf_NoRows_HasHeadingsAndTotalOfNothing()
    {
        var page = Assert.Single(PdfReading.Pages(TestFonts.ReadersOwn.Generate(new ReportTableDocument(ReportTables.Of([])))));

        Assert.Contains("投标单位", page);
        Assert.Contains("0.00", page);
    }

    [Fact]
    public void Of_TotalOfTheLedger_Passes() =>
        Assert.NotEmpty(ReportTables.Of([ReportTables.Row("甲公司", new Money(100))], new ReportControl("保证金", "2241", new Money(100))).Totals);

    [Fact]
    public void Of_TotalOneFenOffTheLedger_IsRefused()
    {
        var refusal = Assert.Throws<RuleBrokenException>(
            () => ReportTables.Of([ReportTables.Row("甲公司", new Money(100))], new ReportControl("保证金", "2241", new Money(101))));

        Assert.Equal(DocumentRules.ControlTotalDiffers, refusal.Rule);
        Assert.Equal("报表合计 1.00 元与总账 2241 科目的 1.01 元不符，未导出。请先核对账目。", Words.Refusal(refusal, WordsLanguage.Chinese));
    }

    [Fact]
    public void Of_RowTooShort_FailsLoudly() => Assert.Throws<ArgumentException>(() => ReportTables.Of([new object?[] { "甲公司" }]));

    [Fact]
    public void Of_ValueOfAnotherKind_FailsLoudly() =>
        Assert.Throws<ArgumentException>(() => ReportTables.Of([new object?[] { "甲公司", 100m, 1L, null, null }]));

    [Fact]
    public void Of_LocalTime_FailsLoudly() =>
        Assert.Throws<ArgumentException>(() => ReportTables.Of([new object?[] { "甲公司", Money.Zero, 1L, null, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Unspecified) }]));

    private static List<IDictionary<string, object>> Rows(ReportTable table)
    {
        using var file = new MemoryStream(ReportXlsx.Write(table));
        return [.. file.Query(useHeaderRow: true).Cast<IDictionary<string, object>>()];
    }
}
