using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Tendering;
using Trading.Web.Areas.Centre.Models;
using Trading.Web.Shared;
using Trading.Web.Shared.Lots;
using Trading.Web.Shared.SignIn;

namespace Trading.Web.Areas.Centre.Controllers;

/// <summary>A lot as the centre sees it, and the host's page of its opening. Until the opening they know nothing of bidders, not even how many.</summary>
[Area("Centre"), Authorize(AreaPolicies.Centre)]
[Route("/centre/lots/{id:long}")]
public sealed class LotsController(TenderQueries tenders, OpeningService opening, BlobStore blobs, PageClock clock) : Controller
{
    [HttpGet("")]
    public Task<IActionResult> Index(long id, CancellationToken ct) => OnAsync(
        id,
        async lot => View(new LotPage(Discreet(lot), $"/centre/lots/{id}", CentreNextStep.Of(lot, clock.NowUtc))
        {
            Steps = LotSteps.Of(lot),
            Record = await tenders.OpeningRecordAsync(id, ct),
        }),
        ct);

    [HttpGet("opening"), StepUp]
    public Task<IActionResult> Opening(long id, CancellationToken ct) => OnAsync(
        id,
        async lot => View(new OpeningPage(lot, await tenders.OpeningRecordAsync(id, ct), await tenders.HeldAsync(lot, ct), clock.NowUtc)),
        ct);

    [HttpPost("opening"), StepUp]
    public Task<IActionResult> Opening(long id, [Bind(Prefix = "Form")] HostForm form, CancellationToken ct) => OnAsync(
        id,
        async lot =>
        {
            OpeningPage.RequireDue(lot, clock.NowUtc);
            await opening.OpenAsync(id, new Acting(User.UserId()), ct);
            return RedirectToAction(nameof(Opening), new { id });
        },
        ct);

    [HttpGet("documents/{document:guid}")]
    public Task<IActionResult> Document(long id, Guid document, CancellationToken ct) => OnAsync(
        id,
        lot => Task.FromResult<IActionResult>(lot.Documents.FirstOrDefault(d => d.Id == document) is { } file
            ? File(blobs.OpenRead(BlobId.Parse(file.BlobId)), file.ContentType, file.FileName)
            : NotFound()),
        ct);

    /// <summary>Who sits on a panel is no business of the centre's staff: those who confirmed are not named.</summary>
    private static LotView Discreet(LotView lot) => lot with { Events = [.. lot.Events.Select(e => e.Kind == "report-confirmed" ? e with { Actor = "—" } : e)] };

    private async Task<IActionResult> OnAsync(long id, Func<LotView, Task<IActionResult>> act, CancellationToken ct) =>
        await tenders.FindForOfficerAsync(id, User.Officer(), ct) is { } lot ? await act(lot) : NotFound();
}
