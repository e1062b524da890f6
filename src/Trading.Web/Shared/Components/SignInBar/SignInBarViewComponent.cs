using Microsoft.AspNetCore.Mvc;
using Trading.Infrastructure.Parties;

namespace Trading.Web.Shared.Components.SignInBar;

/// <summary>Who is signed in and the way out; or the way in.</summary>
public sealed class SignInBarViewComponent : ViewComponent
{
    /// <param name="work">Inside the dark bar of the staff areas.</param>
    public IViewComponentResult Invoke(bool work = false) =>
        View((UserClaimsPrincipal.Identity?.IsAuthenticated == true, work) switch
        {
            (true, true) => "Work",
            (true, false) => "Public",
            (false, true) => "WorkStranger",
            (false, false) => "Default",
        }, UserClaimsPrincipal.DisplayNameOf());
}
