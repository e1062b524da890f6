using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Reports;
using Trading.Domain.Shared;
using Trading.Infrastructure;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Reports;
using Trading.Web.Areas.Finance.Models;
using Trading.Web.Shared;

namespace Trading.Web.Areas.Finance.Controllers;

/// <summary>Reports of the person's centre that are made in the background: asked for, looked at while they are made, fetched while they are kept.</summary>
[Area("Finance"), Authorize(AreaPolicies.Finance)]
[Route("/finance/reports")]
public sealed class ReportsController(ReportOrders orders, PageClock clock) : Controller
{
    private const int Shown = 50;

    /// <summary>The form may come filled in, from a report that is too long to wait for.</summary>
    [HttpGet("")]
    public async Task<IActionResult> Index(ReportKind? kind, ReportFormat? format, ReportBasis? basis, DateOnly? from, DateOnly? to, CancellationToken ct)
    {
        var today = Instants.BeijingDay(clock.NowUtc);
        var form = new ReportForm
        {
            FormId = Guid.NewGuid(),
            Kind = kind,
            From = from ?? new DateOnly(today.Year, today.Month, 1),
            To = to ?? today,
            Basis = basis ?? ReportBasis.ValueDay,
            Format = format ?? ReportFormat.Xlsx,
        };
        return View(new ReportsPage(form, await orders.ListAsync(User.Officer().CentreId, Shown, ct)));
    }

    [HttpPost("")]
    public async Task<IActionResult> Index(ReportForm form, CancellationToken ct)
    {
        var officer = User.Officer();
        await orders.OrderAsync(
            form.FormId ?? Guid.NewGuid(), officer.CentreId, form.Kind!.Value, form.Format!.Value, form.Basis!.Value, form.From!.Value, form.To!.Value, WordsLanguages.Current,
            officer.UserId, ct);
        this.Say("reports.ordered");
        return RedirectToAction(nameof(Index));
    }

    /// <summary>The file as it was made; 404 where there is none, or no longer.</summary>
    [HttpGet("{id:guid}/file")]
    public async Task<IActionResult> Download(Guid id, CancellationToken ct)
    {
        if (await orders.FindAsync(User.Officer().CentreId, id, ct) is not { Content: { } content } found)
        {
            return NotFound();
        }

        var name = FormattableString.Invariant($"{found.Order.Kind}-{found.Order.From:yyyyMMdd}-{found.Order.To:yyyyMMdd}");
        return this.Attachment(content, found.Order.Format, name);
    }
}
