using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Infrastructure.Parties;
using Trading.Web.Areas.Public.Models;
using Trading.Web.Shared;
using Trading.Web.Shared.Forms;
using Trading.Web.Shared.SignIn;
using SignInResult = Microsoft.AspNetCore.Identity.SignInResult;

namespace Trading.Web.Areas.Public.Controllers;

/// <summary>In and out: password, then one-time code or recovery code where the person has a second factor.</summary>
[Area("Public")]
public sealed class SignInController(TradingSignInManager signIn, PersonQueries people, PartiesOptions options) : Controller
{
    [HttpGet("/sign-in"), AllowAnonymous]
    public async Task<IActionResult> Index(string? returnUrl, CancellationToken ct)
    {
        ViewBag.DemoAccounts = options.DemoMode ? await people.DemoAccountsAsync(ct) : new List<DemoAccountRow>();
        return View(new SignInForm { ReturnUrl = returnUrl });
    }

    [HttpPost("/sign-in"), AllowAnonymous]
    public async Task<IActionResult> Index(SignInForm form)
    {
        if (form.Missing() is { Count: > 0 } missing)
        {
            return this.Refused(missing);
        }

        var result = await signIn.PasswordAsync(form.Name!.Trim(), form.Password!);
        return result.RequiresTwoFactor
            ? RedirectToAction(nameof(Code), new { returnUrl = form.ReturnUrl })
            : Answer(result, form.ReturnUrl, "", "parties.sign-in.wrong");
    }

    [HttpGet("/sign-in/code"), AllowAnonymous]
    public async Task<IActionResult> Code(string? returnUrl) => await StepAsync(returnUrl);

    [HttpPost("/sign-in/code"), AllowAnonymous]
    public async Task<IActionResult> Code(CodeForm form) => await SecondStepAsync(form, isRecoveryCode: false);

    [HttpGet("/sign-in/recovery"), AllowAnonymous]
    public async Task<IActionResult> Recovery(string? returnUrl) => await StepAsync(returnUrl);

    [HttpPost("/sign-in/recovery"), AllowAnonymous]
    public async Task<IActionResult> Recovery(CodeForm form) => await SecondStepAsync(form, isRecoveryCode: true);

    [HttpPost("/sign-out"), AllowDuringSetUp]
    public async Task<IActionResult> Leave()
    {
        await signIn.SignOutAsync();
        return Redirect("/");
    }

    // The second step belongs to a password given a moment ago; without one there is nothing to confirm.
    private async Task<IActionResult> StepAsync(string? returnUrl) =>
        await signIn.GetTwoFactorAuthenticationUserAsync() is null
            ? RedirectToAction(nameof(Index))
            : View(new CodeForm { ReturnUrl = returnUrl });

    private async Task<IActionResult> SecondStepAsync(CodeForm form, bool isRecoveryCode) =>
        await signIn.GetTwoFactorAuthenticationUserAsync() is null
            ? RedirectToAction(nameof(Index))
            : Answer(
                await signIn.SecondFactorAsync(form.Code ?? "", isRecoveryCode),
                form.ReturnUrl,
                nameof(CodeForm.Code),
                isRecoveryCode ? "parties.recovery.wrong" : "parties.code.wrong");

    private IActionResult Answer(SignInResult result, string? returnUrl, string field, string wrong) => result switch
    {
        { Succeeded: true } => Redirect(Url.IsLocalUrl(returnUrl) ? returnUrl! : SignInLanding.Of(User)),
        { IsLockedOut: true } => this.Refused("parties.sign-in.locked", (int)options.LockOutLasts.TotalMinutes),
        _ => this.RefusedAt(field, wrong),
    };
}
