using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trading.Domain.Deposits;
using Trading.Domain.Notices;
using Trading.Domain.Shared;
using Trading.Infrastructure;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Ledger;
using Trading.Infrastructure.Sealing;
using Trading.Infrastructure.Participation;
using Trading.Infrastructure.Persistence;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Tendering;
using Trading.TestKit.Parties;
using Trading.TestKit.Stories;
using Trading.Web.Commands;

namespace Trading.Web.Tests.Secrecy;

/// <summary>
/// The same centre with 0, 1 and 7 bidders on one lot gives everyone but these bidders the same bytes at every endpoint and from the verb that verifies. What may differ is written
/// in <see cref="Normalise"/>: anti-forgery tokens, the demonstration's banner, which tells the system's time, and random numbers of rows.
/// </summary>
public sealed partial class SameBytesTests
{
    [Fact]
    public async Task EveryEndpoint_With0Or1Or7Bidders_AnswersEverybodyElseTheSame()
    {
        var world = await World.MakeAsync();
        var none = await AnswersAsync(world, bidders: 0);
        var one = await AnswersAsync(world, bidders: 1);
        var seven = await AnswersAsync(world, bidders: 7);
        world.Folder.Dispose();

        Assert.True(none.Count > 400, $"only {none.Count} answers were compared");
        Assert.Contains(none, a => a.Value.Contains(World.Title, StringComparison.Ordinal));
        string[] differences = [.. Differences(none, one), .. Differences(none, seven)];
        Assert.True(differences.Length == 0, string.Join(Environment.NewLine, differences));
    }

    private static List<string> Differences(Dictionary<string, string> left, Dictionary<string, string> right) =>
        [.. left.Where(a => right[a.Key] != a.Value).Select(a => $"{a.Key}: …{Around(a.Value, right[a.Key])}…")];

    private static string Around(string one, string other)
    {
        var at = one.Zip(other).TakeWhile(p => p.First == p.Second).Count();
        return $"{one.Substring(Math.Max(0, at - 60), Math.Min(140, one.Length - Math.Max(0, at - 60)))} | {other.Substring(Math.Max(0, at - 10), Math.Min(90, other.Length - Math.Max(0, at - 10)))}";
    }

    private static async Task<Dictionary<string, string>> AnswersAsync(World world, int bidders)
    {
        await using var site = new FrozenSite(world.Folder, world.Now);
        await world.BidAsync(site, bidders);
        var answers = new Dictionary<string, string>();
        foreach (var (name, userId) in world.Readers)
        {
            var client = userId is { } id ? await site.VisitorAsync(id, SessionKind.Fresh) : site.Visitor();
            foreach (var url in world.Addresses(site))
            {
                using var response = await client.GetAsync(new Uri(url, UriKind.Relative));
                var head = string.Join('\n', response.Headers.Where(h => h.Key != "Set-Cookie").Select(h => $"{h.Key}: {string.Join(',', h.Value)}"));
                var body = Encoding.Latin1.GetString(await response.Content.ReadAsByteArrayAsync());
                answers[$"{name} {url}"] = Normalise($"{(int)response.StatusCode}\n{head}\n{response.Content.Headers.ContentLength}\n{body}");
            }
        }

        answers["verb verify --json"] = await VerifyAsync(site, json: true);
        answers["verb verify"] = await VerifyAsync(site, json: false);
        return answers;
    }

    /// <summary>What the verb <c>verify</c> prints, after everything has been chained.</summary>
    private static async Task<string> VerifyAsync(FrozenSite site, bool json)
    {
        await using var scope = site.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Chainer>().RunAsync(default);
        using var output = new StringWriter();
        Assert.True(await DatabaseCommands.VerifyAsync(scope.ServiceProvider, new VerbOutput(output, json, WordsLanguage.English), default), output.ToString());
        return output.ToString();
    }

    private static string Normalise(string answer) => Number().Replace(Banner().Replace(Token().Replace(answer, "token"), "banner"), "number");

    [GeneratedRegex("""name="__RequestVerificationToken" type="hidden" value="[^"]+" """)]
    private static partial Regex Token();

    // The day's statement and its lines are rows of their own in each of the three centres; the journal shows the first eight digits.
    [GeneratedRegex("[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}|(?<=>|\\n|,)[0-9a-f]{8}(?=<|,)")]
    private static partial Regex Number();

    [GeneratedRegex("""<div class="demo.*?</div>""", RegexOptions.Singleline)]
    private static partial Regex Banner();

    /// <summary>A published lot, copied before anybody takes part.</summary>
    private sealed class World
    {
        public const string Title = "Secret works";

        public required SiteFolder Folder { get; init; }
        public required StoryPeople People { get; init; }
        public required TenderStory Story { get; init; }
        public required DateTimeOffset Now { get; init; }
        public required IReadOnlyList<(string Name, long? UserId)> Readers { get; init; }
        public required string Notice { get; init; }

        public static async Task<World> MakeAsync()
        {
            await using var site = new FrozenSite();
            var people = await StoryPeople.FoundAsync(site.Services);
            var administrator = await new PartyFolk(site.Services).OfficerNamedAsync("administrator", null, Domain.Parties.Roles.Administrator);
            var story = await new TenderStory(site.Services, StoryClock.Of(site.Time), people, new StoryBank(), new StoryPlot { Title = Title }).ToAsync(StorySteps.Publish);
            return new World
            {
                Folder = await site.CopyAsync(),
                People = people,
                Story = story,
                Now = site.Time.GetUtcNow().AddDays(1),
                Notice = await story.ReadAsync(db => db.Set<Notice>().Select(n => n.Number).SingleAsync()),
                Readers =
                [
                    ("stranger", null), ("owner", people.Owner.UserId), ("agency", people.Agency.UserId), ("operator", people.OperatorId), ("maker", people.MakerId),
                    ("checker", people.CheckerId), ("supervisor", people.SupervisorId), ("expert", people.ExpertId), ("administrator", administrator),
                ],
            };
        }

        /// <summary>Bidders take part, pay and bid; the day's one statement has a stranger's payment in it too, whoever bids.</summary>
        public async Task BidAsync(FrozenSite site, int bidders)
        {
            var bank = new StoryBank();
            var now = site.Time.GetUtcNow().UtcDateTime;
            var stranger = new StoryOrganisation(0, 0, "Somebody Else", "6222000000009999", "Demo Bank");
            bank.PayIn(now, Money.Yuan(123m), stranger, "");
            await using var scope = site.Services.CreateAsyncScope();
            var services = scope.ServiceProvider;
            foreach (var bidder in People.BiddersByLetter.Take(bidders))
            {
                var participation = await services.GetRequiredService<ParticipationService>().TakePartAsync(
                    new BidderLink(Story.LotId, bidder.Id, bidder.Name, bidder.AccountNumber, bidder.BankName), default);
                var deposit = await services.GetRequiredService<TradingDbContext>().Set<Deposit>().AsNoTracking().SingleAsync(d => d.ParticipationId == participation);
                bank.PayIn(now, deposit.Due, bidder, services.GetRequiredService<DepositSubAccounts>().Of(participation));
            }

            await services.GetRequiredService<StatementImportService>().ImportAsync(People.BankAccountId, bank.Statement(now), new Acting(People.MakerId), default);
            foreach (var bidder in People.BiddersByLetter.Take(bidders))
            {
                using var content = new MemoryStream(Encoding.UTF8.GetBytes("%PDF-1.4 " + bidder.Name));
                await services.GetRequiredService<BidService>().SubmitAsync(
                    new SubmitBid(Story.LotId, bidder.Id, Money.Yuan(9_000_000m), 280, [new OfferedFile("bid.pdf", content, null)]), default);
            }
        }

        public IEnumerable<string> Addresses(TestSite site)
        {
            var lot = Story.LotId.ToString(CultureInfo.InvariantCulture);
            return site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                .Where(e => e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains(HttpMethods.Get) == true && e.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
                .Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/'))
                .Where(r => r is not ("/time" or "/healthz") && !r.StartsWith("/demo/clock", StringComparison.Ordinal) && !r.StartsWith("/account/second", StringComparison.Ordinal))
                .Select(r => LotParameter().Replace(r, "/${kind}/" + lot).Replace("{number}", Notice, StringComparison.Ordinal).Replace("{format}", "csv", StringComparison.Ordinal))
                .Where(r => !r.Contains('{', StringComparison.Ordinal))
                .Distinct();
        }
    }

    [GeneratedRegex(@"/(?<kind>lots|reports|projects|entrustments)/\{\w+:long\}")]
    private static partial Regex LotParameter();
}
