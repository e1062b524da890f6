using System.Security.Cryptography;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Infrastructure.Awards;
using Trading.Web.Areas.Public.Models;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Public.Controllers;

/// <summary>Tells anybody whether an award notice is genuine. A file brought for comparison is hashed and not kept.</summary>
[Area("Public"), AllowAnonymous]
public sealed class VerifyController(AwardNoticeQueries notices) : Controller
{
    private const int HashDigits = 64;
    private const int LargestFile = 30_000_000;

    [HttpGet("/verify")]
    public IActionResult Index(VerifyForm form) =>
        string.IsNullOrWhiteSpace(form.Code) ? View(form) : RedirectToAction(nameof(Document), new { code = form.Code.Trim() });

    [HttpGet("/verify/{code}")]
    public async Task<IActionResult> Document(string code, CancellationToken ct) => await PageAsync(code, null, ct);

    [HttpPost("/verify/{code}"), RequestSizeLimit(LargestFile), RequestFormLimits(MultipartBodyLengthLimit = LargestFile)]
    public async Task<IActionResult> Document(string code, CompareForm form, CancellationToken ct)
    {
        if (await HashAsync(form, ct) is { } hash)
        {
            return await PageAsync(code, hash, ct);
        }

        return string.IsNullOrWhiteSpace(form.Hash)
            ? this.RefusedAt(nameof(form.Document), "verify.nothing-brought")
            : this.RefusedAt(nameof(form.Hash), "verify.not-a-hash", HashDigits);
    }

    private async Task<IActionResult> PageAsync(string code, string? compared, CancellationToken ct)
    {
        if (await notices.VerifyAsync(code, ct) is { } found)
        {
            return View(nameof(Document), new VerifyPage(found, compared));
        }

        Response.StatusCode = StatusCodes.Status404NotFound;
        return View("Unknown", new VerifyForm { Code = code });
    }

    private static async Task<string?> HashAsync(CompareForm form, CancellationToken ct)
    {
        if (form.Document is { Length: > 0 } file)
        {
            await using var content = file.OpenReadStream();
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, ct));
        }

        var typed = string.Concat((form.Hash ?? "").Where(c => !char.IsWhiteSpace(c)));
        return typed.Length == HashDigits && typed.All(char.IsAsciiHexDigit) ? typed : null;
    }
}
