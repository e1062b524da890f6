using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Shared;
using Trading.Infrastructure.Demo;
using Trading.Infrastructure.Parties;
using Trading.Web.Areas.Public.Models;
using Trading.Web.Shared;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Public.Controllers;

/// <summary>A bidder's own bank in a demonstration: pays into a sub-account, from whatever account the form says. In demo mode only.</summary>
[DemoOnly, Area("Public"), Authorize(AreaPolicies.Bidder)]
[Route("/demo/bank/pay")]
public sealed class DemoPaymentController(DemoBankService bank, OrganisationQueries organisations) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Pay(string? subAccount, decimal? amountYuan, string? returnUrl, CancellationToken ct)
    {
        var account = (await organisations.FindAsync(User.OrganisationId()!.Value, ct))!.Account;
        return View(new DemoPaymentForm
        {
            SubAccount = subAccount,
            AmountYuan = amountYuan,
            PayerName = account.AccountName,
            PayerAccount = account.AccountNumber,
            PayerBank = account.BankName,
            ReturnUrl = Url.IsLocalUrl(returnUrl) ? returnUrl : null,
        });
    }

    [HttpPost("")]
    public async Task<IActionResult> Pay(DemoPaymentForm form, CancellationToken ct)
    {
        var amount = Money.Yuan(form.AmountYuan!.Value);
        if (!amount.IsPositive)
        {
            return this.RefusedAt(nameof(form.AmountYuan), "demo-bank.not-positive");
        }

        var isNew = await bank.PayAsync(new DemoPayment(form.SubAccount ?? "", amount, form.PayerName!, form.PayerAccount!, form.PayerBank ?? ""), ct);
        this.Say(isNew ? "demo-bank.paid" : "demo-bank.paid-already", amount);
        return LocalRedirect(Url.IsLocalUrl(form.ReturnUrl) ? form.ReturnUrl! : "/demo/bank/pay");
    }
}
