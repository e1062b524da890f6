using Trading.Web.Tests.Pages;

[assembly: AssemblyFixture(typeof(SiteVisit))]

namespace Trading.Web.Tests.Pages;

/// <summary>All pages of the site, in a world with a tender at each stage (SiteWorld); read once per language and looked at by many tests.</summary>
public sealed class SiteVisit : IAsyncLifetime
{
    private readonly Dictionary<string, IReadOnlyList<VisitedPage>> _pages = [];
    private readonly Dictionary<string, HttpClient> _visitors = [];
    private readonly SemaphoreSlim _turn = new(1);

    public SettledSite Site { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Site = await SettledSite.OpenAsync();

    public Task<IReadOnlyList<VisitedPage>> PagesAsync(string language) =>
        InTurnAsync(async () => _pages.TryGetValue(language, out var pages) ? pages : _pages[language] = await VisitAsync(language));

    /// <summary>Everybody whose pages there are, by name; nobody in particular under the empty one.</summary>
    public Task<IReadOnlyDictionary<string, HttpClient>> VisitorsAsync() => InTurnAsync(SettleAsync);

    public ValueTask DisposeAsync()
    {
        _turn.Dispose();
        return Site.DisposeAsync();
    }

    private static bool SentToSignIn(HttpResponseMessage response) =>
        response.StatusCode == System.Net.HttpStatusCode.Redirect && response.Headers.Location?.ToString().Contains("/sign-in", StringComparison.Ordinal) == true;

    // The classes of tests run side by side; what they look at is read once.
    private async Task<T> InTurnAsync<T>(Func<Task<T>> read)
    {
        await _turn.WaitAsync();
        try
        {
            return await read();
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<IReadOnlyDictionary<string, HttpClient>> SettleAsync()
    {
        if (_visitors.Count == 0)
        {
            _visitors[""] = Site.Visitor();
        }

        // Who has given the password alone has five minutes for the code; the pages of the other language may be read later than that.
        foreach (var (reader, userId, session) in Site.Readers.Where(r => r.Session == SessionKind.HalfWay || !_visitors.ContainsKey(r.Reader)))
        {
            _visitors[reader] = await Site.VisitorAsync(userId, session);
        }

        return _visitors;
    }

    private async Task<IReadOnlyList<VisitedPage>> VisitAsync(string language)
    {
        var pages = new List<VisitedPage>();
        var visitors = await SettleAsync();
        foreach (var page in await SitePages.AllAsync(Site.Services))
        {
            if (page.Reader is not null)
            {
                // A stranger is asked who they are, and learns nothing else.
                using var asked = await visitors[""].GetAsync(new Uri(page.In(language), UriKind.Relative));
                Assert.True(SentToSignIn(asked), $"{page} is for {page.Reader}, but a stranger was answered {(int)asked.StatusCode}");
            }

            using var response = await visitors[page.Reader ?? ""].GetAsync(new Uri(page.In(language), UriKind.Relative));
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
