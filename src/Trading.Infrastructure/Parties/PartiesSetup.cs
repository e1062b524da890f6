using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Trading.Infrastructure.Persistence;

namespace Trading.Infrastructure.Parties;

public static class PartiesSetup
{
    /// <summary>
    /// People, organisations and centres, with ASP.NET Core Identity over the one model. Needs the <see cref="TradingDbContext"/>, data
    /// protection, the steps with their rules, and the business clock as <see cref="TimeProvider"/>; signing in keeps the system's time (<see cref="SignInClock"/>).
    /// Cookies and policies are the site's.
    /// </summary>
    public static IdentityBuilder AddTradingIdentity(this IServiceCollection services, PartiesOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        services.AddHttpContextAccessor();
        services.AddSingleton(options)
            .AddSingleton(new SignInClock(TimeProvider.System))
            .AddSingleton<ResidentIds>()
            .AddScoped<OrganisationService>().AddScoped<RegistrationService>().AddScoped<OrganisationReviewService>()
            .AddScoped<AccountChangeService>().AddScoped<PartySteps>().AddScoped<OrganisationQueries>()
            .AddScoped<CentreService>().AddScoped<FoundingService>().AddScoped<CentreQueries>().AddScoped<RoomService>()
            .AddScoped<PersonService>().AddScoped<PersonQueries>();
        return services.AddIdentityCore<User>(identity => Configure(identity, options))
            .AddRoles<IdentityRole<long>>()
            .AddEntityFrameworkStores<TradingDbContext>()
            .AddUserStore<TradingUserStore>()
            .AddUserManager<TradingUserManager>()
            .AddClaimsPrincipalFactory<TradingClaimsFactory>()
            .AddSignInManager<TradingSignInManager>()
            .AddDefaultTokenProviders()
            .AddTokenProvider<OneTimeCodes>(TokenOptions.DefaultAuthenticatorProvider);
    }

    private static void Configure(IdentityOptions identity, PartiesOptions options)
    {
        // Long, and otherwise free: paste and password managers welcome.
        identity.Password = new PasswordOptions
        {
            RequiredLength = 12,
            RequireDigit = false,
            RequireLowercase = false,
            RequireUppercase = false,
            RequireNonAlphanumeric = false,
            RequiredUniqueChars = 1,
        };
        identity.Lockout.MaxFailedAccessAttempts = options.LockOutAfter;
        identity.Lockout.DefaultLockoutTimeSpan = options.LockOutLasts;
        identity.Lockout.AllowedForNewUsers = true;

        // Names of people and addresses of companies are not only ASCII; uniqueness is of a separate normalised column, and unique in the database.
        identity.User.AllowedUserNameCharacters = "";
        identity.User.RequireUniqueEmail = false;
    }
}
