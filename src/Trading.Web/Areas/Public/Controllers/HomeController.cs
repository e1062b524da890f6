using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Shared;
using Trading.Infrastructure.Notices;
using Trading.Infrastructure.Parties;
using Trading.Web.Areas.Public.Models;
using Trading.Web.Shared;

namespace Trading.Web.Areas.Public.Controllers;

[Area("Public"), AllowAnonymous]
public sealed class HomeController(NoticeQueries notices, TradingFigures figures, Regions regions, PageClock clock) : Controller
{
    private const int Newest = 8;
    private const int Soonest = 6;
    private static readonly TimeSpan Soon = TimeSpan.FromDays(7);

    [HttpGet("/")]
    public async Task<IActionResult> Index(CancellationToken ct)
    {
        var nowUtc = clock.NowUtc;
        var today = Instants.BeijingDay(nowUtc);
        var newest = await notices.SearchAsync(new NoticeSearch(), nowUtc, 0, Newest, ct);
        return View(new HomePage(
            today,
            [.. (await notices.OpeningsAsync(today, ct)).Select(h => Opening(h, nowUtc))],
            [.. newest.Rows.Select(Notice)],
            [.. (await notices.ClosingAsync(nowUtc, nowUtc + Soon, Soonest, ct)).Select(h => new HomeDeadline(h.Title, Href(h), h.DeadlineUtc!.Value))],
            await figures.LastQuarterAsync(today, ct) is { } quarter ? Numbers(quarter) : null));
    }

    private static HomeOpening Opening(NoticeHit hit, DateTime nowUtc) => new(
        hit.Title, Href(hit), hit.DeadlineUtc!.Value, hit.LotCode, NoticeWords.Stage(hit.State, hit.DeadlineUtc, nowUtc), NoticeWords.Means(hit.State, hit.DeadlineUtc, nowUtc));

    private HomeNotice Notice(NoticeHit hit) => new(
        hit.Title, Href(hit), hit.PublishedAtUtc, NoticeWords.Kind(hit.Kind), hit.Kind.Means(),
        PageWords.W("notices.about", PageWords.W("line." + hit.Line), regions.NameOf(hit.RegionCode), hit.Ceiling));

    private static HomeNumbers Numbers(QuarterFigures quarter) => new(
        PageWords.W("home.quarter", quarter.From.Year, (quarter.From.Month / 3) + 1), quarter.Lots, quarter.Awarded, quarter.SavedPercent, quarter.RefundedInTimePercent);

    private static string Href(NoticeHit hit) => $"/notices/{hit.Number}";
}
