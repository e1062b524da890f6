using System.Diagnostics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Web.Areas.Public.Models;

namespace Trading.Web.Areas.Public.Controllers;

/// <summary>What stands in place of a page that could not be shown.</summary>
[Area("Public"), AllowAnonymous]
[IgnoreAntiforgeryToken] // A refused form is shown here under its own method, without its token.
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ErrorController : Controller
{
    // No verb: a failed POST is shown here too.
    [Route("/error/{code:int:range(400,599)}")]
    public IActionResult Index(int code)
    {
        Response.StatusCode = code;
        return View(ErrorPage.Of(code, Activity.Current?.Id ?? HttpContext.TraceIdentifier));
    }
}
