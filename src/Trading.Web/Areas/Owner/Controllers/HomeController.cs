using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Projects;
using Trading.Web.Areas.Owner.Models;
using Trading.Web.Shared;

namespace Trading.Web.Areas.Owner.Controllers;

/// <summary>Where an owner or agency starts: what is due, then its projects.</summary>
[Area("Owner"), Authorize(AreaPolicies.Owner)]
public sealed class HomeController(ProjectQueries projects) : Controller
{
    [HttpGet("/owner")]
    public async Task<IActionResult> Index(CancellationToken ct)
    {
        var organisation = User.OrganisationId()!.Value;
        return View(new HomePage(await projects.DueOfOrganisationAsync(organisation, ct), await projects.OfOrganisationAsync(organisation, ct)));
    }
}
