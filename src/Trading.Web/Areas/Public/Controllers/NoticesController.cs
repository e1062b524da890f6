using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Parties;
using Trading.Infrastructure.Awards;
using Trading.Infrastructure.Notices;
using Trading.Infrastructure.Parties;
using Trading.Web.Areas.Public.Models;
using Trading.Web.Shared;

namespace Trading.Web.Areas.Public.Controllers;

/// <summary>Notices for everybody: search, one notice, and the same search as a table and a feed.</summary>
[Area("Public"), AllowAnonymous]
public sealed class NoticesController(NoticeQueries notices, Regions regions, PageClock clock, SiteAddress site, SiteOptions options) : Controller
{
    private const int PageSize = 20;
    private const int MostInFile = 5000;
    private const int MostInFeed = 50;

    [HttpGet("/notices")]
    public async Task<IActionResult> Index([FromQuery] NoticeFilterForm form, CancellationToken ct)
    {
        var page = Math.Clamp(form.Page, 1, 100_000);
        var hits = await notices.SearchAsync(form.Search(clock.NowUtc), clock.NowUtc, (page - 1) * PageSize, PageSize, ct);
        return View(new NoticesPage(form, hits, new Paging(page, PageSize, hits.Total), await notices.RegionsAsync(ct), Request.QueryString.Value ?? ""));
    }

    [HttpGet("/notices.csv")]
    public async Task<IActionResult> Csv([FromQuery] NoticeFilterForm form, CancellationToken ct)
    {
        var hits = await notices.SearchAsync(form.Search(clock.NowUtc), clock.NowUtc, 0, MostInFile, ct);
        return File(NoticeFiles.Csv(hits.Rows, regions, site.Root), NoticeFiles.CsvType, "notices.csv");
    }

    [HttpGet("/notices.rss")]
    public async Task<IActionResult> Rss([FromQuery] NoticeFilterForm form, CancellationToken ct)
    {
        var hits = await notices.SearchAsync(form.Search(clock.NowUtc), clock.NowUtc, 0, MostInFeed, ct);
        var self = new Uri(site.Root, "notices" + Request.QueryString);
        return File(NoticeFiles.Rss(hits.Rows, $"{PageWords.W("nav.notices")} – {options.Name.Here}", site.Root, self, clock.NowUtc), NoticeFiles.RssType);
    }

    [HttpGet("/notices/{number}")]
    public async Task<IActionResult> Notice(string number, CancellationToken ct) =>
        await notices.FindAsync(number, ct) is { } found ? View(new NoticePage(found, clock.NowUtc, Answer(found))) : NotFound();

    [HttpGet("/notices/{number}/qr")]
    public async Task<IActionResult> Qr(string number, CancellationToken ct) =>
        await notices.FindAsync(number, ct) is { } found
            ? Content(QrPicture.Svg(new Uri(site.Root, $"notices/{found.Notice.Number}").AbsoluteUri), QrPicture.ContentType)
            : NotFound();

    private TakePartAnswer Answer(NoticeDetail found) => User switch
    {
        _ when !found.Tender.TakesBids(clock.NowUtc) => TakePartAnswer.Closed,
        { Identity.IsAuthenticated: false } => TakePartAnswer.Yes,
        _ when User.IsInRole(Roles.Bidder) && User.OrganisationId() is not null => TakePartAnswer.Yes,
        _ when !User.IsOfficer() && User.OrganisationId() is null => TakePartAnswer.RegisterFirst,
        _ => TakePartAnswer.NotABidder,
    };
}
