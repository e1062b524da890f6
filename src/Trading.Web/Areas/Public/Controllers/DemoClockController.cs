using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Shared;
using Trading.Infrastructure.Demo;
using Trading.Infrastructure.Jobs;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Shared;
using Trading.Web.Areas.Public.Models;
using Trading.Web.Shared;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Public.Controllers;

/// <summary>Moves the demonstration's time, for everybody who looks at it: a visitor need not wait weeks for an opening. Then runs what fell due.</summary>
[Area("Public"), AllowAnonymous, DemoOnly]
[Route("/demo/clock")]
public sealed class DemoClockController(DemoClock demo, BusinessClock clock, PublicDeadlines deadlines, JobRunner jobs) : Controller
{
    private const int Offered = 8;

    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct)
    {
        ViewBag.Page = new DemoClockPage(clock.Offset, await deadlines.NextAsync(clock.NowUtc(), Offered, ct));
        return View(new DemoClockForm());
    }

    [HttpPost("")]
    public Task<IActionResult> Index(DemoClockForm form, CancellationToken ct) => JumpAsync(Instants.FromBeijing(form.To!.Value), ct);

    [HttpPost("advance"), RefusalPage(nameof(Index))]
    public Task<IActionResult> Advance(int minutes, CancellationToken ct) => JumpAsync(clock.NowUtc().AddMinutes(minutes), ct);

    [HttpPost("deadline"), RefusalPage(nameof(Index))]
    public Task<IActionResult> Deadline(long unixMs, CancellationToken ct) => JumpAsync(Instants.FromUnixMs(unixMs), ct);

    private async Task<IActionResult> JumpAsync(DateTime toUtc, CancellationToken ct)
    {
        await demo.JumpAsync(toUtc, User.Identity?.IsAuthenticated == true ? User.UserId() : null, ct);
        await jobs.RunAllAsync(ct);
        TempData["Done"] = "demo.clock.done";
        return RedirectToAction(nameof(Index));
    }
}
