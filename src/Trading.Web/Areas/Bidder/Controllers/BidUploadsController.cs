using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Shared;
using Trading.Infrastructure;
using Trading.Infrastructure.Participation;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Tendering;
using Trading.Web.Shared;

namespace Trading.Web.Areas.Bidder.Controllers;

/// <summary>
/// Takes the files of a bid in pieces, for the script of the bid's page: begin (which also says how far a file has come), then pieces, each with the
/// offset at which it begins. Answers are JSON: where the upload stands, or a sentence that says what is wrong.
/// </summary>
[Area("Bidder"), Authorize(AreaPolicies.Bidder)]
[Route("/bidder/lots/{id:long}/bid/uploads")]
public sealed class BidUploadsController(ParticipationService participations, BidDraftService drafts) : Controller
{
    [HttpPost("")]
    public Task<IActionResult> Begin(long id, string? name, long? length, string? sha256, CancellationToken ct) => AnswerAsync(
        id, async organisation => await drafts.BeginUploadAsync(id, organisation, name ?? "", length ?? 0, string.IsNullOrEmpty(sha256) ? null : sha256, ct), ct);

    /// <summary>The body is the piece, and no form.</summary>
    [HttpPost("{upload:guid}"), RequestSizeLimit(DraftFolder.PieceLength)]
    public Task<IActionResult> Append(long id, Guid upload, [FromQuery] long? offset, CancellationToken ct) => AnswerAsync(
        id, organisation => drafts.AppendAsync(id, organisation, upload.ToString("N"), offset ?? 0, Request.Body, ct), ct);

    private async Task<IActionResult> AnswerAsync(long id, Func<long, Task<UploadStand?>> act, CancellationToken ct)
    {
        var organisation = User.OrganisationId()!.Value;
        if (await participations.FindAsync(id, organisation, ct) is null)
        {
            return NotFound();
        }

        try
        {
            return await act(organisation) is not { } stand ? NotFound()
                : stand.IsInPlace ? Ok(stand)
                : Conflict(stand);
        }
        catch (BidRefusedException refusal)
        {
            return UnprocessableEntity(new { error = Words.Refusal(refusal.Cause, WordsLanguages.Current), number = refusal.Number });
        }
        catch (RuleBrokenException refusal)
        {
            return UnprocessableEntity(new { error = Words.Refusal(refusal, WordsLanguages.Current) });
        }
    }
}
