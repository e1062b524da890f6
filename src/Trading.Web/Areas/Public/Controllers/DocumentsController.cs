using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Infrastructure.Tendering;

namespace Trading.Web.Areas.Public.Controllers;

/// <summary>Published files for anybody (获取文件). Nobody is asked who it is, and nothing is written about the taking.</summary>
[Area("Public"), AllowAnonymous]
public sealed class DocumentsController(TenderDocumentQueries documents) : Controller
{
    [HttpGet("/documents/{id:guid}")]
    public async Task<IActionResult> Download(Guid id, CancellationToken ct) =>
        await documents.OpenAsync(id, ct) is { } found
            ? File(found.Content, found.Document.ContentType, found.Document.FileName, enableRangeProcessing: true)
            : NotFound();
}
