using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Tendering;
using Trading.Web.Areas.Owner.Models;
using Trading.Web.Shared;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Owner.Controllers;

/// <summary>The tender notice, written, checked and published; and what clarifies or amends it.</summary>
[Area("Owner"), Authorize(AreaPolicies.Owner)]
[Route("/owner/lots/{id:long}")]
public sealed class NoticesController(TenderQueries tenders, QuestionQueries questions, TenderService service, PageClock clock) : OwnerLotController(tenders)
{
    [HttpGet("notice")]
    public Task<IActionResult> Notice(long id, CancellationToken ct) => OnLotAsync(
        id,
        lot => Task.FromResult<IActionResult>(View(new LotFormPage<NoticeForm>(lot, lot.Tender?.State == TenderState.Preparing ? Prefilled(lot) : new NoticeForm()))),
        ct);

    /// <summary>Shows the notice as it would go out, or everything that stands in its way, at once.</summary>
    [HttpPost("notice/check"), RefusalPage(nameof(Notice))]
    public Task<IActionResult> Check(long id, [Bind(Prefix = "Form")] NoticeForm form, CancellationToken ct) => OnLotAsync(
        id,
        async lot =>
        {
            RequirePreparing(lot);
            var publication = form.Publication(id, clock.NowUtc);
            var breaches = await service.BreachesAsync(publication, ct);
            ViewBag.Publication = publication;
            ViewBag.IsProvisional = Tenders.IsProvisional(lot, publication.Timetable);
            return breaches.Count > 0 ? this.Refused(breaches, typeof(NoticeForm)) : View(new LotFormPage<NoticeForm>(lot, form));
        },
        ct);

    [HttpPost("notice")]
    public Task<IActionResult> Notice(long id, [Bind(Prefix = "Form")] NoticeForm form, CancellationToken ct) =>
        ThenLotAsync(id, _ => service.PublishAsync(form.Publication(id, clock.NowUtc), Acting, ct), ct);

    [HttpGet("amend")]
    public Task<IActionResult> Amend(long id, CancellationToken ct) => OnLotAsync(
        id,
        async lot =>
        {
            var limit = lot.Tender?.TakesBids(clock.NowUtc) == true ? Tenders.ClarificationLimit(lot) : null;
            var open = await questions.OpenAsync(id, ct);
            return View(new AmendPage(lot, limit, open, new AmendForm { Answers = [.. open.Select(q => q.Id)] }));
        },
        ct);

    [HttpPost("amend")]
    public Task<IActionResult> Amend(long id, [Bind(Prefix = "Form")] AmendForm form, CancellationToken ct) =>
        ThenLotAsync(id, _ => service.AmendAsync(form.Amendment(id), Acting, ct), ct);

    private static void RequirePreparing(LotView lot)
    {
        if (lot.Tender?.State != TenderState.Preparing)
        {
            throw new Domain.Shared.RuleBrokenException(TenderingRules.WrongState);
        }
    }

    private NoticeForm Prefilled(LotView lot)
    {
        var shortest = Tenders.ShortestTimetable(lot);
        ViewBag.IsProvisional = Tenders.IsProvisional(lot, shortest);
        return NoticeForm.Of(
            PageWords.W("notice.template.title", lot.Lot.Name),
            PageWords.W("notice.template.body", lot.Project.Name, lot.Lot.Name, lot.Lot.ContractDays),
            shortest);
    }
}
