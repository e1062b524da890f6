using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Participation;
using Trading.Domain.Parties;
using Trading.Infrastructure;
using Trading.Infrastructure.Participation;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Treasury;
using Trading.Web.Areas.Bidder.Models;
using Trading.Web.Shared;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Bidder.Controllers;

/// <summary>One lot for a bidder. Who does not take part sees what everybody sees, the same whoever else does.</summary>
[Area("Bidder"), Authorize(AreaPolicies.Bidder)]
[Route("/bidder/lots/{id:long}")]
public sealed class LotsController(OwnLotQueries lots, OrganisationQueries organisations, ParticipationService participations, NonTaxPrints prints, PageClock clock) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Lot(long id, CancellationToken ct)
    {
        if (await lots.FaceAsync(id, ct) is not { } face)
        {
            return NotFound();
        }

        var (own, terms) = (await lots.FindAsync(id, OrganisationId, ct), await lots.TermsAsync(id, ct));
        return View(new LotPage(face, own is null ? null : await lots.WithPoolAsync(own, OrganisationId, terms, ct), await OrganisationAsync(ct), terms, clock.NowUtc));
    }

    /// <summary>A paper of the fee that the organisation owes for the lot; 404 for anybody else.</summary>
    [HttpGet("papers/{number}.pdf")]
    public async Task<IActionResult> Paper(long id, string number, CancellationToken ct) =>
        (await lots.FindAsync(id, OrganisationId, ct))?.Result?.Fees.FirstOrDefault(f => f.Papers.Any(p => p.Number == number)) is { } fee ? this.Paper(await prints.FindAsync(null, fee.Id, number, WordsLanguages.Current, ct), number) : NotFound();

    [HttpPost("take-part"), RefusalPage(nameof(Lot))]
    public async Task<IActionResult> TakePart(long id, [Bind(Prefix = "Form")] TakePartForm form, CancellationToken ct)
    {
        if (await lots.FaceAsync(id, ct) is null)
        {
            return NotFound();
        }

        var organisation = await OrganisationAsync(ct);
        var account = organisation.Account;
        var link = new BidderLink(id, organisation.Id, organisation.Name, account.AccountNumber, account.BankName) { IsBasicAccount = account.IsBasic, Members = Consortium.Members(organisation.Name, form.Members) };
        await participations.TakePartAsync(link, ct);
        return RedirectToAction(nameof(Lot), new { id });
    }

    private long OrganisationId => User.OrganisationId()!.Value;

    // The policy asked for the membership, and organisations are never deleted.
    private async Task<Organisation> OrganisationAsync(CancellationToken ct) => (await organisations.FindAsync(OrganisationId, ct))!;
}
