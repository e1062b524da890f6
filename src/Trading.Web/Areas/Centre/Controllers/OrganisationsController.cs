using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Parties;
using Trading.Infrastructure.Parties;
using Trading.Web.Areas.Centre.Models;
using Trading.Web.Shared;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Centre.Controllers;

/// <summary>
/// The review of registrations. Each action finds the registration first: 404 where there is none, or where another centre has the review.
/// </summary>
[Area("Centre"), Authorize(AreaPolicies.Centre)]
[Route("/centre/organisations")]
public sealed class OrganisationsController(OrganisationQueries queries, OrganisationReviewService reviews) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(ReviewState state, CancellationToken ct)
    {
        ViewBag.State = state;
        return View(await queries.ReviewQueueAsync(User.Officer(), state, ct));
    }

    [HttpGet("{id:long}")]
    public async Task<IActionResult> Review(long id, CancellationToken ct) =>
        await queries.FindForAsync(id, User.Officer(), ct) is { } organisation
            ? View(new ReviewPage(
                organisation,
                IsMine: organisation.ReviewState == ReviewState.InReview && organisation.ReviewedByUserId == User.UserId(),
                await queries.ReviewerAsync(id, ct),
                await queries.EventsAsync(PartySubject.Organisation, id, ct)))
            : NotFound();

    [HttpPost("{id:long}/start"), RefusalPage(nameof(Review))]
    public Task<IActionResult> Start(long id, CancellationToken ct) => ActAsync(id, () => reviews.StartAsync(id, User.Officer(), ct), ct);

    [HttpPost("{id:long}/take-over"), RefusalPage(nameof(Review))]
    public Task<IActionResult> TakeOver(long id, CancellationToken ct) => ActAsync(id, () => reviews.TakeOverAsync(id, User.Officer(), ct), ct);

    [HttpPost("{id:long}/defects"), RefusalPage(nameof(Review))]
    public Task<IActionResult> Defects(long id, FindingsForm form, CancellationToken ct) =>
        ActAsync(id, () => reviews.FindDefectsAsync(id, form.Findings(), User.Officer(), ct), ct);

    [HttpPost("{id:long}/pass"), RefusalPage(nameof(Review))]
    public Task<IActionResult> Pass(long id, CancellationToken ct) => ActAsync(id, () => reviews.PassAsync(id, User.Officer(), ct), ct);

    private async Task<IActionResult> ActAsync(long id, Func<Task> act, CancellationToken ct)
    {
        if (await queries.FindForAsync(id, User.Officer(), ct) is null)
        {
            return NotFound();
        }

        await act();
        return RedirectToAction(nameof(Review), new { id });
    }
}
