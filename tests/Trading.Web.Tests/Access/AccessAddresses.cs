using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Trading.Web.Tests.Pages;

namespace Trading.Web.Tests.Access;

/// <summary>The addresses of an endpoint, one for each state of the record that it is about.</summary>
internal static partial class AccessAddresses
{
    private static readonly (string State, long Id)[] Lots =
    [
        ("preparing", SiteWorld.PreparingLot), ("quiet", SiteWorld.QuietLot), ("bidding", SiteWorld.BiddingLot), ("closed", SiteWorld.ClosedLot),
        ("held", SiteWorld.HeldLot), ("opened", SiteWorld.OpenedLot), ("reported", SiteWorld.ReportedLot), ("evaluated", SiteWorld.EvaluatedLot),
        ("publicity", SiteWorld.PublicityLot), ("decided", SiteWorld.DecidedLot), ("awarded", SiteWorld.AwardedLot), ("over", SiteWorld.OverLot),
        ("failed", SiteWorld.FailedLot), ("missing", 9_999),
    ];

    private static readonly (string State, long Id)[] Projects =
    [
        ("draft", SiteWorld.DraftProject), ("confirmation", SiteWorld.ConfirmationProject), ("submitted", SiteWorld.SubmittedProject), ("returned", SiteWorld.ReturnedProject), ("accepted", SiteWorld.BiddingLot),
        ("missing", 9_999),
    ];

    // Routes that take all that follows.
    private static readonly Dictionary<string, string> Rests = new() { ["/admin/jobs/{**path}"] = "/admin/jobs", ["/{**path}"] = "/nowhere" };

    public static async Task<IReadOnlyList<(string State, string Url)>> OfAsync(IServiceProvider services, RouteEndpoint endpoint)
    {
        var route = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
        if (endpoint.RoutePattern.Parameters.Count == 0)
        {
            return [("", route)];
        }

        if (Rests.TryGetValue(route, out var rest))
        {
            return [("", rest)];
        }

        if (LotParameter().Match(route) is { Success: true } lot)
        {
            return await EachAsync(services, Lots, id => Rest(route.Replace(lot.Groups[1].Value, id, StringComparison.Ordinal)));
        }

        if (ProjectParameter().Match(route) is { Success: true } project)
        {
            return await EachAsync(services, Projects, id => Rest(route.Replace(project.Groups[1].Value, id, StringComparison.Ordinal).Replace("{lot:long}", id, StringComparison.Ordinal)));
        }

        var fixtures = PageFixtures.ByRoute.GetValueOrDefault(route)?.Select(p => p.Url.Split('?')[0]).Distinct() ?? [Rest(route)];
        var addresses = new List<(string, string)>();
        foreach (var (index, url) in fixtures.Index())
        {
            addresses.Add((index == 0 ? "" : "also" + index, await SiteWorld.FillAsync(services, url)));
        }

        return addresses;
    }

    private static async Task<IReadOnlyList<(string State, string Url)>> EachAsync(IServiceProvider services, (string State, long Id)[] records, Func<string, string> url)
    {
        var addresses = new List<(string, string)>();
        foreach (var (state, id) in records)
        {
            addresses.Add((state, await SiteWorld.FillAsync(services, url(id.ToString(System.Globalization.CultureInfo.InvariantCulture)))));
        }

        return addresses;
    }

    // What is left of the parameters: a record of the world where there is one of the kind.
    private static string Rest(string route) => LeftOver().Replace(route, match => (route, match.Groups["type"].Value) switch
    {
        _ when route.Contains("/finance/fees/refunds/", StringComparison.Ordinal) => match.Value == "{number}" ? "<claim>" : "<fee-refund>",
        _ when route.Contains("/refunds/failed/", StringComparison.Ordinal) => "00000000-0000-0000-0000-000000000001",
        _ when route.Contains("/refunds/", StringComparison.Ordinal) || route.Contains("/batches/", StringComparison.Ordinal) => "<batch>",
        _ when route.Contains("/finance/statements/files/", StringComparison.Ordinal) => "<file>",
        _ when route.Contains("/finance/statements/", StringComparison.Ordinal) => "<held>",
        _ when route.StartsWith("/owner/", StringComparison.Ordinal) && route.Contains("/papers/", StringComparison.Ordinal) => "<owner-paper>",
        _ when route.Contains("/deposits/", StringComparison.Ordinal) => "<locked>",
        _ when match.Value == "{key}" && route.StartsWith("/fees/", StringComparison.Ordinal) => "agency-1980",
        _ when match.Value == "{category}" && route.StartsWith("/fees/", StringComparison.Ordinal) => "works",
        _ when route.Contains("/finance/fees/", StringComparison.Ordinal) => "<fee>",
        _ when route.Contains("/finance/suspense/", StringComparison.Ordinal) => "<suspense>",
        ("/finance/books/{report}", _) or ("/finance/books/{report}.{format}", _) when match.Value == "{report}" => "trial-balance",
        _ when match.Value == "{number}" && (route.Contains("/price/receipts/", StringComparison.Ordinal) || route.Contains("/finance/proceeds/", StringComparison.Ordinal)) => "<price-receipt>",
        _ when route.Contains("/finance/proceeds/", StringComparison.Ordinal) => "<plan>",
        _ when route.Contains("/finance/closing/", StringComparison.Ordinal) => "<period>",
        _ when route.Contains("/finance/reports/", StringComparison.Ordinal) => "<report>",
        _ when route.Contains("/finance/decisions/", StringComparison.Ordinal) => "<decision>",
        _ when route.Contains("documents/", StringComparison.Ordinal) => "<document>",
        _ when match.Value == "{format}" => "csv",
        (_, "guid") when route.Contains("/covers/", StringComparison.Ordinal) => "<cover>",
        (_, "guid") when route.Contains("/bids/", StringComparison.Ordinal) => "<bid>",
        (_, "guid") => "00000000-0000-0000-0000-000000000001",
        (_, "long" or "int") => "1",
        _ => "x",
    });

    [GeneratedRegex(@"/(?:lots|reports)/(\{\w+:long\})")]
    private static partial Regex LotParameter();

    [GeneratedRegex(@"/(?:projects|entrustments)/(\{\w+:long\})")]
    private static partial Regex ProjectParameter();

    [GeneratedRegex(@"\{\w+(?::(?<type>\w+)[^}]*)?\}")]
    private static partial Regex LeftOver();
}
