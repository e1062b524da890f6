using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Trading.Domain.Shared;
using Trading.Web.Areas.Public.Models;
using Trading.Web.Shared;

namespace Trading.Web.Areas.Public.Controllers;

[Area("Public"), AllowAnonymous]
public sealed class HomeController(PageClock clock) : Controller
{
    [HttpGet("/")]
    public IActionResult Index() => View(HomePage.Empty(Instants.BeijingDay(clock.NowUtc)));
}
