using Microsoft.AspNetCore.Authorization;
using Trading.Domain.Parties;
using Trading.Infrastructure.Parties;

namespace Trading.Web.Shared;

/// <summary>
/// Who may enter an area. An endpoint that names no policy needs somebody signed in; one for everybody says <c>[AllowAnonymous]</c>. What a person
/// may do with a record is asked of the record.
/// </summary>
public static class AreaPolicies
{
    public const string Bidder = nameof(Bidder);
    public const string Owner = nameof(Owner);
    public const string Centre = nameof(Centre);
    public const string Expert = nameof(Expert);
    public const string Finance = nameof(Finance);
    public const string Supervisor = nameof(Supervisor);
    public const string Admin = nameof(Admin);

    /// <summary>Anybody who acts for an organisation, whatever its kinds.</summary>
    public const string Member = nameof(Member);

    /// <summary>Who approves a change of bank account.</summary>
    public const string CentreManager = nameof(CentreManager);

    public static void AddAreaPolicies(this AuthorizationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.FallbackPolicy = options.DefaultPolicy;
        options.AddPolicy(Bidder, p => p.RequireRole(Roles.Bidder).RequireClaim(TradingClaims.Organisation));
        options.AddPolicy(Owner, p => p.RequireRole(Roles.Owner, Roles.Agency).RequireClaim(TradingClaims.Organisation));
        options.AddPolicy(Member, p => p.RequireAuthenticatedUser().RequireClaim(TradingClaims.Organisation));
        options.AddPolicy(Centre, p => p.RequireRole(Roles.CentreOperator, Roles.CentreManager).RequireClaim(TradingClaims.Centre));
        options.AddPolicy(CentreManager, p => p.RequireRole(Roles.CentreManager).RequireClaim(TradingClaims.Centre));
        options.AddPolicy(Finance, p => p.RequireRole(Roles.FinanceMaker, Roles.FinanceChecker).RequireClaim(TradingClaims.Centre));
        options.AddPolicy(Expert, p => p.RequireRole(Roles.Expert));
        options.AddPolicy(Supervisor, p => p.RequireRole(Roles.Supervisor));
        options.AddPolicy(Admin, p => p.RequireRole(Roles.Administrator));
    }
}
