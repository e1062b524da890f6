using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace Trading.Web.Tests.Pages;

/// <summary>
/// Every address of the site that answers a GET, read from its endpoints, so that no page can be forgotten. Parameters in a route are filled from
/// <see cref="PageFixtures"/>; a route without its fixture fails.
/// </summary>
public static class SitePages
{
    // The framework's own, in development: assets added while the site runs; and the site's answer for what is nowhere.
    private static readonly string?[] NoPages = ["{**path:file}", "{**path}"];

    /// <summary>The reader of a page that asks for nobody in particular.</summary>
    public const string SignedIn = "signed-in";

    /// <summary>The pages to look at in a world that is settled: the words in angle brackets are filled in.</summary>
    public static async Task<IReadOnlyList<SitePage>> AllAsync(IServiceProvider services)
    {
        var pages = new List<SitePage>();
        foreach (var page in All(services))
        {
            pages.Add(page with { Url = await SiteWorld.FillAsync(services, page.Url) });
        }

        return pages;
    }

    /// <summary>The pages to look at, one address each.</summary>
    public static IReadOnlyList<SitePage> All(IServiceProvider services)
    {
        var routes = services.GetRequiredService<EndpointDataSource>().Endpoints
            .OfType<RouteEndpoint>()
            .Where(AnswersGet)
            .Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .Where(e => !NoPages.Contains(e.RoutePattern.RawText))
            .DistinctBy(e => e.RoutePattern.RawText)
            .ToList();
        Assert.NotEmpty(routes);

        var missing = routes.Where(e => e.RoutePattern.Parameters.Count > 0 && !PageFixtures.ByRoute.ContainsKey(Text(e))).Select(Text).ToList();
        Assert.True(missing.Count == 0, $"These routes need a fixture in {nameof(PageFixtures)}: {string.Join(", ", missing)}");
        var unknown = PageFixtures.ByRoute.Keys.Except(routes.Select(Text)).ToList();
        Assert.True(unknown.Count == 0, $"These fixtures have no route: {string.Join(", ", unknown)}");

        return [.. routes.SelectMany(PagesOf).OrderBy(p => p.Url, StringComparer.Ordinal)];
    }

    private static IEnumerable<SitePage> PagesOf(RouteEndpoint route) =>
        (PageFixtures.ByRoute.TryGetValue(Text(route), out var pages) ? pages : [new SitePage(Text(route))])
        .Select(p => p with { Reader = p.Reader ?? Reader(route) });

    /// <summary>The policy of the page's audience; null where anybody may read it.</summary>
    private static string? Reader(RouteEndpoint route) =>
        route.Metadata.GetMetadata<IAllowAnonymous>() is not null
            ? null
            : route.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(a => a.Policy).LastOrDefault(p => p is not null) ?? SignedIn;

    private static string Text(RouteEndpoint route) => "/" + route.RoutePattern.RawText?.TrimStart('/');

    private static bool AnswersGet(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is not { HttpMethods.Count: > 0 } verbs || verbs.HttpMethods.Contains(HttpMethods.Get);
}

/// <summary>One page: its address, the status it answers with, and the policy of those whose page it is (null: anybody's).</summary>
public sealed record SitePage(string Url, int Status = 200, string? Reader = null)
{
    /// <summary>The same page in a language.</summary>
    public string In(string language) => Url + (Url.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "lang=" + language;

    /// <summary>A name for a picture's file.</summary>
    public string FileName => Url == "/" ? "home" : Url.Trim('/').Replace('/', '-').Replace('?', '-').Replace('=', '-').Replace('&', '-');

    public override string ToString() => Url;
}
