using System.Globalization;
using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trading.Domain.Projects;
using Trading.Infrastructure.Persistence;
using Trading.TestKit;
using Trading.Web.Tests.Pages;

namespace Trading.Web.Tests.Access;

/// <summary>
/// Every endpoint × every reader × whose the record is × the state it is in. What may be read stands in <c>access.approved.txt</c>, one line a
/// reader and an outcome, read by people when it changes; a new endpoint that is not in it fails. What may be done is stricter: nobody but those
/// whose area and record it is gets past the door of an unsafe endpoint, and nothing is written when others try.
/// </summary>
public sealed class AccessTests
{
    private static readonly string Approved = Checkout.Of("tests/Trading.Web.Tests", "Access") + "/access.approved.txt";

    /// <summary>Those who may act in an area on the world's records; everybody else must be stopped.</summary>
    private static readonly Dictionary<string, string[]> Parties = new()
    {
        ["bidder"] = [SiteReaders.StoryBidder, AccessReaders.Rival, AccessReaders.OtherOwner],
        ["owner"] = [SiteReaders.Owner, SiteReaders.Agency],
        ["centre"] = [SiteReaders.Operator, SiteReaders.Manager],
        ["expert"] = [SiteReaders.Expert],
        ["finance"] = [SiteReaders.Maker, SiteReaders.Checker],
        ["supervisor"] = [SiteReaders.Supervisor, AccessReaders.OtherSupervisor],
        ["admin"] = [SiteReaders.Administrator],
    };

    /// <summary>What names no record is done for one's own centre: officers elsewhere do it for theirs.</summary>
    private static readonly string[] Elsewhere = [AccessReaders.OtherMaker, AccessReaders.OtherChecker, AccessReaders.OtherOperator, AccessReaders.OtherOwner];

    // Endpoints of everybody or of a person's own account: there is nobody whom they keep out by record.
    private static readonly string[] Personal = ["/sign-", "/register", "/account", "/step-up", "/organisation", "/components", "/verify", "/demo", "/lots/"];

    [Fact]
    public async Task EveryPage_ForEveryReaderInEveryState_AnswersAsApproved()
    {
        await using var site = await SettledSite.OpenAsync();
        var readers = await AccessReaders.SettleAsync(site);
        var lines = new StringBuilder();
        foreach (var endpoint in Endpoints(site, HttpMethods.Get))
        {
            lines.Append(CultureInfo.InvariantCulture, $"GET /{endpoint.RoutePattern.RawText!.TrimStart('/')}\n");
            var addresses = await AccessAddresses.OfAsync(site.Services, endpoint);
            foreach (var (name, client) in readers)
            {
                var outcomes = new List<(string State, string Outcome)>();
                foreach (var (state, url) in addresses)
                {
                    using var response = await client.GetAsync(new Uri(url, UriKind.Relative));
                    outcomes.Add((state, Outcome(response)));
                }

                lines.Append(CultureInfo.InvariantCulture, $"  {name,-17} {Told(outcomes)}\n");
            }
        }

        var actual = lines.ToString();
        if (Environment.GetEnvironmentVariable("TRADING_APPROVE") == "access")
        {
            await File.WriteAllTextAsync(Approved, actual);
        }

        Assert.Equal(await File.ReadAllTextAsync(Approved), actual);
    }

    [Fact]
    public async Task EveryUnsafeEndpoint_ForThoseWhoseItIsNot_IsClosedAndWritesNothing()
    {
        await using var site = await SettledSite.OpenAsync();
        var readers = await AccessReaders.SettleAsync(site);
        var tokens = new Dictionary<string, string>();
        foreach (var (name, client) in readers)
        {
            tokens[name] = await TokenAsync(client);
        }

        var before = await RowsAsync(site);
        var open = new List<string>();
        var tried = 0;
        foreach (var endpoint in Endpoints(site, HttpMethods.Post).Where(e => !Personal.Any(p => ("/" + e.RoutePattern.RawText!.TrimStart('/')).StartsWith(p, StringComparison.Ordinal))))
        {
            var area = endpoint.RoutePattern.RawText!.TrimStart('/').Split('/')[0];
            foreach (var (_, url) in await AccessAddresses.OfAsync(site.Services, endpoint))
            {
                var parties = endpoint.RoutePattern.Parameters.Count == 0 ? [.. Parties[area], .. Elsewhere] : Parties[area];
                foreach (var (name, client) in readers.Where(r => !parties.Contains(r.Name)))
                {
                    tried++;
                    using var form = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", tokens[name])]);
                    using var response = await client.PostAsync(new Uri(url, UriKind.Relative), form);
                    if (Outcome(response) is not ("sign-in" or "denied" or "nothing" or "set-up") and var outcome)
                    {
                        open.Add($"POST {url} by {name}: {outcome}");
                    }
                }
            }
        }

        Assert.True(open.Count == 0, string.Join(Environment.NewLine, open));
        Assert.True(tried > 1000, $"only {tried} tries");
        Assert.Equal(before, await RowsAsync(site));
    }

    /// <summary>Lists name no record, so every officer may open them: what they show is the own centre's alone.</summary>
    [Fact]
    public async Task EveryList_ForOfficersOfAnotherCentre_ShowsNothingOfThisOne()
    {
        await using var site = await SettledSite.OpenAsync();
        var readers = await AccessReaders.SettleAsync(site);
        var names = await NamesAsync(site);
        // Organisations register once for all centres: their list is every centre's.
        string[] areas = ["centre", "finance", "supervisor", "expert", "owner"];
        var lists = Endpoints(site, HttpMethods.Get).Where(e => e.RoutePattern.Parameters.Count == 0)
            .Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/')).Where(url => areas.Contains(url.Split('/')[1]) && url != "/centre/organisations").ToList();
        var shown = new Dictionary<string, List<string>>();
        foreach (var (name, client) in readers)
        {
            shown[name] = [];
            foreach (var url in lists)
            {
                using var response = await client.GetAsync(new Uri(url, UriKind.Relative));
                var text = await response.Content.ReadAsStringAsync();
                shown[name].AddRange(names.Where(n => text.Contains(n, StringComparison.Ordinal)).Select(n => $"{url}: {n}"));
            }
        }

        Assert.True(lists.Count > 20, $"only {lists.Count} lists");
        string[] own = [SiteReaders.Operator, SiteReaders.Maker, SiteReaders.Supervisor, SiteReaders.Owner];
        Assert.All(own, name => Assert.True(shown[name].Count > 5, name));
        string[] others = [.. Elsewhere, AccessReaders.OtherChecker, AccessReaders.OtherExpert, AccessReaders.OtherSupervisor, AccessReaders.Rival];
        Assert.All(others, name => Assert.Empty(shown[name]));
    }

    /// <summary>What the world's records are called: projects, lots, and those who take part.</summary>
    private static async Task<List<string>> NamesAsync(TestSite site)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TradingDbContext>();
        var projects = await db.Set<Project>().Select(p => p.Name).ToListAsync();
        var lots = await db.Set<Lot>().Where(l => l.Code != null).Select(l => l.Code!).ToListAsync();
        return [.. projects, .. lots, "Story Bidder"];
    }

    private static List<RouteEndpoint> Endpoints(TestSite site, string method) =>
    [
        .. site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains(method) == true)
            .Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .OrderBy(e => e.RoutePattern.RawText!.TrimStart('/'), StringComparer.Ordinal),
    ];

    private static string Outcome(HttpResponseMessage response) => response.StatusCode switch
    {
        HttpStatusCode.Redirect when Location(response).StartsWith("/sign-in", StringComparison.Ordinal) => "sign-in",
        HttpStatusCode.Redirect when Location(response).StartsWith("/step-up", StringComparison.Ordinal) => "step-up",
        HttpStatusCode.Redirect when Location(response).StartsWith("/organisation/registration", StringComparison.Ordinal) => "set-up",
        HttpStatusCode.Redirect or HttpStatusCode.SeeOther => "moved",
        HttpStatusCode.Forbidden => "denied",
        HttpStatusCode.NotFound => "nothing",
        var code when (int)code < 300 => "open",
        var code => ((int)code).ToString(CultureInfo.InvariantCulture),
    };

    private static string Location(HttpResponseMessage response) => response.Headers.Location is { } to ? to.IsAbsoluteUri ? to.PathAndQuery : to.OriginalString : "";

    /// <summary>One word where all states answer alike, else each outcome with its states.</summary>
    private static string Told(List<(string State, string Outcome)> outcomes) => outcomes.DistinctBy(o => o.Outcome).Count() == 1
        ? outcomes[0].Outcome
        : string.Join("; ", outcomes.GroupBy(o => o.Outcome).Select(g => $"{g.Key}: {string.Join(' ', g.Select(o => o.State))}"));

    private static async Task<string> TokenAsync(HttpClient client) =>
        (await client.PageAsync("/components")).QuerySelectorAll("input[name=__RequestVerificationToken]").OfType<IHtmlInputElement>().First().Value;

    /// <summary>The number of rows of every table.</summary>
    private static async Task<string> RowsAsync(TestSite site)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TradingDbContext>();
        var lines = new List<string>();
        foreach (var table in db.Model.GetEntityTypes().Select(t => t.GetTableName()).OfType<string>().Distinct().Order(StringComparer.Ordinal))
        {
            lines.Add($"{table} {await db.ScalarAsync($"SELECT COUNT(*) AS \"Value\" FROM \"{table}\"", default)}");
        }

        return string.Join('\n', lines);
    }
}
