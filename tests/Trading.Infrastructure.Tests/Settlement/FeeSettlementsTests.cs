using Trading.Domain.Reports;
using Trading.Domain.Shared;
using Trading.Infrastructure.Documents;
using Trading.Infrastructure.Documents.SettlementReports;
using Trading.Infrastructure.Documents.Tables;
using Trading.Infrastructure.Settlement;
using Trading.TestKit;
using Trading.TestKit.Builders;
using Trading.TestKit.Stories;
using UglyToad.PdfPig;

namespace Trading.Infrastructure.Tests.Settlement;

public sealed class FeeSettlementsTests
{
    [Theory, OnEveryDatabase]
    public async Task Report_BeforeTheFeeIsPaid_CarriesItOver_AndEveryFileHasTheSameTotals(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var people = await StoryPeople.FoundAsync(site.Services);
        await new TenderStory(site.Services, StoryClock.Of(site.Clock), people, new StoryBank(), new StoryPlot()).ToAsync(StorySteps.Notice);
        var today = Instants.BeijingDay(site.NowUtc);

        var report = await ReportAsync(site, people, today.AddDays(-1), today);
        var later = await ReportAsync(site, people, today.AddDays(1), today.AddDays(2));

        var row = Assert.Single(report.Rows);
        Assert.Equal(("工程建设", "交易服务费", 1L, Money.Zero), (row.Line, row.Fee, row.Count, row.Opening));
        Assert.True(row.Charged.IsPositive);
        Assert.Equal((row.Charged, row.Charged), (row.Closing, report.ReceivableBalance));
        Assert.Equal((row.Charged, 0L), (Assert.Single(later.Rows).Opening, later.Rows[0].Count));
        var table = report.ToTable(WordsLanguage.Chinese);
        var plain = (row.Closing.Fen / 100m).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains(plain, System.Text.Encoding.UTF8.GetString(ReportCsv.Write(table)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[^1], StringComparison.Ordinal);
        var pdf = await site.UseAsync((PdfGenerator g) => Task.FromResult(g.Generate(new ReportTableDocument(table))));
        using var read = PdfDocument.Open(pdf);
        Assert.Contains(row.Closing.ToString(), string.Concat(read.GetPages().Select(p => p.Text)), StringComparison.Ordinal);
    }

    private static Task<FeeSettlementReport> ReportAsync(TestSite site, StoryPeople people, DateOnly from, DateOnly to) =>
        site.UseAsync((FeeSettlements f) => f.ReportAsync(people.CentreId, from, to, ReportBasis.BookedDay, WordsLanguage.Chinese, CancellationToken.None));
}
