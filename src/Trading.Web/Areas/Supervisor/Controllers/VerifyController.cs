using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Supervision;
using Trading.Web.Areas.Supervisor.Models;
using Trading.Web.Shared;

namespace Trading.Web.Areas.Supervisor.Controllers;

/// <summary>Proves from the rows alone that books and trail hold. It reads everything, so it runs apart and its page looks again by itself.</summary>
[Area("Supervisor"), Authorize(AreaPolicies.Supervisor)]
[Route("/supervisor/verify")]
public sealed class VerifyController(Verification verification, CheckpointQueries checkpoints) : Controller
{
    private const string SecondsToNextLook = "2";

    /// <summary>The page, and the answer about a digest that was mailed, where one is asked about.</summary>
    [HttpGet("")]
    public async Task<IActionResult> Index(string? digest, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(digest))
        {
            return View(new VerifyPage(verification.Latest, null, null));
        }

        var asked = CheckpointQueries.ReadDigest(digest);
        var answer = asked is null ? new DigestAnswer(Status.Warn, "rule.commands.not-a-digest") : DigestAnswer.Of(await checkpoints.FindAsync(asked, ct));
        return View(new VerifyPage(verification.Latest, digest.Trim(), answer));
    }

    [HttpPost(""), ActionName(nameof(Index))]
    public async Task<IActionResult> Start(CancellationToken ct)
    {
        var (id, finished) = verification.Start();
        // A small site is through before the reader has blinked; a large one is not waited for.
        await Task.WhenAny(finished, Task.Delay(TimeSpan.FromSeconds(1), ct));
        return RedirectToAction(nameof(Run), new { id });
    }

    /// <summary>A run that is no longer the latest, or was another server's, is gone: a new one proves more.</summary>
    [HttpGet("{id:guid}")]
    public IActionResult Run(Guid id)
    {
        if (verification.Find(id) is not { } run)
        {
            return RedirectToAction(nameof(Index));
        }

        if (run.IsRunning)
        {
            Response.Headers["Refresh"] = SecondsToNextLook;
        }

        return View(run);
    }
}
