using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Shared;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Documents;
using Trading.Infrastructure.Participation;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Tendering;
using Trading.Web.Areas.Bidder.Models;
using Trading.Web.Shared;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Bidder.Controllers;

/// <summary>
/// Hands in, replaces and withdraws a sealed bid. The service decides at its own instant: a page that was opened in time does not make a late bid
/// timely, and the refusal says when it came and under which number that is on record.
/// </summary>
[Area("Bidder"), Authorize(AreaPolicies.Bidder)]
[Route("/bidder/lots/{id:long}/bid")]
public sealed class BidController(OwnLotQueries lots, BidService bids, DepositService deposits, UploadRules uploads, PageClock clock) : Controller
{
    private const long LargestRequest = 1_100_000_000;

    [HttpGet("")]
    public async Task<IActionResult> Index(long id, CancellationToken ct) => await OwnAsync(id, ct) is { } own
        ? View(new BidPage(own, new BidForm { Days = own.Standing?.Record.ContractDays }, uploads, clock.NowUtc))
        : NotFound();

    [HttpPost(""), RequestSizeLimit(LargestRequest), SealedUpload]
    public async Task<IActionResult> Index(long id, [Bind(Prefix = "Form")] BidForm form, CancellationToken ct)
    {
        if (await OwnAsync(id, ct) is not { } own)
        {
            return NotFound();
        }

        try
        {
            // Lateness goes before everything else that may be wrong: who is late is told so, with the time and a number.
            await bids.RequireInTimeAsync(id, ct);
            if (await RefuseDefectsAsync(form, own, ct) is { } refused)
            {
                return refused;
            }

            return RedirectToAction("Receipt", "Receipts", new { (await SubmitAsync(id, form, ct)).Number });
        }
        catch (BidRefusedException refusal)
        {
            return Refused(own.Lot, refusal);
        }
    }

    [HttpGet("withdraw")]
    public async Task<IActionResult> Withdraw(long id, CancellationToken ct) => await OwnAsync(id, ct) is { } own
        ? View(new WithdrawPage(own, await deposits.WithdrawalTermsAsync(id, ct), clock.NowUtc))
        : NotFound();

    [HttpPost("withdraw")]
    public async Task<IActionResult> WithdrawNow(long id, CancellationToken ct)
    {
        if (await OwnAsync(id, ct) is not { } own)
        {
            return NotFound();
        }

        try
        {
            await bids.WithdrawAsync(id, OrganisationId, ct);
            return RedirectToAction("Lot", "Lots", new { id });
        }
        catch (BidRefusedException refusal)
        {
            return Refused(own.Lot, refusal);
        }
    }

    private long OrganisationId => User.OrganisationId()!.Value;

    private Task<OwnLot?> OwnAsync(long id, CancellationToken ct) => lots.FindAsync(id, OrganisationId, ct);

    // Everything at once: whoever has mended the price does not want to hear of a file.
    private async Task<IActionResult?> RefuseDefectsAsync(BidForm form, OwnLot own, CancellationToken ct)
    {
        IActionResult? refused = null;
        foreach (var (field, key, values) in form.Defects(own.Lot.Ceiling, uploads.LargestFile))
        {
            refused = this.RefusedAt($"Form.{field}", key, values);
        }

        foreach (var file in form.Files)
        {
            try
            {
                await using var content = file.OpenReadStream();
                await FileKinds.RequireAsync(file.FileName, content, uploads.Kinds, ct);
            }
            catch (RuleBrokenException refusal)
            {
                refused = this.RefusedAt($"Form.{nameof(form.Files)}", $"rule.{refusal.Rule}", [.. refusal.Limits]);
            }
        }

        return refused;
    }

    private async Task<BidReceipt> SubmitAsync(long id, BidForm form, CancellationToken ct)
    {
        var files = new List<OfferedFile>();
        try
        {
            foreach (var (index, file) in form.Files.Index())
            {
                files.Add(new OfferedFile(FileKinds.Label(file.FileName), file.OpenReadStream(), form.AnnouncedFor(index)));
            }

            return await bids.SubmitAsync(new SubmitBid(id, OrganisationId, form.Price is { } yuan ? Money.Yuan(yuan) : null, form.Days, files), ct);
        }
        finally
        {
            foreach (var file in files)
            {
                await file.Content.DisposeAsync();
            }
        }
    }

    private ViewResult Refused(LotFace lot, BidRefusedException refusal)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("Refused", new RefusedBidPage(lot, refusal));
    }
}
