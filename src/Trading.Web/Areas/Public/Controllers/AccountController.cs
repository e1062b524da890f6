using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Trading.Infrastructure.Parties;
using Trading.Web.Areas.Public.Models;
using Trading.Web.Shared.Forms;
using Trading.Web.Shared.SignIn;

namespace Trading.Web.Areas.Public.Controllers;

/// <summary>One's own account: opening it, the password, and where to go from here.</summary>
[Area("Public")]
public sealed class AccountController(PersonService people, TradingSignInManager signIn, UserManager<User> users) : Controller
{
    [HttpGet("/register"), AllowAnonymous]
    public IActionResult Register() => User.Identity?.IsAuthenticated == true ? Redirect("/organisation/registration") : View(new OpenAccountForm());

    [HttpPost("/register"), AllowAnonymous]
    public async Task<IActionResult> Register(OpenAccountForm form, CancellationToken ct)
    {
        var opened = await people.OpenAsync(
            new OpenAccount { DisplayName = form.DisplayName ?? "", Email = form.Email ?? "", Password = form.Password ?? "" }, ct);
        if (opened.Person is null)
        {
            return this.Refused(opened.Defects);
        }

        await signIn.RenewAsync(opened.Person, User);
        return Redirect("/organisation/registration");
    }

    [HttpGet("/account")]
    public async Task<IActionResult> Index() => View(await users.GetUserAsync(User));

    [HttpGet(SetUpGate.PasswordPage), AllowDuringSetUp]
    public IActionResult Password() => View(new PasswordForm());

    [HttpPost(SetUpGate.PasswordPage), AllowDuringSetUp]
    public async Task<IActionResult> Password(PasswordForm form, CancellationToken ct)
    {
        var defects = await people.ChangePasswordAsync(User.UserId(), form.PresentPassword ?? "", form.Password ?? "", ct);
        if (defects.Count > 0)
        {
            return this.Refused(defects);
        }

        await signIn.RenewAsync((await users.GetUserAsync(User))!, User);
        TempData["Done"] = "parties.password.changed";
        return Redirect("/account");
    }
}
