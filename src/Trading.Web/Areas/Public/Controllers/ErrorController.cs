using System.Diagnostics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Trading.Web.Areas.Public.Models;

namespace Trading.Web.Areas.Public.Controllers;

/// <summary>What stands in place of a page that could not be shown.</summary>
[Area("Public"), AllowAnonymous]
[IgnoreAntiforgeryToken] // A refused form is shown here under its own method, without its token.
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ErrorController(ILogger<ErrorController> log) : Controller
{
    // No verb: a failed POST is shown here too, and what it sent may have a field of the parameter's name.
    [Route("/error/{code:int:range(400,599)}")]
    public IActionResult Index([FromRoute] int code)
    {
        var page = ErrorPage.Of(code, Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier);
        if (HttpContext.Features.Get<IExceptionHandlerFeature>() is not null)
        {
            log.LogError("The fault above was shown to its reader under the number {Number}.", page.Trace);
        }

        Response.StatusCode = code;
        return View(page);
    }
}
