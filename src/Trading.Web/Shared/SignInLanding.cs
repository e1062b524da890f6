using System.Security.Claims;
using Trading.Domain.Parties;
using Trading.Infrastructure.Parties;

namespace Trading.Web.Shared;

/// <summary>Where a person starts after signing in.</summary>
public static class SignInLanding
{
    public static string Of(ClaimsPrincipal user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return user switch
        {
            _ when user.IsInRole(Roles.CentreOperator) || user.IsInRole(Roles.CentreManager) => "/centre",
            _ when user.IsInRole(Roles.Expert) => "/expert",
            _ when user.IsInRole(Roles.Administrator) => "/admin/people",
            _ when user.IsInRole(Roles.FinanceMaker) || user.IsInRole(Roles.FinanceChecker) => "/finance",
            _ when user.IsInRole(Roles.Supervisor) => "/supervisor",
            _ when user.IsOfficer() => "/account",
            _ when user.IsInRole(Roles.Bidder) && user.OrganisationId() is not null => "/bidder",
            _ when user.OrganisationId() is null => "/organisation/registration",
            _ when user.IsInRole(Roles.Owner) || user.IsInRole(Roles.Agency) => "/owner",
            _ => "/organisation",
        };
    }
}
