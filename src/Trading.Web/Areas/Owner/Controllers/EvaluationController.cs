using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Tendering;
using Trading.Infrastructure;
using Trading.Infrastructure.Evaluation;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Tendering;
using Trading.Web.Areas.Owner.Models;
using Trading.Web.Shared;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Owner.Controllers;

/// <summary>The panel and its report. From the opening on; before it these pages are nowhere.</summary>
[Area("Owner"), Authorize(AreaPolicies.Owner)]
[Route("/owner/lots/{id:long}")]
public sealed class EvaluationController(TenderQueries tenders, EvaluationQueries queries, EvaluationService service) : OwnerLotController(tenders)
{
    private const int LargestPanel = 15;

    [HttpGet("panel")]
    public Task<IActionResult> Panel(long id, int size, CancellationToken ct) => OnOpenedAsync(
        id,
        async (lot, view) =>
        {
            var rows = Math.Clamp(Math.Max(size, view.Members.Count), lot.Rules.PanelMinimum.Count, LargestPanel);
            var mayName = lot.Tender!.State == TenderState.Opened && !view.IsConfirmedByAnybody;
            return View(new PanelPage(lot, view, await queries.ExpertsAsync(ct), PanelForm.Of(view.Members, rows), mayName));
        },
        ct);

    [HttpPost("panel")]
    public Task<IActionResult> Panel(long id, [Bind(Prefix = "Form")] PanelForm form, CancellationToken ct) =>
        ThenLotAsync(id, async _ => await service.NamePanelAsync(id, form.Named(await queries.ExpertsAsync(ct)), Acting, ct), ct);

    [HttpGet("report")]
    public Task<IActionResult> Report(long id, CancellationToken ct) => OnOpenedAsync(
        id,
        (lot, view) => Task.FromResult<IActionResult>(View(new ReportPage(
            lot, view, ReportForm.Of(view), MayEnter(lot) && lot.Tender!.State == TenderState.Opened && !view.IsConfirmedByAnybody))),
        ct);

    [HttpPost("report")]
    public Task<IActionResult> Report(long id, [Bind(Prefix = "Form")] ReportForm form, CancellationToken ct) => OnOpenedAsync(
        id,
        async (lot, _) =>
        {
            lot.Project.RequireReporter(OrganisationId);
            await service.EnterReportAsync(id, form.Judgements(), form.TieOrder(), form.TieReason?.Trim(), Acting, ct);
            return RedirectToAction(nameof(Report), new { id });
        },
        ct);

    /// <summary>Records the signature on paper of a member who has no account; who has one confirms in person.</summary>
    [HttpPost("report/signature"), RefusalPage(nameof(Report))]
    public Task<IActionResult> Sign(long id, SignatureForm form, CancellationToken ct) => OnOpenedAsync(
        id,
        async (lot, _) =>
        {
            lot.Project.RequireReporter(OrganisationId);
            await service.ConfirmAsync(id, form.Member, new Acting(Acting.UserId, Words.Get("report.signed-on-paper", WordsLanguage.Chinese)), ct);
            return RedirectToAction(nameof(Report), new { id });
        },
        ct);

    private bool MayEnter(LotView lot) => (lot.Project.AgencyId ?? lot.Project.OwnerId) == OrganisationId;

    private Task<IActionResult> OnOpenedAsync(long id, Func<LotView, EvaluationView, Task<IActionResult>> act, CancellationToken ct) =>
        OnLotAsync(id, async lot => await queries.FindAsync(id, ct) is { } view ? await act(lot, view) : NotFound(), ct);
}
