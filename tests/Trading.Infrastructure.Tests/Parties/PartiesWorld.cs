using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Trading.Domain.Parties;
using Trading.Domain.Parties.Codes;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Persistence;
using Trading.TestKit;

namespace Trading.Infrastructure.Tests.Parties;

/// <summary>
/// An empty database of its own with the services of this feature, at 2026-04-17 10:00 Beijing time. <see cref="Do{T}"/> runs each step in a
/// scope of its own, as requests do.
/// </summary>
public sealed class PartiesWorld : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private int _next;

    private PartiesWorld(ServiceProvider services) => _services = services;

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 4, 17, 2, 0, 0, TimeSpan.Zero));

    public static async Task<PartiesWorld> CreateAsync(DatabaseKind kind, bool demo = true)
    {
        var name = $"trading_parties_{Guid.NewGuid():N}";
        var connection = kind switch
        {
            DatabaseKind.Sqlite => $"Data Source={Path.Combine(Path.GetTempPath(), name)}.db;Pooling=False",
            DatabaseKind.Postgres => PostgresCluster.Instance.ConnectionString(name) + ";Pooling=false",
        };
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddDbContext<TradingDbContext>(o => o.UseTradingDatabase(connection));
        services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        services.AddTradingIdentity(new PartiesOptions { DemoMode = demo });
        PartiesWorld? world = null;
        services.AddSingleton<TimeProvider>(_ => world!.Clock);
        world = new PartiesWorld(services.BuildServiceProvider());
        await world.Do<TradingDbContext>(db => db.Database.EnsureCreatedAsync());
        return world;
    }

    public async Task<TResult> Do<T, TResult>(Func<T, Task<TResult>> step)
        where T : notnull
    {
        await using var scope = _services.CreateAsyncScope();
        return await step(scope.ServiceProvider.GetRequiredService<T>());
    }

    public async Task Do<T>(Func<T, Task> step)
        where T : notnull
    {
        await using var scope = _services.CreateAsyncScope();
        await step(scope.ServiceProvider.GetRequiredService<T>());
    }

    public Task<TResult> Read<TResult>(Func<TradingDbContext, Task<TResult>> query) => Do(query);

    /// <summary>Somebody with an account and nothing else.</summary>
    public async Task<long> PersonAsync(string? email = null)
    {
        var opened = await Do((PersonService p) => p.OpenAsync(
            new OpenAccount { DisplayName = "经办人甲", Email = email ?? $"p{_next++}@example.com", Password = "twelve-chars" }, default));
        return opened.Person!.Id;
    }

    public async Task<long> CentreAsync(string? code = null) =>
        await Do((CentreService c) => c.FoundAsync(
            new FoundCentre { Code = code ?? $"C{_next++}", NameZh = "演示中心", NameEn = "Demo centre", Kind = CentreKind.City, ParentId = null, ByUserId = 1 }, default));

    public async Task<Officer> OfficerAsync(long centreId, params string[] roles)
    {
        var created = await Do((PersonService p) => p.CreateOfficerAsync(
            new CreateOfficer
            {
                UserName = $"officer{_next++}", DisplayName = "受理01", Email = null, Password = "twelve-chars", CentreId = centreId, Roles = roles, ByUserId = 1,
            },
            default));
        return new Officer(created.Person!.Id, centreId);
    }

    public async Task<long> OrganisationAsync(long? userId = null, string body = "MA000001")
    {
        var registered = await RegisterAsync(Registration(userId ?? await PersonAsync(), body));
        Assert.Empty(registered.Defects);
        return registered.OrganisationId;
    }

    public Task<RegistrationResult> RegisterAsync(RegisterOrganisation input) => Do((OrganisationService o) => o.RegisterAsync(input, default));

    public Task<Organisation> OrganisationOfAsync(long id) => Read(db => db.Set<Organisation>().AsNoTracking().SingleAsync(o => o.Id == id));

    public static RegisterOrganisation Registration(long userId, string body = "MA000001") => new()
    {
        UserId = userId,
        Organisation = new OrganisationStep
        {
            Kinds = OrganisationKinds.Owner | OrganisationKinds.Bidder,
            Name = "投标单位甲",
            CreditCode = UnifiedSocialCreditCode.Compose("91", RegionPrefix.Demo, body),
            Address = "示例路1号",
            ContactName = "联系人甲",
            ContactPhone = "0701-0000000",
            ContactEmail = "contact@example.com",
        },
        Representative = new RepresentativeStep { RepresentativeName = "法定代表人甲", RepresentativeId = ResidentId.Compose(RegionPrefix.Demo, new DateOnly(1980, 1, 2), 1) },
        Account = Account(),
        Commitment = Commitment.Sign(CommitmentTexts.Current, "经办人甲", userId, new DateTime(2026, 4, 17, 2, 0, 0, DateTimeKind.Utc)),
    };

    public static AccountStep Account(string number = "6222 0000 0000 0001") =>
        new() { BankName = "演示银行", AccountNumber = number, AccountName = "投标单位甲", IsBasic = true };

    public async ValueTask DisposeAsync()
    {
        await Do((TradingDbContext db) => db.Database.EnsureDeletedAsync());
        await _services.DisposeAsync();
    }
}
