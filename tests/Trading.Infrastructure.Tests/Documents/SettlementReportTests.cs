using System.Text;
using Trading.Domain.Reports;
using Trading.Domain.Shared;
using Trading.Infrastructure.Documents;
using Trading.Infrastructure.Documents.SettlementReports;
using Trading.Infrastructure.Documents.Tables;

namespace Trading.Infrastructure.Tests.Documents;

public sealed class SettlementReportTests
{
    [Fact]
    public void ToTable_Rows_AddUpToTheLedger()
    {
        var table = March().ToTable(WordsLanguage.Chinese);

        Assert.Equal(["合计", null, 44L, Money.Yuan(43_800), Money.Yuan(408_020), Money.Yuan(392_220), Money.Yuan(6_000), Money.Yuan(53_600)], table.Totals);
        Assert.Equal(
            "核对：期初未收 43,800.00 ＋ 本期应收 408,020.00 － 本期实收 392,220.00 － 减免 6,000.00 ＝ 期末未收 53,600.00",
            Assert.Single(table.Heading.Remarks));
    }

    [Fact]
    public void ToTable_LedgerOneFenAway_IsRefused()
    {
        var refusal = Assert.Throws<RuleBrokenException>(
            () => (March() with { ReceivableBalance = Money.Yuan(53_600.01m) }).ToTable(WordsLanguage.Chinese));

        Assert.Equal(DocumentRules.ControlTotalDiffers, refusal.Rule);
    }

    [Fact]
    public void Csv_InEnglish_HasEnglishHeadings()
    {
        var csv = Encoding.UTF8.GetString(ReportCsv.Write(March().ToTable(WordsLanguage.English)));

        Assert.StartsWith("\uFEFFLine of business,Fee,Count,Opening due,Charged,Received,Waived,Closing due\r\n", csv, StringComparison.Ordinal);
        Assert.EndsWith("Total,,44,43800.00,408020.00,392220.00,6000.00,53600.00\r\n", csv, StringComparison.Ordinal);
    }

    [Fact]
    public void Pdf_Report_ReadsAsApproved()
    {
        var pdf = TestFonts.ReadersOwn.Generate(new ReportTableDocument(March().ToTable(WordsLanguage.Chinese)));

        Assert.Equal(1, PdfReading.PageCount(pdf));
        Approved.Text("SettlementReport.zh-CN.approved.txt", PdfReading.AllText(pdf));
    }

    internal static FeeSettlementReport March() => new()
    {
        CentreName = "示例市公共资源交易中心",
        Number = "JS-202603-0417-02",
        From = new DateOnly(2026, 3, 1),
        To = new DateOnly(2026, 3, 31),
        Basis = ReportBasis.BookedDay,
        Rows =
        [
            new("construction", "工程建设", "service", "交易服务费", 26, Money.Yuan(42_600), Money.Yuan(386_420), Money.Yuan(371_820), Money.Yuan(6_000)),
            new("construction", "工程建设", "venue", "场地租赁费", 18, Money.Yuan(1_200), Money.Yuan(21_600), Money.Yuan(20_400), Money.Zero),
        ],
        ReceivableAccount = "1131",
        ReceivableBalance = Money.Yuan(53_600),
        GeneratedAtUtc = new DateTime(2026, 4, 17, 8, 52, 30, DateTimeKind.Utc),
    };
}
