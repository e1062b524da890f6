using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Fees;
using Trading.Domain.Treasury;
using Trading.Infrastructure.Fees;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Treasury;
using Trading.Web.Areas.Admin.Models;
using Trading.Web.Shared;

namespace Trading.Web.Areas.Admin.Controllers;

/// <summary>A centre's rooms, which fee schedule it charges and under which revenue model it works from when; an administrator of another centre meets 404.</summary>
[Area("Admin"), Authorize(AreaPolicies.Admin)]
[Route("/admin/centres/{id:long}")]
public sealed class CentreSetupController(CentreQueries queries, RoomService rooms, CentreFeeSchedules schedules, FeeLibrary library,
    CentreRevenueModels models, RevenueLibrary revenue) : Controller
{
    [HttpGet("rooms")]
    public async Task<IActionResult> Rooms(long id, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { } centre)
        {
            return NotFound();
        }

        ViewBag.Centre = centre;
        ViewBag.Rooms = await rooms.OfCentreAsync(id, ct);
        return View(new RoomForm());
    }

    [HttpPost("rooms")]
    public async Task<IActionResult> Rooms(long id, RoomForm form, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is null)
        {
            return NotFound();
        }

        await rooms.OpenAsync(new OpenRoom(id, form.Code!.Trim(), form.NameZh!.Trim(), form.NameEn!.Trim(), form.Capacity!.Value), User.UserId(), ct);
        return RedirectToAction(nameof(Rooms), new { id });
    }

    [HttpPost("rooms/{room:long}/retire")]
    public async Task<IActionResult> Retire(long id, long room, CancellationToken ct) =>
        await FindAsync(id, ct) is not null && await rooms.RetireAsync(id, room, User.UserId(), ct) ? RedirectToAction(nameof(Rooms), new { id }) : NotFound();

    [HttpGet("fee-schedules")]
    public async Task<IActionResult> FeeSchedules(long id, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { } centre)
        {
            return NotFound();
        }

        ViewBag.Centre = centre;
        ViewBag.Set = await schedules.OfCentreAsync(id, ct);
        ViewBag.Keys = Enum.GetValues<FeeOccasion>().SelectMany(library.KeysFor).Distinct().Order(StringComparer.Ordinal).ToList();
        return View(new FeeScheduleForm());
    }

    [HttpPost("fee-schedules")]
    public async Task<IActionResult> FeeSchedules(long id, FeeScheduleForm form, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is null)
        {
            return NotFound();
        }

        await schedules.SetAsync(id, form.Occasion!.Value, form.Key!, form.From!.Value, form.To, User.UserId(), ct);
        return RedirectToAction(nameof(FeeSchedules), new { id });
    }

    [HttpGet("revenue-models")]
    public async Task<IActionResult> RevenueModels(long id, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { } centre)
        {
            return NotFound();
        }

        ViewBag.Centre = centre;
        ViewBag.Set = await models.OfCentreAsync(id, ct);
        ViewBag.Models = revenue.All;
        return View(new RevenueModelForm());
    }

    [HttpPost("revenue-models")]
    public async Task<IActionResult> RevenueModels(long id, RevenueModelForm form, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is null)
        {
            return NotFound();
        }

        var treasury = new TreasuryAccount(form.TreasuryName!.Trim(), form.TreasuryNumber!.Trim(), form.TreasuryBank!.Trim());
        await models.SetAsync(id, form.Key!, form.From!.Value, form.To, treasury, User.UserId(), ct);
        return RedirectToAction(nameof(RevenueModels), new { id });
    }

    private async Task<Domain.Parties.Centre?> FindAsync(long id, CancellationToken ct) => (User.CentreId() ?? id) == id ? await queries.FindAsync(id, ct) : null;
}
