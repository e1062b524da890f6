using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Fees;
using Trading.Infrastructure;
using Trading.Infrastructure.Documents.Tables;
using Trading.Infrastructure.Fees;
using Trading.Infrastructure.Parties;
using Trading.Web.Areas.Finance.Models;
using Trading.Web.Shared;

namespace Trading.Web.Areas.Finance.Controllers;

/// <summary>Trading service fees of the person's centre: charged, paid, taken back.</summary>
[Area("Finance"), Authorize(AreaPolicies.Finance)]
[Route("/finance/fees")]
public sealed class FeesController(FeeQueries fees) : Controller
{
    private const int PageSize = 20;

    private static readonly (string Key, ReportColumnKind Kind)[] Columns =
    [
        ("finance.lot-code", ReportColumnKind.Text), ("finance.lot", ReportColumnKind.Text), ("finance.payer", ReportColumnKind.Text),
        ("finance.fee.base", ReportColumnKind.Money), ("finance.amount", ReportColumnKind.Money), ("finance.fee.received", ReportColumnKind.Money),
        ("finance.fee.owed", ReportColumnKind.Money), ("finance.state", ReportColumnKind.Text), ("finance.fee.charged-at", ReportColumnKind.Instant),
        ("finance.citation", ReportColumnKind.Text),
    ];

    [HttpGet("")]
    public async Task<IActionResult> Index(FeeChargeState? state, CancellationToken ct, int page = 1)
    {
        var centre = User.Officer().CentreId;
        var paging = new Paging(Math.Max(1, page), PageSize, await fees.CountAsync(centre, state, ct));
        return View(new FeesPage(state, await fees.ListAsync(centre, state, (paging.Page - 1) * PageSize, PageSize, ct), paging));
    }

    [HttpGet("/finance/fees.csv")]
    public async Task<IActionResult> Csv(FeeChargeState? state, CancellationToken ct) => this.List(
        "fees", Columns,
        (await fees.ListAsync(User.Officer().CentreId, state, 0, int.MaxValue, ct)).Select<FeeItem, object?[]>(f =>
            [f.LotCode, f.LotName, f.PayerName, f.Base, f.Amount, f.Received, f.Owed, Words.Of(f.State, WordsLanguages.Current), f.ChargedAtUtc, f.Citation]));
}
