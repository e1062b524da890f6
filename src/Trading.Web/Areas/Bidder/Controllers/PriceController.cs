using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Shared;
using Trading.Infrastructure;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Proceeds;
using Trading.Web.Areas.Bidder.Models;
using Trading.Web.Shared;

namespace Trading.Web.Areas.Bidder.Controllers;

/// <summary>The price that the organisation owes for a lot: what, by when, where to, and the receipts of what was paid; 404 for anybody else.</summary>
[Area("Bidder"), Authorize(AreaPolicies.Bidder)]
[Route("/bidder/lots/{id:long}/price")]
public sealed class PriceController(PriceQueries prices, PricePrints prints, StatementQueries banks, PageClock clock) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(long id, CancellationToken ct) => await OwnAsync(id, ct) is { } item
        ? View(new PricePage(
            id, item, (await banks.AccountsAsync(item.Plan.CentreId, ct)).Single(a => a.Id == item.Plan.BankAccountId), await prices.ReceiptsAsync(item.Plan.Id, ct),
            Instants.BeijingDay(clock.NowUtc))
        {
            Returns = await prices.ReturnsAsync(item.Plan, ct),
        })
        : NotFound();

    [HttpGet("receipts/{number}.pdf")]
    public async Task<IActionResult> Receipt(long id, string number, CancellationToken ct) =>
        await OwnAsync(id, ct) is { } item ? this.Paper(await prints.FindAsync(item.Plan, number, WordsLanguages.Current, ct), number) : NotFound();

    private Task<PriceItem?> OwnAsync(long lotId, CancellationToken ct) => prices.OwnAsync(lotId, User.OrganisationId()!.Value, ct);
}
