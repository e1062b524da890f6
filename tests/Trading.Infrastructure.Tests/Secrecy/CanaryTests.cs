using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trading.Domain.Deposits;
using Trading.Domain.Shared;
using Trading.Infrastructure.Sealing;
using Trading.TestKit;
using Trading.TestKit.Builders;
using Trading.TestKit.Stories;

namespace Trading.Infrastructure.Tests.Secrecy;

/// <summary>
/// Prices, file names, file contents and the names of those who take part lie nowhere in clear before the opening: not in the database's files and
/// write-ahead log, not among stored files, not in a log line, though every statement is logged with its parameters.
/// </summary>
public sealed class CanaryTests
{
    // Another in each test: those of one cluster share a write-ahead log.
    private readonly Money _price = Canaries.NewPrice();
    private readonly string _tag = Guid.NewGuid().ToString("N");

    private StoryPlot Plot => new()
    {
        FileText = "CONTENT" + _tag,
        FileName = "NAME" + _tag + ".pdf",
        Estimate = Canaries.Ceiling,
        Ceiling = Canaries.Ceiling,
        Prices = [_price, _price + new Money(1), _price + new Money(2)],
    };

    private Canaries Secrets => new Canaries().Price(_price).Text("file content", "CONTENT" + _tag).Text("file name", "NAME" + _tag);

    [Theory, OnEveryDatabase]
    public async Task BeforeTheOpening_NothingSecretLiesAnywhereInClear(DatabaseKind kind)
    {
        using var log = new LogCapture();
        await using var site = await TestSite.CreateAsync(kind, log);
        var story = new TenderStory(site.Services, StoryClock.Of(site.Clock), await StoryPeople.FoundAsync(site.Services), new StoryBank(), Plot);

        await story.ToAsync(StorySteps.Close);

        var secrets = (await SubAccountsAsync(site)).Aggregate(Secrets, (all, number) => all.Text("sub-account", number));
        Assert.Empty(await FoundAsync(site, secrets));
        Assert.Empty(secrets.In(log.Text));
        Assert.Contains("INSERT INTO bid", log.Text.Replace("\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    /// <summary>The search itself works: after the opening the prices are found.</summary>
    [Theory, OnEveryDatabase]
    public async Task AfterTheOpening_ThePricesAreFound(DatabaseKind kind)
    {
        await using var site = await TestSite.CreateAsync(kind);
        var story = new TenderStory(site.Services, StoryClock.Of(site.Clock), await StoryPeople.FoundAsync(site.Services), new StoryBank(), Plot);

        await story.ToAsync(StorySteps.Open);

        var found = await FoundAsync(site, Secrets);
        Assert.Contains(found, f => f.StartsWith("price as a big-endian number", StringComparison.Ordinal) || f.StartsWith("price as a little-endian number", StringComparison.Ordinal));
        Assert.Contains(found, f => f.StartsWith("price in fen", StringComparison.Ordinal));
    }

    private static async Task<List<string>> SubAccountsAsync(TestSite site)
    {
        var participations = await site.DbAsync(db => db.Set<Deposit>().Select(d => d.ParticipationId).ToListAsync());
        Assert.Equal(3, participations.Count);
        return [.. participations.Select(site.Services.GetRequiredService<DepositSubAccounts>().Of)];
    }

    private static async Task<List<string>> FoundAsync(TestSite site, Canaries secrets)
    {
        var folders = new List<string> { site.Folder };
        folders.AddRange(await site.Database.FoldersAsync());
        var log = await site.Database.ServerLogAsync();
        return [.. folders.SelectMany(secrets.InFolder), .. log is null ? [] : secrets.InFile(log)];
    }
}
