using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Trading.Infrastructure.Parties;

namespace Trading.Web.Areas.Public.Controllers;

/// <summary>A member of an organisation is led to it instead of to its registration; officers are refused (403).</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RegistrationOpenAttribute : Attribute, IAuthorizationFilter
{
    public void OnAuthorization(AuthorizationFilterContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var user = context.HttpContext.User;
        if (user.OrganisationId() is not null)
        {
            context.Result = new RedirectResult("/organisation");
        }
        else if (user.IsOfficer())
        {
            context.Result = new StatusCodeResult(StatusCodes.Status403Forbidden);
        }
    }
}
