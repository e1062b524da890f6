using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Trading.Domain.Parties;
using Trading.Infrastructure;
using Trading.Infrastructure.Parties;
using Trading.Web.Areas.Admin.Models;
using Trading.Web.Shared;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Admin.Controllers;

/// <summary>
/// Officers and their roles. An administrator of a centre sees and makes that centre's only; each action finds the person first: 404 where there
/// is none, or where it is another centre's.
/// </summary>
[Area("Admin"), Authorize(AreaPolicies.Admin)]
[Route("/admin/people")]
public sealed class PeopleController(PersonQueries queries, PersonService people, CentreQueries centres, OrganisationQueries events) : Controller
{
    private long? OwnCentreId => User.CentreId();

    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct) => View(await queries.OfficersAsync(OwnCentreId, ct));

    [HttpGet("new")]
    public async Task<IActionResult> New(CancellationToken ct)
    {
        ViewBag.Centres = await CentreChoicesAsync(ct);
        return View(new OfficerForm { CentreId = OwnCentreId });
    }

    [HttpPost("new")]
    public async Task<IActionResult> New(OfficerForm form, CancellationToken ct)
    {
        var created = await people.CreateOfficerAsync(
            new CreateOfficer
            {
                UserName = form.UserName ?? "",
                DisplayName = form.DisplayName ?? "",
                Email = form.Email,
                Password = form.Password ?? "",
                CentreId = OwnCentreId ?? form.CentreId,
                Roles = form.Roles,
                ByUserId = User.UserId(),
            },
            ct);
        return created.Person is { } person ? RedirectToAction(nameof(Person), new { id = person.Id }) : this.Refused(created.Defects);
    }

    [HttpGet("{id:long}")]
    public async Task<IActionResult> Person(long id, CancellationToken ct)
    {
        if (await queries.FindOfficerAsync(id, OwnCentreId, ct) is not { } person)
        {
            return NotFound();
        }

        var centre = person.CentreId is { } centreId ? await centres.FindAsync(centreId, ct) : null;
        return View(new PersonPage(person, Name(centre), await events.EventsAsync(PartySubject.Person, id, ct)));
    }

    [HttpPost("{id:long}/roles"), RefusalPage(nameof(Person))]
    public Task<IActionResult> SetRoles(long id, RolesForm form, CancellationToken ct) =>
        ActAsync(id, () => people.SetRolesAsync(id, form.Roles, User.UserId(), ct), ct);

    [HttpPost("{id:long}/disable"), RefusalPage(nameof(Person))]
    public Task<IActionResult> Disable(long id, CancellationToken ct) => ActAsync(id, () => people.DisableAsync(id, User.UserId(), ct), ct);

    [HttpPost("{id:long}/enable"), RefusalPage(nameof(Person))]
    public Task<IActionResult> Enable(long id, CancellationToken ct) => ActAsync(id, () => people.EnableAsync(id, User.UserId(), ct), ct);

    [HttpPost("{id:long}/second-factor"), RefusalPage(nameof(Person))]
    public Task<IActionResult> ResetSecondFactor(long id, CancellationToken ct) =>
        ActAsync(id, () => people.ResetSecondFactorAsync(id, User.UserId(), ct), ct);

    [HttpGet("{id:long}/password")]
    public async Task<IActionResult> Password(long id, CancellationToken ct) =>
        await queries.FindOfficerAsync(id, OwnCentreId, ct) is { } person ? View(nameof(Password), WithPerson(person)) : NotFound();

    [HttpPost("{id:long}/password")]
    public async Task<IActionResult> Password(long id, FirstPasswordForm form, CancellationToken ct)
    {
        if (await queries.FindOfficerAsync(id, OwnCentreId, ct) is null)
        {
            return NotFound();
        }

        var defects = await people.ResetPasswordAsync(id, form.Password ?? "", User.UserId(), ct);
        return defects.Count > 0 ? this.Refused(defects) : RedirectToAction(nameof(Person), new { id });
    }

    private FirstPasswordForm WithPerson(PersonRow person)
    {
        ViewBag.Person = person;
        return new FirstPasswordForm();
    }

    private async Task<IActionResult> ActAsync(long id, Func<Task> act, CancellationToken ct)
    {
        if (await queries.FindOfficerAsync(id, OwnCentreId, ct) is null)
        {
            return NotFound();
        }

        await act();
        return RedirectToAction(nameof(Person), new { id });
    }

    private async Task<List<SelectListItem>> CentreChoicesAsync(CancellationToken ct) =>
    [
        .. OwnCentreId is null ? new[] { new SelectListItem(PageWords.W("parties.centre.none"), "") } : [],
        .. (await centres.CentresAsync(OwnCentreId, ct)).Select(c => new SelectListItem(
            WordsLanguages.Current == WordsLanguage.Chinese ? c.NameZh : c.NameEn, c.Id.ToString(System.Globalization.CultureInfo.InvariantCulture))),
    ];

    private static string? Name(Domain.Parties.Centre? centre) => WordsLanguages.Current == WordsLanguage.Chinese ? centre?.NameZh : centre?.NameEn;
}
