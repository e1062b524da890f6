using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Parties;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Projects;
using Trading.Web.Areas.Centre.Models;
using Trading.Web.Shared;

namespace Trading.Web.Areas.Centre.Controllers;

/// <summary>Where the centre's staff start: what is due at their own centre, then its projects.</summary>
[Area("Centre"), Authorize(AreaPolicies.Centre)]
public sealed class HomeController(ProjectQueries projects) : Controller
{
    [HttpGet("/centre")]
    public async Task<IActionResult> Index(CancellationToken ct)
    {
        var centre = User.Officer().CentreId;
        return View(new HomePage(await projects.DueOfCentreAsync(centre, User.IsInRole(Roles.CentreManager), ct), await projects.OfCentreAsync(centre, ct)));
    }
}
