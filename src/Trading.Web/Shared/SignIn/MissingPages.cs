using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Trading.Web.Shared.SignIn;

/// <summary>Where there is no page there is nothing to guard: a wrong address is told so (404), not asked to sign in.</summary>
internal sealed class MissingPages : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _guarded = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult) =>
        context.GetEndpoint() is null ? next(context) : _guarded.HandleAsync(next, context, policy, authorizeResult);
}
