using System.Collections.Concurrent;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Parties;
using Trading.Infrastructure.Participation;
using Trading.Infrastructure.Shared;
using Trading.Infrastructure.Tendering;
using Trading.TestKit;
using Trading.TestKit.Stories;
using Trading.Web.Commands;
using Trading.Web.Tests.Access;
using Trading.Web.Tests.Commands;

namespace Trading.Web.Tests.Secrecy;

/// <summary>
/// The same centre with 0, 1 and 7 bidders on one lot gives everyone but these bidders the same bytes at every address, to every post and from every verb,
/// while the lot takes bids, after its deadline, and while its opening is held. Among the bidders one has replaced its bid, one of seven has withdrawn it,
/// and for one somebody else has paid; a statement is held that has lines of all of them, and a file could not be read; all jobs have run. What may differ is written in <see cref="WrittenList"/> and nowhere else.
/// </summary>
public sealed class SameBytesTests
{
    private const int Shown = 60;
    private static readonly TenderState[] States = [TenderState.Bidding, TenderState.Closed, TenderState.OpeningHeld];

    /// <summary>The answers are made above the database: a submission compares those on SQLite, the full size those on PostgreSQL too.</summary>
    public static TheoryData<DatabaseKind> Databases => SecrecyReaders.AreAll ? [DatabaseKind.Sqlite, DatabaseKind.Postgres] : [DatabaseKind.Sqlite];

    [Theory, MemberData(nameof(Databases))]
    public async Task EveryAddress_With0Or1Or7Bidders_AnswersEverybodyElseTheSame(DatabaseKind kind)
    {
        await using var world = await SecrecyWorld.MakeAsync(kind);
        var kept = new Answers();
        var sites = await Task.WhenAll(new[] { 0, 1, 7 }.Select(bidders => Task.Run(() => AnswersAsync(world, kept, bidders))));

        var (none, one, seven) = (sites[0], sites[1], sites[2]);
        Assert.True(none.Count > (SecrecyReaders.AreAll ? 3_000 : 1_200), $"only {none.Count} answers were compared");
        var posts = none.Keys.Count(key => key.Contains(" POST ", StringComparison.Ordinal));
        Assert.True(kind != DatabaseKind.Sqlite || posts > (SecrecyReaders.AreAll ? 3_000 : 150), $"only {posts} posts were compared");
        Assert.Contains(none.Values, hash => kept.Text(hash).Contains(SecrecyWorld.Title, StringComparison.Ordinal));
        string[] differences = [.. Differences(kept, none, one, "1"), .. Differences(kept, none, seven, "7")];
        Assert.True(differences.Length == 0, $"{differences.Length} differ:{Environment.NewLine}{string.Join(Environment.NewLine, differences.Take(Shown))}");
    }

    private static IEnumerable<string> Differences(Answers kept, Dictionary<string, string> left, Dictionary<string, string> right, string name) =>
        left.Keys.Union(right.Keys).Where(key => left.GetValueOrDefault(key) != right.GetValueOrDefault(key))
            .Select(key => $"0/{name} {key}: …{Around(kept.Text(left.GetValueOrDefault(key)), kept.Text(right.GetValueOrDefault(key)))}…");

    private static string Around(string one, string other)
    {
        var at = one.Zip(other).TakeWhile(p => p.First == p.Second).Count();
        string Cut(string text, int before, int length) => text.Substring(Math.Max(0, at - before), Math.Clamp(text.Length - Math.Max(0, at - before), 0, length));
        return $"{Cut(one, 60, 160)} | {Cut(other, 10, 110)}";
    }

    private static async Task<Dictionary<string, string>> AnswersAsync(SecrecyWorld world, Answers kept, int bidders)
    {
        var (site, database) = await world.CopyAsync();
        await using (site)
        {
            await BidAsync(world, site, bidders);
            await SecrecyWorld.RunJobsAsync(site);
            var visit = await Visit.BeginAsync(world, site, kept);
            await visit.ReadAsync(TenderState.Bidding);
            await visit.PostAsync(TenderState.Bidding);

            site.Time.SetUtcNow(new DateTimeOffset(world.DeadlineUtc, TimeSpan.Zero));
            await using (var scope = site.Services.CreateAsyncScope())
            {
                Assert.True(await scope.ServiceProvider.GetRequiredService<OpeningService>().CloseAsync(world.LotId, default));
            }

            await visit.ReadAsync(TenderState.Closed);
            await visit.PostAsync(TenderState.Closed);

            // Nobody had a heartbeat: the opening is held. A minute later, because what happens at one instant stands in a random order.
            site.Time.Advance(TimeSpan.FromMinutes(1));
            await SecrecyWorld.RunJobsAsync(site);
            await visit.ReadAsync(TenderState.OpeningHeld);
            site.Time.Advance(TimeSpan.FromMinutes(1));
            await visit.PostAsync(TenderState.OpeningHeld);
            visit.RequireAllPosted();
            await ReadVerbsAsync(site, visit);
            if (database is not null)
            {
                await database.DisposeAsync();
            }

            return visit.Answers;
        }
    }

    /// <summary>Bidders take part, pay in one statement with somebody else's payment, and bid: one replaces its bid, the last of seven withdraws it.</summary>
    private static async Task BidAsync(SecrecyWorld world, FrozenSite site, int count)
    {
        var bidders = world.People.BiddersByLetter.Take(count).ToList();
        var bank = SecrecyWorld.Bank();
        var subAccounts = new List<string>();
        foreach (var bidder in bidders)
        {
            site.Time.Advance(TimeSpan.FromMinutes(1));
            subAccounts.Add(await PaidAsync(world, site, bank, bidder));
        }

        site.Time.Advance(TimeSpan.FromMinutes(10 - count));
        // Another pays for the first bidder, where there is one; where there is none, the same money comes for nobody.
        bank.PayIn(site.Time.GetUtcNow().UtcDateTime, Money.Yuan(60_000m), new StoryOrganisation(0, 0, "Wrong Payer", "6222000000008888", "Demo Bank"), subAccounts.FirstOrDefault() ?? "");
        await using var scope = site.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<StatementImportService>().ImportAsync(world.People.BankAccountId, bank.Statement(site.Time.GetUtcNow().UtcDateTime), new Acting(world.People.MakerId), default);
        site.Time.Advance(TimeSpan.FromMinutes(1));
        await scope.ServiceProvider.GetRequiredService<StatementImportService>().ImportAsync(
            world.People.BankAccountId, SecrecyWorld.HeldStatement(site.Time.GetUtcNow().UtcDateTime, bidders.Zip(subAccounts)), new Acting(world.People.MakerId), default);
        site.Time.Advance(TimeSpan.FromMinutes(1));
        foreach (var bidder in bidders.Append(bidders.FirstOrDefault()).OfType<StoryOrganisation>())
        {
            await using var each = site.Services.CreateAsyncScope();
            using var content = new MemoryStream(Encoding.UTF8.GetBytes("%PDF-1.4 " + bidder.Name));
            await each.ServiceProvider.GetRequiredService<BidService>().SubmitAsync(
                new SubmitBid(world.LotId, bidder.Id, Money.Yuan(9_000_000m), 280, [new OfferedFile("bid.pdf", content, null)]), default);
        }

        // Each goes on to put together what would replace it, and hands nothing in.
        foreach (var bidder in bidders)
        {
            await using var each = site.Services.CreateAsyncScope();
            using var content = new MemoryStream(Encoding.UTF8.GetBytes("%PDF-1.4 draft " + bidder.Name));
            var drafts = each.ServiceProvider.GetRequiredService<BidDraftService>();
            await drafts.AddFileAsync(world.LotId, bidder.Id, new OfferedFile("draft.pdf", content, null), default);
            await drafts.BeginUploadAsync(world.LotId, bidder.Id, "large.pdf", 100, null, default);
        }

        if (count == StoryFolk.Bidders)
        {
            await scope.ServiceProvider.GetRequiredService<BidService>().WithdrawAsync(world.LotId, bidders[^1].Id, default);
        }

        site.Time.Advance(TimeSpan.FromHours(1));
    }

    private static async Task<string> PaidAsync(SecrecyWorld world, FrozenSite site, StoryBank bank, StoryOrganisation bidder)
    {
        await using var scope = site.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ParticipationService>().TakePartAsync(
            new BidderLink(world.LotId, bidder.Id, bidder.Name, bidder.AccountNumber, bidder.BankName), default);
        return await world.PayInAsync(site, bank, bidder);
    }

    /// <summary>What verbs that read the installation print; <c>migrate</c> names the database's kind, and <c>replay</c> and <c>calc</c> have none of it.</summary>
    private static async Task ReadVerbsAsync(FrozenSite site, Visit visit)
    {
        await using var scope = site.Services.CreateAsyncScope();
        foreach (var json in new[] { true, false })
        {
            using var output = new StringWriter();
            Assert.True(await DatabaseCommands.VerifyAsync(scope.ServiceProvider, new VerbOutput(output, json, WordsLanguage.English), default), output.ToString());
            visit.Keep("verb verify" + (json ? " --json" : ""), output.ToString());
        }

        var founding = scope.ServiceProvider.GetRequiredService<FoundingService>();
        var refusal = await Assert.ThrowsAsync<RuleBrokenException>(() => founding.RunAsync(new FoundInstallation("C1", "中心", "Centre", CentreKind.City, "root"), default));
        visit.Keep("verb found", refusal.Message);
        visit.Keep("verb calc", (await VerbRun.OfAsync("calc", "fee", "--schedule", "agency-1980", "--category", "works", "--amount-fen", "6000000000", "--json")).ToString());
    }

    /// <summary>Answers by their hash: what is the same is kept once.</summary>
    private sealed class Answers
    {
        private readonly ConcurrentDictionary<string, byte[]> _byHash = new();

        public string Keep(string answer)
        {
            var bytes = Encoding.UTF8.GetBytes(answer);
            var hash = Convert.ToHexString(SHA256.HashData(bytes));
            _byHash.TryAdd(hash, bytes);
            return hash;
        }

        public string Text(string? hash) => hash is null ? "(not asked)" : Encoding.UTF8.GetString(_byHash[hash]);
    }

    /// <summary>All readers of one site, and what they were answered so far.</summary>
    private sealed class Visit
    {
        private readonly FrozenSite _site;
        private readonly SecrecyWorld _world;
        private readonly Answers _kept;
        private readonly SecrecyReaders _people;
        private readonly List<(string Name, HttpClient Client)> _readers = [];
        private readonly List<AccessReader> _posters = [];
        private readonly HashSet<string> _posted = [];
        private readonly HashSet<string> _worthAnotherLook = [];

        private Visit(SecrecyWorld world, FrozenSite site, Answers kept, SecrecyReaders people) => (_world, _site, _kept, _people) = (world, site, kept, people);

        public Dictionary<string, string> Answers { get; } = [];

        public static async Task<Visit> BeginAsync(SecrecyWorld world, FrozenSite site, Answers kept)
        {
            var visit = new Visit(world, site, kept, await SecrecyReaders.OfAsync(site, world.Readers));
            foreach (var (name, userId) in world.Readers)
            {
                visit._readers.Add((name, userId is { } id ? await site.VisitorAsync(id, SessionKind.Fresh) : site.Visitor()));
                visit._posters.Add(await AccessReader.OpenAsync(site, name, userId, SessionKind.Fresh));
            }

            return visit;
        }

        public void Keep(string name, string answer) => Answers[name] = _kept.Keep(answer);

        /// <summary>
        /// Asks for every address. Where everybody asks, those are left out in later states whom an address had turned away: whom a page is for depends
        /// on the record's people, not on its state.
        /// </summary>
        public async Task ReadAsync(TenderState state)
        {
            var addresses = new SecrecyAddresses(_world);
            var numbers = await SecrecyAddresses.OwnNumbersAsync(_site.Services);
            var list = await WrittenList.OfAsync(_site.Services, numbers);
            foreach (var (index, address) in addresses.All(_site.Services).Index())
            {
                var asking = await _people.AskingAsync(address, index + (int)state);
                foreach (var (name, client) in _readers.Where(r => asking.Contains(r.Name) && WrittenList.IsCompared(r.Name, address.Url)))
                {
                    var asked = $"{name} {address.Url}";
                    if (SecrecyReaders.AreAll && state != TenderState.Bidding && !_worthAnotherLook.Contains(asked))
                    {
                        continue;
                    }

                    using var response = await client.GetAsync(new Uri(numbers.Aggregate(address.Url, (url, n) => url.Replace(n.Key, n.Value, StringComparison.Ordinal)), UriKind.Relative));
                    if (response.IsSuccessStatusCode || (int)response.StatusCode >= 404)
                    {
                        _worthAnotherLook.Add(asked);
                    }

                    Keep($"{state} {asked}", list.Apply(address.Url, await WholeAsync(response)));
                }
            }
        }

        /// <summary>
        /// Posts to every address that takes it, an empty form and one that gives what most forms ask for, goes where the answer sends, and undoes what
        /// was written: each finds the site as it was. That is done in SQLite's file alone.
        /// </summary>
        public async Task PostAsync(TenderState state)
        {
            if (!_world.IsInFile)
            {
                return;
            }

            var addresses = new SecrecyAddresses(_world);
            var numbers = await SecrecyAddresses.OwnNumbersAsync(_site.Services);
            var list = await WrittenList.OfAsync(_site.Services, numbers);
            await using var rewind = await SiteRewind.OfAsync(_site);
            foreach (var (index, address) in addresses.Posted(_site.Services).Index().Where(a => IsTurnOf(a.Item, a.Index, state)))
            {
                var asking = await _people.PostingAsync(address, index + (int)state);
                var url = numbers.Aggregate(address.Url, (u, n) => u.Replace(n.Key, n.Value, StringComparison.Ordinal));
                foreach (var poster in _posters.Where(p => asking.Contains(p.Name) && WrittenList.IsCompared(p.Name, address.Url)))
                {
                    _posted.Add(address.Url);
                    foreach (var (form, fields) in PostedForms.Of(_world))
                    {
                        Keep($"{state} {poster.Name} POST {address.Url} {form}", list.ApplyToPosted(address.Url, await PostAsync(poster, address.Url, url, fields)));
                        await rewind.WroteAsync();
                    }
                }
            }
        }

        /// <summary>Whoever adds an address that takes a POST need not add it here.</summary>
        public void RequireAllPosted()
        {
            var left = new SecrecyAddresses(_world).Posted(_site.Services).Select(a => a.Url).Where(u => WrittenList.IsCompared("", u)).Except(_posted).ToList();
            Assert.True(left.Count == 0 || !_world.IsInFile, $"Nobody posted to {string.Join(", ", left)}");
        }

        // What is about no lot is the same in every state: unless everybody asks for everything, it is asked once.
        private static bool IsTurnOf(SecrecyAddress address, int index, TenderState state) =>
            SecrecyReaders.AreAll || address.Url.Contains("/lots/", StringComparison.Ordinal) || index % States.Length == Array.IndexOf(States, state);

        /// <summary>The answer, and the page to which it sends.</summary>
        private static async Task<string> PostAsync(AccessReader poster, string address, string url, KeyValuePair<string, string>[] fields)
        {
            using var response = await poster.PostAsync(url, fields);
            var answer = await WholeAsync(response);
            if (response.Headers.Location is null || !WrittenList.IsFollowed(address))
            {
                return answer;
            }

            using var page = await poster.FollowAsync(response);
            return answer + "\n" + await WholeAsync(page);
        }

        // The length is that of the body, which is compared itself.
        private static async Task<string> WholeAsync(HttpResponseMessage response)
        {
            var body = await response.Content.ReadAsByteArrayAsync();
            Assert.Equal(response.Content.Headers.ContentLength ?? body.Length, body.Length);
            var head = string.Join(
                '\n', response.Headers.Concat(response.Content.Headers).Where(h => h.Key is not ("Set-Cookie" or "Content-Length")).Select(h => $"{h.Key}: {string.Join(',', h.Value)}"));
            return $"{(int)response.StatusCode}\n{head}\n{Read(response, body)}";
        }

        // A workbook is a parcel of compressed parts; what is masked must be seen.
        private static string Read(HttpResponseMessage response, byte[] body)
        {
            if (response.Content.Headers.ContentType?.MediaType?.Contains("spreadsheet", StringComparison.Ordinal) != true)
            {
                return response.Content.Headers.ContentType?.MediaType is "application/pdf" ? Encoding.Latin1.GetString(body) : Encoding.UTF8.GetString(body);
            }

            using var parcel = new ZipArchive(new MemoryStream(body));
            return string.Join('\n', parcel.Entries.Select(e =>
            {
                using var part = new StreamReader(e.Open());
                return $"{e.FullName}\n{part.ReadToEnd()}";
            }));
        }
    }
}
