using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Trading.Domain.Deposits;
using Trading.Domain.Notices;
using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Domain.Supervision;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Banking.Simulation;
using Trading.Infrastructure.Jobs;
using Trading.Infrastructure.Participation;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Tendering;
using Trading.TestKit;
using Trading.TestKit.Parties;
using Trading.TestKit.Stories;

namespace Trading.Web.Tests.Secrecy;

/// <summary>
/// A centre with one published lot, told once; each site goes on from a copy of it. Somebody's money lies in suspense from before, so that the pages of
/// finance have something to show.
/// </summary>
public sealed class SecrecyWorld : IAsyncDisposable
{
    public const string Title = "Secret works";

    private SiteFolder _folder = null!;
    private TestDatabase? _database;
    private DateTimeOffset _now;

    public StoryPeople People { get; private set; } = null!;
    public long LotId { get; private set; }
    public long ProjectId { get; private set; }
    public DateTime DeadlineUtc { get; private set; }
    public string Notice { get; private set; } = "";
    public Guid Document { get; private set; }
    public Guid Step { get; private set; }
    public Guid File { get; private set; }
    public long Post { get; private set; }

    /// <summary>Whether its sites keep their rows in SQLite's file.</summary>
    public bool IsInFile => _database is null;

    /// <summary>Everybody but those who bid.</summary>
    public IReadOnlyList<(string Name, long? UserId)> Readers { get; private set; } = [];

    public static async Task<SecrecyWorld> MakeAsync(DatabaseKind kind)
    {
        var world = new SecrecyWorld { _database = kind == DatabaseKind.Postgres ? await TestDatabase.CreateAsync(kind) : null };
        await using var site = (world._database is null ? new FrozenSite() : new FrozenSite(world._database)).Begin();
        await world.TellAsync(site);
        world._folder = await site.CopyAsync();
        world._now = site.Time.GetUtcNow().AddDays(1);
        return world;
    }

    /// <summary>A site that goes on from here, a day later, and its database where that is not a file of its folder.</summary>
    public async Task<(FrozenSite Site, TestDatabase? Database)> CopyAsync(ILoggerProvider? log = null)
    {
        var database = _database is null ? null : await _database.CopyAsync();
        return (new FrozenSite(_folder, database, _now, log).Begin(), database);
    }

    public static async Task RunJobsAsync(FrozenSite site)
    {
        await site.Services.GetRequiredService<JobRunner>().RunAllAsync(default);
        await using var scope = site.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Infrastructure.Ledger.Chainer>().RunAsync(default);
    }

    /// <summary>The bank as it goes on from here: numbers and balance follow those that it has printed.</summary>
    public static StoryBank Bank()
    {
        var bank = new StoryBank();
        Printed(bank);
        return bank;
    }

    /// <summary>A bidder that takes part pays its deposit at the bank; answers with the sub-account. It is booked with the bank's next statement.</summary>
    public async Task<string> PayInAsync(FrozenSite site, StoryBank bank, StoryOrganisation bidder)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var participation = (await services.GetRequiredService<ParticipationService>().FindAsync(LotId, bidder.Id, default))!.Value;
        var due = await services.GetRequiredService<TradingDbContext>().Set<Deposit>().Where(d => d.ParticipationId == participation).Select(d => d.Due).SingleAsync();
        var subAccount = services.GetRequiredService<DepositSubAccounts>().Of(participation);
        bank.PayIn(site.Time.GetUtcNow().UtcDateTime, due, bidder, subAccount);
        return subAccount;
    }

    /// <summary>
    /// A statement that does not tie out: its closing balance is not that of its lines, one of its numbers stands twice, and its lines are somebody's money
    /// and what bidders of the lot have paid once more.
    /// </summary>
    public static byte[] HeldStatement(DateTime nowUtc, IEnumerable<(StoryOrganisation Bidder, string SubAccount)> paid)
    {
        var ordinary = new SimulatedLine(nowUtc, Money.Yuan(456m)) { CounterpartyName = "Held Payer", CounterpartyAccount = "6222000000007777", Serial = "H1" };
        var lines = paid.Select(p => new SimulatedLine(nowUtc, Money.Yuan(60_000m))
        {
            CounterpartyName = p.Bidder.Name,
            CounterpartyAccount = p.Bidder.AccountNumber,
            CounterpartyBank = p.Bidder.BankName,
            SubAccount = p.SubAccount,
            Serial = "H" + p.SubAccount,
        });
        var statement = new SimulatedStatement(StoryBank.AccountNumber, Money.Zero, [ordinary, .. lines, ordinary]);
        using var file = new MemoryStream();
        StatementWriter.Write(file, StoryBank.Profile, statement);
        var (text, states) = (Encoding.GetEncoding("GB18030").GetString(file.ToArray()), Closing(statement.Closing));
        Assert.Contains(states, text, StringComparison.Ordinal);
        return Encoding.GetEncoding("GB18030").GetBytes(text.Replace(states, Closing(statement.Closing + Money.Yuan(1m)), StringComparison.Ordinal));

        static string Closing(Money balance) => string.Create(CultureInfo.InvariantCulture, $"期末余额,{balance.Fen / 100m:0.00}");
    }

    public async ValueTask DisposeAsync()
    {
        _folder.Dispose();
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    private async Task TellAsync(FrozenSite site)
    {
        People = await StoryPeople.FoundAsync(site.Services);
        var folk = new PartyFolk(site.Services) { OrganisationName = "Outside Bidder" };
        var administrator = await folk.OfficerNamedAsync("administrator", null, Roles.Administrator);
        var manager = await folk.OfficerNamedAsync("manager", People.CentreId, Roles.CentreManager);
        Post = await folk.PostAsync(People.CentreId);
        var outsider = await folk.PersonAsync(email: "outside@example.com", name: "Outside clerk");
        await folk.OrganisationAsync(outsider);
        var otherCentre = await folk.CentreAsync(code: "OTHER1", chinese: "Other centre");
        var story = await new TenderStory(site.Services, StoryClock.Of(site.Time), People, new StoryBank(), new StoryPlot { Title = Title, WithAgency = true, Estimate = Canaries.Ceiling, Ceiling = Canaries.Ceiling }).ToAsync(StorySteps.Publish);
        (LotId, ProjectId, DeadlineUtc) = (story.LotId, story.ProjectId, story.DeadlineUtc);
        await SuspendAsync(story);
        Notice = await story.ReadAsync(db => db.Set<Notice>().Select(n => n.Number).SingleAsync());
        Document = await story.ReadAsync(db => db.Set<TenderDocument>().Select(d => d.Id).FirstAsync());
        Step = await story.ReadAsync(db => db.Set<ProcedureStep>().Where(s => s.LotId != null).OrderBy(s => s.DoneAtUtc).Select(s => s.Id).FirstAsync());
        File = await story.ReadAsync(db => db.Set<UnreadableFile>().Select(f => f.Id).SingleAsync());
        Readers =
        [
            ("stranger", null), ("outside-bidder", outsider), ("owner", People.Owner.UserId), ("agency", People.Agency.UserId), ("operator", People.OperatorId),
            ("manager", manager), ("other-operator", await folk.OfficerNamedAsync("other-operator", otherCentre, Roles.CentreOperator, Roles.CentreManager)),
            ("maker", People.MakerId), ("checker", People.CheckerId), ("expert", People.ExpertId), ("supervisor", People.SupervisorId), ("administrator", administrator),
        ];
    }

    private Task<bool> SuspendAsync(TenderStory story) => story.WithAsync(async s =>
    {
        await s.GetRequiredService<StatementImportService>().ImportAsync(People.BankAccountId, Printed(new StoryBank()), new Acting(People.MakerId), default);
        await s.GetRequiredService<UnreadableFileService>().KeepAsync(
            People.BankAccountId, "x.csv", [1], new RuleBrokenException(BankingRules.MissingLabel, "账号"), default);
        return true;
    });

    private static byte[] Printed(StoryBank bank)
    {
        bank.PayIn(FrozenSite.Start.UtcDateTime, Money.Yuan(123m), new StoryOrganisation(0, 0, "Somebody Else", "6222000000009999", "Demo Bank"), "");
        return bank.Statement(FrozenSite.Start.UtcDateTime);
    }
}
