using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using QRCoder;
using Trading.Infrastructure.Parties;
using Trading.Web.Areas.Public.Models;
using Trading.Web.Shared;
using Trading.Web.Shared.Forms;
using Trading.Web.Shared.SignIn;

namespace Trading.Web.Areas.Public.Controllers;

/// <summary>Sets up the authenticator (TOTP, RFC 6238) and its recovery codes.</summary>
[Area("Public")]
public sealed class SecondFactorController(TradingSignInManager signIn, UserManager<User> users, SiteOptions site) : Controller
{
    private const int RecoveryCodes = 10;

    [HttpGet(SetUpGate.SecondFactorPage), AllowDuringSetUp]
    public async Task<IActionResult> Index()
    {
        var user = (await users.GetUserAsync(User))!;
        if (user.TwoFactorEnabled)
        {
            return View("On", await users.CountRecoveryCodesAsync(user));
        }

        ViewBag.Key = string.Join(' ', (await KeyAsync(user)).Chunk(4).Select(four => new string(four)));
        return View(new CodeForm());
    }

    /// <summary>The picture of the key, as long as it has not been confirmed; afterwards it is shown to nobody.</summary>
    [HttpGet("/account/second-factor/qr"), AllowDuringSetUp]
    [ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
    public async Task<IActionResult> Picture()
    {
        var user = (await users.GetUserAsync(User))!;
        return !user.TwoFactorEnabled && await users.GetAuthenticatorKeyAsync(user) is { } key
            ? Content(Svg(Address(user, key)), "image/svg+xml")
            : NotFound();
    }

    [HttpPost(SetUpGate.SecondFactorPage), AllowDuringSetUp]
    public async Task<IActionResult> Index(CodeForm form)
    {
        var user = (await users.GetUserAsync(User))!;
        if (user.TwoFactorEnabled)
        {
            return RedirectToAction(nameof(Index));
        }

        return await signIn.EnrolAsync(user, form.Code ?? "")
            ? View("Codes", await users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes))
            : this.RefusedAt(nameof(CodeForm.Code), "parties.code.wrong");
    }

    [HttpPost("/account/second-factor/codes"), StepUp]
    public async Task<IActionResult> Codes()
    {
        var user = (await users.GetUserAsync(User))!;
        return user.TwoFactorEnabled
            ? View("Codes", await users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes))
            : RedirectToAction(nameof(Index));
    }

    /// <summary>Another device: the present one stops counting, and the new one is set up at once.</summary>
    [HttpPost("/account/second-factor/replace"), StepUp]
    public async Task<IActionResult> Replace()
    {
        var user = (await users.GetUserAsync(User))!;
        await users.SetTwoFactorEnabledAsync(user, false);
        await users.ResetAuthenticatorKeyAsync(user);
        await signIn.RenewWithoutSecondFactorAsync(user);
        return RedirectToAction(nameof(Index));
    }

    private async Task<string> KeyAsync(User user)
    {
        if (await users.GetAuthenticatorKeyAsync(user) is { } present)
        {
            return present;
        }

        // A new key changes the security stamp: the session goes on with the new one.
        await users.ResetAuthenticatorKeyAsync(user);
        await signIn.RenewAsync(user, User);
        return (await users.GetAuthenticatorKeyAsync(user))!;
    }

    private string Address(User user, string key)
    {
        var issuer = Uri.EscapeDataString(site.Name.Chinese);
        return $"otpauth://totp/{issuer}:{Uri.EscapeDataString(user.UserName!)}?secret={key}&issuer={issuer}&digits=6";
    }

    private static string Svg(string text)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var code = new SvgQRCode(data);
        return code.GetGraphic(4);
    }
}
