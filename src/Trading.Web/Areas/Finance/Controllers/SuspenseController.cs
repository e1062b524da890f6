using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Infrastructure;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Documents.Tables;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Supervision;
using Trading.Web.Areas.Finance.Models;
using Trading.Web.Shared;

namespace Trading.Web.Areas.Finance.Controllers;

/// <summary>Money that nobody may say for what it is: payer, amount, day and reason, never a lot.</summary>
[Area("Finance"), Authorize(AreaPolicies.Finance)]
[Route("/finance/suspense")]
public sealed class SuspenseController(SuspenseQueries suspense, SupervisionQueries steps) : Controller
{
    private static readonly (string Key, ReportColumnKind Kind)[] Columns =
    [
        ("finance.payer", ReportColumnKind.Text), ("finance.payer-account", ReportColumnKind.Text), ("finance.amount", ReportColumnKind.Money),
        ("finance.value-on", ReportColumnKind.Date), ("finance.suspense.reason", ReportColumnKind.Text), ("finance.due-on", ReportColumnKind.Date),
        ("finance.citation", ReportColumnKind.Text), ("finance.state", ReportColumnKind.Text),
    ];

    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct)
    {
        var centre = User.Officer().CentreId;
        var due = await suspense.DueAsync(centre, ct);
        var light = await steps.LightsOfDaysAsync(centre, ct);
        return View(new SuspenseListPage([.. due.Items.Select(d => new SuspenseRow(d, light(d.DueOn)))], due.Rule));
    }

    [HttpGet("/finance/suspense.csv")]
    public async Task<IActionResult> Csv(CancellationToken ct) => this.List(
        "suspense", Columns,
        (await suspense.DueAsync(User.Officer().CentreId, ct)).Items.Select<DueSuspense, object?[]>(d =>
        [
            d.Item.PayerName, d.Item.PayerAccount, d.Item.Amount, d.Item.ValueOn, PageWords.W(d.Item.Reason), d.DueOn, d.Citation,
            Words.Of(d.Item.State, WordsLanguages.Current),
        ]));
}
