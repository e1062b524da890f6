using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Reports;
using Trading.Domain.Shared;
using Trading.Infrastructure;
using Trading.Infrastructure.Documents.Tables;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Reports;
using Trading.Infrastructure.Settlement;
using Trading.Web.Areas.Finance.Models;
using Trading.Web.Shared;
using Trading.Web.Shared.Charts;

namespace Trading.Web.Areas.Finance.Controllers;

/// <summary>
/// The settlement report of the person's centre for any period. Page and files are made of the same tables, and a table that does not tie to the
/// journal is refused in all of them.
/// </summary>
[Area("Finance"), Authorize(AreaPolicies.Finance)]
[Route("/finance/settlement")]
public sealed class SettlementController(SettlementQueries queries, FeeSettlements fees, ReportHeadings headings, PageClock clock) : Controller
{
    private const int MostSeries = 4;

    [HttpGet("")]
    public async Task<IActionResult> Index(DateOnly? from, DateOnly? to, ReportBasis by, SettlementGrouping group, CancellationToken ct)
    {
        var centre = User.Officer().CentreId;
        var (first, last) = PeriodOf(from, to);
        var report = await fees.ReportAsync(centre, first, last, by, group, WordsLanguages.Current, ct);
        // Refuses, as the files do, what does not tie.
        _ = report.ToTable(WordsLanguages.Current);
        var parts = await fees.PartsAsync(centre, ReportParts.Of(first, last), by, ct);
        return View(new SettlementPage(first, last, by, group, report, await queries.ReportAsync(centre, first, last, by, ct), ChartOf(parts, first, last), LinesOf(parts, first, last)));
    }

    [HttpGet("/finance/settlement/summary.{format}")]
    public async Task<IActionResult> Summary(ReportFormat format, DateOnly? from, DateOnly? to, ReportBasis by, SettlementGrouping group, CancellationToken ct)
    {
        var (first, last) = PeriodOf(from, to);
        var report = await fees.ReportAsync(User.Officer().CentreId, first, last, by, group, WordsLanguages.Current, ct);
        var kind = group == SettlementGrouping.Payer ? ReportKind.FeeSettlementByPayer : ReportKind.FeeSettlement;
        return this.TableOrOrder(report.ToTable(WordsLanguages.Current), format, NameOf(group == SettlementGrouping.Payer ? "settlement-payers" : "settlement", first, last), kind, first, last, by);
    }

    [HttpGet("/finance/settlement/fees.{format}")]
    public async Task<IActionResult> Fees(ReportFormat format, DateOnly? from, DateOnly? to, ReportBasis by, CancellationToken ct)
    {
        var (first, last) = PeriodOf(from, to);
        return this.TableOrOrder(
            SettlementTables.Fees(await DetailAsync(first, last, by, ct), await HeadingAsync(ReportKind.FeeDetail, first, last, by, ct)), format, NameOf("fees", first, last),
            ReportKind.FeeDetail, first, last, by);
    }

    [HttpGet("/finance/settlement/deposits.{format}")]
    public async Task<IActionResult> Deposits(ReportFormat format, DateOnly? from, DateOnly? to, ReportBasis by, CancellationToken ct)
    {
        var (first, last) = PeriodOf(from, to);
        return this.TableOrOrder(
            SettlementTables.Deposits(await DetailAsync(first, last, by, ct), await HeadingAsync(ReportKind.DepositMovement, first, last, by, ct)), format,
            NameOf("deposits", first, last), ReportKind.DepositMovement, first, last, by);
    }

    private Task<SettlementReport> DetailAsync(DateOnly from, DateOnly to, ReportBasis by, CancellationToken ct) =>
        queries.ReportAsync(User.Officer().CentreId, from, to, by, ct);

    /// <summary>This month so far, unless the reader says otherwise; days the wrong way round are put right.</summary>
    private (DateOnly From, DateOnly To) PeriodOf(DateOnly? from, DateOnly? to)
    {
        var today = Instants.BeijingDay(clock.NowUtc);
        var (first, last) = (from ?? new DateOnly((to ?? today).Year, (to ?? today).Month, 1), to ?? (from > today ? from.Value : today));
        return first <= last ? (first, last) : (last, first);
    }

    private Task<ReportHeading> HeadingAsync(ReportKind kind, DateOnly from, DateOnly to, ReportBasis by, CancellationToken ct) => headings.OfAsync(
        User.Officer().CentreId, new ReportScope(kind, from, to, Words.Of(by, WordsLanguages.Current)), WordsLanguages.Current, clock.NowUtc, ct);

    private static string NameOf(string what, DateOnly from, DateOnly to) => FormattableString.Invariant($"{what}-{from:yyyyMMdd}-{to:yyyyMMdd}");

    private static Chart ChartOf(IReadOnlyList<FeePart> found, DateOnly from, DateOnly to) => OverTime(
        "finance.settlement.chart", from, to,
        [SeriesOf(PageWords.W("document.settlement.charged"), found, p => p.Charged, from, to), SeriesOf(PageWords.W("document.settlement.received"), found, p => p.Received, from, to)]);

    /// <summary>What was charged by line of business, where there are several; a chart takes four of them, the smallest together.</summary>
    private static Chart? LinesOf(IReadOnlyList<FeePart> found, DateOnly from, DateOnly to)
    {
        var lines = found.GroupBy(p => p.Line).OrderByDescending(g => g.Sum(p => p.Charged.Fen)).ThenBy(g => g.Key, StringComparer.Ordinal).ToList();
        if (lines.Count < 2)
        {
            return null;
        }

        var shown = lines.Count > MostSeries ? lines[..(MostSeries - 1)] : lines;
        var series = shown.Select(g => SeriesOf(PageWords.W($"line.{g.Key}"), g, p => p.Charged, from, to)).ToList();
        if (lines.Count > shown.Count)
        {
            series.Add(SeriesOf(PageWords.W("finance.settlement.other-lines"), lines.Skip(shown.Count).SelectMany(g => g), p => p.Charged, from, to));
        }

        return OverTime("finance.settlement.lines-chart", from, to, series);
    }

    private static Chart OverTime(string title, DateOnly from, DateOnly to, IReadOnlyList<ChartSeries> series) => new(
        PageWords.W(title), PageWords.W("finance.period"), [.. ReportParts.Of(from, to).Select(p => ReportParts.Label(p.From, p.To))], series)
    {
        Format = "#,##0.00",
    };

    private static ChartSeries SeriesOf(string name, IEnumerable<FeePart> found, Func<FeePart, Money> of, DateOnly from, DateOnly to)
    {
        var sums = found.ToLookup(p => p.From, of);
        return new ChartSeries(name, [.. ReportParts.Of(from, to).Select(p => Money.Sum(sums[p.From]).Fen / 100m)]);
    }
}
