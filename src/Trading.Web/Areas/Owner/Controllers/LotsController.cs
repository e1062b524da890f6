using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Infrastructure;
using Trading.Infrastructure.Awards;
using Trading.Infrastructure.Documents;
using Trading.Infrastructure.Evaluation;
using Trading.Infrastructure.Participation;
using Trading.Infrastructure.Proceeds;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Tendering;
using Trading.Infrastructure.Treasury;
using Trading.Web.Areas.Owner.Models;
using Trading.Web.Shared;
using Trading.Web.Shared.Forms;
using Trading.Web.Shared.Lots;

namespace Trading.Web.Areas.Owner.Controllers;

/// <summary>The lot as its owner sees it, and the files of its tender document.</summary>
[Area("Owner"), Authorize(AreaPolicies.Owner)]
[Route("/owner/lots/{id:long}")]
public sealed class LotsController(
    TenderQueries tenders, EvaluationQueries evaluations, AwardQueries awards, TenderService service, BlobStore blobs, UploadRules uploads, PriceQueries prices, OwnFees fees, NonTaxPrints prints, PageClock clock)
    : OwnerLotController(tenders)
{
    [HttpGet("")]
    public Task<IActionResult> Index(long id, CancellationToken ct) => OnLotAsync(
        id,
        async lot =>
        {
            var evaluation = await evaluations.FindAsync(id, ct);
            return View(new LotPage(lot, $"/owner/lots/{id}", OwnerNextStep.Of(lot, evaluation, OrganisationId, clock.NowUtc))
            {
                Steps = LotSteps.Of(lot),
                Record = await Tenders.OpeningRecordAsync(id, ct),
                Award = await awards.FindAsync(id, ct),
                Evaluation = evaluation,
                Fees = await fees.OfAsync(id, OrganisationId, ct),
                HasPrice = await prices.OfOwnerAsync(id, OrganisationId, ct) is not null,
            });
        },
        ct);

    /// <summary>A paper of a fee that the organisation itself owes for the lot; 404 for anybody else, the other side of an entrustment too.</summary>
    [HttpGet("papers/{number}.pdf")]
    public Task<IActionResult> Paper(long id, string number, CancellationToken ct) => OnLotAsync(
        id,
        async _ => (await fees.OfAsync(id, OrganisationId, ct)).FirstOrDefault(f => f.Papers.Any(p => p.Number == number)) is { } fee
            ? this.Paper(await prints.FindAsync(null, fee.Id, number, WordsLanguages.Current, ct), number)
            : NotFound(),
        ct);

    [HttpGet("documents")]
    public Task<IActionResult> Documents(long id, CancellationToken ct) =>
        ShowAsync(id, lot => new DocumentsPage(lot, DocumentsPage.TakesFiles(lot, clock.NowUtc), uploads), ct);

    [HttpPost("documents"), DisableRequestSizeLimit, RequestFormLimits(MultipartBodyLengthLimit = long.MaxValue)]
    public Task<IActionResult> Documents(long id, UploadForm form, CancellationToken ct) => OnLotAsync(
        id,
        async lot =>
        {
            DocumentsPage.RequireTakesFiles(lot, clock.NowUtc);
            // All are looked at before one is kept.
            var kinds = new List<FileKind>();
            foreach (var file in form.Files)
            {
                await using var content = file.OpenReadStream();
                uploads.RequireFits(file.Length);
                kinds.Add(await FileKinds.RequireAsync(file.FileName, content, uploads.Kinds, ct));
            }

            foreach (var (file, kind) in form.Files.Zip(kinds))
            {
                await using var content = file.OpenReadStream();
                await service.AddDocumentAsync(id, FileKinds.Label(file.FileName), kind.ContentType, content, uploads.LargestFile, ct);
            }

            return RedirectToAction(nameof(Documents), new { id });
        },
        ct);

    [HttpPost("documents/{document:guid}/remove"), RefusalPage(nameof(Documents))]
    public Task<IActionResult> RemoveDocument(long id, Guid document, CancellationToken ct) => OnLotAsync(
        id,
        async lot =>
        {
            if (lot.Documents.All(d => d.Id != document))
            {
                return NotFound();
            }

            DocumentsPage.RequireTakesFiles(lot, clock.NowUtc);
            await service.RemoveDocumentAsync(id, document, ct);
            return RedirectToAction(nameof(Documents), new { id });
        },
        ct);

    /// <summary>The owner's side reads its own files before anybody else may.</summary>
    [HttpGet("documents/{document:guid}")]
    public Task<IActionResult> Document(long id, Guid document, CancellationToken ct) => OnLotAsync(
        id,
        lot => Task.FromResult<IActionResult>(lot.Documents.FirstOrDefault(d => d.Id == document) is { } file
            ? File(blobs.OpenRead(BlobId.Parse(file.BlobId)), file.ContentType, file.FileName)
            : NotFound()),
        ct);
}
