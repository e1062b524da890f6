using Microsoft.AspNetCore.Mvc;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Tendering;

namespace Trading.Web.Areas.Owner.Controllers;

/// <summary>What the pages of an owner's lot share: each action finds the lot first, 404 where the organisation has no part in it.</summary>
public abstract class OwnerLotController(TenderQueries tenders) : Controller
{
    protected TenderQueries Tenders => tenders;

    protected long OrganisationId => User.OrganisationId()!.Value;

    protected Acting Acting => new(User.UserId());

    protected Acting Because(string? reason) => new(User.UserId(), reason?.Trim());

    protected async Task<IActionResult> OnLotAsync(long id, Func<LotView, Task<IActionResult>> act, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(act);
        return await tenders.FindForOrganisationAsync(id, OrganisationId, ct) is { } lot ? await act(lot) : NotFound();
    }

    protected Task<IActionResult> ShowAsync(long id, Func<LotView, object> page, CancellationToken ct) =>
        OnLotAsync(id, lot => Task.FromResult<IActionResult>(View(page(lot))), ct);

    /// <summary>Does it and goes back to the lot.</summary>
    protected Task<IActionResult> ThenLotAsync(long id, Func<LotView, Task> act, CancellationToken ct) => OnLotAsync(
        id,
        async lot =>
        {
            await act(lot);
            return Redirect($"/owner/lots/{id}");
        },
        ct);
}
