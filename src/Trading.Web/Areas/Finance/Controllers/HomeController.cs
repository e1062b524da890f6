using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Deposits;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Supervision;
using Trading.Web.Areas.Finance.Models;
using Trading.Web.Shared;

namespace Trading.Web.Areas.Finance.Controllers;

/// <summary>Due work first: what somebody of finance has to do, the most urgent at the top.</summary>
[Area("Finance"), Authorize(AreaPolicies.Finance)]
[Route("/finance")]
public sealed class HomeController(
    DepositQueries deposits, SuspenseQueries suspense, RepaymentQueries repayments, StatementQueries statements, SupervisionQueries steps, PageClock clock) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct)
    {
        var centre = User.Officer().CentreId;
        var light = await steps.LightsOfDaysAsync(centre, ct);
        var refunds = await RefundsAsync(centre, light, ct);
        var unmatched = await SuspenseAsync(centre, light, ct);
        var batches = (await repayments.OpenAsync(centre, ct)).Select(batch => BatchWork(batch, light(batch.PayOn))).ToList();
        var held = (await statements.OpenAsync(centre, ct)).Select(HeldWork).ToList();
        WorkItem[] work = [.. refunds, .. unmatched, .. batches, .. held, .. await StepsAsync(centre, ct)];
        return View(new FinanceHomePage(
            [.. work.OrderByDescending(w => w.Light)], refunds.Count, unmatched.Count, batches.Count, held.Count, Instants.BeijingDay(clock.NowUtc)));
    }

    private async Task<List<WorkItem>> RefundsAsync(long centre, Func<DateOnly, StepLight> light, CancellationToken ct)
    {
        var due = (await deposits.DueAsync(centre, ct)).Where(d => d.State == DepositState.RefundDue)
            .GroupBy(d => (d.LotCode, d.LotName, d.DueOn, d.Citation))
            .Select(g => Refund(light(g.Key.DueOn), PageWords.W("finance.work.refund"), $"{g.Key.LotCode} {g.Key.LotName}", g.Key.DueOn, g.Key.Citation, g.Select(d => d.Amount)));
        var waiting = (await deposits.WaitingAsync(centre, ct)).GroupBy(w => (w.DueOn, w.Citation))
            .Select(g => Refund(light(g.Key.DueOn), PageWords.W("finance.work.withdrawn"), "", g.Key.DueOn, g.Key.Citation, g.Select(w => w.Amount)));
        return [.. due, .. waiting];
    }

    private static WorkItem Refund(StepLight light, string title, string name, DateOnly dueOn, string citation, IEnumerable<Money> amounts) => new(
        light, title, name, "/finance/refunds", PageWords.W("finance.work.due", dueOn), citation, amounts.Aggregate(Money.Zero, (sum, m) => sum + m));

    private async Task<List<WorkItem>> SuspenseAsync(long centre, Func<DateOnly, StepLight> light, CancellationToken ct) =>
    [
        .. (await suspense.DueAsync(centre, ct)).Items.Where(d => d.Item.State == BankLineState.Suspense).Select(d => new WorkItem(
            light(d.DueOn), d.Item.Need == SuspenseNeed.Return ? PageWords.W("finance.work.suspense") : Words.Of(d.Item.Need, WordsLanguages.Current), d.Item.PayerName,
            d.Item.WaitingDecision is { } decision ? $"/finance/decisions/{decision}" : $"/finance/suspense/{d.Item.LineId}", PageWords.W("finance.work.due", d.DueOn),
            d.Citation, d.Item.Amount)),
    ];

    private static WorkItem BatchWork(BatchItem batch, StepLight light) => new(
        light,
        PageWords.W(batch.State == BatchState.Made ? "finance.work.approve" : "finance.work.reply", batch.Payments),
        "", $"/finance/refunds/{batch.Id}", PageWords.W("finance.work.pay-on", batch.PayOn), null, batch.Total);

    private static WorkItem HeldWork(StatementItem statement) => new(
        StepLight.Red, PageWords.W("finance.work.held", statement.FromDay, statement.ToDay), "",
        statement.WaitingDecision is { } decision ? $"/finance/decisions/{decision}" : $"/finance/statements/{statement.Id}",
        PageWords.W(statement.WaitingDecision is null ? "finance.work.held-hint" : "finance.work.held-waits"), null, statement.Difference);

    // Refunds stand above lot by lot already.
    private async Task<IEnumerable<WorkItem>> StepsAsync(long centre, CancellationToken ct) =>
        (await steps.OpenStepsAsync(centre, Posts.FinanceMaker, ct)).Where(s => s.Stage != Stages.DepositRefund)
            .Select(s => new WorkItem(s.Light, SupervisorWords.Stage(s.Stage), $"{s.LotCode} {s.LotName}", "/finance/refunds", "", s.Citation, null));
}
