using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Trading.Infrastructure.Notices;
using Trading.Infrastructure.Tendering;
using Trading.Web.Areas.Public.Models;
using Trading.Web.Shared;
using Trading.Web.Startup;

namespace Trading.Web.Areas.Public.Controllers;

/// <summary>Questions about a tender (提问), from anybody. The form asks for nothing but the question.</summary>
[Area("Public"), AllowAnonymous]
[Route("/lots/{id:long}/question")]
public sealed class QuestionsController(NoticeQueries notices, QuestionService questions, PageClock clock) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Ask(long id, CancellationToken ct)
    {
        if (await DetailAsync(id, ct) is not { } detail)
        {
            return NotFound();
        }

        var nowUtc = clock.NowUtc;
        ViewBag.Asked = Request.Query.ContainsKey("asked");
        return View(new QuestionPage(detail, detail.Tender.TakesBids(nowUtc) && nowUtc < detail.QuestionsUntilUtc, new QuestionForm()));
    }

    [HttpPost(""), EnableRateLimiting(RateLimits.Questions)]
    public async Task<IActionResult> Ask(long id, [Bind(Prefix = "Form")] QuestionForm form, CancellationToken ct)
    {
        if (await DetailAsync(id, ct) is null)
        {
            return NotFound();
        }

        await questions.AskAsync(id, form.Text, ct);
        return Redirect($"/lots/{id}/question?asked=1");
    }

    private async Task<NoticeDetail?> DetailAsync(long id, CancellationToken ct) =>
        await notices.OfLotAsync(id, ct) is { } number ? await notices.FindAsync(number, ct) : null;
}
