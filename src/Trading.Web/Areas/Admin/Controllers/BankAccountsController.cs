using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Parties;
using Trading.Web.Areas.Admin.Models;
using Trading.Web.Shared;
using Trading.Web.Shared.SignIn;

namespace Trading.Web.Areas.Admin.Controllers;

/// <summary>Enters the bank accounts of a centre, says in which form their banks take payments, and which of them takes what; an administrator of another centre meets 404. Each needs a fresh proof of presence.</summary>
[Area("Admin"), Authorize(AreaPolicies.Admin), StepUp]
[Route("/admin/centres/{id:long}/bank-accounts")]
public sealed class BankAccountsController(CentreQueries queries, StatementQueries banks, BankAccountService accounts, AccountChoices choices) : Controller
{
    [HttpGet("new")]
    public async Task<IActionResult> New(long id, CancellationToken ct)
    {
        if (!Sees(id) || await queries.FindAsync(id, ct) is not { } centre)
        {
            return NotFound();
        }

        ViewBag.Centre = centre;
        return View(new BankAccountForm());
    }

    [HttpPost("new")]
    public async Task<IActionResult> New(long id, BankAccountForm form, CancellationToken ct)
    {
        if (!Sees(id) || await queries.FindAsync(id, ct) is null)
        {
            return NotFound();
        }

        await accounts.OpenAsync(form.Opened(id, User.UserId()), ct);
        return Redirect($"/admin/centres/{id}");
    }

    [HttpGet("choices")]
    public async Task<IActionResult> Choices(long id, CancellationToken ct)
    {
        if (!Sees(id) || await queries.FindAsync(id, ct) is not { } centre)
        {
            return NotFound();
        }

        ViewBag.Centre = centre;
        ViewBag.Set = await choices.OfCentreAsync(id, ct);
        ViewBag.Accounts = await banks.AccountsAsync(id, ct);
        return View(new AccountChoiceForm());
    }

    [HttpPost("choices")]
    public async Task<IActionResult> Choices(long id, AccountChoiceForm form, CancellationToken ct)
    {
        if (!Sees(id) || await queries.FindAsync(id, ct) is null)
        {
            return NotFound();
        }

        await choices.SetAsync(id, form.Purpose!.Value, string.IsNullOrEmpty(form.Line) ? null : form.Line, form.BankAccountId!.Value, form.From!.Value, User.UserId(), ct);
        return RedirectToAction(nameof(Choices), new { id });
    }

    [HttpGet("{account:long}/payment-format")]
    public async Task<IActionResult> PaymentFormat(long id, long account, CancellationToken ct)
    {
        if (!Sees(id) || await queries.FindAsync(id, ct) is not { } centre || await FindAsync(id, account, ct) is not { } found)
        {
            return NotFound();
        }

        ViewBag.Centre = centre;
        ViewBag.Account = found;
        return View(new PaymentFormatForm { Format = found.PaymentFormat });
    }

    [HttpPost("{account:long}/payment-format")]
    public async Task<IActionResult> PaymentFormat(long id, long account, PaymentFormatForm form, CancellationToken ct) =>
        Sees(id) && await accounts.SetPaymentFormatAsync(id, account, form.Format!.Value, User.UserId(), ct) ? Redirect($"/admin/centres/{id}") : NotFound();

    private async Task<BankAccountItem?> FindAsync(long id, long account, CancellationToken ct) => (await banks.AccountsAsync(id, ct)).SingleOrDefault(a => a.Id == account);

    private bool Sees(long centreId) => (User.CentreId() ?? centreId) == centreId;
}
