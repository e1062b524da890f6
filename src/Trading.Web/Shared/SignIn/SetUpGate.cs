using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Trading.Infrastructure.Parties;

namespace Trading.Web.Shared.SignIn;

/// <summary>
/// Stands before every endpoint: who has a password set by somebody else changes it first; an officer without a second factor, outside demo mode,
/// sets one up first. Pages for everybody stay open, and so do those that do the setting up.
/// </summary>
internal sealed class SetUpGate(RequestDelegate next, PartiesOptions options)
{
    public const string PasswordPage = "/account/password";
    public const string SecondFactorPage = "/account/second-factor";

    public Task InvokeAsync(HttpContext context)
    {
        if (IsOpen(context.GetEndpoint()) || Missing(context.User) is not { } page)
        {
            return next(context);
        }

        if (HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.Redirect(page);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }

        return Task.CompletedTask;
    }

    private static bool IsOpen(Endpoint? endpoint) =>
        endpoint is null
        || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
        || endpoint.Metadata.GetMetadata<AllowDuringSetUpAttribute>() is not null;

    private string? Missing(ClaimsPrincipal user) =>
        user.HasClaim(c => c.Type == TradingClaims.MustChangePassword) ? PasswordPage
        : user.IsOfficer() && !options.DemoMode && !user.HasSecondFactor() ? SecondFactorPage
        : null;
}
