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
using Trading.Web.Shared.Lots;

namespace Trading.Web.Areas.Owner.Controllers;

/// <summary>The panel and its report. From the opening on; before it these pages are nowhere.</summary>
[Area("Owner"), Authorize(AreaPolicies.Owner)]
[Route("/owner/lots/{id:long}")]
public sealed class EvaluationController(TenderQueries tenders, EvaluationQueries queries, EvaluationService service, OpeningService opening)
    : OwnerLotController(tenders)
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
        ThenLotAsync(id, _ => service.NamePanelAsync(id, form.Named(), Acting, ct), ct);

    [HttpGet("report")]
    public Task<IActionResult> Report(long id, CancellationToken ct) => OnOpenedAsync(
        id,
        async (lot, view) =>
        {
            var isOpen = lot.Tender!.State == TenderState.Opened && !view.IsConfirmedByAnybody;
            var maySettle = isOpen && view.Tied.Any() && (LeavesTieToOwner(lot) ? IsOwner(lot) : IsReporter(lot));
            return View(new ReportPage(lot, view, ReportForm.Of(view), isOpen && IsReporter(lot), maySettle)
            {
                Files = new BidFilesList($"/owner/lots/{id}", await opening.FilesAsync(id, ct)),
            });
        },
        ct);

    /// <summary>The owner's side reads what was opened.</summary>
    [HttpGet("bids/{bid:guid}/files/{number:int}")]
    public Task<IActionResult> BidFile(long id, Guid bid, int number, CancellationToken ct) =>
        OnOpenedAsync(id, (_, _) => this.BidFileAsync(opening, id, bid, number, Acting, ct), ct);

    [HttpPost("report")]
    public Task<IActionResult> Report(long id, [Bind(Prefix = "Form")] ReportForm form, CancellationToken ct) => OnOpenedAsync(
        id,
        async (lot, _) =>
        {
            lot.Project.RequireReporter(OrganisationId);
            await service.EnterReportAsync(id, form.Judgements(), Acting, ct);
            return RedirectToAction(nameof(Report), new { id });
        },
        ct);

    /// <summary>The owner's reasoned choice among tied bids is the owner's own act; the outcome of a draw held outside comes with the report.</summary>
    [HttpPost("report/tie"), RefusalPage(nameof(Report))]
    public Task<IActionResult> Tie(long id, [Bind(Prefix = "Tie")] TieForm form, CancellationToken ct) => OnOpenedAsync(
        id,
        async (lot, _) =>
        {
            if (LeavesTieToOwner(lot))
            {
                lot.Project.RequireOwner(OrganisationId);
            }
            else
            {
                lot.Project.RequireReporter(OrganisationId);
            }

            await service.DecideTieAsync(id, form.Order(), Because(form.Reason), ct);
            return RedirectToAction(nameof(Report), new { id });
        },
        ct);

    /// <summary>Records the signature on paper of a representative of the owner; experts confirm in person.</summary>
    [HttpPost("report/signature"), RefusalPage(nameof(Report))]
    public Task<IActionResult> Sign(long id, SignatureForm form, CancellationToken ct) => OnOpenedAsync(
        id,
        async (lot, _) =>
        {
            lot.Project.RequireReporter(OrganisationId);
            await service.ConfirmAsync(id, form.Member, form.Shown, new Acting(Acting.UserId, Words.Get("report.signed-on-paper", WordsLanguage.Chinese)), ct);
            return RedirectToAction(nameof(Report), new { id });
        },
        ct);

    private bool IsReporter(LotView lot) => (lot.Project.AgencyId ?? lot.Project.OwnerId) == OrganisationId;

    private bool IsOwner(LotView lot) => lot.Project.OwnerId == OrganisationId;

    private static bool LeavesTieToOwner(LotView lot) => lot.Tender!.TieChain.Contains(TieStep.OwnersReasonedChoice);

    private Task<IActionResult> OnOpenedAsync(long id, Func<LotView, EvaluationView, Task<IActionResult>> act, CancellationToken ct) =>
        OnLotAsync(id, async lot => await queries.FindAsync(id, ct) is { } view ? await act(lot, view) : NotFound(), ct);
}
