using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Infrastructure.Closing;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Shared;
using Trading.Web.Areas.Finance.Models;
using Trading.Web.Shared;
using Trading.Web.Shared.Forms;
using Trading.Web.Shared.SignIn;

namespace Trading.Web.Areas.Finance.Controllers;

/// <summary>
/// The close of the months of the person's centre: a maker proposes, a checker closes. Control totals are shown to nobody, for they count what is not
/// opened. Each action finds the month first: 404 where it is another centre's.
/// </summary>
[Area("Finance"), Authorize(AreaPolicies.Finance)]
[Route("/finance/closing")]
public sealed class ClosingController(MonthCloseQueries queries, MonthBooks books, MonthCloseService service, PageClock clock) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct)
    {
        var centre = User.Officer().CentreId;
        var (turn, today) = (await books.TurnAsync(centre, ct), Instants.BeijingDay(clock.NowUtc));
        var hasEnded = turn is { } due && today >= due.AddMonths(1);
        return View(new ClosingPage(
            new CloseMonthForm { Month = turn }, turn, today, hasEnded ? await books.ProofsAsync(centre, turn!.Value, ct) : [], await queries.ListAsync(centre, ct),
            User.IsInRole(Roles.FinanceMaker)));
    }

    [HttpPost(""), Authorize(Roles = Roles.FinanceMaker)]
    public async Task<IActionResult> Index(CloseMonthForm form, CancellationToken ct)
    {
        var officer = User.Officer();
        await service.ProposeAsync(officer.CentreId, form.Month!.Value, form.Reason, new Acting(officer.UserId), ct);
        this.Say("finance.closing.proposed");
        return RedirectToAction(nameof(Index));
    }

    [HttpGet("{id:guid}"), StepUp]
    public async Task<IActionResult> Period(Guid id, CancellationToken ct) => await FindAsync(id, ct) is { } period
        ? View(new PeriodPage(
            period, await books.ProofsAsync(User.Officer().CentreId, period.Month, ct), new DeclineForm(), period.ProposedBy == User.UserId(), User.IsInRole(Roles.FinanceChecker)))
        : NotFound();

    [HttpPost("{id:guid}/close"), StepUp, RefusalPage(nameof(Period))]
    public Task<IActionResult> Close(Guid id, CancellationToken ct) =>
        DecideAsync(id, () => service.CloseAsync(id, new Acting(User.UserId()), ct), "finance.closing.closed", ct);

    [HttpPost("{id:guid}/decline"), StepUp, RefusalPage(nameof(Period))]
    public Task<IActionResult> Decline(Guid id, DeclineForm form, CancellationToken ct) =>
        DecideAsync(id, () => service.DeclineAsync(id, form.Reason!, new Acting(User.UserId()), ct), "finance.closing.declined", ct);

    private async Task<IActionResult> DecideAsync(Guid id, Func<Task> decide, string outcome, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { } period)
        {
            return NotFound();
        }

        // Whoever proposed it is refused by the service, in the words of the rule.
        if (!User.IsInRole(Roles.FinanceChecker) && period.ProposedBy != User.UserId())
        {
            return this.Refused("finance.closing.checkers-only");
        }

        await decide();
        this.Say(outcome);
        return RedirectToAction(nameof(Index));
    }

    private Task<PeriodItem?> FindAsync(Guid id, CancellationToken ct) => queries.FindAsync(User.Officer().CentreId, id, ct);
}
