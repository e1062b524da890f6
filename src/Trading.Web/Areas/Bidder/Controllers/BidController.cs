using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
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
/// Puts together, hands in, replaces and withdraws a sealed bid. What is put together is kept step by step and counts for nothing until the bidder has
/// looked at all of it and hands it in. The service decides at its own instant: a page that was opened in time does not make a late bid timely, and the
/// refusal says when it came and under which number that is on record.
/// </summary>
[Area("Bidder"), Authorize(AreaPolicies.Bidder)]
[Route("/bidder/lots/{id:long}/bid")]
public sealed class BidController(OwnLotQueries lots, BidService bids, BidDraftService drafts, DepositService deposits, UploadRules uploads, PageClock clock) : Controller
{
    private const long LargestRequest = 1_100_000_000;

    [HttpGet("")]
    public async Task<IActionResult> Index(long id, CancellationToken ct)
    {
        if (await OwnAsync(id, ct) is not { } own)
        {
            return NotFound();
        }

        var draft = await drafts.FindAsync(id, OrganisationId, ct);
        var form = draft is null ? new BidForm { Days = own.Standing?.Record.ContractDays } : BidForm.Of(draft);
        return View(new BidPage(own, form, draft, uploads, clock.NowUtc));
    }

    [HttpPost(""), RequestSizeLimit(LargestRequest), SealedUpload, TakesFaultyForms]
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
            return await KeepAsync(id, form, own, ct) ?? RedirectToAction(form.Remove is null ? nameof(Check) : nameof(Index), new { id });
        }
        catch (BidRefusedException refusal)
        {
            return Refused(own.Lot, refusal);
        }
    }

    [HttpGet("check")]
    public async Task<IActionResult> Check(long id, CancellationToken ct)
    {
        if (await OwnAsync(id, ct) is not { } own)
        {
            return NotFound();
        }

        return own.Lot.TakesBids(clock.NowUtc) && await drafts.FindAsync(id, OrganisationId, ct) is { IsComplete: true } draft && !BidForm.Of(draft).Defects(own.Lot.Ceiling, draft).Any()
            ? View(new BidCheckPage(own, draft, new BidCheckForm(), clock.NowUtc))
            : RedirectToAction(nameof(Index), new { id });
    }

    [HttpPost("check")]
    public async Task<IActionResult> Check(long id, [Bind(Prefix = "Form")] BidCheckForm form, CancellationToken ct)
    {
        if (await OwnAsync(id, ct) is not { } own)
        {
            return NotFound();
        }

        try
        {
            await bids.RequireInTimeAsync(id, ct);
            if (!form.IsConfirmed)
            {
                return this.RefusedAt($"Form.{nameof(form.IsConfirmed)}", "bid.not-confirmed");
            }

            return await drafts.SubmitAsync(id, OrganisationId, form.Seen ?? "", ct) is { } receipt
                ? RedirectToAction("Receipt", "Receipts", new { receipt.Number })
                : this.Refused("bid.changed-meanwhile");
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

    /// <summary>
    /// Keeps all that can be kept, whatever else is wrong, and then says everything at once: whoever has mended the price does not want to hear of a
    /// file. Null where nothing is wrong.
    /// </summary>
    private async Task<IActionResult?> KeepAsync(long id, BidForm form, OwnLot own, CancellationToken ct)
    {
        foreach (var (index, file) in form.Files.Index())
        {
            await KeepAsync(id, file, form.AnnouncedFor(index), ct);
        }

        if (form.Remove is { } removed)
        {
            await drafts.RemoveFileAsync(id, OrganisationId, removed, ct);
        }

        await drafts.SaveAsync(id, OrganisationId, form.Price, form.Days, ct);
        if (form.Remove is null)
        {
            AddDefects(form, own, await drafts.FindAsync(id, OrganisationId, ct));
        }

        return ModelState.IsValid ? null : new FormAgainResult();
    }

    private async Task KeepAsync(long id, IFormFile file, string? announced, CancellationToken ct)
    {
        try
        {
            await using var content = file.OpenReadStream();
            await drafts.AddFileAsync(id, OrganisationId, new OfferedFile(file.FileName, content, announced), ct);
        }
        catch (RuleBrokenException refusal)
        {
            this.RefusedAt($"Form.{nameof(BidForm.Files)}", $"rule.{refusal.Rule}", [.. refusal.Limits]);
        }
    }

    // What could not be read has its sentence already.
    private void AddDefects(BidForm form, OwnLot own, BidDraft? draft)
    {
        foreach (var (field, key, values) in form.Defects(own.Lot.Ceiling, draft).Where(d => ModelState.GetFieldValidationState($"Form.{d.Field}") != ModelValidationState.Invalid).ToList())
        {
            this.RefusedAt($"Form.{field}", key, values);
        }
    }

    private ViewResult Refused(LotFace lot, BidRefusedException refusal)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("Refused", new RefusedBidPage(lot, refusal));
    }
}
