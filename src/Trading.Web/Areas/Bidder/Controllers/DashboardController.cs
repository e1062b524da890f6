using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Infrastructure.Participation;
using Trading.Infrastructure.Parties;
using Trading.Web.Areas.Bidder.Models;
using Trading.Web.Shared;

namespace Trading.Web.Areas.Bidder.Controllers;

/// <summary>A bidder's desk.</summary>
[Area("Bidder"), Authorize(AreaPolicies.Bidder)]
public sealed class DashboardController(OwnLotQueries lots, OrganisationQueries organisations, PageClock clock) : Controller
{
    [HttpGet("/bidder")]
    public async Task<IActionResult> Index(CancellationToken ct)
    {
        var organisationId = User.OrganisationId()!.Value;
        var organisation = (await organisations.FindAsync(organisationId, ct))!;
        return View(new DashboardPage(
            organisation, await lots.ListAsync(organisationId, ct), await lots.SuspenseAsync(organisation.Account.AccountName, clock.NowUtc, ct), clock.NowUtc));
    }
}
