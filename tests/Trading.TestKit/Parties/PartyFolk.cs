using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trading.Domain.Parties;
using Trading.Domain.Supervision;
using Trading.Domain.Parties.Codes;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Persistence;
using Xunit;

namespace Trading.TestKit.Parties;

/// <summary>
/// People, centres and organisations for a test, made by the services that make the real ones. Names and codes follow one another; a test says
/// only what matters to it. Each step runs in a scope of its own, as requests do.
/// </summary>
public sealed class PartyFolk(IServiceProvider services)
{
    public const string Password = "twelve-chars";

    private static readonly DateTime SignedAtUtc = new(2026, 4, 17, 2, 0, 0, DateTimeKind.Utc);
    // One count for all: the folk of two builders may meet in one database.
    private static int _count;

    /// <summary>The region of codes; a real one where the site is not in demo mode.</summary>
    public string Region { get; init; } = RegionPrefix.Demo;

    /// <summary>What organisations and their accounts are called.</summary>
    public string OrganisationName { get; init; } = "投标单位甲";

    private static int Next() => Interlocked.Increment(ref _count);

    public async Task<TResult> Do<T, TResult>(Func<T, Task<TResult>> step)
        where T : notnull
    {
        await using var scope = services.CreateAsyncScope();
        return await step(scope.ServiceProvider.GetRequiredService<T>());
    }

    public Task Do<T>(Func<T, Task> step)
        where T : notnull => Do(async (T service) =>
        {
            await step(service);
            return true;
        });

    public Task<TResult> Read<TResult>(Func<TradingDbContext, Task<TResult>> query) => Do(query);

    /// <summary>Somebody with an account and nothing else.</summary>
    public async Task<long> PersonAsync(string? email = null, string name = "经办人甲")
    {
        var opened = await Do((PersonService p) => p.OpenAsync(
            new OpenAccount { DisplayName = name, Email = email ?? $"p{Next()}@example.com", Password = Password }, default));
        Assert.Empty(opened.Defects);
        return opened.Person!.Id;
    }

    public async Task<long> CentreAsync(string? code = null, string chinese = "演示中心") => await Do((CentreService c) => c.FoundAsync(
        new FoundCentre { Code = code ?? $"C{Next()}", NameZh = chinese, NameEn = "Demo centre", Kind = CentreKind.City, ParentId = null, ByUserId = 1 },
        default));

    public async Task<long> PostAsync(long centreId, string key = Posts.CentreOperator, string chinese = "业务受理岗") => await Do((CentreService c) => c.CreatePostAsync(
        new CreatePost { CentreId = centreId, Key = key, NameZh = chinese, NameEn = "Intake", ByUserId = 1 }, default));

    public async Task<Officer> OfficerAsync(long centreId, params string[] roles) => new(await OfficerNamedAsync("受理01", centreId, roles), centreId);

    /// <summary>An officer of a centre or, without one, of the whole platform, who has changed the first password.</summary>
    public async Task<long> OfficerNamedAsync(string name, long? centreId, params string[] roles)
    {
        var created = await Do((PersonService p) => p.CreateOfficerAsync(
            new CreateOfficer
            {
                UserName = $"officer{Next()}",
                DisplayName = name,
                Email = null,
                Password = Password,
                CentreId = centreId,
                Roles = roles,
                ByUserId = 1,
            },
            default));
        Assert.Empty(created.Defects);
        var id = created.Person!.Id;
        await Do((TradingDbContext db) => db.Users.Where(u => u.Id == id).ExecuteUpdateAsync(s => s.SetProperty(u => u.MustChangePassword, false)));
        return id;
    }

    public async Task<long> OrganisationAsync(long? userId = null, string? body = null)
    {
        var registered = await RegisterAsync(Registration(userId ?? await PersonAsync(), body));
        Assert.Empty(registered.Defects);
        return registered.OrganisationId;
    }

    public Task<RegistrationResult> RegisterAsync(RegisterOrganisation input) => Do((OrganisationService o) => o.RegisterAsync(input, default));

    public Task<Organisation> OrganisationOfAsync(long id) => Read(db => db.Set<Organisation>().AsNoTracking().SingleAsync(o => o.Id == id));

    /// <summary>A registration with nothing wrong in it.</summary>
    /// <param name="userId">Who registers.</param>
    /// <param name="body">The first eight characters of the organisation code; another one each time where none is given.</param>
    public RegisterOrganisation Registration(long userId, string? body = null) => new()
    {
        UserId = userId,
        Organisation = new OrganisationStep
        {
            Kinds = OrganisationKinds.Owner | OrganisationKinds.Bidder,
            Name = OrganisationName,
            CreditCode = UnifiedSocialCreditCode.Compose("91", Region, body ?? $"MB{Next():000000}"),
            Address = "1 Example Road",
            ContactName = "Contact",
            ContactPhone = "0701-0000000",
            ContactEmail = "contact@example.com",
        },
        Representative = new RepresentativeStep
        {
            RepresentativeName = "Representative",
            RepresentativeId = ResidentId.Compose(Region, new DateOnly(1980, 1, 2), 1),
        },
        Account = Account(),
        Commitment = Commitment.Sign(CommitmentTexts.Current, "Signer", userId, SignedAtUtc),
    };

    public AccountStep Account(string number = "6222 0000 0000 0001") =>
        new() { BankName = "Demo Bank", AccountNumber = number, AccountName = OrganisationName, IsBasic = true };

    public async Task<AccountChange> AccountChangeAsync(long organisationId, long userId, string number = "622299999999")
    {
        Assert.Empty(await Do((AccountChangeService s) => s.RequestAsync(organisationId, Account(number), "Another branch", userId, default)));
        return (await Do((OrganisationQueries q) => q.LatestAccountChangeAsync(organisationId, default)))!;
    }

    /// <summary>Turns the second factor on, as somebody who has enrolled.</summary>
    /// <returns>The key, for <see cref="Totp"/>.</returns>
    public Task<string> SetUpSecondFactorAsync(long userId) => Do(async (UserManager<User> users) =>
    {
        var user = (await users.FindByIdAsync(userId.ToString(System.Globalization.CultureInfo.InvariantCulture)))!;
        await users.ResetAuthenticatorKeyAsync(user);
        await users.SetTwoFactorEnabledAsync(user, true);
        return (await users.GetAuthenticatorKeyAsync(user))!;
    });
}
