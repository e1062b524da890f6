using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Trading.Infrastructure.Awards;
using Trading.Infrastructure.Calendar;
using Trading.Infrastructure.Mail;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Rulebooks;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Supervision;
using Trading.TestKit;
using Trading.TestKit.Parties;

namespace Trading.Infrastructure.Tests.Parties;

/// <summary>An empty database of its own with the services of this feature, at 2026-04-17 10:00 Beijing time.</summary>
public sealed class PartiesWorld : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private readonly TestDatabase _database;

    private PartiesWorld(TestDatabase database, ServiceProvider services, FakeTimeProvider clock)
    {
        (_database, _services) = (database, services);
        Clock = clock;
        Folk = new PartyFolk(services);
    }

    public FakeTimeProvider Clock { get; }
    public PartyFolk Folk { get; }

    public static async Task<PartiesWorld> CreateAsync(DatabaseKind kind, bool demo = true)
    {
        var database = await TestDatabase.CreateAsync(kind);
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 4, 17, 2, 0, 0, TimeSpan.Zero));
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddDbContext<TradingDbContext>(o => o.UseTradingDatabase(database.ConnectionString));
        services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        services.AddSingleton<TimeProvider>(clock);
        services.AddScoped<OpenSteps>().AddScoped<StepDues>().AddScoped<CentreRuleService>().AddScoped<CentreRulebook>();
        services.AddSingleton(RulebookLibrary.Load()).AddSingleton(HolidayCalendar.Load());
        services.AddTradingIdentity(new PartiesOptions { DemoMode = demo });
        services.AddSingleton(new SiteAddress(new Uri("https://ggzy.demo.example/")));
        services.AddSingleton(_ => new RegisteredAccountProof(new KeyVault(Directory.CreateTempSubdirectory("trading-keys-").FullName)));
        services.AddSingleton(_ => new VaultSeal(new KeyVault(Directory.CreateTempSubdirectory("trading-keys-").FullName))).AddScoped<Outbox>();
        return new PartiesWorld(database, services.BuildServiceProvider(), clock);
    }

    public Task<TResult> Do<T, TResult>(Func<T, Task<TResult>> step)
        where T : notnull => Folk.Do(step);

    public Task Do<T>(Func<T, Task> step)
        where T : notnull => Folk.Do(step);

    public Task<TResult> Read<TResult>(Func<TradingDbContext, Task<TResult>> query) => Folk.Read(query);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _database.DisposeAsync();
    }
}
