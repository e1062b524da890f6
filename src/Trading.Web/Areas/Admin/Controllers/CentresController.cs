using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Trading.Domain.Parties;
using Trading.Infrastructure;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Parties;
using Trading.Web.Areas.Admin.Models;
using Trading.Web.Shared;

namespace Trading.Web.Areas.Admin.Controllers;

/// <summary>
/// Centres and their posts. Only an administrator of the whole platform founds centres; one of a centre keeps that centre's posts, and meets 404
/// at the others'.
/// </summary>
[Area("Admin"), Authorize(AreaPolicies.Admin)]
[Route("/admin/centres")]
public sealed class CentresController(CentreQueries queries, CentreService centres, StatementQueries banks, OrganisationQueries events) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct) => View(await queries.CentresAsync(User.CentreId(), ct));

    [HttpGet("new")]
    public async Task<IActionResult> New(CancellationToken ct)
    {
        if (User.CentreId() is not null)
        {
            return Forbid();
        }

        var none = new SelectListItem(PageWords.W("parties.centre.none"), "");
        ViewBag.Parents = (await queries.CentresAsync(null, ct)).Select(c => new SelectListItem(Name(c.NameZh, c.NameEn), Text(c.Id))).Prepend(none);
        return View(new CentreForm());
    }

    [HttpPost("new")]
    public async Task<IActionResult> New(CentreForm form, CancellationToken ct)
    {
        if (User.CentreId() is not null)
        {
            return Forbid();
        }

        var id = await centres.FoundAsync(
            new FoundCentre
            {
                Code = form.Code!.Trim(),
                NameZh = form.NameZh!.Trim(),
                NameEn = form.NameEn!.Trim(),
                Kind = form.Kind!.Value,
                ParentId = form.ParentId,
                ByUserId = User.UserId(),
            },
            ct);
        return RedirectToAction(nameof(Centre), new { id });
    }

    [HttpGet("{id:long}")]
    public async Task<IActionResult> Centre(long id, CancellationToken ct) =>
        Sees(id) && await queries.FindAsync(id, ct) is { } centre ? View(new CentrePage(
            centre, await queries.PostsAsync(id, ct), await banks.AccountsAsync(id, ct), await events.EventsAsync(PartySubject.Centre, id, ct))) : NotFound();

    [HttpGet("{id:long}/posts/new")]
    public async Task<IActionResult> NewPost(long id, CancellationToken ct)
    {
        if (!Sees(id) || await queries.FindAsync(id, ct) is not { } centre)
        {
            return NotFound();
        }

        ViewBag.Centre = centre;
        return View(new PostForm());
    }

    [HttpPost("{id:long}/posts/new")]
    public async Task<IActionResult> NewPost(long id, PostForm form, CancellationToken ct)
    {
        if (!Sees(id) || await queries.FindAsync(id, ct) is null)
        {
            return NotFound();
        }

        await centres.CreatePostAsync(
            new CreatePost { CentreId = id, Key = form.Key!.Trim(), NameZh = form.NameZh!.Trim(), NameEn = form.NameEn!.Trim(), ByUserId = User.UserId() }, ct);
        return RedirectToAction(nameof(Centre), new { id });
    }

    [HttpGet("/admin/posts/{id:long}")]
    public async Task<IActionResult> Post(long id, CancellationToken ct)
    {
        if (await queries.FindPostAsync(id, ct) is not { } post || !Sees(post.CentreId))
        {
            return NotFound();
        }

        var nobody = new SelectListItem(PageWords.W("parties.post.nobody"), "");
        ViewBag.Post = post;
        ViewBag.People = (await queries.PeopleAsync(post.CentreId, ct)).Select(p => new SelectListItem(p.DisplayName, Text(p.Id))).Prepend(nobody).ToList();
        return View(new AssignForm { Version = post.Version, HolderUserId = post.HolderUserId, DeputyUserId = post.DeputyUserId });
    }

    [HttpPost("/admin/posts/{id:long}")]
    public async Task<IActionResult> Post(long id, AssignForm form, CancellationToken ct)
    {
        if (await queries.FindPostAsync(id, ct) is not { } post || !Sees(post.CentreId))
        {
            return NotFound();
        }

        await centres.AssignPostAsync(
            new AssignPost { PostId = id, HolderUserId = form.HolderUserId, DeputyUserId = form.DeputyUserId, Version = form.Version, ByUserId = User.UserId() }, ct);
        return RedirectToAction(nameof(Centre), new { id = post.CentreId });
    }

    private bool Sees(long centreId) => (User.CentreId() ?? centreId) == centreId;

    private static string Name(string chinese, string english) => WordsLanguages.Current == WordsLanguage.Chinese ? chinese : english;

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
