using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trading.Domain.Projects;
using Trading.Domain.Supervision;
using Trading.Infrastructure;
using Trading.Infrastructure.Persistence;
using Trading.TestKit;
using Trading.Web.Tests.Pages;

namespace Trading.Web.Tests.Access;

/// <summary>
/// Every endpoint × every reader × whose the record is × the state it is in. What each is answered stands in <c>access.approved.txt</c>, read by
/// people when it changes; a new endpoint that is not in it fails. What may be done is stricter: nobody but those whose area and record it is gets
/// past the door of an unsafe endpoint, and nothing is written when others try.
/// </summary>
public sealed class AccessTests(AccessSurvey survey) : IClassFixture<AccessSurvey>
{
    private static readonly string Approved = Checkout.Of("tests/Trading.Web.Tests", "Access") + "/access.approved.txt";
    private static readonly string[] Shut = ["sign-in", "denied", "nothing", "set-up"];

    /// <summary>Those who may act in an area on the world's records; everybody else must be stopped.</summary>
    private static readonly Dictionary<string, string[]> Parties = new()
    {
        ["bidder"] = [SiteReaders.StoryBidder, AccessReaders.Rival, AccessReaders.OtherOwner],
        ["owner"] = [SiteReaders.Owner, SiteReaders.Agency],
        ["centre"] = [SiteReaders.Operator, SiteReaders.Manager],
        ["expert"] = [SiteReaders.Expert],
        ["finance"] = [SiteReaders.Maker, SiteReaders.Checker],
        ["supervisor"] = [SiteReaders.Supervisor, AccessReaders.OtherSupervisor],
        ["admin"] = [SiteReaders.Administrator, AccessReaders.OtherAdministrator],
    };

    /// <summary>What names no record is done for one's own centre: officers elsewhere do it for theirs.</summary>
    private static readonly string[] Elsewhere = [AccessReaders.OtherMaker, AccessReaders.OtherChecker, AccessReaders.OtherOperator, AccessReaders.OtherOwner];

    /// <summary>Names a rule of the law, which every centre sets for itself.</summary>
    private static readonly string[] OfOwnCentre = ["/centre/rules/{key}"];

    /// <summary>Unsafe endpoints outside the areas of work, and why there is nobody whom they keep out by record. What they answer is approved all the same.</summary>
    private static readonly Dictionary<string, string> Personal = new()
    {
        ["/sign-in"] = "anybody signs in",
        ["/sign-out"] = "anybody signs out",
        ["/register"] = "anybody opens an account",
        ["/account"] = "acts on the reader's own account, which no address names",
        ["/step-up"] = "proves the reader's own presence",
        ["/organisation"] = "acts on the reader's own organisation, which no address names",
        ["/components"] = "a form that stores nothing",
        ["/verify"] = "anybody checks a document",
        ["/demo"] = "demonstrations only; closed elsewhere by [DemoOnly]",
        ["/lots/"] = "anybody asks about a published lot",
    };

    /// <summary>What answers "nothing" to whatever this world can ask of it, and why.</summary>
    private static readonly Dictionary<string, string> ClosedToAll = new()
    {
        ["GET /account/second-factor/qr"] = "nobody has begun to set one up",
        ["GET /{**path}"] = "what is nowhere",
        ["GET /bidder/lots/{id:long}/papers/{number}.pdf"] = "another bidder won; the winner reads its papers in TreasuryPagesTests",
        ["GET /finance/decisions/{id:guid}/paper"] = "no proposal rests on a paper; RefundPayeePagesTests reads one",
        ["GET /finance/refunds/failed/{id:guid}"] = "no refund has failed; RefundPayeePagesTests opens one",
        ["POST /finance/refunds/failed/{id:guid}"] = "no refund has failed; RefundPayeePagesTests corrects one",
        ["POST /admin/due-actions/{id:guid}/retry"] = "nothing has failed",
        ["POST /admin/mail/{id:guid}/retry"] = "no mail has failed",
    };

    /// <summary>Pages that write when they are opened, and why.</summary>
    private static readonly Dictionary<string, string> GetsThatWrite = new()
    {
        ["/centre/lots/{id:long}/covers/{cover:guid}/file"] = "who read which guarantee is on record",
        ["/owner/lots/{id:long}/covers/{cover:guid}/file"] = "who read which guarantee is on record",
        ["/account/second-factor"] = "the key of an authenticator is made when it is first shown",
        ["/expert/reports/{lotId:long}/bids/{bid:guid}/files/{number:int}"] = "who read which bid is on record",
        ["/owner/lots/{id:long}/bids/{bid:guid}/files/{number:int}"] = "who read which bid is on record",
    };

    [Fact]
    public async Task EveryEndpoint_ForEveryReaderInEveryState_AnswersAsApproved()
    {
        var actual = survey.Told();
        if (Environment.GetEnvironmentVariable("TRADING_APPROVE") == "access")
        {
            await File.WriteAllTextAsync(Approved, actual);
        }

        Assert.Equal(await File.ReadAllTextAsync(Approved), actual);
    }

    [Fact]
    public void EveryUnsafeEndpoint_ForThoseWhoseItIsNot_IsClosedAndWritesNothing()
    {
        var unsafeOnes = survey.Knocks.Where(k => k.Method == HttpMethods.Post).ToList();
        var unused = Personal.Keys.Where(p => !unsafeOnes.Any(k => k.Route.StartsWith(p, StringComparison.Ordinal))).ToList();
        var tries = unsafeOnes.Where(k => !Personal.Keys.Any(p => k.Route.StartsWith(p, StringComparison.Ordinal)) && !MayAct(k)).ToList();

        var open = tries.Where(k => k.Wrote || !Shut.Contains(k.Outcome)).Select(k => $"POST {k.Route} ({k.State}) by {k.Reader}: {k.Told}");

        Assert.Empty(open);
        Assert.Empty(unused);
        Assert.True(tries.Count > 1000, $"only {tries.Count} tries");
    }

    /// <summary>An endpoint that is closed to everybody would pass every test of who is kept out.</summary>
    [Fact]
    public void EveryEndpoint_IsOpenToSomebodyInSomeState()
    {
        var closed = survey.Knocks.GroupBy(k => (k.Method, k.Route)).Where(e => e.All(k => Shut.Contains(k.Outcome))).Select(e => $"{e.Key.Method} {e.Key.Route}");

        Assert.Equal(ClosedToAll.Keys.Order(StringComparer.Ordinal), closed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void NoGet_WritesAnything_ButForThoseThatSayWhy() =>
        Assert.Equal(
            GetsThatWrite.Keys.Order(StringComparer.Ordinal), survey.Knocks.Where(k => k.Method == HttpMethods.Get && k.Wrote).Select(k => k.Route).Distinct().Order(StringComparer.Ordinal));

    /// <summary>Lists name no record, so every officer may open them: what they show is the own centre's alone.</summary>
    [Fact]
    public async Task EveryList_ForOfficersOfAnotherCentre_ShowsNothingOfThisOne()
    {
        var names = await NamesAsync(survey.Site);
        // Organisations register once for all centres: their list is every centre's.
        string[] areas = ["centre", "finance", "supervisor", "expert", "owner"];
        var lists = survey.Endpoints(HttpMethods.Get).Where(e => e.RoutePattern.Parameters.Count == 0)
            .Select(AccessSurvey.Route).Where(url => areas.Contains(url.Split('/')[1]) && url != "/centre/organisations").ToList();
        var shown = new Dictionary<string, List<string>>();
        foreach (var reader in survey.Readers.Where(r => !r.Name.StartsWith(AccessReaders.Stale, StringComparison.Ordinal)))
        {
            shown[reader.Name] = [];
            foreach (var url in lists.Where(u => IsOpen(u, reader.Name)))
            {
                var text = WithoutReviews(await reader.ReadAsync(url));
                shown[reader.Name].AddRange(names.Where(n => text.Contains(n, StringComparison.Ordinal)).Select(n => $"{url}: {n}"));
            }
        }

        Assert.True(lists.Count > 20, $"only {lists.Count} lists");
        string[] own = [SiteReaders.Operator, SiteReaders.Maker, SiteReaders.Supervisor, SiteReaders.Owner];
        Assert.All(own, name => Assert.True(shown[name].Count > 5, name));
        string[] others = [.. Elsewhere, AccessReaders.OtherChecker, AccessReaders.OtherExpert, AccessReaders.OtherSupervisor, AccessReaders.OtherAdministrator, AccessReaders.Rival];
        Assert.All(others, name => Assert.Empty(shown[name]));
    }


    /// <summary>A registration that no centre has taken is every centre's to review, and names its organisation in the lists of due work.</summary>
    private static string WithoutReviews(string text)
    {
        var review = Words.Get($"stage.{Stages.RegistrationReview}", WordsLanguage.Chinese);
        return string.Concat(Regex.Split(text, text.Contains("<html", StringComparison.Ordinal) ? "(?=<tr|<li)" : "(?=\n)").Where(row => !row.Contains(review, StringComparison.Ordinal)));
    }

    private static bool MayAct(Knock knock)
    {
        var parties = Parties[knock.Route.Split('/')[1]];
        var reader = knock.Reader.StartsWith(AccessReaders.Stale, StringComparison.Ordinal) ? knock.Reader[AccessReaders.Stale.Length..] : knock.Reader;
        return parties.Contains(reader) || (Elsewhere.Contains(reader) && (OfOwnCentre.Contains(knock.Route) || !knock.Route.Contains('{', StringComparison.Ordinal)));
    }

    private bool IsOpen(string url, string reader) => survey.Knocks.Any(k => k.Method == HttpMethods.Get && k.Route == url && k.Reader == reader && k.Outcome == "open");

    /// <summary>What the world's records are called: projects, lots, and those who take part.</summary>
    private static async Task<List<string>> NamesAsync(TestSite site)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TradingDbContext>();
        var projects = await db.Set<Project>().Select(p => p.Name).ToListAsync();
        var lots = await db.Set<Lot>().Where(l => l.Code != null).Select(l => l.Code!).ToListAsync();
        return [.. projects, .. lots, "Story Bidder"];
    }
}
