using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Parties;
using Trading.Web.Areas.Admin.Models;
using Trading.Web.Shared;
using Trading.Web.Shared.SignIn;

namespace Trading.Web.Areas.Admin.Controllers;

/// <summary>Enters the bank accounts of a centre; an administrator of another centre meets 404. Each needs a fresh proof of presence.</summary>
[Area("Admin"), Authorize(AreaPolicies.Admin), StepUp]
[Route("/admin/centres/{id:long}/bank-accounts/new")]
public sealed class BankAccountsController(CentreQueries queries, BankAccountService accounts) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> New(long id, CancellationToken ct)
    {
        if (!Sees(id) || await queries.FindAsync(id, ct) is not { } centre)
        {
            return NotFound();
        }

        ViewBag.Centre = centre;
        return View(new BankAccountForm());
    }

    [HttpPost("")]
    public async Task<IActionResult> New(long id, BankAccountForm form, CancellationToken ct)
    {
        if (!Sees(id) || await queries.FindAsync(id, ct) is null)
        {
            return NotFound();
        }

        await accounts.OpenAsync(new OpenBankAccount(id, form.Name!, form.BankName!, form.Number!, form.Profile!, User.UserId()), ct);
        return Redirect($"/admin/centres/{id}");
    }

    private bool Sees(long centreId) => (User.CentreId() ?? centreId) == centreId;
}
