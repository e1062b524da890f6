using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Parties;
using Trading.Domain.Projects;
using Trading.Domain.Shared;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Projects;
using Trading.Infrastructure.Shared;
using Trading.Web.Areas.Owner.Models;
using Trading.Web.Shared;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Owner.Controllers;

/// <summary>Entrustments: written, corrected and handed in by the owner or by the agency for it.</summary>
[Area("Owner"), Authorize(AreaPolicies.Owner)]
[Route("/owner/projects")]
public sealed class ProjectsController(ProjectQueries queries, ProjectSettingQueries settings, ProjectService projects) : Controller
{
    private const string Line = "construction";

    [HttpGet("new")]
    public async Task<IActionResult> New(CancellationToken ct)
    {
        ViewBag.Choices = await ChoicesAsync(ct);
        return View(new ProjectForm { FormId = SentNumber() ?? Guid.NewGuid() });
    }

    [HttpPost("new")]
    public async Task<IActionResult> New(ProjectForm form, CancellationToken ct)
    {
        var owner = User.IsInRole(Roles.Owner) ? OrganisationId : await OwnerOfAsync(form, ct);
        var agency = User.IsInRole(Roles.Owner) ? form.AgencyId : OrganisationId;
        var id = await projects.DraftAsync(new EntrustProject(form.CentreId!.Value, Line, owner, agency, form.Facts(), []) { FormId = form.FormId }, Acting, ct);
        return RedirectToAction(nameof(Index), new { id });
    }

    [HttpGet("{id:long}")]
    public Task<IActionResult> Index(long id, CancellationToken ct) => OnAsync(id, p => Task.FromResult<IActionResult>(View(p)), ct);

    [HttpGet("{id:long}/edit")]
    public Task<IActionResult> Edit(long id, CancellationToken ct) => OnAsync(
        id,
        async p =>
        {
            ViewBag.Choices = await ChoicesAsync(ct);
            ViewBag.Project = p.Project;
            return View(ProjectForm.Of(p.Project));
        },
        ct);

    [HttpPost("{id:long}/edit")]
    public Task<IActionResult> Edit(long id, ProjectForm form, CancellationToken ct) => ThenIndexAsync(
        id, p => projects.CorrectAsync(new CorrectProject(id, form.CentreId!.Value, p.AgencyId == OrganisationId ? OrganisationId : form.AgencyId, form.Facts()), ct), ct);

    [HttpGet("{id:long}/lots/new")]
    public Task<IActionResult> NewLot(long id, CancellationToken ct) => LotFormAsync(id, _ => new LotForm(), ct);

    [HttpPost("{id:long}/lots/new")]
    public Task<IActionResult> NewLot(long id, LotForm form, CancellationToken ct) => ThenIndexAsync(id, _ => projects.AddLotAsync(id, form.Facts(), ct), ct);

    [HttpGet("{id:long}/lots/{lot:long}")]
    public Task<IActionResult> EditLot(long id, long lot, CancellationToken ct) => LotFormAsync(id, p => p.Lots.FirstOrDefault(l => l.Id == lot) is { } found ? LotForm.Of(found) : null, ct);

    [HttpPost("{id:long}/lots/{lot:long}")]
    public Task<IActionResult> EditLot(long id, long lot, LotForm form, CancellationToken ct) => ThenIndexAsync(id, _ => projects.ChangeLotAsync(id, lot, form.Facts(), ct), ct);

    [HttpPost("{id:long}/lots/{lot:long}/remove"), RefusalPage(nameof(Index))]
    public Task<IActionResult> RemoveLot(long id, long lot, CancellationToken ct) => ThenIndexAsync(id, _ => projects.RemoveLotAsync(id, lot, ct), ct);

    [HttpGet("{id:long}/settings")]
    public Task<IActionResult> Settings(long id, CancellationToken ct) => OnAsync(
        id,
        async p =>
        {
            ViewBag.Project = p.Project;
            return View(await settings.OfferedAsync(p.Project, ct));
        },
        ct);

    [HttpPost("{id:long}/settings")]
    public Task<IActionResult> Settings(long id, SettingsForm form, CancellationToken ct) =>
        ThenIndexAsync(id, async p => await projects.SetAsync(id, form.Settings(await settings.OfferedAsync(p, ct)), ct), ct);

    [HttpPost("{id:long}/ask-owner"), RefusalPage(nameof(Index))]
    public Task<IActionResult> AskOwner(long id, CancellationToken ct) => OnLawfulAsync(id, () => projects.AskOwnerAsync(id, Acting, ct), ct);

    [HttpPost("{id:long}/take-back"), RefusalPage(nameof(Index))]
    public Task<IActionResult> TakeBack(long id, CancellationToken ct) => ThenIndexAsync(id, _ => projects.TakeBackAsync(id, Acting, ct), ct);

    /// <summary>What the agency is about to hand in in the owner's name; the owner's alone.</summary>
    [HttpGet("{id:long}/confirmation")]
    public Task<IActionResult> Confirmation(long id, CancellationToken ct) => OnOwnAsync(
        id, async p => View(new ConfirmationPage(p, await queries.FilesAsync(id, ct))), ct);

    [HttpPost("{id:long}/confirm"), RefusalPage(nameof(Confirmation))]
    public Task<IActionResult> Confirm(long id, [Bind(Prefix = "Confirm")] ConfirmEntrustmentForm form, CancellationToken ct) => OnOwnAsync(
        id,
        async _ =>
        {
            await projects.ConfirmAsync(id, OrganisationId, form.Shown, Acting, ct);
            return RedirectToAction(nameof(Index), new { id });
        },
        ct);

    [HttpPost("{id:long}/send-back"), RefusalPage(nameof(Confirmation))]
    public Task<IActionResult> SendBack(long id, [Bind(Prefix = "SendBack")] SendEntrustmentBackForm form, CancellationToken ct) => OnOwnAsync(
        id,
        async _ =>
        {
            await projects.SendBackAsync(id, OrganisationId, form.Shown, Acting with { Reason = form.Reason }, ct);
            return RedirectToAction(nameof(Index), new { id });
        },
        ct);

    [HttpPost("{id:long}/submit"), RefusalPage(nameof(Index))]
    public Task<IActionResult> Submit(long id, CancellationToken ct) => OnLawfulAsync(id, () => projects.SubmitAsync(id, Acting, ct), ct);

    private long OrganisationId => User.OrganisationId()!.Value;

    private Acting Acting => new(User.UserId());

    private Task<IActionResult> LotFormAsync(long id, Func<Project, LotForm?> form, CancellationToken ct) => OnAsync(
        id,
        p =>
        {
            ViewBag.Project = p.Project;
            return Task.FromResult<IActionResult>(form(p.Project) is { } shown ? View("Lot", shown) : NotFound());
        },
        ct);

    private async Task<IActionResult> OnAsync(long id, Func<ProjectView, Task<IActionResult>> act, CancellationToken ct) =>
        await queries.FindForOrganisationAsync(id, OrganisationId, ct) is { } project ? await act(project) : NotFound();

    private Task<IActionResult> OnOwnAsync(long id, Func<ProjectView, Task<IActionResult>> act, CancellationToken ct) =>
        OnAsync(id, p => p.Project.OwnerId == OrganisationId ? act(p) : Task.FromResult<IActionResult>(NotFound()), ct);

    /// <summary>Acts on an entrustment that could be handed in today; otherwise says everything that stands in the way.</summary>
    private Task<IActionResult> OnLawfulAsync(long id, Func<Task> act, CancellationToken ct) => OnAsync(
        id,
        async _ =>
        {
            if (await projects.BreachesAsync(id, ct) is { Count: > 0 } breaches)
            {
                return this.Refused(breaches, typeof(object));
            }

            await act();
            return RedirectToAction(nameof(Index), new { id });
        },
        ct);

    private Task<IActionResult> ThenIndexAsync(long id, Func<Project, Task> change, CancellationToken ct) => OnAsync(
        id,
        async p =>
        {
            await change(p.Project);
            return RedirectToAction(nameof(Index), new { id });
        },
        ct);

    // A refused form is shown again as the form that it was.
    private Guid? SentNumber() => Guid.TryParse(ModelState.GetValueOrDefault(nameof(ProjectForm.FormId))?.AttemptedValue, out var sent) ? sent : null;

    private async Task<ProjectChoices> ChoicesAsync(CancellationToken ct) =>
        new(await queries.CentresAsync(ct), await queries.AgenciesAsync(ct), User.IsInRole(Roles.Owner));

    private async Task<long> OwnerOfAsync(ProjectForm form, CancellationToken ct) =>
        (await queries.OwnerByCodeAsync(form.OwnerCode ?? "", ct))?.Id ?? throw new RuleBrokenException(ProjectRules.NoSuchOrganisation, form.OwnerCode ?? "");
}
