using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Trading.Web.Areas.Public.Controllers;

/// <summary>Pages that explain the site.</summary>
[Area("Public"), AllowAnonymous]
public sealed class GuideController : Controller
{
    [HttpGet("/help")]
    public IActionResult Help() => View();

    [HttpGet("/accessibility")]
    public IActionResult Accessibility() => View();

    [HttpGet("/legal")]
    public IActionResult Legal() => View();

    [HttpGet("/privacy")]
    public IActionResult Privacy() => View();

    [HttpGet("/sitemap")]
    public IActionResult SiteMap() => View();
}
