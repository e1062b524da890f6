using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Parties;
using Trading.Infrastructure.Parties;
using Trading.Web.Areas.Public.Models;
using Trading.Web.Shared;
using Trading.Web.Shared.Forms;
using Trading.Web.Shared.SignIn;

namespace Trading.Web.Areas.Public.Controllers;

/// <summary>The organisation of whoever is signed in; which one is never a parameter.</summary>
[Area("Public"), Authorize(AreaPolicies.Member)]
[Route("/organisation")]
public sealed class OrganisationController(OrganisationQueries queries, OrganisationService organisations, AccountChangeService accounts) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct) => View(new OrganisationPage(
        await OwnAsync(ct),
        await queries.LatestAccountChangeAsync(OrganisationId, ct),
        await queries.EventsAsync(PartySubject.Organisation, OrganisationId, ct)));

    [HttpGet("registered")]
    public async Task<IActionResult> Registered(CancellationToken ct) => View(await OwnAsync(ct));

    [HttpGet("edit")]
    public async Task<IActionResult> Edit(CancellationToken ct) => View(ContactForm.Of(await OwnAsync(ct)));

    [HttpPost("edit")]
    public async Task<IActionResult> Edit(ContactForm form, CancellationToken ct)
    {
        var defects = await organisations.UpdateAsync(form.Correction(OrganisationId, User.UserId()), ct);
        return defects.Count > 0 ? this.Refused(defects) : RedirectToAction(nameof(Index));
    }

    [HttpGet("account-change"), StepUp]
    public async Task<IActionResult> AccountChange(CancellationToken ct)
    {
        var own = await OwnAsync(ct);
        ViewBag.Present = own.Account;
        return View(new AccountChangeForm { AccountName = own.Name, IsBasic = own.Account.IsBasic });
    }

    [HttpPost("account-change"), StepUp]
    public async Task<IActionResult> AccountChange(AccountChangeForm form, CancellationToken ct)
    {
        var defects = await accounts.RequestAsync(OrganisationId, form.Step(), form.Reason ?? "", User.UserId(), ct);
        return defects.Count > 0 ? this.Refused(defects) : RedirectToAction(nameof(Index));
    }

    private long OrganisationId => User.OrganisationId()!.Value;

    // The policy asked for the membership, and organisations are never deleted.
    private async Task<Organisation> OwnAsync(CancellationToken ct) => (await queries.FindAsync(OrganisationId, ct))!;
}
