namespace Trading.Web.Tests.Pages;

/// <summary>All pages of the site, read once per language and looked at by many tests.</summary>
public sealed class SiteVisit : IAsyncDisposable
{
    private readonly Dictionary<string, IReadOnlyList<VisitedPage>> _pages = [];

    public TestSite Site { get; } = new();

    // The tests of one class run one after the other.
    public async Task<IReadOnlyList<VisitedPage>> PagesAsync(string language) =>
        _pages.TryGetValue(language, out var pages) ? pages : _pages[language] = await VisitAsync(language);

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    private static bool SentToSignIn(HttpResponseMessage response) =>
        response.StatusCode == System.Net.HttpStatusCode.Redirect && response.Headers.Location?.ToString().Contains("/sign-in", StringComparison.Ordinal) == true;

    private async Task<IReadOnlyList<VisitedPage>> VisitAsync(string language)
    {
        var pages = new List<VisitedPage>();
        using var visitor = Site.Visitor();
        foreach (var page in SitePages.All(Site.Services))
        {
            using var response = await visitor.GetAsync(new Uri(page.In(language), UriKind.Relative));
            if (page.Reader is not null)
            {
                // A stranger is asked who they are, and learns nothing else.
                Assert.True(SentToSignIn(response), $"{page} is for {page.Reader}, but a stranger was answered {(int)response.StatusCode}");
                continue;
            }

            if (response.Content.Headers.ContentType?.MediaType == "text/html")
            {
                pages.Add(new VisitedPage(page, (int)response.StatusCode, await response.Content.ReadAsStringAsync()));
            }
            else
            {
                // A file or a feed is no page. A page that sends its reader elsewhere says so in its fixture.
                Assert.True((int)response.StatusCode == page.Status, $"{page} answered {(int)response.StatusCode} instead of {page.Status}");
            }
        }

        return pages;
    }
}

public sealed record VisitedPage(SitePage Page, int Status, string Html);
