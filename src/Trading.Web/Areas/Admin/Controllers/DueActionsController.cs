using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Shared;
using Trading.Infrastructure.Jobs;
using Trading.Infrastructure.Parties;
using Trading.Web.Shared;
using Trading.Web.Startup;

namespace Trading.Web.Areas.Admin.Controllers;

/// <summary>What falls due by itself, and what of it fails. An administrator of a centre sees and retries that centre's only.</summary>
[Area("Admin"), Authorize(AreaPolicies.Admin)]
[Route("/admin/due-actions")]
public sealed class DueActionsController(DueActionQueries queries, DueActions due, TimeProvider clock, IConfiguration configuration) : Controller
{
    private const int Shown = 200;

    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct)
    {
        ViewBag.HasDashboard = configuration.RunsJobs();
        return View(await queries.OpenAsync(User.CentreId(), Shown, ct));
    }

    [HttpPost("{id:guid}/retry")]
    public async Task<IActionResult> Retry(Guid id, CancellationToken ct)
    {
        if (!await due.RetryAsync(id, User.CentreId(), clock.NowUtc(), ct))
        {
            return NotFound();
        }

        TempData["Done"] = "jobs.retried";
        return RedirectToAction(nameof(Index));
    }
}
