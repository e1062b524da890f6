using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Trading.Domain.Parties;
using Trading.Domain.Supervision;
using Trading.Infrastructure;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;

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
    private readonly ILoggerProvider? _log;

    private TestSite(TestDatabase database, ILoggerProvider? log, long largestFile, TimeProvider? clock)
    {
        _log = log;
        Database = database;
        _folder = Directory.CreateTempSubdirectory("trading-site-");
        _services = Compose(largestFile, clock ?? Clock).BuildServiceProvider(validateScopes: true);
    }

    public TestDatabase Database { get; }
    public IServiceProvider Services => _services;

    /// <summary>Where its files and keys are.</summary>
    public string Folder => _folder.FullName;

    /// <summary>What comes between the services and the database; none unless a test puts it there.</summary>
    public List<IInterceptor> Interceptors { get; } = [];
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(Start, TimeSpan.Zero)) { AutoAdvanceAmount = TimeSpan.Zero };
    public DateTime NowUtc => Clock.GetUtcNow().UtcDateTime;

    /// <summary>A site; a test may hear its log, a benchmark may allow larger files or bring a clock of its own.</summary>
    public static async Task<TestSite> CreateAsync(DatabaseKind kind, ILoggerProvider? log = null, long largestFile = 1_000_000, TimeProvider? clock = null) =>
        new(await TestDatabase.CreateAsync(kind), log, largestFile, clock);

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
    public Task AssertLedgerAsync() => AssertLedger.HoldsAsync(Services, NowUtc);

    /// <summary>Registers a bidder as an organisation, under the number that the tests know it by.</summary>
    public Task RegisterAsync(TestBidder bidder) => UseAsync(async (IServiceProvider services) =>
    {
        var db = services.GetRequiredService<TradingDbContext>();
        var organisation = Organisation.Register(
            new OrganisationStep
            {
                Kinds = OrganisationKinds.Bidder,
                Name = bidder.Name,
                CreditCode = string.Create(CultureInfo.InvariantCulture, $"9100000000000{bidder.OrganisationId:D5}"),
                Address = "示范路 1 号",
                ContactName = "经办人",
                ContactPhone = "13800000000",
                ContactEmail = "bidder@demo.example",
            },
            new Representative("法定代表人", "protected", "110***2X"),
            new AccountStep { BankName = bidder.Bank, AccountNumber = bidder.Account, AccountName = bidder.Name, IsBasic = true },
            Commitment.Sign(CommitmentTexts.Current, "经办人", 1, NowUtc),
            NowUtc);
        services.GetRequiredService<RegisteredAccountProof>().Keep(organisation);
        db.Add(organisation);
        db.Entry(organisation).Property(o => o.Id).CurrentValue = bidder.OrganisationId;
        await services.GetRequiredService<OpenSteps>().BeginAsync(
            null, StepSubject.Of(StepSubjectKind.Organisation, bidder.OrganisationId), Stages.RegistrationReview, Posts.CentreOperator, null, NowUtc, CancellationToken.None);
        await db.SaveChangesAsync();
    });

    /// <summary>An organisation registers another account, and an officer approves it.</summary>
    public Task ChangeAccountAsync(long organisationId, string number) => UseAsync(async (IServiceProvider services) =>
    {
        var db = services.GetRequiredService<TradingDbContext>();
        var organisation = await db.Set<Organisation>().SingleAsync(o => o.Id == organisationId);
        var change = AccountChange.Request(organisation, new AccountStep { BankName = organisation.Account.BankName, AccountNumber = number, AccountName = organisation.Name, IsBasic = true }, "换户", 1, NowUtc);
        change.Approve(organisation, change.ContentSha256, 2, NowUtc);
        services.GetRequiredService<RegisteredAccountProof>().Keep(organisation);
        await db.SaveChangesAsync();
    });

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Database.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>The product's own composition; only the database, the folder and the clock are the test's.</summary>
    private ServiceCollection Compose(long largestFile, TimeProvider clock)
    {
        var services = new ServiceCollection();
        services
            .AddLogging(Log)
            .AddTrading(
                new TradingOptions { ConnectionString = Database.ConnectionString, DataFolder = _folder.FullName, LargestFile = largestFile }, clock)
            .AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider())
            .AddTradingIdentity(new PartiesOptions { DemoMode = true });
        services.WithCheapPasswords();
        services.AddScoped(s => Database.NewContext(options =>
        {
            options.AddInterceptors(Interceptors);
            if (_log is not null)
            {
                options.UseLoggerFactory(s.GetRequiredService<ILoggerFactory>());
            }
        }));
        return services;
    }

    private void Log(ILoggingBuilder logging)
    {
        if (_log is not null)
        {
            logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_log);
        }
    }
}
