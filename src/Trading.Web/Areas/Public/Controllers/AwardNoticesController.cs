using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Infrastructure;
using Trading.Infrastructure.Awards;
using Trading.Web.Shared;

namespace Trading.Web.Areas.Public.Controllers;

/// <summary>Award notices (中标通知书) as pages and as the files that were rendered once; both say the same.</summary>
[Area("Public"), AllowAnonymous]
public sealed class AwardNoticesController(AwardNoticeQueries notices) : Controller
{
    [HttpGet("/award-notices/{number}")]
    public async Task<IActionResult> Notice(string number, CancellationToken ct) => await notices.FindAsync(number, ct) is { } found ? View(found) : NotFound();

    [HttpGet("/award-notices/{number}.pdf")]
    public async Task<IActionResult> Pdf(string number, CancellationToken ct)
    {
        var language = WordsLanguages.Current;
        return await notices.OpenAsync(number, language, ct) is { } content
            ? File(content, "application/pdf", $"{number}-{language.Tag()}.pdf")
            : NotFound();
    }

    [HttpGet("/award-notices/{number}/qr")]
    public async Task<IActionResult> Qr(string number, CancellationToken ct) =>
        await notices.FindAsync(number, ct) is { } found ? Content(QrPicture.Svg(found.Facts.VerificationUrl.AbsoluteUri), QrPicture.ContentType) : NotFound();
}
