using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Infrastructure.Parties;

namespace Trading.Web.Areas.Public.Controllers;

/// <summary>
/// A member of an organisation is led to it instead of to its registration; officers are refused (403). A session that does not know of the
/// membership yet, because the button was pressed twice or the registration was sent from another device, learns of it on the way.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RegistrationOpenAttribute : Attribute, IAuthorizationFilter, IAsyncActionFilter
{
    private const string Organisation = "/organisation";

    public void OnAuthorization(AuthorizationFilterContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var user = context.HttpContext.User;
        if (user.OrganisationId() is not null)
        {
            context.Result = new RedirectResult(Organisation);
        }
        else if (user.IsOfficer())
        {
            context.Result = new StatusCodeResult(StatusCodes.Status403Forbidden);
        }
    }

    public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        var executed = await next();
        if (executed is { Exception: RuleBrokenException { Rule: PartiesRules.AlreadyMember }, ExceptionHandled: false })
        {
            await RenewAsync(context.HttpContext);
            executed.ExceptionHandled = true;
            executed.Result = new RedirectResult(Organisation);
        }
    }

    private static async Task RenewAsync(HttpContext http)
    {
        var services = http.RequestServices;
        var user = await services.GetRequiredService<UserManager<User>>().GetUserAsync(http.User);
        await services.GetRequiredService<TradingSignInManager>().RenewAsync(user!, http.User);
    }
}
