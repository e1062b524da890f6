using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Supervision;
using Trading.Infrastructure;
using Trading.Infrastructure.Documents.Tables;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Supervision;
using Trading.Web.Areas.Supervisor.Models;
using Trading.Web.Shared;

namespace Trading.Web.Areas.Supervisor.Controllers;

/// <summary>
/// The open steps of procedures with their lights. A supervisor of a centre sees its own; one whose account names no centre watches all. Read only.
/// </summary>
[Area("Supervisor"), Authorize(AreaPolicies.Supervisor)]
[Route("/supervisor")]
public sealed class BoardController(SupervisionQueries queries) : Controller
{
    private static readonly (string Key, ReportColumnKind Kind)[] Columns =
    [
        ("supervisor.light", ReportColumnKind.Text), ("supervisor.stage", ReportColumnKind.Text), ("finance.lot-code", ReportColumnKind.Text),
        ("supervisor.about", ReportColumnKind.Text), ("supervisor.post", ReportColumnKind.Text), ("supervisor.person", ReportColumnKind.Text), ("supervisor.deputy", ReportColumnKind.Text),
        ("supervisor.started", ReportColumnKind.Instant), ("supervisor.due", ReportColumnKind.Text), ("finance.citation", ReportColumnKind.Text),
    ];

    [HttpGet("")]
    public async Task<IActionResult> Index(StepLight? light, CancellationToken ct)
    {
        var steps = await queries.BoardAsync(User.CentreId(), ct);
        return View(new BoardPage(light, steps));
    }

    [HttpGet("/supervisor/steps.csv")]
    public async Task<IActionResult> Csv(CancellationToken ct) => this.List(
        "steps", Columns,
        (await queries.BoardAsync(User.CentreId(), ct)).Select<StepItem, object?[]>(s =>
        [
            Words.Of(s.Light, WordsLanguages.Current), SupervisorWords.Stage(s.Stage), s.LotCode, s.ProjectName ?? s.About, SupervisorWords.Post(s.Post), s.Person, s.Deputy, s.StartedAtUtc,
            s.DueAtUtc is { } due ? new DueTime(due).ToSecond() : null, s.Citation,
        ]));

    [HttpGet("steps/{id:guid}")]
    public async Task<IActionResult> Step(Guid id, CancellationToken ct) => await queries.StepAsync(User.CentreId(), id, ct) is { } step ? View(step) : NotFound();
}
