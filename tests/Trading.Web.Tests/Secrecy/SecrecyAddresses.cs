using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trading.Domain.Deposits;
using Trading.Domain.Ledger;
using Trading.Domain.Shared;
using Trading.Domain.Tendering;
using Trading.Infrastructure.Banking;
using Trading.Infrastructure.Persistence;
using Trading.Web.Tests.Pages;

namespace Trading.Web.Tests.Secrecy;

/// <summary>
/// Every address of the site that answers a GET, and every one that answers a POST, parameters filled with the records of a <see cref="SecrecyWorld"/>, in every format and with the
/// queries that <see cref="PageFixtures"/> knows, and some more. What has another number in each site is a word in angle brackets (<see cref="OwnNumbersAsync"/>).
/// A route with a parameter that nobody fills fails.
/// </summary>
internal sealed class SecrecyAddresses(SecrecyWorld world)
{
    // The site's answer for what is nowhere, and the framework's own in development.
    private static readonly string[] NoPages = ["/{**path:file}", "/{**path}"];

    private (Regex Parameter, string[] Values)[] Fillings =>
    [
        Fill(@"(?<=^/admin/jobs)/\{\*\*\w+\}|\{\*\*path\}", "", "/recurring", "/jobs/enqueued", "/jobs/succeeded", "/servers"),
        Fill(@"(?<=/(lots|reports)/)\{\w+:long\}", world.LotId),
        Fill(@"(?<=/(projects|entrustments)/)\{\w+:long\}", world.ProjectId),
        Fill(@"(?<=/organisations/)\{\w+:long\}", world.People.Owner.Id, world.People.Bidder(0).Id),
        Fill(@"(?<=/projects/\d+/lots/)\{lot:long\}", world.LotId),
        Fill(@"(?<=/rooms/)\{room:long\}", 1L),
        Fill(@"(?<=/account-changes/)\{\w+:long\}", 1L),
        Fill(@"(?<=/people/)\{\w+:long\}", world.People.OperatorId, world.People.Bidder(0).UserId),
        Fill(@"(?<=/centres/)\{\w+:long\}", world.People.CentreId),
        Fill(@"(?<=/posts/)\{\w+:long\}", world.Post),
        Fill(@"\{account:long\}", world.People.BankAccountId),
        Fill(@"\{document:guid\}|(?<=^/documents/)\{id:guid\}", world.Document),
        Fill(@"(?<=^/fees/)\{key\}/\{category\}", "agency-1980/works"),
        Fill(@"(?<=/bids/)\{bid:guid\}", "<bid>"),
        Fill(@"(?<=/covers/)\{cover:guid\}", Guid.Empty),
        Fill(@"(?<=/covers/uncovered/)\{participation:guid\}", "<participation>"),
        Fill(@"(?<=/bid/uploads/)\{upload:guid\}", Guid.Empty),
        Fill(@"(?<=/files/)\{number:int\}", 1),
        Fill(@"(?<=/finance/statements/)\{id:guid\}", "<statement>", "<held>"),
        Fill(@"(?<=/finance/suspense/)\{id:guid\}", "<suspense>"),
        Fill(@"(?<=/finance/statements/files/)\{id:guid\}", world.File),
        Fill(@"(?<=/deposits/)\{id:guid\}", "<participation>"),
        Fill(@"(?<=/finance/(fees|proceeds)/)\{id:guid\}", Guid.Empty),
        Fill(@"(?<=/finance/fees/refunds/)\{id:guid\}", Guid.Empty),
        Fill(@"(?<=/papers/)\{number\}", "JK-0001-2026-000001"),
        Fill(@"(?<=/claims/)\{number\}", "TK-0001-2026-000001"),
        Fill(@"(?<=/finance/(refunds|refunds/failed|decisions|closing|reports)/|/admin/(due-actions|mail)/|/demo/bank/batches/)\{id:guid\}", Guid.Empty),
        Fill(@"(?<=/supervisor/steps/)\{id:guid\}", world.Step),
        Fill(@"(?<=/supervisor/verify/)\{id:guid\}", Guid.Empty),
        Fill(@"(?<=/receipts/)\{number\}", "<receipt>"),
        Fill(@"(?<=^/notices/)\{number\}", world.Notice),
        Fill(@"(?<=^/award-notices/)\{number\}|(?<=^/verify/)\{code\}", "R0000"),
        Fill(@"(?<=/rules/)\{key\}", "construction.min-bidders"),
        Fill(@"(?<=^/error/)\{code[^}]*\}", "404"),
        Fill(@"(?<=/finance/books/)\{report\}", "trial-balance", "aged-deposits", "aged-suspense", "unrefunded", "prices-by-lot"),
        Fill(@"\{format\}", "csv", "xlsx", "pdf"),
    ];

    public IReadOnlyList<SecrecyAddress> All(IServiceProvider services) => Addresses(services, AnswersGet, Queries);

    /// <summary>Every address that takes a POST.</summary>
    public IReadOnlyList<SecrecyAddress> Posted(IServiceProvider services) =>
        Addresses(services, e => e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains(HttpMethods.Post) == true, _ => [""]);

    private List<SecrecyAddress> Addresses(IServiceProvider services, Func<RouteEndpoint, bool> answers, Func<string, IEnumerable<string>> queries)
    {
        var endpoints = services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is null && answers(e) && !NoPages.Contains(Route(e)));
        var addresses = endpoints
            .SelectMany(e => Filled(Route(e)).SelectMany(address => queries(Route(e)).Select(query => new SecrecyAddress(address + query, e))))
            .DistinctBy(a => a.Url).OrderBy(a => a.Url, StringComparer.Ordinal).ToList();
        var open = addresses.Where(a => a.Url.Contains('{', StringComparison.Ordinal)).ToList();
        Assert.True(open.Count == 0, $"{nameof(SecrecyAddresses)} must fill: {string.Join(", ", open.Select(a => a.Url))}");
        return addresses;
    }

    /// <summary>What the words in angle brackets stand for in a site; where it has no such record, a number that nothing has.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> OwnNumbersAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TradingDbContext>();
        var bid = await db.Set<Bid>().OrderBy(b => b.ReceivedAtUtc).Select(b => new { b.Id, b.ReceiptNumber }).FirstOrDefaultAsync();
        async Task<string> StatementAsync(StatementState state) => (await db.Set<BankStatementRow>().Where(s => s.State == state)
            .OrderByDescending(s => s.ImportedAtUtc).Select(s => (Guid?)s.Id).FirstOrDefaultAsync() ?? Guid.NewGuid()).ToString();
        return new Dictionary<string, string>
        {
            ["<bid>"] = (bid?.Id ?? Guid.NewGuid()).ToString(),
            ["<participation>"] = (await db.Set<Deposit>().OrderBy(d => d.SubAccountTag).Select(d => (Guid?)d.ParticipationId).FirstOrDefaultAsync() ?? Guid.NewGuid()).ToString(),
            ["<receipt>"] = bid?.ReceiptNumber ?? "R" + Random.Shared.Next(10_000_000, 99_999_999).ToString(CultureInfo.InvariantCulture),
            // The largest amount: where somebody else has paid for a bidder, it is that payment.
            ["<suspense>"] = (await db.Set<BankLine>().Where(l => l.State == BankLineState.Suspense).OrderByDescending(l => l.Amount).Select(l => l.Id).FirstAsync()).ToString(),
            ["<statement>"] = await StatementAsync(StatementState.Booked),
            ["<held>"] = await StatementAsync(StatementState.Held),
        };
    }

    private IEnumerable<string> Filled(string route) => Fillings.Aggregate<(Regex Parameter, string[] Values), IEnumerable<string>>(
        [route], (addresses, filling) => addresses.SelectMany(a => filling.Parameter.IsMatch(a) ? filling.Values.Select(v => filling.Parameter.Replace(a, v)) : [a]));

    private IEnumerable<string> Queries(string route) =>
    [
        "",
        .. PageFixtures.ByRoute.GetValueOrDefault(route, []).Select(p => p.Url).Where(u => u.Contains('?', StringComparison.Ordinal)).Select(u => u[u.IndexOf('?', StringComparison.Ordinal)..]),
        .. More(route),
    ];

    private IEnumerable<string> More(string route) => route switch
    {
        "/finance/ledger" or "/finance/ledger.csv" => [.. Enum.GetNames<AccountClass>().SelectMany(a => new[] { $"?account={a}", $"?account={a}&by=Value" }), $"?lot={world.LotId}"],
        "/finance/bank-proof" => [$"?day={Instants.BeijingDay(FrozenSite.Start.UtcDateTime):yyyy-MM-dd}", $"?day={Instants.BeijingDay(FrozenSite.Start.UtcDateTime).AddDays(1):yyyy-MM-dd}"],
        _ when route.StartsWith("/finance/treasury", StringComparison.Ordinal) => ["?from=2020-01-01&to=2040-12-31"],
        _ when route.StartsWith("/finance/books", StringComparison.Ordinal) => ["?from=2020-01-01&to=2040-12-31", "?by=Booked&from=2020-01-01", "?by=Posted&to=2026-03-31"],
        _ when route.StartsWith("/finance/settlement", StringComparison.Ordinal) => ["?from=2020-01-01&to=2040-12-31", "?from=2026-03-01&to=2026-03-31&by=Value"],
        _ => [],
    };

    private static (Regex Parameter, string[] Values) Fill(string pattern, params object[] values) =>
        (new Regex(pattern, RegexOptions.CultureInvariant), [.. values.Select(v => Convert.ToString(v, CultureInfo.InvariantCulture)!)]);

    private static string Route(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.TrimStart('/');

    private static bool AnswersGet(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is not { HttpMethods.Count: > 0 } verbs || verbs.HttpMethods.Contains(HttpMethods.Get);
}

/// <summary>An address, and what answers it.</summary>
internal sealed record SecrecyAddress(string Url, RouteEndpoint Endpoint);
