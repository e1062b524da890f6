using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Tendering;
using Trading.Infrastructure;
using Trading.Infrastructure.Evaluation;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Tendering;
using Trading.Web.Areas.Expert.Models;
using Trading.Web.Shared;
using Trading.Web.Shared.Lots;

namespace Trading.Web.Areas.Expert.Controllers;

/// <summary>Reports of panels that the expert sits on. Each member confirms in person, after declaring that no interest stands against it.</summary>
[Area("Expert"), Authorize(AreaPolicies.Expert)]
[Route("/expert")]
public sealed class ReportsController(EvaluationQueries queries, TenderQueries tenders, EvaluationService service, OpeningService opening) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct) => View(await queries.OfExpertAsync(User.UserId(), ct));

    [HttpGet("reports/{lotId:long}")]
    public async Task<IActionResult> Report(long lotId, CancellationToken ct)
    {
        var member = await queries.MemberAsync(lotId, User.UserId(), ct);
        var evaluation = member is null ? null : await queries.FindAsync(lotId, ct);
        if (member is null || evaluation is null)
        {
            return NotFound();
        }

        var lot = await tenders.FindForPanelAsync(lotId, ct);
        var confirmed = evaluation.Members.Single(m => m.Id == member.Id).ConfirmedAtUtc;
        var mayConfirm = lot.Tender!.State == TenderState.Opened && evaluation.Report is not null && !evaluation.Tied.Any() && confirmed is null;
        return View(new ExpertReportPage(
            lot, evaluation, new BidFilesList($"/expert/reports/{lotId}", await opening.FilesAsync(lotId, ct)), confirmed, mayConfirm));
    }

    /// <summary>What a member judges: the files of the bids that stood at the deadline.</summary>
    [HttpGet("reports/{lotId:long}/bids/{bid:guid}/files/{number:int}")]
    public async Task<IActionResult> BidFile(long lotId, Guid bid, int number, CancellationToken ct) =>
        await queries.MemberAsync(lotId, User.UserId(), ct) is null
            ? NotFound()
            : await this.BidFileAsync(opening, lotId, bid, number, new Acting(User.UserId()), ct);

    [HttpPost("reports/{lotId:long}")]
    public async Task<IActionResult> Report(long lotId, [Bind(Prefix = "Form")] DeclarationForm form, CancellationToken ct)
    {
        if (await queries.MemberAsync(lotId, User.UserId(), ct) is not { } member)
        {
            return NotFound();
        }

        await service.ConfirmAsync(lotId, member.Id, form.Shown, new Acting(User.UserId(), Words.Get("expert.declaration", WordsLanguage.Chinese)), ct);
        return RedirectToAction(nameof(Report), new { lotId });
    }
}
