using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Trading.Infrastructure.Calendar;
using Trading.Infrastructure.Deposits;
using Trading.Infrastructure.Jobs;
using Trading.Infrastructure.Notices;
using Trading.Infrastructure.Participation;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Projects;
using Trading.Infrastructure.Rulebooks;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Supervision;
using Trading.Infrastructure.Tendering;

namespace Trading.TestKit.Builders;

/// <summary>
/// The services of one centre over a database of its own, with a clock that the test sets and keys in a folder that goes with it. Each use gets
/// services of its own, as each request does.
/// </summary>
public sealed class TestSite : IAsyncDisposable
{
    /// <summary>Monday 2026-03-02, 09:00 in Beijing.</summary>
    public static readonly DateTime Start = new(2026, 3, 2, 1, 0, 0, DateTimeKind.Utc);

    private readonly ServiceProvider _services;
    private readonly DirectoryInfo _folder;

    private TestSite(TestDatabase database)
    {
        Database = database;
        _folder = Directory.CreateTempSubdirectory("trading-site-");
        _services = Services().BuildServiceProvider(validateScopes: true);
    }

    public TestDatabase Database { get; }
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(Start, TimeSpan.Zero)) { AutoAdvanceAmount = TimeSpan.Zero };
    public DateTime NowUtc => Clock.GetUtcNow().UtcDateTime;

    public static async Task<TestSite> CreateAsync(DatabaseKind kind) => new(await TestDatabase.CreateAsync(kind));

    /// <summary>Sets the clock; it never goes back.</summary>
    public void Be(DateTime utc) => Clock.SetUtcNow(new DateTimeOffset(utc, TimeSpan.Zero));

    public async Task<TResult> UseAsync<TService, TResult>(Func<TService, Task<TResult>> use)
        where TService : notnull
    {
        await using var scope = _services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public Task UseAsync<TService>(Func<TService, Task> use)
        where TService : notnull =>
        UseAsync<TService, bool>(async service =>
        {
            await use(service);
            return true;
        });

    /// <summary>Reads, or writes what has no service of its own.</summary>
    public Task<TResult> DbAsync<TResult>(Func<TradingDbContext, Task<TResult>> use) => UseAsync(use);

    /// <summary>Every check of the verifiers holds now.</summary>
    public Task AssertLedgerAsync() => AssertLedger.HoldsAsync(Database, NowUtc);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Database.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private ServiceCollection Services()
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock)
            .AddSingleton(_ => new KeyVault(Path.Combine(_folder.FullName, "keys")))
            .AddSingleton(_ => new BlobStore(Path.Combine(_folder.FullName, "blobs")))
            .AddSingleton(HolidayCalendar.Load()).AddSingleton(RulebookLibrary.Load()).AddSingleton(new BidLimits(1_000_000))
            .AddSingleton<VaultSeal>().AddSingleton<LotKeys>().AddSingleton<BidderSeal>().AddSingleton<PayerCheck>().AddSingleton<DrawSecrets>()
            .AddScoped(_ => Database.NewContext())
            .AddScoped<ProcedureLog>().AddScoped<DueActions>().AddScoped<NoticeBoard>().AddScoped<NumberSeries>()
            .AddScoped<ProjectService>().AddScoped<TenderLoader>().AddScoped<TenderService>().AddScoped<ParticipationService>().AddScoped<BidService>()
            .AddTradingMoney();
        return services;
    }
}
