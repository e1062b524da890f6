using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace Trading.Web.Tests.Pages;

/// <summary>
/// Every address of the site that answers a GET, read from its endpoints, so that no page can be forgotten. Parameters in a route are filled from
/// <see cref="PageFixtures"/>; a route without its fixture fails.
/// </summary>
public static class SitePages
{
    // The framework's own, in development: assets added while the site runs.
    private const string DevelopmentAssets = "{**path:file}";

    /// <summary>The pages to look at, one address each.</summary>
    public static IReadOnlyList<SitePage> All(IServiceProvider services)
    {
        var routes = services.GetRequiredService<EndpointDataSource>().Endpoints
            .OfType<RouteEndpoint>()
            .Where(AnswersGet)
            .Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .Select(e => e.RoutePattern)
            .Where(p => p.RawText != DevelopmentAssets)
            .DistinctBy(p => p.RawText)
            .ToList();
        Assert.NotEmpty(routes);

        var missing = routes.Where(p => p.Parameters.Count > 0 && !PageFixtures.ByRoute.ContainsKey(Text(p))).Select(Text).ToList();
        Assert.True(missing.Count == 0, $"These routes need a fixture in {nameof(PageFixtures)}: {string.Join(", ", missing)}");
        var unknown = PageFixtures.ByRoute.Keys.Except(routes.Select(Text)).ToList();
        Assert.True(unknown.Count == 0, $"These fixtures have no route: {string.Join(", ", unknown)}");

        return [.. routes.SelectMany(PagesOf).OrderBy(p => p.Url, StringComparer.Ordinal)];
    }

    private static IEnumerable<SitePage> PagesOf(RoutePattern route) =>
        PageFixtures.ByRoute.TryGetValue(Text(route), out var pages) ? pages : [new SitePage(Text(route))];

    private static string Text(RoutePattern route) => "/" + route.RawText?.TrimStart('/');

    private static bool AnswersGet(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is not { HttpMethods.Count: > 0 } verbs || verbs.HttpMethods.Contains(HttpMethods.Get);
}

/// <summary>One page: its address, the status it answers with, and whose page it is (null: anybody's).</summary>
public sealed record SitePage(string Url, int Status = 200, string? Reader = null)
{
    /// <summary>The same page in a language.</summary>
    public string In(string language) => Url + (Url.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "lang=" + language;

    /// <summary>A name for a picture's file.</summary>
    public string FileName => Url == "/" ? "home" : Url.Trim('/').Replace('/', '-').Replace('?', '-').Replace('=', '-').Replace('&', '-');

    public override string ToString() => Url;
}
