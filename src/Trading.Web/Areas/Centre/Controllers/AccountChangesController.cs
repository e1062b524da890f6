using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Infrastructure.Parties;
using Trading.Web.Areas.Centre.Models;
using Trading.Web.Shared;
using Trading.Web.Shared.Forms;
using Trading.Web.Shared.SignIn;

namespace Trading.Web.Areas.Centre.Controllers;

/// <summary>
/// Decides changes of bank account. Each action finds the request first: 404 where there is none, or where the organisation is another centre's.
/// </summary>
[Area("Centre"), Authorize(AreaPolicies.CentreManager)]
[Route("/centre/account-changes")]
public sealed class AccountChangesController(OrganisationQueries queries, AccountChangeService accounts) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct) => View(await queries.OpenAccountChangesAsync(User.Officer(), ct));

    [HttpGet("{id:long}"), StepUp]
    public async Task<IActionResult> Decide(long id, CancellationToken ct) =>
        await queries.AccountChangeForAsync(id, User.Officer(), ct) is { } view
            ? View(new DecisionPage(view.Change, view.Organisation))
            : NotFound();

    [HttpPost("{id:long}/approve"), StepUp, RefusalPage(nameof(Decide))]
    public async Task<IActionResult> Approve(long id, string shown, CancellationToken ct)
    {
        if (await queries.AccountChangeForAsync(id, User.Officer(), ct) is null)
        {
            return NotFound();
        }

        await accounts.ApproveAsync(id, shown, User.Officer(), ct);
        return RedirectToAction(nameof(Index));
    }

    [HttpPost("{id:long}/refuse"), StepUp, RefusalPage(nameof(Decide))]
    public async Task<IActionResult> Refuse(long id, RefusalForm form, CancellationToken ct)
    {
        if (await queries.AccountChangeForAsync(id, User.Officer(), ct) is null)
        {
            return NotFound();
        }

        var defects = await accounts.RefuseAsync(id, form.Reason ?? "", User.Officer(), ct);
        return defects.Count > 0 ? this.Refused(defects) : RedirectToAction(nameof(Index));
    }
}
