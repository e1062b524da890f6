using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Projects;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Projects;
using Trading.Infrastructure.Shared;
using Trading.Web.Areas.Centre.Models;
using Trading.Web.Shared;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Centre.Controllers;

/// <summary>The check of entrustments: complete and lawful in its periods, or returned once with everything that is to be mended.</summary>
[Area("Centre"), Authorize(AreaPolicies.Centre)]
[Route("/centre/entrustments")]
public sealed class EntrustmentsController(ProjectQueries queries, ProjectSettingQueries settings, ProjectService projects) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(ProjectState? state, CancellationToken ct)
    {
        var shown = state is null or ProjectState.Draft ? ProjectState.Submitted : state.Value;
        ViewBag.State = shown;
        var centre = User.Officer().CentreId;
        return View(shown == ProjectState.Submitted
            ? await queries.ToCheckAsync(centre, ct)
            : [.. (await queries.OfCentreAsync(centre, ct)).Where(p => p.State == shown).Select(p => new EntrustmentRow(p, null))]);
    }

    [HttpGet("{id:long}")]
    public Task<IActionResult> Check(long id, CancellationToken ct) => OnAsync(
        id,
        async view =>
        {
            var rulebook = await settings.TodayAsync(view.Project, ct);
            var rules = new TenderRulebook(rulebook, view.Project.Line, view.Project.IsLegallyRequired);
            return View(new EntrustmentPage(view, rulebook, view.Project.Lots.ToDictionary(l => l.Id, l => rules.HighestDeposit(l.Category, l.Estimate))));
        },
        ct);

    [HttpPost("{id:long}/return"), RefusalPage(nameof(Check))]
    public Task<IActionResult> Return(long id, ReturnForm form, CancellationToken ct) => ThenCheckAsync(id, () => projects.ReturnAsync(id, form.Defects(), Acting, ct), ct);

    [HttpPost("{id:long}/accept"), RefusalPage(nameof(Check))]
    public Task<IActionResult> Accept(long id, [Bind(Prefix = "Form")] AcceptForm form, CancellationToken ct) =>
        OnAsync(
            id,
            async _ =>
            {
                if (await projects.BreachesAsync(id, ct) is { Count: > 0 } breaches)
                {
                    return this.Refused(breaches, typeof(AcceptForm));
                }

                await projects.AcceptAsync(id, "construction", [], Acting, ct);
                return RedirectToAction(nameof(Check), new { id });
            },
            ct);

    private Acting Acting => new(User.UserId());

    private async Task<IActionResult> OnAsync(long id, Func<ProjectView, Task<IActionResult>> act, CancellationToken ct) =>
        await queries.FindForOfficerAsync(id, User.Officer(), ct) is { } view ? await act(view) : NotFound();

    private Task<IActionResult> ThenCheckAsync(long id, Func<Task> change, CancellationToken ct) => OnAsync(
        id,
        async _ =>
        {
            await change();
            return RedirectToAction(nameof(Check), new { id });
        },
        ct);
}
