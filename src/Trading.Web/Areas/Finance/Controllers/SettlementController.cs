using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Reports;
using Trading.Domain.Shared;
using Trading.Infrastructure;
using Trading.Infrastructure.Documents.Tables;
using Trading.Infrastructure.Parties;
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
public sealed class SettlementController(SettlementQueries queries, FeeSettlements fees, PageClock clock) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(DateOnly? from, DateOnly? to, ReportBasis by, CancellationToken ct)
    {
        var centre = User.Officer().CentreId;
        var (first, last) = PeriodOf(from, to);
        var report = await fees.ReportAsync(centre, first, last, by, WordsLanguages.Current, ct);
        // Refuses, as the files do, what does not tie.
        _ = report.ToTable(WordsLanguages.Current);
        var parts = await fees.PartsAsync(centre, ReportParts.Of(first, last), by, ct);
        return View(new SettlementPage(first, last, by, report, await queries.ReportAsync(centre, first, last, ct), ChartOf(parts)));
    }

    [HttpGet("/finance/settlement/summary.{format}")]
    public async Task<IActionResult> Summary(ReportFormat format, DateOnly? from, DateOnly? to, ReportBasis by, CancellationToken ct)
    {
        var (first, last) = PeriodOf(from, to);
        var report = await fees.ReportAsync(User.Officer().CentreId, first, last, by, WordsLanguages.Current, ct);
        return this.Table(report.ToTable(WordsLanguages.Current), format, NameOf("settlement", first, last));
    }

    [HttpGet("/finance/settlement/fees.{format}")]
    public async Task<IActionResult> Fees(ReportFormat format, DateOnly? from, DateOnly? to, CancellationToken ct)
    {
        var (first, last) = PeriodOf(from, to);
        return this.Table(SettlementTables.Fees(await DetailAsync(first, last, ct), await HeadingAsync("finance.settlement.fees", first, last, ct)), format, NameOf("fees", first, last));
    }

    [HttpGet("/finance/settlement/deposits.{format}")]
    public async Task<IActionResult> Deposits(ReportFormat format, DateOnly? from, DateOnly? to, CancellationToken ct)
    {
        var (first, last) = PeriodOf(from, to);
        return this.Table(
            SettlementTables.Deposits(await DetailAsync(first, last, ct), await HeadingAsync("finance.settlement.deposits", first, last, ct)), format, NameOf("deposits", first, last));
    }

    private Task<SettlementReport> DetailAsync(DateOnly from, DateOnly to, CancellationToken ct) =>
        queries.ReportAsync(User.Officer().CentreId, from, to, ct);

    /// <summary>This month so far, unless the reader says otherwise; days the wrong way round are put right.</summary>
    private (DateOnly From, DateOnly To) PeriodOf(DateOnly? from, DateOnly? to)
    {
        var today = Instants.BeijingDay(clock.NowUtc);
        var (first, last) = (from ?? new DateOnly((to ?? today).Year, (to ?? today).Month, 1), to ?? (from > today ? from.Value : today));
        return first <= last ? (first, last) : (last, first);
    }

    private async Task<ReportHeading> HeadingAsync(string title, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var summary = await fees.ReportAsync(User.Officer().CentreId, from, to, ReportBasis.ValueDay, WordsLanguages.Current, ct);
        return new ReportHeading
        {
            CentreName = summary.CentreName,
            Title = PageWords.W(title),
            Number = summary.Number,
            Notes = [PageWords.W("document.settlement.period", from, to), PageWords.W("document.settlement.by-value-day"), PageWords.W("document.settlement.unit")],
            Remarks = [PageWords.W("finance.sealed-left-out")],
            GeneratedAtUtc = clock.NowUtc,
            Language = WordsLanguages.Current,
        };
    }

    private static string NameOf(string what, DateOnly from, DateOnly to) => FormattableString.Invariant($"{what}-{from:yyyyMMdd}-{to:yyyyMMdd}");

    private static Chart ChartOf(IReadOnlyList<FeePart> parts) => new(
        PageWords.W("finance.settlement.chart"), PageWords.W("finance.period"),
        [.. parts.Select(p => ReportParts.Label(p.From, p.To))],
        new ChartSeries(PageWords.W("document.settlement.charged"), [.. parts.Select(p => p.Charged.Fen / 100m)]),
        new ChartSeries(PageWords.W("document.settlement.received"), [.. parts.Select(p => p.Received.Fen / 100m)]))
    {
        Format = "#,##0.00",
    };
}
