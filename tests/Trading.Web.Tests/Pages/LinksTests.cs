using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.DependencyInjection;

namespace Trading.Web.Tests.Pages;

/// <summary>No page leads to an address that the site does not have.</summary>
public sealed class LinksTests(SiteVisit visit)
{
    // Named by the shell before the pages behind them were there; the list ends empty.
    private static readonly HashSet<string> Announced = [];

    [Fact]
    public async Task EveryLinkAndForm_WithinTheSite_HasARoute()
    {
        var routes = visit.Site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => !e.RoutePattern.RawText!.StartsWith("{**", StringComparison.Ordinal))
            .Select(e => new TemplateMatcher(new RouteTemplate(e.RoutePattern), []))
            .ToList();
        var dead = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (page, _, html) in await visit.PagesAsync("zh-CN"))
        {
            var document = await new HtmlParser().ParseDocumentAsync(html);
            var addresses = document.QuerySelectorAll("a[href^='/']").Select(a => a.GetAttribute("href")!)
                .Concat(document.QuerySelectorAll("form[action^='/']").Select(f => f.GetAttribute("action")!))
                .Select(a => a.Split('?', '#')[0]);
            dead.UnionWith(addresses.Except(Announced).Where(a => !routes.Exists(r => r.TryMatch(new PathString(a), []))).Select(a => $"{page}: {a}"));
        }

        Assert.True(dead.Count == 0, string.Join(Environment.NewLine, dead));
    }
}
