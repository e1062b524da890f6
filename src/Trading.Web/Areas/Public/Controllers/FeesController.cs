using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Fees;
using Trading.Domain.Shared;
using Trading.Infrastructure.Fees;
using Trading.Web.Areas.Public.Models;
using Trading.Web.Shared;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Public.Controllers;

/// <summary>The tariffs in force, for everybody to read, and what a fee comes to by one of them before anything is charged.</summary>
[Area("Public"), AllowAnonymous]
public sealed class FeesController(FeeLibrary library, PageClock clock) : Controller
{
    private DateOnly Today => Instants.BeijingDay(clock.NowUtc);

    [HttpGet("/fees")]
    public IActionResult Index() => View(library.All.Where(s => s.IsInForce(Today)).OrderBy(s => s.Key, StringComparer.Ordinal).ToList());

    [HttpGet("/fees/{key}/{category}")]
    public IActionResult Tariff(string key, string category) => Find(key, category) is { } schedule ? View(new TariffPage(schedule, new FeeQuestion(), null)) : NotFound();

    [HttpGet("/fees/{key}/{category}/quote"), RefusalPage(nameof(Tariff))]
    public IActionResult Quote(string key, string category, FeeQuestion question)
    {
        if (Find(key, category) is not { } schedule)
        {
            return NotFound();
        }

        return question.Missing(schedule) is { } missing
            ? this.RefusedAt($"{nameof(TariffPage.Question)}.{missing}", "form.required", PageWords.W($"fees.quote.{missing.ToLowerInvariant()}"))
            : View(nameof(Tariff), new TariffPage(schedule, question, schedule.Quote(question.Case(schedule))));
    }

    private FeeSchedule? Find(string key, string category) => library.All.SingleOrDefault(s => s.Key == key && s.Category == category && s.IsInForce(Today));
}
