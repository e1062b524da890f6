using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Reports;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Participation;
using Trading.Infrastructure.Parties;
using Trading.Web.Areas.Bidder.Models;
using Trading.Web.Shared;

namespace Trading.Web.Areas.Bidder.Controllers;

/// <summary>The organisation's own deposit: where to pay, where it stands, its receipt, and the way out before the deadline.</summary>
[Area("Bidder"), Authorize(AreaPolicies.Bidder)]
[Route("/bidder/lots/{id:long}/deposit")]
public sealed class DepositController(OwnLotQueries lots, DepositService deposits, UncoveredBids uncovered, PageClock clock) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(long id, CancellationToken ct) => await PageAsync(id, ct) is { } page ? View(page) : NotFound();

    [HttpGet("receipt")]
    public async Task<IActionResult> Receipt(long id, CancellationToken ct) =>
        await PageAsync(id, ct) is { Own.Receipts.Count: > 0 } page ? View(page) : NotFound();

    /// <summary>All that came and went, as a file.</summary>
    [HttpGet("statement.{format}")]
    public async Task<IActionResult> Statement(long id, ReportFormat format, CancellationToken ct) => await lots.FindAsync(id, OrganisationId, ct) is { } own
        ? this.Table(DepositStatement.Of(own, clock.NowUtc), format, $"deposit-{own.Lot.Code}")
        : NotFound();

    [HttpGet("leave")]
    public async Task<IActionResult> Leave(long id, CancellationToken ct) => await PageAsync(id, ct) is { } page ? View(page) : NotFound();

    /// <summary>Ends the participation: the deposit goes back, and no bid can be handed in any more.</summary>
    [HttpPost("leave")]
    public async Task<IActionResult> LeaveNow(long id, CancellationToken ct)
    {
        if (await PageAsync(id, ct) is not { } page)
        {
            return NotFound();
        }

        await deposits.WithdrawDepositAsync(page.Own.Deposit.ParticipationId, OrganisationId, ct);
        return RedirectToAction(nameof(Index), new { id });
    }

    private long OrganisationId => User.OrganisationId()!.Value;

    private async Task<OwnLotPage?> PageAsync(long id, CancellationToken ct)
    {
        if (await lots.FindAsync(id, OrganisationId, ct) is not { } own)
        {
            return null;
        }

        var terms = await lots.TermsAsync(id, ct);
        return new OwnLotPage(await lots.WithPoolAsync(own, OrganisationId, terms, ct), terms, clock.NowUtc, await lots.SuspenseAsync(own.Link.Name, clock.NowUtc, ct))
        {
            Uncovered = await uncovered.OfBidAsync(id, own.Deposit.ParticipationId, ct),
        };
    }
}
