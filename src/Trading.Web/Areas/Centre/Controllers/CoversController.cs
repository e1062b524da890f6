using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Parties;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Tendering;
using Trading.Web.Shared;
using Trading.Web.Shared.Forms;
using Trading.Web.Shared.Lots;

namespace Trading.Web.Areas.Centre.Controllers;

/// <summary>Guarantees and insurances as the centre sees them, from the opening on; before it these pages are nowhere. A manager decides on claims.</summary>
[Area("Centre"), Authorize(AreaPolicies.Centre)]
[Route("/centre/lots/{id:long}/covers")]
public sealed class CoversController(TenderQueries tenders, OpenedCovers covers, UncoveredBids uncovered, OpeningService opening) : Controller
{
    [HttpGet("")]
    public Task<IActionResult> Covers(long id, CancellationToken ct) => OnOpenedAsync(
        id,
        async lot => View(new CoversPage(lot, $"/centre/lots/{id}/covers", await covers.ListAsync(id, ct), lot.Rules.Deposits.Grounds)
        {
            WithoutDeposit = await uncovered.OfLotAsync(id, ct),
            MayDecide = User.IsInRole(Roles.CentreManager),
        }),
        ct);

    [HttpGet("{cover:guid}/file")]
    public Task<IActionResult> CoverFile(long id, Guid cover, CancellationToken ct) => OnOpenedAsync(id, _ => this.CoverFileAsync(opening, id, cover, Acting, ct), ct);

    [HttpPost("{cover:guid}/check"), RefusalPage(nameof(Covers))]
    public Task<IActionResult> Check(long id, Guid cover, [Bind(Prefix = "Check")] CoverCheckForm form, CancellationToken ct) =>
        ThenAsync(id, () => covers.CheckAsync(id, cover, form.Good!.Value, form.How, Acting, ct), ct);

    [HttpPost("{cover:guid}/claim/approve"), Authorize(AreaPolicies.CentreManager), RefusalPage(nameof(Covers))]
    public Task<IActionResult> Approve(long id, Guid cover, CancellationToken ct) => ThenAsync(id, () => covers.DecideClaimAsync(id, cover, approve: true, Acting, ct), ct);

    [HttpPost("{cover:guid}/claim/decline"), Authorize(AreaPolicies.CentreManager), RefusalPage(nameof(Covers))]
    public Task<IActionResult> Decline(long id, Guid cover, CancellationToken ct) => ThenAsync(id, () => covers.DecideClaimAsync(id, cover, approve: false, Acting, ct), ct);

    private Acting Acting => new(User.UserId());

    private Task<IActionResult> ThenAsync(long id, Func<Task> act, CancellationToken ct) => OnOpenedAsync(
        id,
        async _ =>
        {
            await act();
            return RedirectToAction(nameof(Covers), new { id });
        },
        ct);

    private async Task<IActionResult> OnOpenedAsync(long id, Func<LotView, Task<IActionResult>> act, CancellationToken ct) =>
        await tenders.FindForOfficerAsync(id, User.Officer(), ct) is { Tender.OpenedAtUtc: not null } lot ? await act(lot) : NotFound();
}
