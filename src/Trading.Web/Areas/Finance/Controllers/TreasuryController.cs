using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Parties;
using Trading.Domain.Reports;
using Trading.Domain.Shared;
using Trading.Domain.Treasury;
using Trading.Infrastructure;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Reports;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Treasury;
using Trading.Web.Areas.Finance.Models;
using Trading.Web.Shared;
using Trading.Web.Shared.Charts;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Finance.Controllers;

/// <summary>The two lines of revenue of the person's centre: what is owed to the treasury, remitted, expected back and received, month by month and kind by kind.</summary>
[Area("Finance"), Authorize(AreaPolicies.Finance)]
[Route("/finance/treasury")]
public sealed class TreasuryController(
    TreasuryQueries queries, RemittanceService remittances, TreasuryReturns returns, CentreRevenueModels models, StatementQueries banks, ReportHeadings headings, PageClock clock) : Controller
{
    private const int Months = 12;

    [HttpGet("")]
    public async Task<IActionResult> Index(DateOnly? from, DateOnly? to, TreasuryClaimState? claims, CancellationToken ct)
    {
        var centre = User.Officer().CentreId;
        var today = Instants.BeijingDay(clock.NowUtc);
        var (first, last) = PeriodOf(from, to, today);
        var report = await queries.ReportAsync(centre, first, last, ct);
        var accounts = await banks.AccountsAsync(centre, ct);
        return View(new TreasuryPage(
            new RemitForm { BankAccountId = accounts is [var account, ..] ? account.Id : null, UpTo = today, PayOn = today }, accounts, report, await queries.BalancesAsync(centre, ct),
            await queries.ReturnsAsync(centre, ct), await queries.RemittancesAsync(centre, ct), new ClaimsPart(claims, await queries.ClaimsAsync(centre, null, claims, ct), today), await models.OnAsync(centre, today, ct), ChartOf(report), User.IsInRole(Roles.FinanceMaker)));
    }

    [HttpPost("remit"), Authorize(Roles = Roles.FinanceMaker), RefusalPage(nameof(Index))]
    public async Task<IActionResult> Remit(RemitForm form, CancellationToken ct)
    {
        var centre = User.Officer().CentreId;
        if ((await banks.AccountsAsync(centre, ct)).All(a => a.Id != form.BankAccountId))
        {
            return NotFound();
        }

        var batch = await remittances.MakeBatchAsync(centre, form.BankAccountId!.Value, form.UpTo!.Value, form.PayOn!.Value, new Acting(User.UserId()), ct);
        return LocalRedirect($"/finance/refunds/{batch}");
    }

    [HttpPost("reckon"), Authorize(Roles = Roles.FinanceMaker), RefusalPage(nameof(Index))]
    public async Task<IActionResult> Reckon(CancellationToken ct)
    {
        this.Say("treasury.reckoned", await returns.ReckonAsync(User.Officer().CentreId, new Acting(User.UserId()), ct));
        return RedirectToAction(nameof(Index));
    }

    [HttpGet("/finance/treasury/statement.{format}")]
    public async Task<IActionResult> Statement(ReportFormat format, DateOnly? from, DateOnly? to, CancellationToken ct)
    {
        var centre = User.Officer().CentreId;
        var (first, last) = PeriodOf(from, to, Instants.BeijingDay(clock.NowUtc));
        var report = await queries.ReportAsync(centre, first, last, ct);
        var heading = await headings.OfAsync(
            centre, new ReportScope(ReportKind.TreasuryStatement, report.From, report.To, Words.Of(ReportBasis.ValueDay, WordsLanguages.Current)), WordsLanguages.Current, clock.NowUtc, ct);
        return this.TableOrOrder(
            report.ToTable(heading), format, FormattableString.Invariant($"treasury-{report.From:yyyyMM}-{report.To:yyyyMM}"), ReportKind.TreasuryStatement, report.From, report.To);
    }

    /// <summary>The last twelve months, unless the reader says otherwise; days the wrong way round are put right.</summary>
    private static (DateOnly From, DateOnly To) PeriodOf(DateOnly? from, DateOnly? to, DateOnly today)
    {
        var last = to ?? (from > today ? from.Value : today);
        var first = from ?? Remittance.MonthOf(last).AddMonths(1 - Months);
        return first <= last ? (first, last) : (last, first);
    }

    private static Chart ChartOf(TreasuryReport report)
    {
        var months = report.Rows.GroupBy(r => r.Month).OrderBy(g => g.Key).ToList();
        return new Chart(
            PageWords.W("treasury.chart"), PageWords.W("treasury.month"), [.. months.Select(m => FormattableString.Invariant($"{m.Key:yyyy-MM}"))],
            SeriesOf("treasury.collected", r => r.Collected), SeriesOf("treasury.remitted", r => r.Remitted), SeriesOf("treasury.expected", r => r.Expected),
            SeriesOf("treasury.returned", r => r.Returned))
        {
            Format = "#,##0.00",
        };

        ChartSeries SeriesOf(string name, Func<TreasuryRow, Money> of) => new(PageWords.W(name), [.. months.Select(m => m.Sum(r => of(r).Fen) / 100m)]);
    }
}
