using System.ComponentModel.DataAnnotations;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Documents;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Tendering;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Owner.Models;

public sealed record DocumentsPage(LotView Lot, bool MayChange, UploadRules Uploads)
{
    public UploadForm Form { get; } = new();

    /// <summary>Files are taken while the entrustment is with the owner, before the notice, and for a clarification until the deadline.</summary>
    public static bool TakesFiles(LotView lot, DateTime nowUtc)
    {
        ArgumentNullException.ThrowIfNull(lot);
        return lot.Tender is { } tender
            ? tender.State == TenderState.Preparing || tender.TakesBids(nowUtc)
            : lot.Project.IsWritable;
    }

    public static void RequireTakesFiles(LotView lot, DateTime nowUtc)
    {
        if (!TakesFiles(lot, nowUtc))
        {
            throw new RuleBrokenException(TenderingRules.WrongState);
        }
    }
}

public sealed class UploadForm
{
    [Required, MinLength(1, ErrorMessage = "form.required"), Display(Name = "owner.documents.files"), RuleField(
        DocumentRules.FileKind, DocumentRules.FileEmpty, DocumentRules.FileContent,
        SealingRules.FileTooLarge)]
    public List<IFormFile> Files { get; set; } = [];
}
