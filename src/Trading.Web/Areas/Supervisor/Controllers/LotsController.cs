using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Documents.Tables;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Supervision;
using Trading.Web.Areas.Supervisor.Models;
using Trading.Web.Shared;

namespace Trading.Web.Areas.Supervisor.Controllers;

/// <summary>The audit trail of each lot. Before its opening events about those who take part are left out, and nothing is counted of them.</summary>
[Area("Supervisor"), Authorize(AreaPolicies.Supervisor)]
[Route("/supervisor/lots")]
public sealed class LotsController(SupervisionQueries queries, DepositLifeQueries deposits) : Controller
{
    private const int PageSize = 20;

    private static readonly (string Key, ReportColumnKind Kind)[] Columns =
    [
        ("supervisor.at", ReportColumnKind.Instant), ("supervisor.event", ReportColumnKind.Text), ("supervisor.subject", ReportColumnKind.Text),
        ("supervisor.actor", ReportColumnKind.Text), ("supervisor.reason", ReportColumnKind.Text), ("supervisor.rule", ReportColumnKind.Text),
        ("finance.citation", ReportColumnKind.Text), ("supervisor.hash", ReportColumnKind.Text), ("supervisor.chained", ReportColumnKind.Text),
    ];

    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct, int page = 1)
    {
        var paging = new Paging(Math.Max(1, page), PageSize, await queries.CountLotsAsync(User.CentreId(), ct));
        return View(new WatchedLotsPage(await queries.LotsAsync(User.CentreId(), (paging.Page - 1) * PageSize, PageSize, ct), paging));
    }

    [HttpGet("{id:long}")]
    public async Task<IActionResult> Lot(long id, CancellationToken ct) => await queries.TrailAsync(User.CentreId(), id, ct) is { } trail
        ? View(new WatchedLotPage(trail, await deposits.OfLotAsync(id, ct)))
        : NotFound();

    [HttpGet("{id:long}/trail.csv")]
    public async Task<IActionResult> Csv(long id, CancellationToken ct) => await queries.TrailAsync(User.CentreId(), id, ct) is { } trail
        ? this.List(FormattableString.Invariant($"trail-{id}"), Columns, trail.Events.Select<TrailEvent, object?[]>(e =>
        [
            e.AtUtc, SupervisorWords.Event(e.Kind), e.Subject, e.Actor, e.Reason, e.RuleKey, e.Citation,
            e.ContentHash is null ? null : Convert.ToHexStringLower(e.ContentHash), PageWords.W(e.IsChained ? "parties.yes" : "parties.no"),
        ]))
        : NotFound();
}
