using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Trading.Domain.Shared;
using Trading.Infrastructure.Mail;
using Trading.Infrastructure.Parties;
using Trading.Web.Shared;

namespace Trading.Web.Areas.Admin.Controllers;

/// <summary>
/// The mails of the whole platform: for its administrators; one of a centre meets 404. Texts are not shown, and confidential mails neither listed
/// nor counted.
/// </summary>
[Area("Admin"), Authorize(AreaPolicies.Admin)]
[Route("/admin/mail")]
public sealed class MailController(OutboxQueries queries, OutboxRetries retries, TimeProvider clock) : Controller
{
    private const int Shown = 200;

    public override void OnActionExecuting(ActionExecutingContext context)
    {
        if (User.CentreId() is not null)
        {
            context.Result = NotFound();
        }
    }

    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct)
    {
        ViewBag.ConfidentialFail = await queries.ConfidentialFailAsync(ct);
        ViewBag.HeldUp = await queries.AreHeldUpAsync(clock.NowUtc(), ct);
        return View(await queries.ListAsync(Shown, ct));
    }

    [HttpPost("{id:guid}/retry")]
    public async Task<IActionResult> Retry(Guid id, CancellationToken ct) =>
        await retries.RetryAsync(id, clock.NowUtc(), ct) ? Done() : NotFound();

    [HttpPost("retry-confidential")]
    public async Task<IActionResult> RetryConfidential(CancellationToken ct)
    {
        await retries.RetryConfidentialAsync(clock.NowUtc(), ct);
        return Done();
    }

    private RedirectToActionResult Done()
    {
        TempData["Done"] = "jobs.retried";
        return RedirectToAction(nameof(Index));
    }
}
