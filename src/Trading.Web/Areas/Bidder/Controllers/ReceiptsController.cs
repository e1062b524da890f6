using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Infrastructure.Participation;
using Trading.Infrastructure.Parties;
using Trading.Web.Areas.Bidder.Models;
using Trading.Web.Shared;

namespace Trading.Web.Areas.Bidder.Controllers;

/// <summary>Receipts of sealed bids; another organisation's number is no number.</summary>
[Area("Bidder"), Authorize(AreaPolicies.Bidder)]
public sealed class ReceiptsController(OwnLotQueries lots, OrganisationQueries organisations, PageClock clock) : Controller
{
    [HttpGet("/bidder/receipts/{number}")]
    public async Task<IActionResult> Receipt(string number, CancellationToken ct)
    {
        var organisationId = User.OrganisationId()!.Value;
        return await lots.ReceiptAsync(number, organisationId, ct) is { } found
            ? View(new ReceiptPage(found.Lot, found.Bid, (await organisations.FindAsync(organisationId, ct))!, clock.NowUtc))
            : NotFound();
    }
}
