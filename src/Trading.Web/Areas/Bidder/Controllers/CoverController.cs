using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Documents;
using Trading.Infrastructure.Participation;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Tendering;
using Trading.Web.Areas.Bidder.Models;
using Trading.Web.Shared;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Bidder.Controllers;

/// <summary>Hands in a guarantee or an insurance instead of the deposit's money, replaces it and takes it back; sealed until the opening as bids are.</summary>
[Area("Bidder"), Authorize(AreaPolicies.Bidder)]
[Route("/bidder/lots/{id:long}/deposit/cover")]
public sealed class CoverController(OwnLotQueries lots, CoverService covers, UploadRules uploads, PageClock clock) : Controller
{
    private const long LargestRequest = 1_100_000_000;

    [HttpGet("")]
    public async Task<IActionResult> Index(long id, CancellationToken ct)
    {
        if (await lots.FindAsync(id, OrganisationId, ct) is not { } own)
        {
            return NotFound();
        }

        var terms = await covers.TermsAsync(id, ct);
        return View(new CoverPage(
            own, terms, new CoverForm { Beneficiary = terms.Beneficiary, Amount = terms.Due.Fen / 100m, ValidThrough = terms.Validity.Date }, uploads, clock.NowUtc));
    }

    [HttpPost(""), RequestSizeLimit(LargestRequest), SealedUpload]
    public async Task<IActionResult> Index(long id, [Bind(Prefix = "Form")] CoverForm form, CancellationToken ct)
    {
        if (await lots.FindAsync(id, OrganisationId, ct) is null)
        {
            return NotFound();
        }

        await using var content = form.File!.OpenReadStream();
        await covers.HandInAsync(new HandInCover(id, OrganisationId, form.Facts(), new OfferedFile(form.File.FileName, content, null)), ct);
        this.Say("cover.handed-in");
        return RedirectToAction("Index", "Deposit", new { id });
    }

    /// <summary>The bid is to stand on the deposit that the organisation has paid for another lot of the project.</summary>
    [HttpPost("stand-on"), RefusalPage(nameof(Index))]
    public async Task<IActionResult> StandOn(long id, long paying, CancellationToken ct)
    {
        if (await lots.FindAsync(id, OrganisationId, ct) is null)
        {
            return NotFound();
        }

        await covers.StandOnAsync(id, paying, OrganisationId, ct);
        this.Say("pool.stands");
        return RedirectToAction("Index", "Deposit", new { id });
    }

    [HttpPost("withdraw"), RefusalPage(nameof(Index))]
    public async Task<IActionResult> Withdraw(long id, CancellationToken ct)
    {
        if (await lots.FindAsync(id, OrganisationId, ct) is null)
        {
            return NotFound();
        }

        await covers.WithdrawAsync(id, OrganisationId, ct);
        this.Say("cover.withdrawn");
        return RedirectToAction("Index", "Deposit", new { id });
    }

    private long OrganisationId => User.OrganisationId()!.Value;
}
