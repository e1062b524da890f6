using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Parties;
using Trading.Domain.Rulebooks;
using Trading.Domain.Shared;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Rulebooks;
using Trading.Infrastructure.Supervision;
using Trading.Web.Areas.Centre.Models;
using Trading.Web.Shared;
using Trading.Web.Shared.Forms;
using Trading.Web.Shared.SignIn;

namespace Trading.Web.Areas.Centre.Controllers;

/// <summary>
/// The rulebook of the centre: every row with its value, source and how well that is known. One manager proposes that a row is right or that another
/// value holds; another manager approves; both with a fresh proof of presence.
/// </summary>
[Area("Centre"), Authorize(AreaPolicies.Centre)]
[Route("/centre/rules")]
public sealed class RulesController(CentreRuleQueries queries, WaitingRules waiting, CentreRuleService rules, PageClock clock) : Controller
{
    private DateOnly Today => Instants.BeijingDay(clock.NowUtc);

    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct) => View(new RulesPage(
        await queries.AllAsync(User.Officer(), ct), await waiting.AllAsync(User.Officer().CentreId, ct), User.IsInRole(Roles.CentreManager), User.UserId()));

    [HttpPost("confirm"), Authorize(AreaPolicies.CentreManager), StepUp, RefusalPage(nameof(Index))]
    public async Task<IActionResult> Confirm(ChosenKeysForm form, CancellationToken ct)
    {
        await rules.ConfirmAsync(form.Keys, Today, User.Officer(), ct);
        return RedirectToAction(nameof(Index));
    }

    [HttpPost("approve"), Authorize(AreaPolicies.CentreManager), StepUp, RefusalPage(nameof(Index))]
    public async Task<IActionResult> Approve(ChosenRowsForm form, CancellationToken ct)
    {
        await rules.ApproveAsync(form.Rows, User.Officer(), ct);
        return RedirectToAction(nameof(Index));
    }

    [HttpGet("{key}"), Authorize(AreaPolicies.CentreManager), StepUp]
    public async Task<IActionResult> Rule(string key, CancellationToken ct)
    {
        if (await queries.FindAsync(key, User.Officer(), ct) is not { } rule)
        {
            return NotFound();
        }

        ViewBag.Rule = rule;
        return View(new ReplaceRuleForm { Value = rule.Rule.Value, From = Today });
    }

    [HttpPost("{key}"), Authorize(AreaPolicies.CentreManager), StepUp]
    public async Task<IActionResult> Rule(string key, ReplaceRuleForm form, CancellationToken ct)
    {
        if (await queries.FindAsync(key, User.Officer(), ct) is not { } rule)
        {
            return NotFound();
        }

        await rules.ReplaceAsync(
            new CentreRule.Replacement(
                key, form.Value!.Trim(), form.Citation!.Trim(), form.From!.Value, CountStartDay: rule.Rule.CountStartDay, FullDays: rule.Rule.FullDays),
            User.Officer(), ct);
        return RedirectToAction(nameof(Index));
    }
}
