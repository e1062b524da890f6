using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Trading.Domain.Shared;
using Trading.Web.Areas.Public.Models;
using Trading.Web.Shared;
using Trading.Web.Shared.Forms;

namespace Trading.Web.Areas.Public.Controllers;

/// <summary>Every part that pages are made of, on one page, for those who make or check pages. Demo mode only.</summary>
[Area("Public"), AllowAnonymous]
public sealed class ComponentsController(SiteOptions site, PageClock clock) : Controller
{
    private static readonly Money Ceiling = new(9_642_860_000);

    public override void OnActionExecuting(ActionExecutingContext context)
    {
        if (!site.Demo)
        {
            context.Result = NotFound();
        }
    }

    [HttpGet("/components")]
    public IActionResult Index(int page = 1) => View(new ComponentsPage(clock.NowUtc, new Paging(page, 20, 214)));

    /// <summary>The same in the dress of the staff areas.</summary>
    [HttpGet("/components/work")]
    public IActionResult Work() => View(new ComponentsPage(clock.NowUtc, new Paging(1, 20, 2)));

    [HttpPost("/components")]
    public IActionResult Try(ComponentsForm form)
    {
        var price = Money.Yuan(form.Price!.Value);
        return price <= Ceiling
            ? RedirectToAction(nameof(Index))
            : this.RefusedAt(nameof(form.Price), "components.above-ceiling", Ceiling, price);
    }

    /// <summary>A refusal that belongs to no field and cites its article.</summary>
    [HttpPost("/components/refusal"), RefusalPage(nameof(Index))]
    public IActionResult Refusal() =>
        throw RuleBrokenException.Cited(SharedRules.MakerIsChecker, "会计基础工作规范 第十二条");

    /// <summary>A refusal with no page to be shown on.</summary>
    [HttpPost("/components/refusal-alone")]
    public IActionResult RefusalAlone() => throw new RuleBrokenException(SharedRules.ChangedMeanwhile);
}
