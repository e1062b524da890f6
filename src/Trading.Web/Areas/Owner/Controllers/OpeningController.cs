using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Tendering;
using Trading.Web.Areas.Owner.Models;
using Trading.Web.Shared;
using Trading.Web.Shared.Forms;
using Trading.Web.Shared.SignIn;

namespace Trading.Web.Areas.Owner.Controllers;

/// <summary>After an outage held the opening, the owner decides: open all the same, or give bidders a later deadline.</summary>
[Area("Owner"), Authorize(AreaPolicies.Owner)]
[Route("/owner/lots/{id:long}/held")]
public sealed class OpeningController(TenderQueries tenders, TenderService service, OpeningService opening) : OwnerLotController(tenders)
{
    [HttpGet(""), StepUp]
    public Task<IActionResult> Held(long id, CancellationToken ct) => OnLotAsync(
        id, async lot => View(new HeldPage(lot, await Tenders.HeldAsync(lot, ct), lot.Project.OwnerId == OrganisationId)), ct);

    [HttpPost("open"), StepUp, RefusalPage(nameof(Held))]
    public Task<IActionResult> Open(long id, [Bind(Prefix = "Open")] OpenForm form, CancellationToken ct) => ThenLotAsync(
        id,
        lot =>
        {
            RequireHeld(lot);
            return opening.OpenDespiteOutageAsync(id, Acting, ct);
        },
        ct);

    [HttpPost("defer"), StepUp, RefusalPage(nameof(Held))]
    public Task<IActionResult> Defer(long id, [Bind(Prefix = "Defer")] DeferForm form, CancellationToken ct) => ThenLotAsync(
        id,
        lot =>
        {
            RequireHeld(lot);
            return service.ReopenAsync(id, Instants.FromBeijing(form.NewDeadline!.Value), form.Title!.Trim(), form.Body!.Trim(), Acting, ct);
        },
        ct);

    private void RequireHeld(LotView lot)
    {
        lot.Project.RequireOwner(OrganisationId);
        if (lot.Tender?.State != TenderState.OpeningHeld)
        {
            throw new RuleBrokenException(TenderingRules.WrongState);
        }
    }
}
