using System.Data.Common;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Trading.Domain.Parties;
using Trading.Domain.Shared;
using Trading.Infrastructure.Persistence;
using Trading.TestKit;
using Trading.TestKit.Stories;
using Trading.Web.Tests.Finance;

namespace Trading.Web.Tests.Secrecy;

/// <summary>
/// One bidder hands in a bid through the site, with a price, a file name and a content that nobody else has, and has contact texts of its own; then all
/// jobs run, and everybody else asks for every address, another bidder of the lot among them.
/// <list type="bullet">
/// <item>Price, file name and content may be nowhere: not in the database's files, its write-ahead log and its server's log, not in the data folder (bids,
/// statements, mails), not in the folder of temporary files, not in a log line, not in an answer.</item>
/// <item>Name and contact texts of an organisation stand in its own row, and those who register and review organisations read them there. Secret is that
/// they belong to the lot: so they may be in no row of another table, in no log line, in no file but the demonstration's mails, which are written to
/// the bidder itself, and in no answer about anything but organisations and people.</item>
/// </list>
/// That the search finds what there is to find is shown by the bidder's own pages and by planting each canary.
/// </summary>
public sealed class CanaryPagesTests
{
    private const string Price = "price";

    /// <summary>Where organisations and the people who act for them are read, by those whose work or account it is; the lot is in none of these.</summary>
    private static readonly string[] AboutOrganisations = ["/centre/organisations", "/centre/account-changes", "/admin/people", "/organisation", "/account"];

    /// <summary>The tables that say who there is: organisation, the record of its registration, and the accounts of people.</summary>
    private static readonly string[] TablesOfParties = ["organisation", "users", "registration_drafts", "party_events", "account_changes"];

    // Who is turned away once is not asked for again: that is a matter of the reader, not of the lot's state.
    private readonly HashSet<string> _turnedAway = [];
    private int _searches;
    private readonly StoryBank _bank = SecrecyWorld.Bank();
    private readonly Money _price = Canaries.NewPrice();
    private readonly string _tag = Guid.NewGuid().ToString("N");

    private string Content => "CONTENT" + _tag;
    private string FileName => "NAME" + _tag + ".pdf";
    private string Contact => "Contact" + _tag;
    private string Phone => "0701-" + _tag[..8];
    private string Email => $"contact-{_tag}@example.com";

    private Canaries OfTheBid => new Canaries().Price(_price).Text("content", Content).Text("file name", "NAME" + _tag);
    private Canaries OfTheBidder => new Canaries().Text("contact", Contact).Text("phone", Phone).Text("mail", Email);

    [Theory, OnEveryDatabase]
    public async Task BeforeTheOpening_NothingSecretIsAnywhere(DatabaseKind kind)
    {
        await using var world = await SecrecyWorld.MakeAsync(kind);
        using var log = new LogCapture();
        var (site, database) = await world.CopyAsync(log);
        await using (site)
        {
            var (bidder, rival) = (world.People.Bidder(0), world.People.Bidder(1));
            await NameContactAsync(site, bidder.Id);
            using var own = await site.VisitorAsync(bidder.UserId, SessionKind.Fresh);
            using var other = await site.VisitorAsync(rival.UserId, SessionKind.Fresh);
            Assert.Empty(await BidAsync(world, site, own, bidder, _price, Content, FileName));
            await BidAsync(world, site, other, rival, Money.Yuan(9_000_000m), "Another", "another.pdf");
            await SecrecyWorld.RunJobsAsync(site);

            await SearchAsync(world, site, database, log, ("rival", other));
            log.From = LogLevel.Trace;
            site.Time.SetUtcNow(new DateTimeOffset(world.DeadlineUtc, TimeSpan.Zero));
            await SecrecyWorld.RunJobsAsync(site);
            await SearchAsync(world, site, database, log, ("rival", other));
            await FindOwnAsync(own, world.LotId);
        }

        if (database is not null)
        {
            await database.DisposeAsync();
        }
    }

    /// <summary>Each canary, laid where it must not be, is found there.</summary>
    [Fact]
    public void EachCanary_Planted_IsFound()
    {
        var folder = Directory.CreateTempSubdirectory("trading-planted-");
        try
        {
            foreach (var (index, text) in new[] { Content, FileName, Fen(_price), Yuan(_price), _price.ToString()!, ChineseAmount.Of(_price) }.Index())
            {
                var file = Path.Combine(folder.FullName, $"{index}");
                File.WriteAllText(file, $"something {text} something");
                Assert.NotEmpty(OfTheBid.InFile(file));
            }

            foreach (var text in new[] { Contact, Phone, Email })
            {
                Assert.Single(OfTheBidder.In(text));
                Assert.NotEmpty(OfTheBidder.In(Encoding.Unicode.GetBytes(text)));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task SearchAsync(SecrecyWorld world, FrozenSite site, TestDatabase? database, LogCapture log, (string Name, HttpClient Client) rival)
    {
        var readers = new List<(string Name, HttpClient Client)> { rival };
        foreach (var (name, userId) in world.Readers)
        {
            readers.Add((name, userId is { } id ? await site.VisitorAsync(id, SessionKind.Fresh) : site.Visitor()));
        }

        var people = await SecrecyReaders.OfAsync(site, [("rival", world.People.Bidder(1).UserId), .. world.Readers]);
        // What readers do is logged as on a site that is at work; every level of it would be a hundred times as much.
        log.From = LogLevel.Information;
        var found = new List<string>();
        _searches++;
        foreach (var (name, client) in readers)
        {
            found.AddRange(await InAnswersAsync(world, site, people, name, client));
        }

        found.AddRange(OfTheBid.In(log.Text).Concat(OfTheBidder.In(log.Text)).Select(f => f + " in the log"));
        found.AddRange(await InFilesAsync(site, database));
        found.AddRange(await InRowsAsync(site));
        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found.Take(40)));
        Assert.Contains("INSERT INTO bid", log.Text.Replace("\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private async Task<List<string>> InAnswersAsync(SecrecyWorld world, FrozenSite site, SecrecyReaders people, string reader, HttpClient client)
    {
        var addresses = new SecrecyAddresses(world);
        var numbers = await SecrecyAddresses.OwnNumbersAsync(site.Services);
        var found = new List<string>();
        foreach (var (index, asked) in addresses.All(site.Services).Index())
        {
            var address = asked.Url;
            if (_turnedAway.Contains($"{reader} {address}") || !(await people.AskingAsync(asked, index + _searches)).Contains(reader))
            {
                continue;
            }

            using var response = await client.GetAsync(new Uri(numbers.Aggregate(address, (url, n) => url.Replace(n.Key, n.Value, StringComparison.Ordinal)), UriKind.Relative));
            if (response.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.Forbidden)
            {
                _turnedAway.Add($"{reader} {address}");
            }

            var body = Opened(response, await response.Content.ReadAsByteArrayAsync());
            var contacts = AboutOrganisations.Any(a => address.StartsWith(a, StringComparison.Ordinal)) ? [] : OfTheBidder.In(body);
            found.AddRange(OfTheBid.In(body).Concat(contacts).Select(f => $"{f} in {address} for {reader}"));
        }

        return found;
    }

    // A workbook is a parcel of compressed parts.
    private static byte[] Opened(HttpResponseMessage response, byte[] body)
    {
        if (response.Content.Headers.ContentType?.MediaType?.Contains("spreadsheet", StringComparison.Ordinal) != true)
        {
            return body;
        }

        using var parcel = new ZipArchive(new MemoryStream(body));
        using var parts = new MemoryStream();
        foreach (var entry in parcel.Entries)
        {
            using var part = entry.Open();
            part.CopyTo(parts);
        }

        return parts.ToArray();
    }

    private async Task<List<string>> InFilesAsync(FrozenSite site, TestDatabase? database)
    {
        var folders = new List<string> { site.Folder };
        folders.AddRange(database is null ? [] : await database.FoldersAsync());
        var found = folders.SelectMany(OfTheBid.InFolder).ToList();
        var mails = Path.Combine(site.Folder, "mail");
        found.AddRange(Directory.EnumerateDirectories(site.Folder).Where(f => f != mails).SelectMany(OfTheBidder.InFolder));
        if (database is not null && await database.ServerLogAsync() is { } serverLog)
        {
            found.AddRange(OfTheBid.InFile(serverLog).Concat(OfTheBidder.InFile(serverLog)));
        }

        return found;
    }

    /// <summary>Every cell of every table but those of organisations and people.</summary>
    private async Task<List<string>> InRowsAsync(FrozenSite site)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TradingDbContext>();
        var found = new List<string>();
        var withParties = new List<string>();
        await db.Database.OpenConnectionAsync();
        foreach (var table in db.Model.GetEntityTypes().Select(e => e.GetTableName()).OfType<string>().Distinct())
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // The name is the model's.
            command.CommandText = $"SELECT * FROM \"{table}\"";
#pragma warning restore CA2100
            await using var rows = await command.ExecuteReaderAsync();
            while (await rows.ReadAsync())
            {
                var names = Cells(rows).SelectMany(OfTheBidder.In).ToList();
                var ofParties = TablesOfParties.Any(t => table.StartsWith(t, StringComparison.Ordinal));
                withParties.AddRange(ofParties ? names : []);
                found.AddRange(Cells(rows).SelectMany(OfTheBid.In).Concat(ofParties ? [] : names).Select(n => $"{n} in a row of {table}"));
            }
        }

        // The search of rows works: it finds the organisation's own.
        Assert.Superset(new HashSet<string> { "contact", "phone", "mail" }, withParties.ToHashSet());
        return found;
    }

    private static IEnumerable<byte[]> Cells(DbDataReader row) => Enumerable.Range(0, row.FieldCount).Select(row.GetValue)
        .Select(value => value as byte[] ?? Encoding.UTF8.GetBytes(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")).ToList();

    private async Task FindOwnAsync(HttpClient own, long lot)
    {
        var page = Encoding.UTF8.GetBytes(WebUtility.HtmlDecode(await own.GetStringAsync(new Uri($"/bidder/lots/{lot}", UriKind.Relative))));
        var organisation = Encoding.UTF8.GetBytes(WebUtility.HtmlDecode(await own.GetStringAsync(new Uri("/organisation", UriKind.Relative))));

        Assert.Contains(OfTheBid.In(page), f => f.StartsWith(Price, StringComparison.Ordinal));
        Assert.Contains("file name", OfTheBid.In(page));
        Assert.Superset(new HashSet<string> { "contact", "phone", "mail" }, OfTheBidder.In(organisation).ToHashSet());
    }

    private async Task NameContactAsync(FrozenSite site, long organisation)
    {
        await using var scope = site.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<TradingDbContext>().Set<Organisation>().Where(o => o.Id == organisation).ExecuteUpdateAsync(
            s => s.SetProperty(o => o.ContactName, Contact).SetProperty(o => o.ContactPhone, Phone).SetProperty(o => o.ContactEmail, Email));
    }

    /// <summary>
    /// Takes part, pays the deposit, and hands in a bid so large that a form would put it aside on the disk; in the midst of it the folder
    /// of temporary files is searched.
    /// </summary>
    private async Task<List<string>> BidAsync(SecrecyWorld world, FrozenSite site, HttpClient bidder, StoryOrganisation organisation, Money price, string text, string name)
    {
        var at = $"/bidder/lots/{world.LotId}";
        using (var taken = await bidder.SubmitAsync(await bidder.PageAsync(at), at + "/take-part"))
        {
            Assert.Equal(HttpStatusCode.Redirect, taken.StatusCode);
        }

        await world.PayInAsync(site, _bank, organisation);
        using var maker = await site.VisitorAsync(world.People.MakerId, SessionKind.Fresh);
        using var imported = await maker.UploadAsync(
            await maker.PageAsync("/finance/statements"), "/finance/statements", _bank.Statement(site.Time.GetUtcNow().UtcDateTime), ("Form.BankAccountId", $"{world.People.BankAccountId}"));
        Assert.Equal(HttpStatusCode.Redirect, imported.StatusCode);
        var page = await bidder.PageAsync(at + "/bid");
        var found = new List<string>();
        using var form = new MultipartFormDataContent
        {
            { new StringContent(page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken" },
            { new StringContent(Yuan(price)), "Form.Price" },
            { new StringContent("280"), "Form.Days" },
            { new StringContent(""), "Form.Hashes" },
            { new PausingFile(Encoding.UTF8.GetBytes("%PDF-1.4\n" + string.Concat(Enumerable.Repeat(text + "\n", 10_000))), () => found.AddRange(InTemporaryFiles())), "Form.Files", name },
        };
        using var kept = await bidder.PostAsync(new Uri(at + "/bid", UriKind.Relative), form);
        Assert.True(kept.StatusCode == HttpStatusCode.Redirect, await kept.Content.ReadAsStringAsync());
        found.AddRange(InTemporaryFiles());
        // What is not handed in yet is as secret.
        found.AddRange(Directory.EnumerateFiles(site.Folder, "*", SearchOption.AllDirectories).SelectMany(Tried));
        using var handedIn = await Bidder.BidderWorld.HandInAsync(bidder, world.LotId);
        Assert.True(handedIn.StatusCode == HttpStatusCode.Redirect, await handedIn.Content.ReadAsStringAsync());
        found.AddRange(InTemporaryFiles());
        return found;
    }

    // Pipes and sockets have no length.
    private List<string> InTemporaryFiles() =>
        [.. new DirectoryInfo(Path.GetTempPath()).EnumerateFiles().Where(f => f.Exists && f.Length > 0 && TimeProvider.System.GetUtcNow().UtcDateTime - f.LastWriteTimeUtc < TimeSpan.FromMinutes(5)).SelectMany(f => Tried(f.FullName))];

    // Others come and go in that folder.
    private List<string> Tried(string file)
    {
        try
        {
            return [.. OfTheBid.InFile(file)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string Yuan(Money price) => (price.Fen / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Fen(Money price) => price.Fen.ToString(CultureInfo.InvariantCulture);

    /// <summary>A file that is sent but for its last bytes; then a look around; then the rest.</summary>
    private sealed class PausingFile(byte[] content, Action look) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(content.AsMemory(0, content.Length - 100));
            await stream.FlushAsync();
            await Task.Delay(500);
            look();
            await stream.WriteAsync(content.AsMemory(content.Length - 100));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = content.Length;
            return true;
        }
    }
}
