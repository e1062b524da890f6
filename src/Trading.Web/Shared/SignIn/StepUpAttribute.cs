using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Rulebooks;

namespace Trading.Web.Shared.SignIn;

/// <summary>
/// Asks for a fresh proof of presence (a one-time code; the password where there is no second factor) when the last one is older than
/// the rulebook allows (<see cref="StepUpPeriod"/>): opening, refund approval, bank-account change. Signing in is such a proof. Put it on the page and on
/// what the page posts to.
/// </summary>
/// <remarks>
/// A page comes back after the proof. What was posted is not done by itself: the person returns to the page that it was posted from, with what was
/// typed (<see cref="KeptAnswers"/>), and submits it again, so that nothing is done that is not on the screen.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class StepUpAttribute : Attribute, IAsyncAuthorizationFilter, IOrderedFilter
{
    public const string Page = "/step-up";

    /// <summary>After the check against forgery: nothing is kept of what another site made the browser send.</summary>
    public int Order => 1001;

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var http = context.HttpContext;
        if (!await IsFreshAsync(http))
        {
            var back = Back(http.Request);
            if (!HttpMethods.IsGet(http.Request.Method))
            {
                await KeptAnswers.KeepAsync(http, back);
            }

            context.Result = new RedirectResult($"{Page}{QueryString.Create("returnUrl", back)}");
        }
    }

    private static async Task<bool> IsFreshAsync(HttpContext http)
    {
        var now = http.RequestServices.GetRequiredService<SignInClock>().NowUtc();
        return http.User.SteppedUpAtUtc() is { } at
            && now - at < await http.RequestServices.GetRequiredService<StepUpPeriod>().OfAsync(http.User.CentreId(), http.RequestAborted);
    }

    // The address that a form came from is its own page on this site, or nothing.
    private static string Back(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) ? request.PathBase.Add(request.Path) + request.QueryString.ToUriComponent()
        : Uri.TryCreate(request.Headers.Referer, UriKind.Absolute, out var from) && from.Authority == request.Host.Value ? from.PathAndQuery
        : "/account";
}
