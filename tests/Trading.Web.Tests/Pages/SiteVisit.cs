namespace Trading.Web.Tests.Pages;

/// <summary>All pages of the site, read once per language and looked at by many tests.</summary>
public sealed class SiteVisit : IAsyncDisposable
{
    private readonly Dictionary<string, IReadOnlyList<VisitedPage>> _pages = [];
    private readonly Dictionary<string, HttpClient> _visitors = [];

    public TestSite Site { get; } = new();

    // The tests of one class run one after the other.
    public async Task<IReadOnlyList<VisitedPage>> PagesAsync(string language) =>
        _pages.TryGetValue(language, out var pages) ? pages : _pages[language] = await VisitAsync(language);

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    /// <summary>Everybody whose pages there are, by name; nobody in particular under the empty one.</summary>
    public async Task<IReadOnlyDictionary<string, HttpClient>> VisitorsAsync()
    {
        if (_visitors.Count == 0)
        {
            _visitors[""] = Site.Visitor();
            foreach (var (reader, userId, session) in await SiteReaders.SettleAsync(Site.Services))
            {
                _visitors[reader] = await Site.VisitorAsync(userId, session);
            }
        }

        return _visitors;
    }

    private async Task<IReadOnlyList<VisitedPage>> VisitAsync(string language)
    {
        var pages = new List<VisitedPage>();
        var visitors = await VisitorsAsync();
        foreach (var page in SitePages.All(Site.Services))
        {
            using var response = await visitors[page.Reader ?? ""].GetAsync(new Uri(page.In(language), UriKind.Relative));
            if (response.Content.Headers.ContentType?.MediaType == "text/html")
            {
                pages.Add(new VisitedPage(page, (int)response.StatusCode, await response.Content.ReadAsStringAsync()));
            }
            else
            {
                // A file or a feed is no page; an answer without any content is a page that failed or asked for somebody else.
                Assert.True(response.Content.Headers.ContentType is not null, $"{page} answered {(int)response.StatusCode} with nothing");
            }
        }

        return pages;
    }
}

public sealed record VisitedPage(SitePage Page, int Status, string Html);
