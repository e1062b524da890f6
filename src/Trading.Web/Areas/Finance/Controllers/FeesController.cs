using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Fees;
using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Infrastructure;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Documents.Tables;
using Trading.Infrastructure.Fees;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Settlement;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Treasury;
using Trading.Web.Areas.Finance.Models;
using Trading.Web.Shared;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Finance.Controllers;

/// <summary>Fees of the person's centre: charged, paid, waived, adjusted; and their papers. Each action on a charge finds it first: 404 where it is another centre's.</summary>
[Area("Finance"), Authorize(AreaPolicies.Finance)]
[Route("/finance/fees")]
public sealed class FeesController(FeeQueries fees, TreasuryQueries treasury, NonTaxPrints prints, DecisionQueries decisions, FeeCorrections corrections) : Controller
{
    private const int PageSize = 20;

    private static readonly (string Key, ReportColumnKind Kind)[] Columns =
    [
        ("finance.lot-code", ReportColumnKind.Text), ("finance.lot", ReportColumnKind.Text), ("finance.payer", ReportColumnKind.Text),
        ("fees.occasion", ReportColumnKind.Text), ("fees.tariff", ReportColumnKind.Text), ("finance.fee.base", ReportColumnKind.Money), ("finance.amount", ReportColumnKind.Money), ("finance.fee.received", ReportColumnKind.Money),
        ("finance.fee.owed", ReportColumnKind.Money), ("finance.state", ReportColumnKind.Text), ("finance.fee.charged-at", ReportColumnKind.Instant),
        ("finance.citation", ReportColumnKind.Text),
    ];

    [HttpGet("")]
    public async Task<IActionResult> Index(FeeChargeState? state, FeeRefundState? back, DayFilter days, CancellationToken ct, int page = 1)
    {
        var (centre, filter) = (User.Officer().CentreId, new FeeFilter(state, back) { Days = days });
        var paging = new Paging(Math.Max(1, page), PageSize, await fees.CountAsync(centre, filter, ct));
        return View(new FeesPage(filter, await fees.ListAsync(centre, filter, (paging.Page - 1) * PageSize, PageSize, ct), paging));
    }

    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Fee(Guid id, CancellationToken ct)
    {
        var centre = User.Officer().CentreId;
        return await fees.FindAsync(centre, id, ct) is { } fee
            ? View(new FeePage(
                fee, await treasury.PapersAsync(centre, id, ct), await decisions.OfAsync(centre, id, ct), await fees.RefundsAsync(id, ct), new WaiveForm(), new AdjustForm(), User.IsInRole(Roles.FinanceMaker)))
            : NotFound();
    }

    [HttpGet("{id:guid}/papers/{number}.pdf")]
    public async Task<IActionResult> Paper(Guid id, string number, CancellationToken ct) =>
        this.Paper(await prints.FindAsync(User.Officer().CentreId, id, number, WordsLanguages.Current, ct), number);

    [HttpPost("{id:guid}/waive"), Authorize(Roles = Roles.FinanceMaker), RefusalPage(nameof(Fee))]
    public Task<IActionResult> Waive(Guid id, WaiveForm waive, CancellationToken ct) =>
        ProposeAsync(id, () => corrections.ProposeWaiverAsync(id, waive.Reason!, new Acting(User.UserId()), ct), ct);

    [HttpPost("{id:guid}/adjust"), Authorize(Roles = Roles.FinanceMaker), RefusalPage(nameof(Fee))]
    public Task<IActionResult> Adjust(Guid id, AdjustForm adjust, CancellationToken ct) =>
        ProposeAsync(id, () => corrections.ProposeAdjustmentAsync(id, Money.Yuan(adjust.AmountYuan!.Value), adjust.Reason!, new Acting(User.UserId()), ct), ct);

    [HttpGet("/finance/fees.csv")]
    public async Task<IActionResult> Csv(FeeChargeState? state, FeeRefundState? back, DayFilter days, CancellationToken ct) => this.List(
        "fees", Columns,
        (await fees.ListAsync(User.Officer().CentreId, new FeeFilter(state, back) { Days = days }, 0, int.MaxValue, ct)).Select<FeeItem, object?[]>(f =>
            [f.LotCode, f.LotName, f.PayerName, Words.Of(f.Event.Occasion, WordsLanguages.Current), Words.Get($"finance.schedule.{f.ScheduleKey}", WordsLanguages.Current), f.Base, f.Amount, f.Received, f.Owed, Words.Of(f.State, WordsLanguages.Current), f.ChargedAtUtc, f.Citation]));

    private async Task<IActionResult> ProposeAsync(Guid id, Func<Task<Guid>> propose, CancellationToken ct)
    {
        if (await fees.FindAsync(User.Officer().CentreId, id, ct) is null)
        {
            return NotFound();
        }

        await propose();
        this.Say("finance.decision.proposed");
        return RedirectToAction(nameof(Fee), new { id });
    }
}
