using Microsoft.AspNetCore.Mvc;

namespace Trading.Web.Shared.Components.DemoBanner;

/// <summary>Says on every page that the site is a demonstration, and how far its clock has been moved.</summary>
public sealed class DemoBannerViewComponent(SiteOptions site, PageClock clock) : ViewComponent
{
    public IViewComponentResult Invoke() =>
        site.Demo ? View(clock.Ahead) : Content("");
}
