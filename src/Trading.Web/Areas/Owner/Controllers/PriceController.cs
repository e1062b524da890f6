using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Shared;
using Trading.Infrastructure;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Proceeds;
using Trading.Web.Areas.Owner.Models;
using Trading.Web.Shared;

namespace Trading.Web.Areas.Owner.Controllers;

/// <summary>The price of the organisation's own lot: what the buyer pays by when, what arrived, and what was passed on; 404 for anybody else, its agency too.</summary>
[Area("Owner"), Authorize(AreaPolicies.Owner)]
[Route("/owner/lots/{id:long}/price")]
public sealed class PriceController(PriceQueries prices, PricePrints prints, PageClock clock) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(long id, CancellationToken ct) => await OwnAsync(id, ct) is { } item
        ? View(new PricePage(id, item, await prices.ReceiptsAsync(item.Plan.Id, ct), await prices.SentAsync(item.Plan.Id, ct), await prices.ReturnsAsync(item.Plan, ct), Instants.BeijingDay(clock.NowUtc)))
        : NotFound();

    [HttpGet("receipts/{number}.pdf")]
    public async Task<IActionResult> Receipt(long id, string number, CancellationToken ct) =>
        await OwnAsync(id, ct) is { } item ? this.Paper(await prints.FindAsync(item.Plan, number, WordsLanguages.Current, ct), number) : NotFound();

    private Task<PriceItem?> OwnAsync(long lotId, CancellationToken ct) => prices.OfOwnerAsync(lotId, User.OrganisationId()!.Value, ct);
}
