using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Tendering;
using Trading.Web.Shared;
using Trading.Web.Shared.Forms;
using Trading.Web.Shared.Lots;

namespace Trading.Web.Areas.Owner.Controllers;

/// <summary>Guarantees and insurances as the owner sees them, from the opening on; before it these pages are nowhere. The owner alone claims.</summary>
[Area("Owner"), Authorize(AreaPolicies.Owner)]
[Route("/owner/lots/{id:long}/covers")]
public sealed class CoversController(TenderQueries tenders, OpenedCovers covers, UncoveredBids uncovered, OpeningService opening) : OwnerLotController(tenders)
{
    [HttpGet("")]
    public Task<IActionResult> Covers(long id, CancellationToken ct) => OnOpenedAsync(
        id,
        async lot => View(new CoversPage(lot, $"/owner/lots/{id}/covers", await covers.ListAsync(id, ct), lot.Rules.Deposits.Grounds)
        {
            WithoutDeposit = await uncovered.OfLotAsync(id, ct),
            MayClaim = lot.Project.OwnerId == OrganisationId,
        }),
        ct);

    [HttpGet("{cover:guid}/file")]
    public Task<IActionResult> CoverFile(long id, Guid cover, CancellationToken ct) => OnOpenedAsync(id, _ => this.CoverFileAsync(opening, id, cover, Acting, ct), ct);

    [HttpPost("{cover:guid}/check"), RefusalPage(nameof(Covers))]
    public Task<IActionResult> Check(long id, Guid cover, [Bind(Prefix = "Check")] CoverCheckForm form, CancellationToken ct) => ThenAsync(
        id, _ => covers.CheckAsync(id, cover, form.Good!.Value, form.How, Acting, ct), ct);

    [HttpPost("{cover:guid}/claim"), RefusalPage(nameof(Covers))]
    public Task<IActionResult> Claim(long id, Guid cover, [Bind(Prefix = "Claim")] CoverClaimForm form, CancellationToken ct) => ThenAsync(
        id,
        lot =>
        {
            lot.Project.RequireOwner(OrganisationId);
            return covers.ProposeClaimAsync(id, cover, form.Ground!.Value, form.Evidence, Acting, ct);
        },
        ct);

    [HttpPost("uncovered/{participation:guid}"), RefusalPage(nameof(Covers))]
    public Task<IActionResult> Uncovered(long id, Guid participation, [Bind(Prefix = "Uncovered")] UncoveredBidForm form, CancellationToken ct) => ThenAsync(
        id,
        lot =>
        {
            lot.Project.RequireOwner(OrganisationId);
            return uncovered.DecideAsync(id, participation, form.Outcome!.Value, form.Because, Acting, ct);
        },
        ct);

    private Task<IActionResult> ThenAsync(long id, Func<LotView, Task> act, CancellationToken ct) => OnOpenedAsync(
        id,
        async lot =>
        {
            await act(lot);
            return RedirectToAction(nameof(Covers), new { id });
        },
        ct);

    private Task<IActionResult> OnOpenedAsync(long id, Func<LotView, Task<IActionResult>> act, CancellationToken ct) =>
        OnLotAsync(id, async lot => lot.Tender?.OpenedAtUtc is null ? NotFound() : await act(lot), ct);
}
