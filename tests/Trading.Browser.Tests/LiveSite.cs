using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Trading.Web.Tests;
using Trading.Web.Tests.Pages;

namespace Trading.Browser.Tests;

/// <summary>The site on a free port of this machine, on a database of its own, for a real browser.</summary>
public sealed class LiveSite : WebApplicationFactory<Program>
{
    private readonly SiteFolder _folder = SiteFolder.New();
    private readonly Lazy<Task<IReadOnlyList<(string Reader, long UserId, SessionKind Session)>>> _readers;

    public LiveSite()
    {
        UseKestrel(0);
        StartServer();
        _readers = new(() => SiteReaders.SettleAsync(Services));
    }

    /// <summary>The people of the site and a tender at each stage; told once.</summary>
    public Task SettleAsync() => _readers.Value;

    /// <summary>The cookie of a reader's session.</summary>
    public async Task<Microsoft.Playwright.Cookie> CookieOfAsync(string reader)
    {
        var (_, userId, session) = (await _readers.Value).Single(r => r.Reader == reader);
        return await CookieOfAsync(userId, session);
    }

    /// <summary>The cookie of somebody signed in.</summary>
    public async Task<Microsoft.Playwright.Cookie> CookieOfAsync(long userId, SessionKind session)
    {
        var cookie = await SiteSessions.OpenAsync(Services, userId, session);
        return new Microsoft.Playwright.Cookie { Name = cookie.Name, Value = cookie.Value, Url = Address("/") };
    }

    public string Address(string url) => new Uri(ClientOptions.BaseAddress, url).AbsoluteUri;

    protected override void ConfigureWebHost(IWebHostBuilder builder) => TestHost.Configure(builder, _folder, TimeProvider.System, demo: true);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
