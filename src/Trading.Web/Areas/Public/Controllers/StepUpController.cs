using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Rulebooks;
using Trading.Web.Areas.Public.Models;
using Trading.Web.Shared.Forms;
using Trading.Web.Shared.SignIn;

namespace Trading.Web.Areas.Public.Controllers;

/// <summary>Asks again who is there, before what cannot be taken back.</summary>
[Area("Public")]
public sealed class StepUpController(TradingSignInManager signIn, UserManager<User> users, PartiesOptions options, StepUpPeriod period) : Controller
{
    [HttpGet(StepUpAttribute.Page)]
    public async Task<IActionResult> Index(string? returnUrl, CancellationToken ct)
    {
        var user = await users.GetUserAsync(User);
        ViewBag.HasSecondFactor = user!.TwoFactorEnabled;
        ViewBag.Minutes = (int)(await period.OfAsync(User.CentreId(), ct)).TotalMinutes;
        return View(new StepUpForm { ReturnUrl = returnUrl });
    }

    [HttpPost(StepUpAttribute.Page)]
    public async Task<IActionResult> Index(StepUpForm form)
    {
        var user = (await users.GetUserAsync(User))!;
        if (await signIn.ProvePresenceAsync(user, form.Answer ?? ""))
        {
            return Redirect(Url.IsLocalUrl(form.ReturnUrl) ? form.ReturnUrl! : "/account");
        }

        return await users.IsLockedOutAsync(user)
            ? this.Refused("parties.sign-in.locked", (int)options.LockOutLasts.TotalMinutes)
            : this.RefusedAt(nameof(StepUpForm.Answer), user.TwoFactorEnabled ? "parties.code.wrong" : "rule.parties.password-wrong");
    }
}
