using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Parties;
using Trading.Domain.Proceeds;
using Trading.Domain.Shared;
using Trading.Infrastructure;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Proceeds;
using Trading.Infrastructure.Settlement;
using Trading.Infrastructure.Shared;
using Trading.Web.Areas.Finance.Models;
using Trading.Web.Shared;
using Trading.Web.Shared.Charts;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Finance.Controllers;

/// <summary>Prices that the person's centre holds for others: plans, payments, receipts, and what is passed on. Each action on a plan finds it first: 404 where it is another centre's.</summary>
[Area("Finance"), Authorize(AreaPolicies.Finance)]
[Route("/finance/proceeds")]
public sealed class ProceedsController(
    PriceQueries prices, PricePrints prints, PricePlans plans, PricePlanChanges changes, PenaltyWaivers waivers, PenaltyReturns returns, ProceedsPayouts payouts, DecisionQueries decisions, StatementQueries banks, PageClock clock) : Controller
{
    private const int PageSize = 20;

    private DateOnly Today => Instants.BeijingDay(clock.NowUtc);

    [HttpGet("")]
    public async Task<IActionResult> Index(PricePlanState? state, DayFilter days, CancellationToken ct, int page = 1)
    {
        var centre = User.Officer().CentreId;
        var paging = new Paging(Math.Max(1, page), PageSize, await prices.CountAsync(centre, state, days, ct));
        var accounts = await banks.AccountsAsync(centre, ct);
        var months = await prices.MonthsAsync(centre, ct);
        return View(new ProceedsPage(
            state, days, await prices.ListAsync(centre, state, days, (paging.Page - 1) * PageSize, PageSize, ct), paging,
            new RemitForm { BankAccountId = accounts is [var account, ..] ? account.Id : null, UpTo = Today, PayOn = Today }, accounts,
            await prices.TotalsAsync(centre, ct), months.Count == 0 ? null : ChartOf(months), Today, User.IsInRole(Roles.FinanceMaker)));
    }

    [HttpPost("pass-on"), Authorize(Roles = Roles.FinanceMaker), RefusalPage(nameof(Index))]
    public async Task<IActionResult> PassOn(RemitForm form, CancellationToken ct)
    {
        var centre = User.Officer().CentreId;
        if ((await banks.AccountsAsync(centre, ct)).All(a => a.Id != form.BankAccountId))
        {
            return NotFound();
        }

        var batch = await payouts.MakeBatchAsync(centre, form.BankAccountId!.Value, form.UpTo!.Value, form.PayOn!.Value, new Acting(User.UserId()), ct);
        return LocalRedirect($"/finance/refunds/{batch}");
    }

    [HttpGet("new"), Authorize(Roles = Roles.FinanceMaker)]
    public async Task<IActionResult> New(Guid? winner, int? rows, CancellationToken ct) => View(new NewPlanPage(
        new PricePlanForm { ParticipationId = winner, Rows = InstalmentRow.Empty(rows) },
        await prices.WinnersAsync(User.Officer().CentreId, ct)));

    [HttpPost("new"), Authorize(Roles = Roles.FinanceMaker), RefusalPage(nameof(New))]
    public async Task<IActionResult> Propose(PricePlanForm form, CancellationToken ct)
    {
        if ((await prices.WinnersAsync(User.Officer().CentreId, ct)).All(w => w.ParticipationId != form.ParticipationId))
        {
            return NotFound();
        }

        var id = await plans.ProposeAsync(form.ParticipationId!.Value, form.Terms(), form.Reason!, new Acting(User.UserId()), ct);
        this.Say("proceeds.proposed");
        return RedirectToAction(nameof(Plan), new { id });
    }

    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Plan(Guid id, CancellationToken ct)
    {
        var centre = User.Officer().CentreId;
        return await prices.FindAsync(centre, id, ct) is { } item
            ? View(new PlanPage(item, await prices.ReceiptsAsync(id, ct), await prices.PayoutsAsync(id, ct), await decisions.OfAsync(centre, id, ct), Today)
            {
                Registered = await prices.RegisteredAsync(item.Plan, ct),
                Returns = await prices.ReturnsAsync(item.Plan, ct),
                IsMaker = User.IsInRole(Roles.FinanceMaker),
            })
            : NotFound();
    }

    [HttpPost("{id:guid}/waive"), Authorize(Roles = Roles.FinanceMaker), RefusalPage(nameof(Plan))]
    public Task<IActionResult> Waive(Guid id, WaivePenaltyForm waive, CancellationToken ct) => ThenAsync(
        id, () => waivers.ProposeAsync(id, Money.Yuan(waive.AmountYuan!.Value), waive.Consent!, waive.Reason!, new Acting(User.UserId()), ct), ct);

    [HttpPost("{id:guid}/give-back"), Authorize(Roles = Roles.FinanceMaker), RefusalPage(nameof(Plan))]
    public Task<IActionResult> GiveBack(Guid id, GiveBackForm back, CancellationToken ct) => ThenAsync(
        id, () => returns.ProposeAsync(id, back.Receipt!, Money.Yuan(back.AmountYuan!.Value), back.Consent!, back.Reason!, new Acting(User.UserId()), ct), ct);

    [HttpPost("{id:guid}/payee"), Authorize(Roles = Roles.FinanceMaker), RefusalPage(nameof(Plan))]
    public Task<IActionResult> CorrectPayee(Guid id, CorrectPayeeForm payee, CancellationToken ct) => ThenAsync(
        id, () => changes.ProposePayeeAsync(id, payee.Reason!, new Acting(User.UserId()), ct), ct);

    [HttpGet("{id:guid}/change"), Authorize(Roles = Roles.FinanceMaker)]
    public async Task<IActionResult> Change(Guid id, int? rows, CancellationToken ct) => await prices.FindAsync(User.Officer().CentreId, id, ct) is { Plan.State: PricePlanState.Open } item
        ? View(new ChangePlanPage(item, new ChangePlanForm { Rows = InstalmentRow.Unpaid(item.Plan, rows) }))
        : NotFound();

    [HttpPost("{id:guid}/change"), Authorize(Roles = Roles.FinanceMaker), RefusalPage(nameof(Change))]
    public Task<IActionResult> ProposeChange(Guid id, ChangePlanForm form, CancellationToken ct) => ThenAsync(
        id, () => changes.ProposeTermsAsync(id, form.Terms(), form.Reason!, new Acting(User.UserId()), ct), ct);

    private async Task<IActionResult> ThenAsync(Guid id, Func<Task<Guid>> propose, CancellationToken ct)
    {
        if (await prices.FindAsync(User.Officer().CentreId, id, ct) is null)
        {
            return NotFound();
        }

        await propose();
        this.Say("proceeds.change-proposed");
        return RedirectToAction(nameof(Plan), new { id });
    }

    [HttpGet("{id:guid}/receipts/{number}.pdf")]
    public async Task<IActionResult> Receipt(Guid id, string number, CancellationToken ct) =>
        await prices.FindAsync(User.Officer().CentreId, id, ct) is { } item ? this.Paper(await prints.FindAsync(item.Plan, number, WordsLanguages.Current, ct), number) : NotFound();

    private static Chart ChartOf(IReadOnlyList<PriceMonth> months) => new(
        PageWords.W("proceeds.chart"), PageWords.W("proceeds.month"), [.. months.Select(m => FormattableString.Invariant($"{m.Month:yyyy-MM}"))],
        new ChartSeries(PageWords.W("proceeds.chart-due"), [.. months.Select(m => m.Due.Fen / 100m)]),
        new ChartSeries(PageWords.W("proceeds.chart-received"), [.. months.Select(m => m.Received.Fen / 100m)]))
    {
        Format = "#,##0.00",
    };
}
