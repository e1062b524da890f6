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
        return this.TableOrOrder(report.ToTable(WordsLanguages.Current), format, NameOf("settlement", first, last), ReportKind.FeeSettlement, first, last, by);
    }

    [HttpGet("/finance/settlement/fees.{format}")]
    public async Task<IActionResult> Fees(ReportFormat format, DateOnly? from, DateOnly? to, CancellationToken ct)
    {
        var (first, last) = PeriodOf(from, to);
        return this.TableOrOrder(
            SettlementTables.Fees(await DetailAsync(first, last, ct), await HeadingAsync(ReportKind.FeeDetail, first, last, ct)), format, NameOf("fees", first, last),
            ReportKind.FeeDetail, first, last);
    }

    [HttpGet("/finance/settlement/deposits.{format}")]
    public async Task<IActionResult> Deposits(ReportFormat format, DateOnly? from, DateOnly? to, CancellationToken ct)
    {
        var (first, last) = PeriodOf(from, to);
        return this.TableOrOrder(
            SettlementTables.Deposits(await DetailAsync(first, last, ct), await HeadingAsync(ReportKind.DepositMovement, first, last, ct)), format,
            NameOf("deposits", first, last), ReportKind.DepositMovement, first, last);
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

    private Task<ReportHeading> HeadingAsync(ReportKind kind, DateOnly from, DateOnly to, CancellationToken ct) => headings.OfAsync(
        User.Officer().CentreId, new ReportScope(kind, from, to, Words.Of(ReportBasis.ValueDay, WordsLanguages.Current)), WordsLanguages.Current, clock.NowUtc, ct);

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
