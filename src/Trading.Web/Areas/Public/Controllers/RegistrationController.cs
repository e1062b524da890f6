using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Parties;
using Trading.Infrastructure.Parties;
using Trading.Web.Areas.Public.Models;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Public.Controllers;

/// <summary>
/// Registers an organisation, step by step in any order, each step kept; then the answers are checked and sent. No officer has to do anything for it.
/// </summary>
[Area("Public")]
[Route("/organisation/registration")]
[RegistrationOpen]
public sealed class RegistrationController(RegistrationService registration, TradingSignInManager signIn, UserManager<User> users) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct) => View(await DraftAsync(ct));

    [HttpGet("facts")]
    public async Task<IActionResult> Facts(CancellationToken ct) => View(OrganisationForm.Of((await DraftAsync(ct)).Organisation));

    [HttpPost("facts")]
    public async Task<IActionResult> Facts(OrganisationForm form, CancellationToken ct) =>
        Saved(await registration.SaveAsync(User.UserId(), form.Step(), ct));

    [HttpGet("representative")]
    public async Task<IActionResult> Representative(CancellationToken ct) =>
        View(new RepresentativeForm { RepresentativeName = (await DraftAsync(ct)).Representative?.Name });

    [HttpPost("representative")]
    public async Task<IActionResult> Representative(RepresentativeForm form, CancellationToken ct) =>
        Saved(await registration.SaveAsync(User.UserId(), form.Step(), ct));

    [HttpGet("account")]
    public async Task<IActionResult> Account(CancellationToken ct) => View(AccountForm.Of(await DraftAsync(ct)));

    [HttpPost("account")]
    public async Task<IActionResult> Account(AccountForm form, CancellationToken ct) =>
        Saved(await registration.SaveAsync(User.UserId(), form.Step(), ct));

    [HttpGet("commitment")]
    public async Task<IActionResult> Commitment(CancellationToken ct) => (await DraftAsync(ct)).ReadyToSign
        ? View(new CommitmentForm { Version = CommitmentTexts.CurrentVersion })
        : RedirectToAction(nameof(Index));

    [HttpPost("commitment")]
    public async Task<IActionResult> Commitment(CommitmentForm form, CancellationToken ct)
    {
        var defects = await registration.SignAsync(User.UserId(), form.Version ?? "", form.SignedName ?? "", ct);
        return defects.Count > 0 ? this.Refused(defects) : RedirectToAction(nameof(Check));
    }

    [HttpGet("check")]
    public async Task<IActionResult> Check(CancellationToken ct)
    {
        var draft = await DraftAsync(ct);
        return draft.ReadyToSubmit ? View(draft) : RedirectToAction(nameof(Index));
    }

    [HttpPost("check"), ActionName("Check")]
    public async Task<IActionResult> Submit(CancellationToken ct)
    {
        var result = await registration.SubmitAsync(User.UserId(), ct);
        if (result.Outcome != RegistrationOutcome.Registered)
        {
            return result.Outcome == RegistrationOutcome.Unfinished ? RedirectToAction(nameof(Index)) : this.Refused(result.Defects);
        }

        // Membership and roles came with the registration: the session learns of them now.
        await signIn.RenewAsync((await users.GetUserAsync(User))!, User);
        return Redirect("/organisation/registered");
    }

    private Task<RegistrationDraft> DraftAsync(CancellationToken ct) => registration.DraftAsync(User.UserId(), ct);

    private IActionResult Saved(IReadOnlyList<Defect> defects) => defects.Count > 0 ? this.Refused(defects) : RedirectToAction(nameof(Index));
}
