using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Shared;
using Trading.Web.Areas.Supervisor.Models;
using Trading.Web.Shared;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Supervisor.Controllers;

/// <summary>A deposit of an opened lot as supervisors see it, and the orders that hold it up. 404 where it is another centre's, or its lot is not opened.</summary>
[Area("Supervisor"), Authorize(AreaPolicies.Supervisor)]
[Route("/supervisor/deposits/{id:guid}")]
public sealed class DepositsController(DepositLifeQueries queries, DepositOrders orders) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Deposit(Guid id, CancellationToken ct) =>
        await FindAsync(id, ct) is { } life ? View(new WatchedDepositPage(life, new FreezeForm(), new LiftForm())) : NotFound();

    [HttpPost("freeze"), RefusalPage(nameof(Deposit))]
    public Task<IActionResult> Freeze(Guid id, FreezeForm freeze, CancellationToken ct) =>
        ChangeAsync(id, () => orders.FreezeAsync(id, freeze.Number!, freeze.Authority!, freeze.Reason!, new Acting(User.UserId()), ct), "supervisor.order.given", ct);

    [HttpPost("unfreeze"), RefusalPage(nameof(Deposit))]
    public Task<IActionResult> Unfreeze(Guid id, LiftForm lift, CancellationToken ct) =>
        ChangeAsync(id, () => orders.UnfreezeAsync(id, lift.Because!, new Acting(User.UserId()), ct), "supervisor.order.lifted", ct);

    private async Task<IActionResult> ChangeAsync(Guid id, Func<Task> change, string outcome, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is null)
        {
            return NotFound();
        }

        await change();
        this.Say(outcome);
        return RedirectToAction(nameof(Deposit), new { id });
    }

    private Task<DepositLife?> FindAsync(Guid id, CancellationToken ct) => queries.FindAsync(User.CentreId(), id, ct);
}
